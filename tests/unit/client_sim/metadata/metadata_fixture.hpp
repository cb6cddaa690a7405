// A machine to evaluate fragments on.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "client_sim/metadata/applicability.hpp"
#include "wsdl/wusp/clock.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace wsus::metadata::testing {

inline constexpr std::string_view identity =
    R"(<UpdateIdentity UpdateID="DD78B8A1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="202" />)";

class MetadataFixture : public ::testing::Test {
protected:
  explicit MetadataFixture(machine::Profile profile = machine::Profile::w11)
      : clock(wusp::UtcTime{}), machine({.profile = profile}, clock) {}

  agent::Evaluation evaluate_core(std::string core) {
    return evaluate({.revision_id = 1, .action = "Install", .core_xml = std::move(core)}, machine);
  }
  /// A category whose IsInstalled is `rule`.
  bool holds(std::string_view rule) {
    return evaluate_core(fmt::format("{}<Properties UpdateType=\"Category\" /><ApplicabilityRules><IsInstalled>{}"
                                     "</IsInstalled></ApplicabilityRules>",
                                     identity, rule))
        .installed;
  }

  wusp::ManualClock clock;
  machine::Machine machine;
};

}  // namespace wsus::metadata::testing
