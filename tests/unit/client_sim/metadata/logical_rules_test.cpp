// Kleene's logic: every pair of values, for And and Or; Not; rules that nobody knows.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

using LogicalRules = MetadataFixture;

constexpr auto unknown_rule = "<b.NeverHeardOf />";

std::string rule_with(Truth value) {
  if (value == Truth::unknown) return unknown_rule;
  return value == Truth::yes ? "<True />" : "<False />";
}

struct Pair {
  Truth a;
  Truth b;
  Truth both;
  Truth either;
};

// Conforms: Applicability.logical
TEST_F(LogicalRules, AndAndOrFollowKleene) {
  constexpr auto no = Truth::no;
  constexpr auto yes = Truth::yes;
  constexpr auto unknown = Truth::unknown;
  for (auto const& row : std::vector<Pair>{{no, no, no, no},
                                           {no, yes, no, yes},
                                           {no, unknown, no, unknown},
                                           {yes, no, no, yes},
                                           {yes, yes, yes, yes},
                                           {yes, unknown, unknown, yes},
                                           {unknown, no, no, unknown},
                                           {unknown, yes, unknown, yes},
                                           {unknown, unknown, unknown, unknown}}) {
    auto const operands = rule_with(row.a) + rule_with(row.b);
    EXPECT_EQ(to_string(explained("<And>" + operands + "</And>").value), to_string(row.both)) << operands;
    EXPECT_EQ(to_string(explained("<Or>" + operands + "</Or>").value), to_string(row.either)) << operands;
  }
}

TEST_F(LogicalRules, NotOfUnknownIsUnknown) {
  EXPECT_EQ(explained("<Not><True /></Not>").value, Truth::no);
  EXPECT_EQ(explained("<Not><False /></Not>").value, Truth::yes);
  EXPECT_EQ(explained("<Not><b.NeverHeardOf /></Not>").value, Truth::unknown);
}

// Conforms: Applicability.unknown
TEST_F(LogicalRules, UnknownRuleIsNamed) {
  expect_rules({
      {"<b.NeverHeardOf />", Truth::unknown, "the simulator does not know b.NeverHeardOf"},
      {"<WindowsVersion MajorVersion=\"10\" />", Truth::unknown, "the simulator does not know WindowsVersion"},
      {"<And />", Truth::unknown, "there is no rule in it"},
      {"<Or />", Truth::unknown, "there is no rule in it"},
      {"<Not />", Truth::unknown, "there is no rule in it"},
      {"<True />", Truth::yes, ""},
      {"<False />", Truth::no, ""},
  });
}

}  // namespace
}  // namespace wsus::metadata::testing
