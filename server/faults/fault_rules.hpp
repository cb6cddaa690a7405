// The faults of one server in their order, each with the place that asked for it.
#pragma once

#include "server/faults/fault.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// Where a rule was written.
struct Place {
  std::string file{};
  int line = 0;        ///< 1-based; 0 when the rule is of no file
  std::string path{};  ///< "/faults/0/redirect"
};

/// One fault that a user asked for. What decides when it is asked (matching, counting, chance) will be members here.
struct FaultRule {
  std::string_view kind{};  ///< a name of fault_kinds()
  Fault fault{};
  Place place{};
};

/// A rule that applied, and what it decided. Lifetime: `rule` points into the FaultRules that were asked.
template <typename Decision>
struct Injection {
  FaultRule const* rule = nullptr;
  Decision decision{};
};

/// Rules in the order of their file, never changed.
///
/// The first rule that applies wins and no other is asked, in each stage for itself. Stages follow each other: a rule
/// that answers requests comes before every rule that answers calls, wherever they stand in the file.
/// Thread safety: every call from any thread.
class FaultRules {
public:
  FaultRules() = default;
  explicit FaultRules(std::vector<FaultRule> rules);

  [[nodiscard]] std::optional<Injection<ResponsePlan>> on_request(ExchangeView const& request) const;
  [[nodiscard]] std::optional<Injection<InjectedSoapFault>> on_call(CallFacts const& call) const;

  [[nodiscard]] std::vector<FaultRule> const& all() const { return rules_; }

private:
  std::vector<FaultRule> rules_;
};

}  // namespace wsus::faults
