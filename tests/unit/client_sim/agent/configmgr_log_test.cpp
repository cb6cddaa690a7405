// WindowsUpdate.log when the Configuration Manager client asks for the search.
#include "tests/unit/client_sim/agent/log_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view criteria =
    "(DeploymentAction=* AND Type='Software') OR (DeploymentAction=* AND Type='Driver')";

class ConfigMgrLogTest : public LogFixture, public ::testing::WithParamInterface<machine::Profile> {
protected:
  ConfigMgrLogTest() : LogFixture(GetParam()) {}
};
class ConfigMgrTextLogTest : public ConfigMgrLogTest {};

TEST_P(ConfigMgrLogTest, NamesTheCallerAndItsCriteria) {
  start({.caller = std::string(configmgr_caller)});
  finish();
  EXPECT_THAT(log_text(), HasSubstr("CallerId = CcmExec"));
  EXPECT_THAT(log_text(), HasSubstr(criteria));
  EXPECT_THAT(log_text(), Not(HasSubstr("AutomaticUpdates")));
}

TEST_P(ConfigMgrLogTest, ATwinOfAutomaticUpdatesHasItsOwnCriteria) {
  start();
  finish();
  EXPECT_THAT(log_text(), HasSubstr("IsInstalled=0 and DeploymentAction='Installation'"));
  for (auto const text : {std::string_view("CcmExec"), criteria, std::string_view("COMAPI")})
    EXPECT_THAT(log_text(), Not(HasSubstr(text)));
}

INSTANTIATE_TEST_SUITE_P(Generations, ConfigMgrLogTest,
                         ::testing::Values(machine::Profile::w7, machine::Profile::w8, machine::Profile::w10));

TEST_P(ConfigMgrTextLogTest, SaysThatTheSearchCameThroughTheComInterface) {
  start({.caller = std::string(configmgr_caller)});
  finish();
  EXPECT_THAT(texts("COMAPI\t>>--", "--  END  --"),
              ElementsAre("COMAPI\t>>--  RESUMED  -- COMAPI: Search [ClientId = CcmExec]",
                          HasSubstr("Updates found = "), "COMAPI\t---------",
                          "COMAPI\t--  END  --  COMAPI: Search [ClientId = CcmExec]"));
}

TEST_P(ConfigMgrTextLogTest, SaysWithWhichCodeItFailed) {
  start({.caller = std::string(configmgr_caller)});
  run_to("SyncUpdates");
  give(HttpFailure{503, "Service Unavailable"});
  finish();
  EXPECT_THAT(log_text(), HasSubstr("- WARNING: Exit code = 0x00000000, Result code = 0x80244022"));
}

INSTANTIATE_TEST_SUITE_P(Generations, ConfigMgrTextLogTest,
                         ::testing::Values(machine::Profile::w7, machine::Profile::w8));

}  // namespace
}  // namespace wsus::agent::testing
