// Counting of events: see rule_counts.hpp.
#include "server/faults/rules/rule_counts.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::faults {
namespace {

/// What keeps a rule that holds from happening. Found at each call; put into words for those who ask why.
enum class Hindrance { none, switched_off, window, period, expired, limit, chance };

Hindrance hindrance_of(Rule const& rule, RuleState const& state, std::string_view key, std::uint64_t n,
                       wusp::UtcTime now) {
  if (!rule.enabled) return Hindrance::switched_off;
  if (!rule.times.contains(n)) return Hindrance::window;
  if (!rule.period.contains(now)) return Hindrance::period;
  if (rule.at_most != 0 && state.injected >= rule.at_most) return Hindrance::expired;
  if (rule.at_once != 0 && state.under_way >= rule.at_once) return Hindrance::limit;
  return rule.chance.falls(rule.name, key, n) ? Hindrance::none : Hindrance::chance;
}

std::string in_words(Hindrance hindrance, RuleState const& state, std::uint64_t n) {
  switch (hindrance) {
  case Hindrance::none: break;
  case Hindrance::switched_off: return "it is switched off";
  case Hindrance::window: return fmt::format("event {} is outside its window", n);
  case Hindrance::period: return "the time is outside its period";
  case Hindrance::expired: return fmt::format("it has expired: it has happened {} times", state.injected);
  case Hindrance::limit: return fmt::format("its limit is reached: {} under way", state.under_way);
  case Hindrance::chance: return "its chance does not fall";
  }
  return "happens";
}

/// One more under way, unless `limit` (0: none) are. Counts of before and after a reset share the number, so the mutex
/// of one of them is not enough.
bool take_place(std::atomic<std::uint64_t>& under_way, std::uint64_t limit) {
  auto now = under_way.load();
  do {
    if (limit != 0 && now >= limit) return false;
  } while (!under_way.compare_exchange_weak(now, now + 1));
  return true;
}

}  // namespace

std::string counted_for(Rule const& rule, Facts const& facts) {
  if (rule.times.per == CountPer::server) return {};
  if (facts.call != nullptr && !facts.call->client_id.empty()) return comparable_client_id(facts.call->client_id);
  return std::string(facts.connection.client_address);
}

std::shared_ptr<void> RuleCounts::count(Rule const& rule, std::string key, wusp::UtcTime now) {
  {
    std::scoped_lock const lock(mutex_);
    auto const counted = counts_.try_emplace(std::move(key)).first;
    auto const n = ++counted->second;
    ++matched_;
    RuleState const state{.matched = matched_, .injected = injected_, .under_way = under_way_->load()};
    if (hindrance_of(rule, state, counted->first, n, now) != Hindrance::none) return nullptr;
    if (!take_place(*under_way_, rule.at_once)) return nullptr;
    ++injected_;
  }
  return {under_way_.get(), [place = under_way_](void*) { --*place; }};
}

void RuleCounts::take_back() {
  std::scoped_lock const lock(mutex_);
  if (injected_ > 0) --injected_;
}

RuleState RuleCounts::state() const {
  std::scoped_lock const lock(mutex_);
  return {.matched = matched_, .injected = injected_, .under_way = under_way_->load(), .clients = counts_.size()};
}

std::string RuleCounts::next_in_words(Rule const& rule, std::string const& key, wusp::UtcTime now) const {
  auto const so_far = state();
  std::scoped_lock const lock(mutex_);
  auto const counted = counts_.find(key);
  auto const n = (counted == counts_.end() ? 0 : counted->second) + 1;
  return in_words(hindrance_of(rule, so_far, key, n, now), so_far, n);
}

std::shared_ptr<RuleCounts> RuleCounts::anew() const {
  auto fresh = std::make_shared<RuleCounts>();
  fresh->under_way_ = under_way_;
  return fresh;
}

}  // namespace wsus::faults
