// A failure shown once, for its logs.
#include "scenarios/pages/reproduction.hpp"

#include "scenarios/runner/phase.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Reproduction, TakesTheLinesThatTellFromTheLogsOfBothSides) {
  BackgroundShelf backgrounds;
  auto const seen = reproduce(small_scenario(small_scenario_text()), backgrounds, {});
  EXPECT_THAT(seen.problems, IsEmpty());
  EXPECT_EQ(seen.logs.machine, "PC01");
  EXPECT_EQ(seen.logs.profile, "w10");
  EXPECT_THAT(seen.logs.client, Contains(HasSubstr("WS error: <detail><ErrorCode>InvalidParameters")));
  EXPECT_THAT(seen.logs.client, Contains(HasSubstr("[80244007]")));
  EXPECT_THAT(seen.logs.server, Contains(HasSubstr("ErrorCode=InvalidParameters")));
  EXPECT_THAT(seen.logs.iis, Contains(HasSubstr("POST /ClientWebService/client.asmx")));
}

TEST(Reproduction, ATwinWithoutTheFailureIsAProblem) {
  BackgroundShelf backgrounds;
  auto const healthy = with(small_scenario_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 400");
  auto const seen = reproduce(small_scenario(healthy), backgrounds, {});
  EXPECT_THAT(seen.problems, Not(IsEmpty()));
  EXPECT_THAT(seen.logs.client, Not(Contains(HasSubstr("80244007"))));
}

TEST(Reproduction, StopsWhenItIsAskedTo) {
  BackgroundShelf backgrounds;
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(static_cast<void>(reproduce(small_scenario(small_scenario_text()), backgrounds, stop.get_token())),
               Interrupted);
}

}  // namespace
}  // namespace wsus::lab
