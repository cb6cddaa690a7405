// The rules of one server with what they have counted. They can be changed while exchanges are under way.
#pragma once

#include "server/faults/rules/exchange_faults.hpp"
#include "server/faults/rules/rule.hpp"
#include "server/faults/rules/rule_listener.hpp"
#include "wsdl/wusp/clock.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

class RuleSnapshot;

/// A rule is to have a name that another one has. what(): "two fault rules have the name 'busy'".
class NameTaken : public std::invalid_argument {
public:
  explicit NameTaken(std::string const& name);
  [[nodiscard]] std::string const& name() const { return name_; }

private:
  std::string name_;
};

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
///
/// Changes. Each is made whole or not at all; an exchange has the rules of its beginning until it ends, and one that
/// begins after a change has returned has the new ones. What a change does not name keeps its place and its counts.
/// Thread safety: every call from any thread; changes wait for each other, exchanges for none of them.
/// Lifetime: `clock` must outlive the book; the book may go before its exchanges and leases.
class RuleBook {
public:
  /// A rule and what it had counted at one moment.
  struct Row {
    std::shared_ptr<Rule const> rule{};  ///< never null
    RuleState state{};
  };

  /// `rules` are those of the start, which restore() brings back. Throws NameTaken.
  RuleBook(std::vector<Rule> rules, wusp::Clock const& clock);
  ~RuleBook();
  RuleBook(RuleBook const&) = delete;
  RuleBook& operator=(RuleBook const&) = delete;

  [[nodiscard]] bool empty() const { return empty_.load(std::memory_order_acquire); }
  /// In order.
  [[nodiscard]] std::vector<Row> rows() const;
  /// Empty when no rule has this name.
  [[nodiscard]] std::optional<Row> find(std::string_view name) const;
  /// The rules alone, as they are now.
  [[nodiscard]] RuleList rules() const;

  // Changes. All of them throw what a listener throws, and then nothing has changed.

  /// At the end of the list, all of them or none. One without a name gets that of its fault with a number, as in a
  /// file. Gives them as they are in the book. Throws NameTaken.
  RuleList add(std::vector<Rule> rules);
  /// Replaces the rule of this name in its place, counting anew; adds it at the end when there is none: true.
  bool put(Rule rule);
  /// False when no rule has this name.
  bool remove(std::string_view name);
  void remove_all();
  /// Its counts go on. False when no rule has this name.
  bool enable(std::string_view name, bool enabled);
  /// Another list, counting anew. Throws NameTaken.
  void replace_all(std::vector<Rule> rules);
  /// The rules of the start, counting anew.
  void restore();
  /// Counts of every rule start from 1; what an exchange that is under way still counts is not among them. Listeners
  /// are not told: the list is as it was.
  void reset_counts();

  /// `listener` hears of changes from now on. Lifetime: it must outlive the last change.
  void add_listener(RuleListener& listener);

  /// What becomes of a connection; what happened is appended to `injected`.
  [[nodiscard]] ConnectionPlan on_connection(ConnectionView const& connection, std::vector<Injected>& injected) const;

  /// Why each rule did or would not happen to an exchange with these facts, nearest first: fewest fields that differ,
  /// then the order of the file. Counts nothing. Off the hot path.
  struct Explanation {
    std::string rule{};
    std::vector<Mismatch> differs{};  ///< fields of `when`
    std::string otherwise{};          ///< when every field holds: window, period, chance, limit, or "happens"
  };
  [[nodiscard]] std::vector<Explanation> explain(Facts const& facts) const;

  /// The rules as they are now, for one exchange. Never null.
  [[nodiscard]] std::shared_ptr<RuleSnapshot const> snapshot() const;

private:
  struct Draft;
  /// `edit` says whether there is something to change.
  void change(std::function<bool(Draft&)> const& edit);
  void replace_by(RuleList rules);
  void publish(std::shared_ptr<RuleSnapshot const> fresh);

  wusp::Clock const& clock_;
  RuleList const initial_;
  std::mutex changes_{};  ///< held from the reading of the old list to the telling of the new one
  std::vector<RuleListener*> listeners_{};
  mutable std::mutex mutex_{};  ///< of the pointer alone
  std::shared_ptr<RuleSnapshot const> current_{};
  std::atomic<bool> empty_{true};
};

}  // namespace wsus::faults
