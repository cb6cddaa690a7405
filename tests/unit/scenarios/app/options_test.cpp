// Usage: what is accepted, and what ends with 2 before anything happens.
#include "scenarios/app/options.hpp"

#include "tests/unit/scenarios/app/cli_fixture.hpp"

#include <gmock/gmock.h>

#include <ostream>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

class Usage : public test::CliTest {};

TEST_F(Usage, VersionIsOneLine) {
  EXPECT_EQ(run({"--version"}), 0);
  EXPECT_THAT(out_, testing::MatchesRegex("wsus-lab [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_EQ(err_, "");
}

TEST_F(Usage, HelpNamesTheCommands) {
  EXPECT_EQ(run({"--help"}), 0);
  for (auto const* command : {"run", "list", "check", "explain", "mutate"}) EXPECT_THAT(out_, HasSubstr(command));
}

struct Wrong {
  std::vector<std::string> arguments{};
  std::string message{};
};

void PrintTo(Wrong const& wrong, std::ostream* out) { *out << testing::PrintToString(wrong.arguments); }

class WrongUsage : public test::CliTest, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongUsage, EndsWithTwoAndAMessage) {
  EXPECT_EQ(run(GetParam().arguments), 2);
  EXPECT_THAT(err_, HasSubstr(GetParam().message));
  EXPECT_EQ(out_, "");
}

INSTANTIATE_TEST_SUITE_P(Usage, WrongUsage,
                         testing::Values(Wrong{{}, "subcommand"}, Wrong{{"walk"}, "subcommand"},
                                         Wrong{{"check"}, "FILE"}, Wrong{{"explain"}, "CODE"},
                                         Wrong{{"run", "x", "--jobs", "0"}, "--jobs"},
                                         Wrong{{"run", "x", "--jobs", "257"}, "--jobs"},
                                         Wrong{{"run", "x", "--jobs", "two"}, "--jobs"},
                                         Wrong{{"run", "x", "--jason", "f"}, "--jason"},
                                         Wrong{{"explain", "0x80244007", "0x80244008"}, "0x80244008"},
                                         Wrong{{"run", "x", "--json", "a/../f", "--junit", "f"}, "the same file"},
                                         Wrong{{"run", "x", "--repeat", "0"}, "--repeat"},
                                         Wrong{{"run", "x", "--shuffle", "99999999999999999999"}, "is no seed"},
                                         Wrong{{"run", "x", "--shuffle=soon"}, "'soon' is no seed"},
                                         Wrong{{"run", "x", "--until-fail", "--sabotage"}, "contradict"}));

TEST(Options, RunTakesPathsAndReports) {
  auto const command = parse_options({"run", "a", "b", "--json", "j", "--junit", "x", "--sabotage", "--jobs", "3"});
  auto const& run = std::get<RunCommand>(command);
  EXPECT_THAT(run.what, ElementsAre("a", "b"));
  EXPECT_THAT(run.json, Optional(std::filesystem::path("j")));
  EXPECT_THAT(run.junit, Optional(std::filesystem::path("x")));
  EXPECT_TRUE(run.sabotage);
  EXPECT_EQ(run.jobs, 3u);
}

TEST(Options, RunHasAThreadForEveryProcessorUnlessToldOtherwise) {
  auto const command = parse_options({"run", "a"});
  EXPECT_GE(std::get<RunCommand>(command).jobs, 1u);
  EXPECT_FALSE(std::get<RunCommand>(command).sabotage);
  EXPECT_FALSE(std::get<RunCommand>(command).quiet);
  EXPECT_EQ(std::get<RunCommand>(command).json, std::nullopt);
}

TEST(Options, RunCanBeQuiet) { EXPECT_TRUE(std::get<RunCommand>(parse_options({"run", "a", "--quiet"})).quiet); }

TEST(Options, ANumberAfterShuffleIsItsSeedAndOtherWordsAreNot) {
  auto const run_of = [](std::vector<std::string> const& words) { return std::get<RunCommand>(parse_options(words)); };
  EXPECT_FALSE(run_of({"run", "a"}).shuffle);
  EXPECT_EQ(run_of({"run", "--shuffle", "a"}).shuffle->seed, std::nullopt);
  EXPECT_THAT(run_of({"run", "--shuffle", "a"}).what, ElementsAre("a"));
  EXPECT_EQ(run_of({"run", "a", "--shuffle"}).shuffle->seed, std::nullopt);
  EXPECT_THAT(run_of({"run", "--shuffle", "12", "a"}).shuffle->seed, Optional(12u));
  EXPECT_THAT(run_of({"run", "--shuffle", "12", "a"}).what, ElementsAre("a"));
}

TEST(Options, RunRepeats) {
  auto const command = parse_options({"run", "a", "--repeat", "3", "--until-fail", "--library", "d"});
  auto const& run = std::get<RunCommand>(command);
  EXPECT_THAT(run.repeat, Optional(3u));
  EXPECT_TRUE(run.until_fail);
  EXPECT_THAT(run.library, Optional(std::filesystem::path("d")));
}

TEST(Options, ListNeedsNoPath) { EXPECT_THAT(std::get<ListCommand>(parse_options({"list"})).what, IsEmpty()); }

TEST(Options, ExplainTakesANegativeNumber) {
  auto const command = parse_options({"explain", "-2145107961", "--library", "d"});
  EXPECT_EQ(std::get<ExplainCommand>(command).what, "-2145107961");
  EXPECT_THAT(std::get<ExplainCommand>(command).library, Optional(std::filesystem::path("d")));
}

}  // namespace
}  // namespace wsus::lab
