// The first rule that applies wins: see fault_rules.hpp.
#include "server/faults/fault_rules.hpp"

#include <utility>

namespace wsus::faults {

FaultRules::FaultRules(std::vector<FaultRule> rules) : rules_(std::move(rules)) {}

std::optional<Injection<ResponsePlan>> FaultRules::on_request(ExchangeView const& request) const {
  for (auto const& rule : rules_) {
    if (auto plan = faults::on_request(rule.fault, request))
      return Injection<ResponsePlan>{.rule = &rule, .decision = std::move(*plan)};
  }
  return std::nullopt;
}

std::optional<Injection<InjectedSoapFault>> FaultRules::on_call(CallFacts const& call) const {
  for (auto const& rule : rules_) {
    if (auto fault = faults::on_call(rule.fault, call))
      return Injection<InjectedSoapFault>{.rule = &rule, .decision = std::move(*fault)};
  }
  return std::nullopt;
}

}  // namespace wsus::faults
