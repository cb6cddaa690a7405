// Why an update is offered to a machine or not: the steps that an update goes through, and the first that drops it.
#pragma once

#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/machine.hpp"
#include "client_sim/metadata/explanation.hpp"
#include "client_sim/metadata/truth.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::metadata {

/// In the order in which the steps are looked at.
enum class Outcome {
  not_cached,                   ///< never delivered, or gone from the cache since
  ambiguous,                    ///< the words name several cached updates
  fragment_missing,             ///< the cache has no Core fragment of it, or one that cannot be read
  not_an_update,                ///< a category or detectoid: evaluated, never offered
  prerequisites_not_installed,  ///< of one clause, no update is installed
  installed,                    ///< also: it waits for a restart
  not_installable,              ///< IsInstallable is not true, or IsSuperseded is
  no_child_applicable,          ///< of a bundle
  superseded,
  not_approved,    ///< its deployment's action is no Install
  not_deployable,  ///< ExplicitlyDeployable is not true
  offered,
};
/// "not_cached"; for programs.
[[nodiscard]] std::string_view to_string(Outcome outcome);

/// One line of the checklist.
struct Step {
  std::string name{};  ///< "prerequisites"
  Truth passed =
      Truth::unknown;  ///< unknown: a rule that it depends on is unknown; the decision takes it as not passed
  std::string detail{};
};

/// A value.
struct Verdict {
  Outcome outcome = Outcome::not_cached;
  std::string sentence{};  ///< the verdict for a reader
  std::string subject{};   ///< title and GUID, as far as they are known
  wusp::Guid update_id{};  ///< nil: not known
  int revision_id = 0;     ///< 0: not cached
  std::vector<Step> steps{};
  std::optional<Explanation> explanation{};
  std::vector<Verdict> children{};  ///< of a bundle
};

/// `update`: an update's GUID, a revision id, or words of a title (KB number included) that details are kept of.
/// Rules are evaluated anew on the machine; which prerequisites are installed is what the last scan found.
/// Never throws for any text.
[[nodiscard]] Verdict why(machine::DataStore const& store, machine::Machine const& machine, std::string_view update);

}  // namespace wsus::metadata
