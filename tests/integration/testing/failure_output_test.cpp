// What a user sees of a test that failed, and of one that did not.
#include "tests/integration/programs/process.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace wsus::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// In a folder of its own: what a program prints goes into files there, and tests run side by side.
Finished run_failing(std::string const& test) {
  auto const folder = std::filesystem::path(testing::TempDir()) / fmt::format("wsus-{}-{}", test, ::getpid());
  std::filesystem::create_directories(folder);
  auto seen = run({FAILING_TESTS, "--gtest_filter=" + test, "--gtest_color=no"}, folder);
  std::filesystem::remove_all(folder);
  return seen;
}

/// The line of failing_tests.cpp that has this text.
int line_with(std::string_view text) {
  std::ifstream in(WSUS_SOURCE_DIR "/tests/integration/testing/failing_tests.cpp");
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find(text) != std::string::npos) return number;
  }
  return 0;
}

std::size_t count(std::string const& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

TEST(FailureOutput, AnExpectationThatDidNotHoldNamesItsLineAndTheWholeExchangeFollowsOnce) {
  auto const seen = run_failing("Failing.ACallThatNeverCame");
  EXPECT_EQ(seen.exit_code, 1);
  EXPECT_THAT(seen.output, HasSubstr("failing_tests.cpp:" +
                                     std::to_string(line_with("the line that the failure names")) + ": Failure"));
  EXPECT_THAT(seen.output, HasSubstr("GetConfig: expected 2 times, came once (#1)"));
  EXPECT_EQ(count(seen.output, "=== mock WSUS server http://127.0.0.1:"), 1U) << seen.output;
  EXPECT_THAT(seen.output, AllOf(HasSubstr("--- expectations that did not hold"),
                                 HasSubstr("POST /ClientWebService/client.asmx SyncUpdates -> 200"), HasSubstr("> <"),
                                 HasSubstr("--- SoftwareDistribution.log of the server"),
                                 Not(HasSubstr("log of the agent on PC01\n(nothing)")),
                                 HasSubstr("--- log of the agent on PC01\n")));
}

TEST(FailureOutput, AFailureOfTheTestItselfPrintsTheExchangeToo) {
  auto const seen = run_failing("Failing.AnAssertionOfTheTestItself");
  EXPECT_EQ(seen.exit_code, 1);
  EXPECT_EQ(count(seen.output, "=== mock WSUS server http://127.0.0.1:"), 1U) << seen.output;
  EXPECT_THAT(seen.output, HasSubstr("ServerBusy"));
  EXPECT_THAT(seen.output, HasSubstr("[injected soap_fault: busy]"));
  EXPECT_THAT(seen.output, Not(HasSubstr("expectations that did not hold")));
}

TEST(FailureOutput, ATestThatHoldsPrintsNothing) {
  auto const seen = run_failing("Holding.NothingIsWrong");
  EXPECT_EQ(seen.exit_code, 0) << seen.output;
  EXPECT_THAT(seen.output, AllOf(HasSubstr("[  PASSED  ] 1 test."), Not(HasSubstr("mock WSUS server"))));
}

}  // namespace
}  // namespace wsus::test
