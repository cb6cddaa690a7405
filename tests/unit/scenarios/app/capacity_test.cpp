// wsus-lab capacity: what it says, as text and as JSON, and wrong usage.
#include "tests/unit/scenarios/app/cli_fixture.hpp"

#include "scenarios/app/capacity_layout.hpp"
#include "scenarios/app/options.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

namespace wsus::lab {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class CapacityLine : public test::CliTest {
protected:
  static std::size_t widest(std::string const& text) {
    std::istringstream lines(text);
    std::size_t width = 0;
    for (std::string line; std::getline(lines, line);) width = std::max(width, line.size());
    return width;
  }
};

TEST_F(CapacityLine, AnswersTheQuestionAsAUserAsksIt) {
  EXPECT_EQ(run({"capacity", "--clients", "100000", "--cycle", "22h"}), 0) << err_;
  EXPECT_THAT(out_,
              AllOf(StartsWith("Can one WSUS server carry 100,000 clients?\n  Yes, it fits."),
                    HasSubstr("\nComputed\n"), HasSubstr("Erlang C"), HasSubstr("\nSensitivity:"),
                    HasSubstr("\nLimits, in the order in which they are hit\n"), HasSubstr("Microsoft's test server")));
  EXPECT_EQ(err_, "");
}

TEST_F(CapacityLine, AStormThatOverflowsIsAnAnswerTooAndNoFailure) {
  EXPECT_EQ(run({"capacity", "--clients", "100000", "--storm", "2h", "--service-time", "35ms"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("  No. 100,000 machines"), HasSubstr("503 (QueueFull)"),
                          HasSubstr("What would help"), HasSubstr("given")));
}

TEST_F(CapacityLine, KeepsToEightyColumns) {
  for (std::vector<std::string> const& more : {std::vector<std::string>{},
                                               {"--storm", "2h", "--cold-share", "30%"},
                                               {"--patch-day", "8h", "--connections", "100"},
                                               {"--service-time", "500ms"}}) {
    std::vector<std::string> arguments{"capacity", "--clients", "9999999"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(run(arguments), 0) << err_;
    EXPECT_LE(widest(out_), 80u) << out_;
  }
}

TEST_F(CapacityLine, JsonIsOneDocument) {
  EXPECT_EQ(run({"capacity", "--clients", "300000", "--json"}), 0) << err_;
  auto const document = boost::json::parse(out_);
  EXPECT_EQ(document.at("fits"), false);
  EXPECT_EQ(document.at("inputs").at("clients"), 300'000);
  EXPECT_EQ(document.at("overload").at("first_limit"), "queue");
}

TEST_F(CapacityLine, TellsAllMistakesAtOnceAndEndsWithTwo) {
  EXPECT_EQ(run({"capacity", "--clients", "-5", "--cycle", "0h", "--workers", "many", "--samples", "0", "--measure",
                 "ftp://x", "--service-time", "3ms"}),
            2);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(
      err_,
      "wsus-lab: --clients '-5' is too small; allowed: 1 to 10,000,000\n"
      "wsus-lab: --cycle '0h' is too small; allowed: 1 min to 365 days\n"
      "wsus-lab: --workers 'many' is no number; allowed: 1 to 10,000\n"
      "wsus-lab: --samples '0' is out of range; allowed: 1 to 100,000\n"
      "wsus-lab: --service-time and --measure contradict each other; allowed: one of them\n"
      "wsus-lab: --measure 'ftp://x' is no address of a server; allowed: http://HOST:PORT, https://HOST:PORT, mock\n");
}

struct Wrong {
  std::vector<std::string> arguments{};
  std::string message{};
};

void PrintTo(Wrong const& wrong, std::ostream* out) { *out << testing::PrintToString(wrong.arguments); }

class WrongCapacity : public test::CliTest, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongCapacity, EndsWithTwoAndASentence) {
  std::vector<std::string> arguments{"capacity"};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  EXPECT_EQ(run(arguments), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Capacity, WrongCapacity,
    testing::Values(Wrong{{}, "--clients is missing"}, Wrong{{"--clients", "0"}, "'0' is too small"},
                    Wrong{{"--clients", "1e12"}, "'1e12' is too large; allowed: 1 to 10,000,000"},
                    Wrong{{"--clients", "5", "--cycle", "22"}, "'22' has no unit; units are us, ms, s, min, h, d"},
                    Wrong{{"--clients", "5", "--cycle", "22 hours"}, "the unit 'hours', which is not known"},
                    Wrong{{"--clients", "5", "--storm", "1h", "--patch-day", "1h"}, "contradict each other"},
                    Wrong{{"--clients", "5", "--cold-share", "120%"}, "'120%' is too large; allowed: 0 % to 100 %"},
                    Wrong{{"--clients", "5", "--queue", "70000"}, "allowed: 10 to 65,535"},
                    Wrong{{"--clients", "5", "--allow-remote"}, "--allow-remote has nothing to allow"},
                    Wrong{{"--clients", "5", "--samples", "9"}, "--samples has nothing to count"},
                    Wrong{{"--clients", "5", "--measure", "mock", "--variation", "2"}, "--variation and --measure"},
                    Wrong{{"--clients", "5", "--measure", "http://192.0.2.7:8530"}, "allowed with --allow-remote"},
                    Wrong{{"--clients", "5", "--colour"}, "--colour"}));

TEST(CapacityOptions, AreACommand) {
  auto const command = parse_options({"capacity", "--clients", "5", "--measure", "http://192.0.2.7:8530", "--samples",
                                      "40", "--allow-remote", "--json"});
  auto const& capacity = std::get<CapacityCommand>(command);
  ASSERT_TRUE(capacity.measure);
  EXPECT_EQ(std::get<std::string>(capacity.measure->server), "http://192.0.2.7:8530");
  EXPECT_EQ(capacity.samples, 40u);
  EXPECT_TRUE(capacity.json);
  EXPECT_FALSE(capacity.service_time_given);
}

TEST_F(CapacityLine, MeasuresAMockOfItsOwn) {
  EXPECT_EQ(run({"capacity", "--clients", "1000", "--measure", "mock", "--samples", "6"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("Measured, one call after another"), HasSubstr("a mock server in this process"),
                          HasSubstr("warm scans"), HasSubstr("measured\n")));
  EXPECT_LE(widest(out_), 80u) << out_;
}

TEST_F(CapacityLine, AServerThatDoesNotAnswerEndsWithOneAndTheCode) {
  EXPECT_EQ(run({"capacity", "--clients", "1000", "--measure", "http://127.0.0.1:1"}), 1);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, HasSubstr("wsus-lab: --measure: a scan of http://127.0.0.1:1 ended with 0x80072EFD"));
}

TEST_F(CapacityLine, AMeasurementThatIsToStopEndsWithOne) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(run({"capacity", "--clients", "1000", "--measure", "mock"}, {.stop = stop.get_token()}), 1);
  EXPECT_THAT(err_, HasSubstr("interrupted before the measurement was complete"));
}

TEST(CapacityLayout, PutsNotesInAColumnAndTablesInColumns) {
  std::vector<capacity::Part> const parts{
      {.title = "One", .paragraphs = {"words"}, .rows = {{"a", "1", "first note"}, {"long", "22", ""}}},
      {.title = "Two", .table = {{"x", "y"}, {"10", "200"}}}};
  EXPECT_EQ(laid_out(parts, 20),
            "One\n  words\n  a     1  first\n           note\n  long  22\n\nTwo\n  x     y\n  10  200\n");
}

}  // namespace
}  // namespace wsus::lab
