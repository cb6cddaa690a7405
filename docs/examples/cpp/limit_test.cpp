// A failure with its natural cause, and the fix that the vendor's article tells: 0x80244007, because a scan lists more
// installed prerequisites than web.config allows.
#include <wsuslab/testing.hpp>

#include <gmock/gmock.h>

using namespace wsuslab;
using testing::Contains;
using testing::HasSubstr;

namespace {

constexpr auto soap_fault_0x80244007 = 0x80244007U;  // WU_E_PT_SOAPCLIENT_SOAPFAULT

/// Made once for both tests: copies share the updates.
class TooManyPrerequisites : public testing::Test {
protected:
  static Catalogue catalogue() {
    static Catalogue const made = Catalogue::generate({.revisions = 300, .installed_non_leaf = 41});
    return made;
  }
  MockWsus wsus_{MockWsusOptions{.catalogue = catalogue(), .limits = {.max_installed_prerequisites = 40}}};
  SimulatedPc pc_{wsus_, {.profile = Profile::w8}};
};

TEST_F(TooManyPrerequisites, TheFaultIsTheSameInTheResultTheJournalAndBothLogs) {
  auto const scan = pc_.scan();

  EXPECT_THAT(scan, EndedWith(soap_fault_0x80244007));
  ASSERT_TRUE(scan.fault);
  EXPECT_EQ(scan.fault->operation, "SyncUpdates");
  EXPECT_EQ(scan.fault->message, "parameters.InstalledNonLeafUpdateIDs");
  EXPECT_THAT(wsus_.journal(), Contains(AllOf(Called("SyncUpdates"), WithErrorCode(ErrorCode::invalid_parameters))));
  EXPECT_THAT(scan.log, HasSubstr(scan.fault->id));
  EXPECT_THAT(wsus_.software_distribution_log(), HasSubstr(scan.fault->id));
}

TEST_F(TooManyPrerequisites, TheFixOfTheArticleCures) {
  ASSERT_THAT(pc_.scan(), EndedWith(soap_fault_0x80244007));

  // An administrator types; set_limits() does the same in one call.
  for (auto const* line : {R"(cd %programfiles%\Update Services\WebServices\ClientWebService)", "takeown /f web.config",
                           "icacls web.config /grant administrator:(F)",
                           "notepad.exe web.config /set maxInstalledPrerequisites=80", "iisreset"}) {
    auto const typed = wsus_.run(line);
    ASSERT_EQ(typed.exit_code, 0) << line << "\n" << typed.output;
  }
  EXPECT_THAT(pc_.scan(), Succeeded());
}

TEST_F(TooManyPrerequisites, ALimitOfAsManyAsBeforeDoesNot) {
  ASSERT_THAT(pc_.scan(), EndedWith(soap_fault_0x80244007));
  wsus_.set_limits({.max_installed_prerequisites = 40});
  EXPECT_THAT(pc_.scan(), EndedWith(soap_fault_0x80244007));
}

}  // namespace
