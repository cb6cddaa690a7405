// Which rules of a book can hold at all for given facts: a thousand rules for a thousand clients must not all be asked.
#pragma once

#include "server/faults/rules/rule.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace wsus::faults {

/// Immutable. Thread safety: every call from any thread.
class RuleIndex {
public:
  explicit RuleIndex(RuleList const& rules);

  /// Rules decided at this stage that may hold, in the order of the book; some of them will not.
  [[nodiscard]] std::vector<std::size_t> candidates(Stage stage, Facts const& facts) const;
  [[nodiscard]] bool empty(Stage stage) const { return of(stage).size == 0; }

private:
  using ByWord = std::unordered_map<std::string, std::vector<std::size_t>>;
  /// A rule stands in one of the three: by its most telling field.
  struct OfStage {
    ByWord by_client_id{};
    ByWord by_operation{};
    std::vector<std::size_t> others{};
    std::size_t size = 0;
  };
  [[nodiscard]] OfStage const& of(Stage stage) const { return stages_.at(static_cast<std::size_t>(stage)); }

  std::array<OfStage, 4> stages_{};
};

}  // namespace wsus::faults
