// The generated revisions that nothing depends on: plain updates, bundles with children, superseded chains.
#include "server/catalogue/generation.hpp"

#include <fmt/format.h>

namespace wsus::catalogue {
namespace {

using domain::DeploymentAction;
using domain::UpdateType;

/// What an update evaluates to on the default machine.
enum class State { installed, not_applicable, installable };

class LeafMaker {
public:
  LeafMaker(Generation& generation, NonLeaves const& non_leaves)
      : generation_(generation), random_(generation.random()), non_leaves_(non_leaves) {}

  /// An update by itself, with rules of its own.
  std::size_t plain(bool delivered, State state) {
    auto const update = top(delivered);
    apply(update, state);
    return update;
  }

  /// A bundle and its children; the bundle has no rules (wusp-protocol 8.2).
  std::size_t bundle(bool delivered, State state, std::size_t children) {
    auto const parent = top(delivered);
    for (std::size_t i = 0; i < children; ++i) {
      auto const child = generation_.add(UpdateType::software, DeploymentAction::bundle,
                                         fmt::format("Package {} of KB{}", i + 1, kb(parent)));
      if (!delivered) require_absent(child);
      apply(child, state);
      generation_.at(parent).bundled_updates.push_back({generation_.at(child).identity});
    }
    return parent;
  }

  /// Three installed updates, each superseding the one before it.
  void chain() {
    for (std::size_t i = 0; i < chain_length; ++i) {
      auto const update = plain(true, State::installed);
      if (i > 0) generation_.at(update).superseded_updates.push_back(generation_.guid(update - 1));
    }
  }

  [[nodiscard]] Leaves take() && { return std::move(made_); }

private:
  [[nodiscard]] static std::size_t kb(std::size_t position) { return 5'000'000 + position; }

  std::size_t top(bool delivered) {
    auto const number = kb(generation_.size());
    auto const update = generation_.add(
        UpdateType::software, DeploymentAction::install,
        fmt::format("20{:02}-{:02} Update for Contoso (KB{})", 20 + random_.below(7), 1 + random_.below(12), number));
    generation_.at(update).explicitly_deployable = true;
    generation_.at(update).description =
        fmt::format("Install this update to resolve issues in Contoso. See KB{}.", number);
    require_categories(update);
    if (delivered) {
      require_detectoids(update);
      made_.delivered.push_back(update);
    } else {
      require_absent(update);
      made_.undelivered.push_back(update);
    }
    return update;
  }

  void require_categories(std::size_t update) {
    auto const& products = non_leaves_.products();
    generation_.require(update, {products[random_.below(products.size())]}, true);
    auto const& classifications = non_leaves_.classifications;
    if (classifications.empty()) return;
    generation_.require(update, {classifications[random_.below(classifications.size())]}, true);
  }

  /// One of two, of which at least the first is installed on the default machine.
  void require_detectoids(std::size_t update) {
    auto const& detectoids = non_leaves_.levels[random_.percent(50) ? 3 : 4];
    if (detectoids.empty()) return;
    std::vector<std::size_t> any_of{detectoids[random_.below(detectoids.size())]};
    if (random_.percent(30)) any_of.push_back(non_leaves_.absent[random_.below(non_leaves_.absent.size())]);
    generation_.require(update, any_of);
  }

  void require_absent(std::size_t update) {
    generation_.require(update, {non_leaves_.absent[absent_turn_++ % non_leaves_.absent.size()]});
  }

  void apply(std::size_t update, State state) {
    auto& revision = generation_.at(update);
    revision.handler = "CommandLineInstallation";
    revision.is_installed = state == State::installed ? std::string(true_rule(random_)) : false_rule(random_);
    revision.is_installable = state == State::not_applicable ? false_rule(random_) : std::string(true_rule(random_));
    made_.carriers.push_back(update);
  }

  Generation& generation_;
  Random& random_;
  NonLeaves const& non_leaves_;
  Leaves made_{};
  std::size_t absent_turn_ = 0;
};

/// Exactly `count` revisions, of which a bundle takes two or three.
void fill(LeafMaker& maker, Random& random, std::size_t count, bool delivered) {
  while (count > 0) {
    auto const state = random.percent(60) ? State::installed : State::not_applicable;
    if (count < 3 || !random.percent(40)) {
      maker.plain(delivered, state);
      --count;
      continue;
    }
    auto const children = 1 + random.below(2);
    maker.bundle(delivered, state, children);
    count -= 1 + children;
  }
}

}  // namespace

Leaves add_leaves(Generation& generation, Plan const& plan, NonLeaves const& non_leaves) {
  auto const before = generation.size();
  LeafMaker maker(generation, non_leaves);
  static_assert(needed_updates == 3);
  maker.plain(true, State::installable);
  maker.plain(true, State::installable);
  maker.bundle(true, State::installable, 1);
  for (std::size_t i = 0; i < plan.leaf_chains; ++i) maker.chain();
  auto const rest = plan.leaves - (generation.size() - before);
  // By default 30: a real client holds about a quarter of a catalogue (wua-behaviour 10).
  auto const delivered = rest * static_cast<std::size_t>(generation.sizes().delivered_percent) / 100;
  fill(maker, generation.random(), delivered, true);
  fill(maker, generation.random(), rest - delivered, false);
  return std::move(maker).take();
}

}  // namespace wsus::catalogue
