// WUAHandler.log and ScanAgent.log of a scan.
#include "client_sim/configmgr/scan_caller.hpp"

#include "wsdl/wusp/clock.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <stdexcept>

namespace wsus::configmgr {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string const update_point = "http://wsus.lab.example:8530";

/// The texts of a log without their frames.
std::vector<std::string> texts_of(std::string const& log) {
  std::vector<std::string> texts;
  constexpr std::string_view begin = "<![LOG[";
  for (auto at = log.find(begin); at != std::string::npos; at = log.find(begin, at + 1)) {
    auto const from = at + begin.size();
    texts.push_back(log.substr(from, log.find("]LOG]!>", from) - from));
  }
  return texts;
}

class ScanCallerTest : public testing::Test {
protected:
  std::string log(std::string_view path) { return machine_.files().read_as_system(path).value_or(""); }
  std::vector<std::string> handler() { return texts_of(log(handler_log)); }
  std::vector<std::string> scan_agent() { return texts_of(log(scan_agent_log)); }
  void forget_logs() {
    machine_.files().write_as_system(handler_log, "");
    machine_.files().write_as_system(scan_agent_log, "");
  }
  void scan(ScanCaller& caller, agent::Hresult hresult) {
    ASSERT_TRUE(caller.begin_scan());
    caller.end_scan({.hresult = hresult});
  }

  wusp::ManualClock clock_{*wusp::parse_xsd_date_time("2026-10-04T15:00:00Z")};
  machine::Machine machine_{{.profile = machine::Profile::w10}, clock_};
};

TEST_F(ScanCallerTest, AFirstScanThatSucceedsIsLoggedFromTheUpdateSourceToItsEnd) {
  ScanCaller caller(machine_, {.update_point = update_point});
  scan(caller, 0);
  EXPECT_THAT(handler(),
              ElementsAre(AllOf(HasSubstr("Its a WSUS Update Source type ({"), HasSubstr("}), adding it.")),
                          "Its a completely new WSUS Update Source.",
                          "Enabling WUA Managed server policy to use server: " + update_point, "Policy refresh forced.",
                          "Waiting for 2 mins for Group Policy to notify of WUA policy change...",
                          "Waiting for 30 secs for policy to take effect on WU Agent.",
                          HasSubstr("Added Update Source ({"),
                          "Scan results will include superseded updates only when they are superseded by service packs "
                          "and definition updates.",
                          "Search Criteria is (DeploymentAction=* AND Type='Software') OR (DeploymentAction=* AND "
                          "Type='Driver')",
                          "Running single-call scan of updates.", "Async searching of updates using WUAgent started.",
                          "Async searching completed.", "Finished searching for everything in single call.",
                          "Successfully completed scan."));
  EXPECT_THAT(scan_agent().back(), "CScanAgent::ScanComplete- Scan completion received.");
  EXPECT_THAT(log(scan_agent_log), HasSubstr("OnLocationUpdate- Received Location=" + update_point + ", Version=1"));
  EXPECT_THAT(log(handler_log), Not(HasSubstr("type=\"3\"")));
  EXPECT_EQ(caller.next(), AfterScan::nothing);
}

TEST_F(ScanCallerTest, ALaterScanFindsItsUpdateSource) {
  ScanCaller caller(machine_, {.update_point = update_point});
  scan(caller, 0);
  forget_logs();
  scan(caller, 0);
  EXPECT_THAT(log(handler_log), HasSubstr("Existing WUA Managed server was already set (" + update_point + ")"));
  EXPECT_THAT(log(handler_log), Not(HasSubstr("completely new")));
}

TEST_F(ScanCallerTest, AFailureIsNamedInBothLogsWithItsCode) {
  ScanCaller caller(machine_, {.update_point = update_point});
  scan(caller, 0x80244007);
  auto const lines = handler();
  ASSERT_GE(lines.size(), 2u);
  EXPECT_EQ(lines[lines.size() - 2], "OnSearchComplete - Failed to end search job. Error = 0x80244007.");
  EXPECT_EQ(lines.back(), "Scan failed with error = 0x80244007.");
  EXPECT_THAT(log(handler_log), HasSubstr("0x80244007.]LOG]!><time=\"16:00:00.000-060\" date=\"10-04-2026\" "
                                          "component=\"WUAHandler\" context=\"\" type=\"3\""));
  EXPECT_THAT(log(scan_agent_log), HasSubstr("CScanJob::OnScanComplete -Scan Failed with Error=0x80244007]LOG]!>"));
  EXPECT_THAT(log(handler_log), Not(HasSubstr("Successfully completed scan.")));
}

TEST_F(ScanCallerTest, AFailureOfTheListIsTriedAgainUnderTheSameJob) {
  ScanCaller caller(machine_, {.update_point = update_point});
  scan(caller, 0x80244022);
  auto const last = scan_agent().back();
  EXPECT_THAT(last, HasSubstr("ScanRetry Timer task successfully scheduled. Will wake up in next 1800 seconds"));
  auto const job = last.substr(0, last.find(':'));
  scan(caller, 0);
  EXPECT_THAT(log(scan_agent_log), HasSubstr(job + ": CScanJob::OnScanRetry- Retry 1 of 4"));
  EXPECT_EQ(caller.retries(), 1u);
  EXPECT_EQ(caller.next(), AfterScan::nothing);
}

TEST_F(ScanCallerTest, AfterFourRetriesAnotherServerIsDue) {
  ScanCaller caller(machine_, {.update_point = update_point});
  for (int i = 0; i < 5; ++i) scan(caller, 0x80244022);
  EXPECT_EQ(caller.retries(), max_retries);
  EXPECT_EQ(caller.next(), AfterScan::switch_server);
  scan(caller, 0x80244022);
  EXPECT_EQ(caller.retries(), 0u);
}

TEST_F(ScanCallerTest, AFailureThatIsNotInTheListIsNotTriedAgain) {
  ScanCaller caller(machine_, {.update_point = update_point});
  scan(caller, 0x80072EE2);
  EXPECT_EQ(caller.next(), AfterScan::nothing);
  EXPECT_THAT(log(scan_agent_log), Not(HasSubstr("ScanRetry")));
}

TEST_F(ScanCallerTest, NamesTheUpdatesThatAreMissing) {
  machine::CachedUpdate update{.revision_id = 7, .revision_number = 200};
  update.details.emplace().title = "Security Update (KB5000001)";
  machine_.data_store().updates.edit().emplace(7, update);
  ScanCaller caller(machine_, {.update_point = update_point});
  ASSERT_TRUE(caller.begin_scan());
  caller.end_scan({.needed = {7, 8}});
  EXPECT_THAT(log(handler_log), HasSubstr("Update (Missing): Security Update (KB5000001) (00000000-0000-0000-0000-"
                                          "000000000000, 200)]LOG]!>"));
}

TEST_F(ScanCallerTest, ADomainThatNamesAnotherServerEndsTheJobBeforeTheSearch) {
  auto outside = std::make_shared<machine::LabNetwork>();
  outside->domain_policy = {
      {std::string(machine::keys::policy), "WUServer", {.type = "REG_SZ", .text = "http://other.lab.example:8530"}}};
  machine_.network().outside = outside;
  ScanCaller caller(machine_, {.update_point = update_point});
  EXPECT_FALSE(caller.begin_scan());
  EXPECT_THAT(log(handler_log), HasSubstr("Group policy settings were overwritten by a higher authority (Domain "
                                          "Controller) to: Server http://other.lab.example:8530 and Policy ENABLED"));
  EXPECT_THAT(log(scan_agent_log), HasSubstr("CScanJob::Execute- Failed at AddUpdateSource, Error = 0x87d00692"));
  EXPECT_THAT(log(handler_log), Not(HasSubstr("Async searching")));
}

TEST_F(ScanCallerTest, WithoutAScanThereIsNoLog) {
  ScanCaller const caller(machine_, {.update_point = update_point});
  EXPECT_THAT(log(handler_log), IsEmpty());
  EXPECT_THAT(log(scan_agent_log), IsEmpty());
}

TEST_F(ScanCallerTest, NeedsASoftwareUpdatePoint) { EXPECT_THROW(ScanCaller(machine_, {}), std::invalid_argument); }

}  // namespace
}  // namespace wsus::configmgr
