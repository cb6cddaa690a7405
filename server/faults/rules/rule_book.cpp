// Rules with their counts, asked by connections and exchanges: see rule_book.hpp.
#include "server/faults/rules/rule_book.hpp"

#include "server/faults/rules/rule_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <stdexcept>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace wsus::faults {

/// What one rule has counted. Each change is one step under the mutex.
struct RuleBook::Runtime {
  std::mutex mutex{};
  std::unordered_map<std::string, std::uint64_t> counts{};
  RuleState state{};
};

struct RuleBook::Parts {
  Parts(std::vector<Rule> all, wusp::Clock const& time) : rules(std::move(all)), clock(time), index(rules) {
    runtimes.reserve(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) runtimes.push_back(std::make_shared<Runtime>());
  }
  std::vector<Rule> const rules;
  wusp::Clock const& clock;
  RuleIndex const index;
  std::vector<std::shared_ptr<Runtime>> runtimes;  // shared with leases, which may outlive the book
};

namespace {

/// What events are counted for: a client id, else an address. One name for all with CountPer::server.
std::string counted_for(Rule const& rule, Facts const& facts) {
  if (rule.times.per == CountPer::server) return {};
  if (facts.call != nullptr && !facts.call->client_id.empty()) return comparable_client_id(facts.call->client_id);
  return std::string(facts.connection.client_address);
}

void refuse_equal_names(std::vector<Rule> const& rules) {
  std::set<std::string_view> names;
  for (auto const& rule : rules) {
    if (!names.insert(rule.name).second)
      throw std::invalid_argument(fmt::format("two fault rules have the name '{}'", rule.name));
  }
}

Facts facts_of(ConnectionView const& connection, ExchangeView const& request, CallFacts const* call = nullptr,
               unsigned status = 0) {
  return {.connection = connection, .request = &request, .call = call, .status = status};
}

/// The fault when it takes part in this way, else null.
template <typename Kind>
Kind const* as(Rule const& rule) {
  auto const* const fault = std::get_if<std::shared_ptr<Kind const>>(&rule.fault);
  return fault != nullptr ? fault->get() : nullptr;
}

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

}  // namespace

RuleBook::RuleBook(std::vector<Rule> rules, wusp::Clock const& clock) {
  refuse_equal_names(rules);
  parts_ = std::make_unique<Parts>(std::move(rules), clock);
}
RuleBook::~RuleBook() = default;

bool RuleBook::empty() const { return parts_->rules.empty(); }
std::vector<Rule> const& RuleBook::rules() const { return parts_->rules; }

RuleState RuleBook::state_of(std::size_t rule) const {
  auto& runtime = *parts_->runtimes.at(rule);
  std::scoped_lock const lock(runtime.mutex);
  auto state = runtime.state;
  state.clients = runtime.counts.size();
  return state;
}

void RuleBook::reset_counts() {
  for (auto const& runtime : parts_->runtimes) {
    std::scoped_lock const lock(runtime->mutex);
    runtime->counts.clear();
    runtime->state.matched = 0;
    runtime->state.injected = 0;
  }
}

std::shared_ptr<void> RuleBook::ask(std::size_t index, Facts const& facts) {
  auto const& rule = parts_->rules[index];
  if (!rule.enabled || !holds(rule.when, facts)) return nullptr;
  auto const key = counted_for(rule, facts);
  auto const now = parts_->clock.now();
  auto const& runtime = parts_->runtimes[index];
  {
    std::scoped_lock const lock(runtime->mutex);
    auto const n = ++runtime->counts[key];
    ++runtime->state.matched;
    if (hindrance_of(rule, runtime->state, key, n, now) != Hindrance::none) return nullptr;
    ++runtime->state.injected;
    ++runtime->state.under_way;
  }
  return {runtime.get(), [runtime](void*) {
            std::scoped_lock const lock(runtime->mutex);
            --runtime->state.under_way;
          }};
}

void RuleBook::take_back(std::size_t rule) {
  auto& runtime = *parts_->runtimes[rule];
  std::scoped_lock const lock(runtime.mutex);
  if (runtime.state.injected > 0) --runtime.state.injected;
}

std::vector<std::size_t> RuleBook::candidates(Stage stage, Facts const& facts) const {
  return parts_->index.candidates(stage, facts);
}

Injected RuleBook::note(std::size_t index) const {
  auto const& rule = parts_->rules[index];
  return {.rule = rule.name, .kind = rule.kind, .place = &rule.place};
}

ConnectionPlan RuleBook::on_connection(ConnectionView const& connection, std::vector<Injected>& injected) {
  ConnectionPlan plan;
  Facts const facts{.connection = connection};
  for (auto const index : candidates(Stage::connection, facts)) {
    auto const* const fault = as<ConnectionFault>(parts_->rules[index]);
    if (fault == nullptr) continue;
    auto lease = ask(index, facts);
    if (lease == nullptr) continue;
    if (fault->apply(plan, connection)) {
      injected.push_back(note(index));
      plan.lease = std::move(lease);
      break;
    }
    take_back(index);
  }
  return plan;
}

std::vector<RuleBook::Explanation> RuleBook::explain(Facts const& facts) const {
  std::vector<Explanation> explanations;
  explanations.reserve(parts_->rules.size());
  for (std::size_t index = 0; index < parts_->rules.size(); ++index) {
    auto const& rule = parts_->rules[index];
    Explanation one{.rule = rule.name, .differs = mismatches(rule.when, facts)};
    if (one.differs.empty()) {
      auto& runtime = *parts_->runtimes[index];
      auto const key = counted_for(rule, facts);
      std::scoped_lock const lock(runtime.mutex);
      auto const counted = runtime.counts.find(key);
      auto const n = (counted == runtime.counts.end() ? 0 : counted->second) + 1;
      one.otherwise = in_words(hindrance_of(rule, runtime.state, key, n, parts_->clock.now()), runtime.state, n);
    }
    explanations.push_back(std::move(one));
  }
  std::stable_sort(explanations.begin(), explanations.end(),
                   [](Explanation const& a, Explanation const& b) { return a.differs.size() < b.differs.size(); });
  return explanations;
}

std::optional<ResponsePlan> ExchangeFaults::on_request(ConnectionView const& connection, ExchangeView& request) {
  if (book_ == nullptr) return std::nullopt;
  connection_ = connection;
  for (auto const index : book_->candidates(Stage::request, facts_of(connection_, request))) {
    auto const& rule = book_->rules()[index];
    auto lease = book_->ask(index, facts_of(connection_, request));
    if (lease == nullptr) continue;
    if (auto const* const edit = as<RequestFault>(rule); edit != nullptr && edit->apply(request)) {
      injected_.push_back(book_->note(index));
      leases_.push_back(std::move(lease));
      continue;
    }
    auto const* const answering = as<AnswerFault>(rule);
    auto plan = answering != nullptr ? answering->answer(request) : std::nullopt;
    if (plan) {
      injected_.push_back(book_->note(index));
      leases_.push_back(std::move(lease));
      return plan;
    }
    book_->take_back(index);
  }
  return std::nullopt;
}

ExchangeFaults::CallDecision ExchangeFaults::on_call(ExchangeView const& request, CallFacts const& call) {
  if (book_ == nullptr) return {};
  auto const facts = facts_of(connection_, request, &call);
  for (auto const index : book_->candidates(Stage::call, facts)) {
    auto const& rule = book_->rules()[index];
    auto lease = book_->ask(index, facts);
    if (lease == nullptr) continue;
    if (auto const* const refusing = as<CallFault>(rule)) {
      if (auto refusal = refusing->refuse(call)) {
        injected_.push_back(book_->note(index));
        leases_.push_back(std::move(lease));
        return std::move(*refusal);
      }
    } else if (auto const* const answering = as<AnswerFault>(rule)) {
      if (auto plan = answering->answer(request)) {
        injected_.push_back(book_->note(index));
        leases_.push_back(std::move(lease));
        return std::move(*plan);
      }
    }
    book_->take_back(index);
  }
  return {};
}

void ExchangeFaults::find_pending(Reply const& reply) {
  auto const facts = facts_of(connection_, reply.request, reply.call, reply.plan.status);
  for (auto const index : book_->candidates(Stage::reply, facts)) {
    if (auto lease = book_->ask(index, facts)) pending_.push_back({.rule = index, .lease = std::move(lease)});
  }
}

void ExchangeFaults::apply_pending(Reply& reply, ReplyStep step) {
  for (auto& pending : pending_) {
    auto const* const fault = as<ReplyFault>(book_->rules()[pending.rule]);
    if (fault == nullptr || fault->step() != step) continue;
    if (!fault->apply(reply)) {
      book_->take_back(pending.rule);
      continue;
    }
    injected_.push_back(book_->note(pending.rule));
    leases_.push_back(std::move(pending.lease));
  }
}

void ExchangeFaults::hand_over_leases(ResponsePlan& plan) {
  if (leases_.empty()) return;
  if (plan.lease != nullptr) leases_.push_back(std::move(plan.lease));  // what was held before is held on
  plan.lease = std::make_shared<std::vector<std::shared_ptr<void>>>(std::exchange(leases_, {}));
}

void ExchangeFaults::on_plain_reply(Reply reply) {
  if (book_ == nullptr) return;
  find_pending(reply);
  apply_pending(reply, ReplyStep::body);
}

void ExchangeFaults::on_coded_reply(Reply reply) {
  if (book_ == nullptr) return;
  for (auto const step : {ReplyStep::coding, ReplyStep::head, ReplyStep::delivery}) apply_pending(reply, step);
  pending_.clear();
  hand_over_leases(reply.plan);
}

}  // namespace wsus::faults
