// Each field of `when`: what it holds for, what it tells when it does not, and from which stage on it is known.
#include "server/faults/rules/match.hpp"

#include "tests/unit/server/faults/rules/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Match match(std::string const& yaml) {
  config::Mistakes mistakes;
  auto const read = read_match(config::Node::parse(yaml, "f.yaml"), mistakes);
  mistakes.raise();
  return read;
}

struct Field {
  char const* name;
  char const* holding;  // for Seen
  char const* other;    // not for Seen
  char const* wanted;   // of `other`
  char const* found;
  char const* unknown;  // what is found before its stage
  Stage stage;
};

std::vector<Field> fields() {
  constexpr auto agent = "'Windows-Update-Agent/10.0.10011.16384 Client-Protocol/2.0'";
  return {
      {"listener", "http", "https", "https", "http", "http", Stage::connection},
      {"address", "10.0.0.*", "[10.1.*, 10.2.*]", "one of '10.1.*', '10.2.*'", "'10.0.0.5'", "'10.0.0.5'",
       Stage::connection},
      {"method", "post", "[GET, HEAD]", "one of 'GET', 'HEAD'", "'POST'", "nothing", Stage::request},
      {"path", "'/clientwebservice/*'", "/Content/*", "'/Content/*'", "'/ClientWebService/client.asmx'", "nothing",
       Stage::request},
      {"service", "ClientWebService", "SimpleAuthWebService", "SimpleAuthWebService", "ClientWebService", "no service",
       Stage::request},
      {"header", "{X-TEST: 'a*'}", "{X-Test: b, X-More: }", "X-Test: b, X-More: anything",
       "X-Test: abc, X-More: (none)", "X-Test: (none), X-More: (none)", Stage::request},
      {"agent", "{at_least: 10.0, below: 11}", "{below: 10.0}", "at least 0.0.0.0 and below 10.0.0.0", agent, "nothing",
       Stage::request},
      {"operation", "[GetConfig, SyncUpdates]", "GetCookie", "'GetCookie'", "'SyncUpdates'", "nothing", Stage::call},
      {"client_id", "'{E1DA06A3-5601-43c9-bac3-52d5db701494}'", "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d",
       "'6964aab4-c5b5-43bd-a17d-ffb4346a8e1d'", "'e1da06a3-5601-43c9-bac3-52d5db701494'", "nothing", Stage::call},
      {"dns_name", "'pc0?.lab.example'", "pc02*", "'pc02*'", "'PC01.lab.example'", "nothing", Stage::call},
      {"target_group", "[Servers, pilot]", "Servers", "'Servers'", "'Pilot'", "nothing", Stage::call},
      {"InstalledNonLeafUpdateIDs", "{at_least: 5}", "4", "4", "5", "nothing", Stage::call},
      {"OtherCachedUpdateIDs", "{at_most: 10}", "{at_least: 11, at_most: 20}", "11 to 20", "10", "nothing",
       Stage::call},
      {"CachedDriverIDs", "3", "{at_most: 2}", "at most 2", "3", "nothing", Stage::call},
      {"status", "200", "{at_least: 500}", "at least 500", "200", "nothing", Stage::reply},
  };
}

class FieldOfWhen : public testing::TestWithParam<Field> {
protected:
  static Match holding() { return match(std::string("{") + GetParam().name + ": " + GetParam().holding + "}"); }
  static Match other() { return match(std::string("{") + GetParam().name + ": " + GetParam().other + "}"); }
  Seen seen_;
};

TEST_P(FieldOfWhen, HoldsForWhatItNames) {
  EXPECT_TRUE(holds(holding(), seen_.facts()));
  EXPECT_THAT(mismatches(holding(), seen_.facts()), IsEmpty());
}

TEST_P(FieldOfWhen, DiffersFromTheRestAndTellsBothSides) {
  EXPECT_FALSE(holds(other(), seen_.facts()));
  auto const differs = mismatches(other(), seen_.facts());
  ASSERT_EQ(differs.size(), 1u);
  EXPECT_EQ(differs[0].field, GetParam().name);
  EXPECT_EQ(differs[0].wanted, GetParam().wanted);
  EXPECT_EQ(differs[0].found, GetParam().found);
}

TEST_P(FieldOfWhen, IsUnknownBeforeItsStage) {
  EXPECT_EQ(stage_of(holding()), GetParam().stage);
  EXPECT_TRUE(holds(holding(), seen_.at(GetParam().stage)));
  if (GetParam().stage == Stage::connection) return;
  auto const before = seen_.at(static_cast<Stage>(static_cast<int>(GetParam().stage) - 1));
  EXPECT_FALSE(holds(holding(), before));
  auto const differs = mismatches(other(), before);
  ASSERT_EQ(differs.size(), 1u);
  EXPECT_EQ(differs[0].found, GetParam().unknown);
}

TEST_P(FieldOfWhen, CoversItselfAndIsCoveredByTheMatchOfEverything) {
  EXPECT_TRUE(covers(holding(), holding()));
  EXPECT_FALSE(covers(holding(), Match{}));
  EXPECT_TRUE(covers(Match{}, holding()));
  EXPECT_FALSE(excludes(holding(), holding()));
  EXPECT_FALSE(excludes(holding(), Match{}));
}

INSTANTIATE_TEST_SUITE_P(All, FieldOfWhen, testing::ValuesIn(fields()),
                         [](auto const& test) { return std::string(test.param.name); });

TEST(MatchFields, AreTheseInThisOrder) {
  std::vector<std::string_view> expected;
  std::vector<std::string_view> names;
  for (auto const& field : fields()) expected.emplace_back(field.name);
  for (auto const& field : match_fields()) names.emplace_back(field.name);
  EXPECT_EQ(names, expected);
}

TEST(Match, OfNothingHoldsForEverythingAndIsKnownAtOnce) {
  Seen const seen;
  EXPECT_TRUE(holds(Match{}, Facts{}));
  EXPECT_TRUE(holds(Match{}, seen.facts()));
  EXPECT_EQ(stage_of(Match{}), Stage::connection);
}

TEST(Match, NeedsEveryFieldAndIsDecidedWhenTheLastIsKnown) {
  Seen const seen;
  auto const both = match("{method: POST, operation: SyncUpdates, address: 10.0.0.5}");
  EXPECT_EQ(stage_of(both), Stage::call);
  EXPECT_TRUE(holds(both, seen.facts()));
  auto const one = match("{method: GET, operation: GetCookie, address: 10.0.0.5}");
  EXPECT_FALSE(holds(one, seen.facts()));
  std::vector<std::string_view> differs;
  for (auto const& mismatch : mismatches(one, seen.facts())) differs.push_back(mismatch.field);
  EXPECT_THAT(differs, ElementsAre("method", "operation"));
}

TEST(MatchOfAnAgent, ReadsTheVersionFromTheUserAgent) {
  struct Row {
    char const* user_agent;
    bool is_7_6;
  };
  auto const when = match("{agent: {at_least: 7.6, below: 7.7}}");
  for (auto const& row : {Row{"Windows-Update-Agent/7.6.7600.320", true}, Row{"Windows-Update-Agent/7.6", true},
                          Row{"Windows-Update-Agent/7.7", false}, Row{"Windows-Update-Agent/7.5.9.9", false},
                          Row{"Windows-Update-Agent", false}, Row{"Windows-Update-Agent/7.6.1.2.3", false},
                          Row{"Windows-Update-Agent/7.x", false}, Row{"Mozilla/5.0", false}, Row{"", false}}) {
    Seen seen;
    seen.request.user_agent = row.user_agent;
    EXPECT_EQ(holds(when, seen.facts()), row.is_7_6) << row.user_agent;
  }
  Seen without;
  without.request.user_agent = "Windows-Update-Agent";
  EXPECT_TRUE(holds(match("{agent: {below: 7.6}}"), without.facts()));  // it is version 0
}

TEST(MatchOfLists, DoesNotHoldForACallWithoutThem) {
  Seen seen;
  seen.call.other_cached_ids.reset();
  EXPECT_FALSE(holds(match("{OtherCachedUpdateIDs: {at_most: 100}}"), seen.facts()));
}

TEST(MatchOfHeaders, WithoutALookupNeverHolds) {
  Seen seen;
  seen.request.headers = nullptr;
  EXPECT_FALSE(holds(match("{header: {X-Test: }}"), seen.facts()));
}

TEST(Pattern, HasStarsAndQuestionMarksAndNoLetterCase) {
  struct Row {
    char const* pattern;
    char const* text;
    bool matches;
  };
  for (auto const& row : {Row{"*", "", true}, Row{"", "", true}, Row{"", "a", false}, Row{"a", "A", true},
                          Row{"?", "", false}, Row{"?", "x", true}, Row{"a*", "a", true}, Row{"*b", "ab", true},
                          Row{"a*c*e", "abcde", true}, Row{"a*c*e", "abcd", false}, Row{"*ab", "aaab", true},
                          Row{"**", "x", true}, Row{"a?c", "ac", false}, Row{"/Content/*", "/content/AB/x.cab", true}})
    EXPECT_EQ(Pattern{row.pattern}.matches(row.text), row.matches) << row.pattern << " " << row.text;
}

TEST(ComparableClientId, StripsOnePairOfBracesAndLowersLetters) {
  EXPECT_EQ(comparable_client_id("{AB-1}"), "ab-1");
  EXPECT_EQ(comparable_client_id("{{a}}"), "{a}");
  EXPECT_EQ(comparable_client_id("{"), "{");
  EXPECT_EQ(comparable_client_id("{}"), "");
  EXPECT_EQ(comparable_client_id(""), "");
}

}  // namespace
}  // namespace wsus::faults
