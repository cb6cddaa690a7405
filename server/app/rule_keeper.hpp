// Keeps the fault rules that the admin API has changed in the state file.
#pragma once

#include "server/app/kept_state.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/faults/rules/rule_listener.hpp"

#include <memory>
#include <vector>

namespace wsus::server {

/// Kept is a rule that is not one of those the server was started with: another name, another text, or switched
/// otherwise. Rules that were made in code have no text and are not kept. A change that the file cannot take is refused
/// with state::StateError. Without a state file it does nothing.
///
/// Lifetime: the book's last change comes before its end.
class RuleKeeper final : public faults::RuleListener {
public:
  /// Puts the kept rules into `rules` (take_over has read them): one that has the name of another takes its place, the
  /// others follow in their order. `started_with`: those that the book was made of.
  RuleKeeper(std::shared_ptr<KeptState> kept, std::vector<faults::Rule> const& started_with, faults::RuleBook& rules);

  void rules_change(faults::RuleList const& rules) override;

private:
  [[nodiscard]] bool is_as_started(faults::Rule const& rule) const;

  std::shared_ptr<KeptState> kept_;
  std::vector<faults::Rule> started_with_{};
};

/// Rules of a state as rules of a server. Throws state::StateError for one that cannot be read: it names its place.
[[nodiscard]] std::vector<faults::Rule> read_kept_rules(std::vector<state::KeptRule> const& kept);

/// What is wrong with a rule of a document that is imported; empty: nothing.
[[nodiscard]] std::string mistake_in(state::KeptRule const& rule);

}  // namespace wsus::server
