// Why a Core fragment evaluates as it does: its rules as a tree, each with its value and the fact that decided it.
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/machine/machine.hpp"
#include "client_sim/metadata/truth.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::metadata {

/// A rule, or IsInstalled, IsSuperseded, IsInstallable, whose clauses must all hold.
struct Clause {
  std::string element{};  ///< as written, without brackets: b.WindowsVersion MajorVersion="10"
  Truth value = Truth::unknown;
  std::string fact{};  ///< what decided it: "the machine has 6.3.9600"; empty where the clauses tell
  std::vector<Clause> clauses{};
};

/// One clause of Prerequisites: one of these updates must be installed.
struct PrerequisiteClause {
  bool is_category = false;  ///< a classification or product of the update
  std::vector<wusp::Guid> any_of{};
};

/// A value.
struct Explanation {
  agent::Evaluation evaluation{};  ///< what a scan makes of the fragment; nil id: it cannot be read
  std::string update_type{};       ///< Properties/@UpdateType
  std::vector<PrerequisiteClause> prerequisites{};
  std::vector<wusp::Guid> superseded_updates{};
  std::optional<Clause> installed{};  ///< IsInstalled; empty: the fragment has no such rule
  std::optional<Clause> superseded{};
  std::optional<Clause> installable{};
};

/// Never throws for any text. Many times slower than evaluate(): for readers, not for scans.
[[nodiscard]] Explanation explain(std::string_view core_xml, machine::Machine const& machine);

/// The innermost clause that alone decides the value of `clause`; `clause` itself when several do.
[[nodiscard]] Clause const& deciding_clause(Clause const& clause);

/// b.WindowsVersion MajorVersion="10": false; the machine has 6.3.9600
[[nodiscard]] std::string to_text(Clause const& clause);

/// Every rule below `clause` (or it) whose value is unknown and that has no clauses.
[[nodiscard]] std::vector<Clause const*> unknown_rules(Clause const& clause);

}  // namespace wsus::metadata
