// The rules of one server with what they have counted: which of them happen to an exchange.
#pragma once

#include "server/faults/rules/rule.hpp"
#include "wsdl/wusp/clock.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// A rule that happened. Lifetime: views into the book's rules.
struct Injected {
  std::string_view rule{};
  std::string_view kind{};
  Place const* place = nullptr;
};

/// What a rule has to show for itself.
struct RuleState {
  std::uint64_t matched = 0;  ///< events for which `when` held
  std::uint64_t injected = 0;
  std::uint64_t under_way = 0;
  std::uint64_t clients = 0;  ///< that it has counted for
};

class ExchangeFaults;

/// Rules in the order of their file.
///
/// Precedence. Stages follow each other: connection, request, call, reply. On a connection, and where a fault answers
/// or refuses, the first rule that happens wins and no other is asked at that stage. Changes of requests and replies
/// are all made, in the order of ReplyStep and then of the file. An answer or a refusal that was injected is a reply
/// like any other: rules for replies apply to it too.
///
/// A rule is asked once an exchange (ExchangeFaults). When `when` holds, the event counts, whether or not the fault
/// happens; window, period, chance, `at_once` and `at_most` are decided with that count in one atomic step.
///
/// With the same rules, seeds and clock, what happens to a client's n-th event is the same whatever other clients do,
/// but for rules with `per: server`, `at_once` or `at_most`.
/// Thread safety: every call from any thread. Lifetime: `clock` must outlive the book; the book its exchanges and
/// leases.
class RuleBook {
public:
  /// Throws std::invalid_argument for two rules of one name.
  RuleBook(std::vector<Rule> rules, wusp::Clock const& clock);
  ~RuleBook();
  RuleBook(RuleBook const&) = delete;
  RuleBook& operator=(RuleBook const&) = delete;

  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::vector<Rule> const& rules() const;
  [[nodiscard]] RuleState state_of(std::size_t rule) const;
  /// Counts nothing any more and starts from 1; rules stay.
  void reset_counts();

  /// What becomes of a connection; names of what happened are appended to `injected`.
  [[nodiscard]] ConnectionPlan on_connection(ConnectionView const& connection, std::vector<Injected>& injected);

  /// Why each rule did or would not happen to an exchange with these facts, nearest first: fewest fields that differ,
  /// then the order of the file. Counts nothing. Off the hot path.
  struct Explanation {
    std::string_view rule{};
    std::vector<Mismatch> differs{};  ///< fields of `when`
    std::string otherwise{};          ///< when every field holds: window, period, chance, limit, or "happens"
  };
  [[nodiscard]] std::vector<Explanation> explain(Facts const& facts) const;

private:
  friend class ExchangeFaults;
  struct Runtime;
  struct Parts;
  /// Counts the event when `when` holds. What it gives is held while the injection is under way; null: nothing happens.
  [[nodiscard]] std::shared_ptr<void> ask(std::size_t index, Facts const& facts);
  /// The fault had nothing to change after all: as if the rule had not happened, though the event counts.
  void take_back(std::size_t rule);
  [[nodiscard]] std::vector<std::size_t> candidates(Stage stage, Facts const& facts) const;
  [[nodiscard]] Injected note(std::size_t index) const;
  std::unique_ptr<Parts> parts_;
};

/// One exchange on its way through the stages. Asks each rule at most once.
/// Thread safety: one thread at a time. Lifetime: the book must outlive it; what is passed in only the call.
class ExchangeFaults {
public:
  explicit ExchangeFaults(RuleBook& book) : book_(&book) {}
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
  void find_pending(Reply const& reply);
  void apply_pending(Reply& reply, ReplyStep step);
  void hand_over_leases(ResponsePlan& plan);

  RuleBook* book_ = nullptr;
  ConnectionView connection_{};
  std::vector<Injected> injected_{};
  std::vector<Pending> pending_{};
  std::vector<std::shared_ptr<void>> leases_{};  ///< of what happened before there was a plan to hold them
};

}  // namespace wsus::faults
