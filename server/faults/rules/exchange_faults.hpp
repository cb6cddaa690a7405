// One exchange on its way through the rules.
#pragma once

#include "server/faults/fault.hpp"
#include "server/faults/rules/facts.hpp"
#include "server/faults/rules/rule.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace wsus::faults {

class RuleBook;
class RuleSnapshot;

/// A rule that happened. Never null.
struct Injected {
  std::shared_ptr<Rule const> rule{};
};

/// Asks each rule at most once, of those that the book had when it was made.
/// Thread safety: one thread at a time. Lifetime: what is passed in only the call; the book may go first.
class ExchangeFaults {
public:
  explicit ExchangeFaults(RuleBook const& book);
  /// Of nothing: no rule ever happens.
  ExchangeFaults() = default;

  /// Stage::request. Changes `request` and gives the answer of the first rule that has one.
  [[nodiscard]] std::optional<ResponsePlan> on_request(ConnectionView const& connection, ExchangeView& request);

  /// Stage::call: a refusal, a whole answer, or neither.
  using CallDecision = std::variant<std::monostate, InjectedSoapFault, ResponsePlan>;
  [[nodiscard]] CallDecision on_call(ExchangeView const& request, CallFacts const& call);

  /// Stage::reply, steps body and (after the coding) coding, head, delivery. Whatever has happened to this exchange is
  /// under way until the plan that it ends with is gone.
  void on_plain_reply(Reply reply);
  void on_coded_reply(Reply reply);

  /// What happened so far, in order.
  [[nodiscard]] std::vector<Injected> const& injected() const { return injected_; }

private:
  /// A rule for replies that happens; its fault was not applied yet.
  struct Pending {
    std::size_t rule = 0;
    std::shared_ptr<void> lease{};
  };
  void note(std::size_t rule, std::shared_ptr<void> lease);
  void find_pending(Reply const& reply);
  void apply_pending(Reply& reply, ReplyStep step);
  void hand_over_leases(ResponsePlan& plan);

  std::shared_ptr<RuleSnapshot const> rules_{};  ///< null: of nothing
  ConnectionView connection_{};
  std::vector<Injected> injected_{};
  std::vector<Pending> pending_{};
  std::vector<std::shared_ptr<void>> leases_{};  ///< of what happened before there was a plan to hold them
};

}  // namespace wsus::faults
