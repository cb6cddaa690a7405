// Explanations: the tree, the deciding clause, and that an explanation never says anything else than a scan.
#include "client_sim/metadata/explanation.hpp"

#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

class OnOlderMachine : public MetadataFixture {
protected:
  OnOlderMachine() : MetadataFixture(machine::Profile::w8) {}
};

TEST_F(OnOlderMachine, EachClauseHasItsTextItsValueAndItsFact) {
  auto const clause = explained(R"(<And><b.WindowsVersion MajorVersion="10" /><Not><False /></Not></And>)");
  EXPECT_EQ(clause.element, "And");
  EXPECT_EQ(clause.value, Truth::no);
  EXPECT_EQ(clause.fact, "");
  ASSERT_EQ(clause.clauses.size(), 2U);
  EXPECT_EQ(to_text(clause.clauses[0]), R"(b.WindowsVersion MajorVersion="10": false; the machine has 6.3.9600)");
  EXPECT_EQ(clause.clauses[1].value, Truth::yes);  // looked at although And was decided before
  EXPECT_EQ(to_text(clause.clauses[1].clauses.at(0)), "False: false");
  EXPECT_EQ(&deciding_clause(clause), &clause.clauses[0]);
}

using Explanations = MetadataFixture;

TEST_F(Explanations, SeveralDecidingClausesLeaveTheirParent) {
  auto const clause = explained("<Or><False /><b.MuiInstalled /></Or>");
  EXPECT_EQ(&deciding_clause(clause), &clause);
  auto const unknown = explained("<Or><False /><Not><b.NeverHeardOf /></Not></Or>");
  EXPECT_EQ(deciding_clause(unknown).element, "b.NeverHeardOf");
}

TEST_F(Explanations, FragmentIsToldWhole) {
  auto const result = explain(
      std::string(identity) +
          R"(<Properties UpdateType="Software" /><Relationships><SupersededUpdates>)"
          R"(<UpdateIdentity UpdateID="aaaaaaaa-0000-0000-0000-000000000001" /></SupersededUpdates><Prerequisites>)"
          R"(<UpdateIdentity UpdateID="aaaaaaaa-0000-0000-0000-000000000002" /><AtLeastOne IsCategory="true">)"
          R"(<UpdateIdentity UpdateID="aaaaaaaa-0000-0000-0000-000000000003" />)"
          R"(<UpdateIdentity UpdateID="aaaaaaaa-0000-0000-0000-000000000004" /></AtLeastOne></Prerequisites>)"
          R"(</Relationships><ApplicabilityRules><IsInstalled><False /></IsInstalled><IsSuperseded><False />)"
          R"(</IsSuperseded><IsInstallable /></ApplicabilityRules>)",
      machine);
  EXPECT_EQ(result.update_type, "Software");
  EXPECT_EQ(result.evaluation.revision_number, 202);
  ASSERT_EQ(result.superseded_updates.size(), 1U);
  ASSERT_EQ(result.prerequisites.size(), 2U);
  EXPECT_FALSE(result.prerequisites[0].is_category);
  EXPECT_TRUE(result.prerequisites[1].is_category);
  EXPECT_EQ(result.prerequisites[1].any_of.size(), 2U);
  EXPECT_EQ(result.installed->value, Truth::no);
  EXPECT_EQ(result.superseded->value, Truth::no);
  EXPECT_EQ(result.installable->value, Truth::unknown);
  EXPECT_TRUE(result.evaluation.has_unknown_rule);
}

TEST_F(Explanations, UnreadableTextIsExplainedAsNothing) {
  for (auto const* text : {"", "<", "<UpdateIdentity />", "text"}) {
    auto const result = explain(text, machine);
    EXPECT_TRUE(result.evaluation.update_id.is_nil()) << text;
    EXPECT_FALSE(result.installed) << text;
  }
}

}  // namespace
}  // namespace wsus::metadata::testing
