// A machine to evaluate fragments on.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "client_sim/metadata/applicability.hpp"
#include "client_sim/metadata/explanation.hpp"
#include "wsdl/wusp/clock.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace wsus::metadata::testing {

/// A rule, its value, and the fact that an explanation gives for it.
struct Expected {
  std::string rule{};
  Truth value = Truth::unknown;
  std::string fact{};
};

inline constexpr std::string_view identity =
    R"(<UpdateIdentity UpdateID="DD78B8A1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="202" />)";

class MetadataFixture : public ::testing::Test {
protected:
  explicit MetadataFixture(machine::Profile profile = machine::Profile::w11)
      : clock(wusp::UtcTime{}), machine({.profile = profile}, clock) {}

  agent::Evaluation evaluate_core(std::string core) {
    return evaluate({.revision_id = 1, .action = "Install", .core_xml = std::move(core)}, machine);
  }
  /// A category whose IsInstalled is `rule`; `metadata` stands in ApplicabilityRules/Metadata.
  static std::string category(std::string_view rule, std::string_view metadata = {}) {
    return fmt::format(
        "{}<Properties UpdateType=\"Category\" /><ApplicabilityRules><Metadata>{}</Metadata><IsInstalled>{}"
        "</IsInstalled></ApplicabilityRules>",
        identity, metadata, rule);
  }
  bool holds(std::string_view rule) { return evaluate_core(category(rule)).installed; }
  Clause explained(std::string_view rule, std::string_view metadata = {}) {
    auto const explanation = explain(category(rule, metadata), machine);
    if (!explanation.installed || explanation.installed->clauses.size() != 1) return {};
    return explanation.installed->clauses.front();
  }
  /// The value with and without an explanation, and the fact.
  void expect_rules(std::vector<Expected> const& rows, std::string_view metadata = {}) {
    for (auto const& row : rows) {
      SCOPED_TRACE(row.rule);
      auto const clause = explained(row.rule, metadata);
      EXPECT_EQ(to_string(clause.value), to_string(row.value));
      EXPECT_EQ(clause.fact, row.fact);
      auto const evaluation = evaluate_core(category(row.rule, metadata));
      EXPECT_EQ(evaluation.installed, row.value == Truth::yes);
      EXPECT_EQ(evaluation.has_unknown_rule, row.value == Truth::unknown);
    }
  }

  wusp::ManualClock clock;
  machine::Machine machine;
};

}  // namespace wsus::metadata::testing
