// What one rule has counted. Internal to the rules.
#pragma once

#include "server/faults/rules/facts.hpp"
#include "server/faults/rules/rule.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace wsus::faults {

/// What events are counted for: a client id, else an address. One name for all with CountPer::server.
[[nodiscard]] std::string counted_for(Rule const& rule, Facts const& facts);

/// Counts of one rule; each change is one step under the mutex. Thread safety: every call from any thread.
class RuleCounts {
public:
  RuleCounts() = default;

  /// Counts an event for which `when` holds. What it gives is held while the injection is under way, and may outlive
  /// this; null: the rule does not happen.
  [[nodiscard]] std::shared_ptr<void> count(Rule const& rule, std::string key, wusp::UtcTime now);
  /// The fault had nothing to change after all: as if the rule had not happened, though the event counts.
  void take_back();
  [[nodiscard]] RuleState state() const;
  /// What would become of the next event: what stands against it, or "happens". Counts nothing.
  [[nodiscard]] std::string next_in_words(Rule const& rule, std::string const& key, wusp::UtcTime now) const;
  /// Counts that start from 1; what is under way still is.
  [[nodiscard]] std::shared_ptr<RuleCounts> anew() const;

private:
  using UnderWay = std::atomic<std::uint64_t>;

  mutable std::mutex mutex_{};
  std::unordered_map<std::string, std::uint64_t> counts_{};
  std::uint64_t matched_ = 0;
  std::uint64_t injected_ = 0;
  std::shared_ptr<UnderWay> under_way_ = std::make_shared<UnderWay>(0);  ///< shared with leases and with counts anew
};

}  // namespace wsus::faults
