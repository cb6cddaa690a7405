// Fragments of log lines against logs.
#include "scenarios/runner/log_fragments.hpp"

#include <gmock/gmock.h>

#include <ostream>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::Optional;

std::string filled(std::string_view fragment, Placeholders const& placeholders) {
  auto const text = fill_in(fragment, placeholders);
  auto const* missing = std::get_if<NoValue>(&text);
  return missing ? "no value: " + missing->placeholder : std::get<std::string>(text);
}

TEST(FillIn, ReplacesKnownPlaceholders) {
  EXPECT_EQ(filled("ID={fault_id}, at {host}{host}", {{"fault_id", "42"}, {"host", "h:1"}}), "ID=42, at h:1h:1");
}

TEST(FillIn, LeavesOtherBracesAlone) {
  EXPECT_EQ(filled("{3DA21691} {fault_id {} {fault_id}", {{"fault_id", "42"}}), "{3DA21691} {fault_id {} 42");
}

TEST(FillIn, TellsWhichPlaceholderHasNoValue) {
  EXPECT_EQ(filled("{server} ID={fault_id}", {{"server", "s"}, {"fault_id", std::nullopt}}), "no value: fault_id");
}

TEST(FillIn, TakesAnEmptyValueAsAValue) { EXPECT_EQ(filled("id={client_id};", {{"client_id", ""}}), "id=;"); }

struct Row {
  std::string_view line;
  std::string_view fragment;
  bool matches;
};

void PrintTo(Row const& row, std::ostream* out) { *out << row.fragment << " in " << row.line; }

class MatchInLineTable : public testing::TestWithParam<Row> {};

TEST_P(MatchInLineTable, MatchesOrNot) {
  auto const [line, fragment, matches] = GetParam();
  EXPECT_EQ(match_in_line(line, fragment).has_value(), matches) << line << " / " << fragment;
}

INSTANTIATE_TEST_SUITE_P(Fragments, MatchInLineTable,
                         testing::Values(Row{"WARNING: PTError: 0x80244007", "PTError", true},
                                         Row{"WARNING: PTError: 0x80244007", "pterror", false},
                                         Row{"WARNING: PTError: 0x80244007", "WARNING*0x80244007", true},
                                         Row{"WARNING: PTError: 0x80244007", "0x80244007*WARNING", false},
                                         Row{"** START **", "** START **", true},
                                         Row{"ab", "a*b", true},     // nothing is something too
                                         Row{"ab", "ab*ab", false},  // a piece is used once
                                         Row{"ID=1, Client=", "ID=1, Client=", true}, Row{"x", "", true}));

TEST(MatchInLine, TellsWhereTheMatchEnds) {
  EXPECT_THAT(match_in_line("one two one two", "one*two"), Optional(Eq(7u)));
  EXPECT_THAT(match_in_line("one two one two", "one*two", 3), Optional(Eq(15u)));
  EXPECT_THAT(match_in_line("one two", "one", 1), Eq(std::nullopt));
}

constexpr std::string_view log = "first: a\r\nsecond: b c\nthird: d\n";

TEST(FirstMissing, FindsFragmentsInOrderWithOtherLinesBetween) {
  EXPECT_EQ(first_missing(log, {"first", "third"}), std::nullopt);
  EXPECT_EQ(first_missing(log, {}), std::nullopt);
}

TEST(FirstMissing, NamesTheFirstFragmentOutOfOrder) {
  EXPECT_THAT(first_missing(log, {"third", "first"}), Optional(Eq(1u)));
  EXPECT_THAT(first_missing(log, {"first", "fourth", "third"}), Optional(Eq(1u)));
}

TEST(FirstMissing, LooksBehindTheLastMatchOnTheSameLine) {
  EXPECT_EQ(first_missing(log, {"b", "c"}), std::nullopt);
  EXPECT_THAT(first_missing(log, {" c", " b"}), Optional(Eq(1u)));
}

TEST(FirstMissing, WantsAFragmentTwiceWhenItIsGivenTwice) {
  EXPECT_THAT(first_missing("one\n", {"one", "one"}), Optional(Eq(1u)));
  EXPECT_EQ(first_missing("one\none\n", {"one", "one"}), std::nullopt);
}

TEST(FirstMissing, NeverMatchesAcrossLines) { EXPECT_THAT(first_missing(log, {"first*second"}), Optional(Eq(0u))); }

TEST(FindLine, GivesTheWholeLineWithoutItsEnd) {
  EXPECT_THAT(find_line(log, "first"), Optional(Eq("first: a")));
  EXPECT_EQ(find_line(log, "fourth"), std::nullopt);
}

TEST(LinesOf, KeepsEmptyLinesAndALastOneWithoutEnd) {
  EXPECT_THAT(lines_of("a\n\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of(""), ElementsAre());
}

}  // namespace
}  // namespace wsus::lab
