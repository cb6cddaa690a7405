// The state machine: see verifier.hpp.
#include "server/expectations/verifier.hpp"

#include "server/expectations/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::expectations {
namespace {

constexpr std::size_t failures_kept = 100;
constexpr std::size_t lanes_kept = 10'000;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::string from_client(std::string const& id) { return fmt::format(" from client {}", id); }

FailureKind kind_of(Clause::List list) {
  switch (list) {
  case Clause::List::calls: break;
  case Clause::List::forbidden: return FailureKind::forbidden;
  case Clause::List::counts: return FailureKind::count;
  }
  return FailureKind::too_many;
}

/// Takes what fits, counts the rest.
class Bounded {
public:
  explicit Bounded(Verdict& verdict) : verdict_(verdict) {}
  void fail(Failure failure) {
    if (verdict_.failures.size() < failures_kept)
      verdict_.failures.push_back(std::move(failure));
    else
      ++verdict_.more_failures;
  }
  void pend(Pending pending) {
    if (verdict_.pending.size() < failures_kept)
      verdict_.pending.push_back(std::move(pending));
    else
      ++verdict_.more_pending;
  }
  void judge(Clause clause, ExpectedCall const& expected, Tally const& tally, std::string const& who = {}) {
    if (tally.exceeds(expected.times)) {
      fail({.kind = kind_of(clause.list),
            .text = tally.in_words(expected, who),
            .sequences = tally.sequences(),
            .clause = clause,
            .came = tally.came(),
            .broken_by = tally.first_too_many()});
    } else if (tally.lacks(expected.times)) {
      pend({.text = tally.lack_in_words(expected, who),
            .clause = clause,
            .came = tally.came(),
            .sequences = tally.sequences()});
    }
  }

private:
  Verdict& verdict_;
};

}  // namespace

Verifier::Verifier(Expectations expected)
    : expected_(std::move(expected)), forbidden_(expected_.forbidden.size()), counts_(expected_.counts.size()) {
  if (!by_client())
    lanes_.emplace_back(expected_, expected_.client_id.empty() ? std::string() : from_client(expected_.client_id));
}

bool Verifier::has_room_for_a_failure() {
  if (failures_.size() < failures_kept) return true;
  ++more_failures_;
  return false;
}

void Verifier::fail(FailureKind kind, std::string text, std::uint64_t sequence) {
  if (!has_room_for_a_failure()) return;
  Failure failure{.kind = kind, .text = std::move(text), .sequences = {sequence}, .broken_by = sequence};
  failures_.push_back({std::move(failure), nullptr});
}

void Verifier::fail_order(Lane const& lane, Offer offer, std::uint64_t sequence) {
  if (!has_room_for_a_failure()) return;
  Failure failure{.kind = FailureKind::out_of_order,
                  .text = std::move(offer.text),
                  .sequences = {sequence},
                  .clause = Clause{.list = Clause::List::calls, .index = offer.call},
                  .broken_by = sequence,
                  .disorders = std::move(offer.disorders)};
  failures_.push_back({std::move(failure), &lane});
}

void Verifier::observe(journal::Entry const& entry) {
  ++exchanges_;
  for (std::size_t i = 0; i < forbidden_.size(); ++i) {
    if (journal::matches(expected_.forbidden[i], entry)) forbidden_[i].count(entry, never());
  }
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    auto const& expected = expected_.counts[i];
    if (journal::matches(expected.match, entry))
      counts_[i].count(entry, expected.times);
    else if (counts_[i].lacks(expected.times))
      counts_[i].note_near(expected.match, entry);
  }
  if (auto const concern = concern_of(entry); concern != Concern::none) offer(entry, concern);
}

Verifier::Concern Verifier::concern_of(journal::Entry const& entry) {
  if (expected_.client_id.empty()) return Concern::ours;
  if (entry.client_id.empty())
    return shared_addresses_.contains(entry.client_address) ? Concern::perhaps : Concern::ours;
  if (lower(entry.client_id) == lower(expected_.client_id)) return Concern::ours;
  if (shared_addresses_.size() < lanes_kept) shared_addresses_.insert(entry.client_address);
  return Concern::none;
}

void Verifier::offer(journal::Entry const& entry, Concern concern) {
  auto* const lane = by_client() ? lane_of(entry) : &lanes_.front();
  if (lane != nullptr) {
    if (concern == Concern::perhaps && !lane->wants(entry)) return;
    auto offer = lane->offer(entry);
    if (offer.outcome == Offer::Outcome::misplaced) fail_order(*lane, std::move(offer), entry.sequence);
    if (offer.outcome != Offer::Outcome::unwanted) return;
  }
  if (!expected_.strict || entry.method.empty()) return;  // without a method it is a connection, and no call
  auto const who = entry.client_id.empty() ? std::string() : from_client(entry.client_id);
  fail(FailureKind::unexpected,
       fmt::format("{} came{}, and nothing expects it (sequence {})", in_words(entry), who, entry.sequence),
       entry.sequence);
}

Lane* Verifier::new_lane(journal::Entry const& entry) {
  bool const is_like_one = std::any_of(expected_.calls.begin(), expected_.calls.end(),
                                       [&](ExpectedCall const& call) { return journal::matches(call.match, entry); });
  if (!is_like_one) return nullptr;  // who makes none of the calls does not have to make all of them
  if (lanes_.size() == lanes_kept) {
    fail(FailureKind::unexpected, fmt::format("more than {} clients came: the others are not looked at", lanes_kept),
         entry.sequence);
    return nullptr;
  }
  lanes_.emplace_back(expected_, fmt::format(" from {}", entry.client_address));
  at_address_[entry.client_address].insert(&lanes_.back());
  return &lanes_.back();
}

Lane* Verifier::lane_of(journal::Entry const& entry) {
  if (entry.client_id.empty()) return lane_of_nameless(entry);
  auto const id = lower(entry.client_id);
  if (auto const known = by_id_.find(id); known != by_id_.end()) return known->second;
  Lane* lane = nullptr;
  auto& waiting = nameless_[entry.client_address];
  if (waiting.empty()) {
    lane = new_lane(entry);
  } else {
    lane = waiting.front();
    waiting.pop_front();
  }
  if (lane == nullptr) return nullptr;
  lane->set_who(from_client(entry.client_id));
  by_id_[id] = lane;
  return lane;
}

/// Of several clients at one address the one that wants it.
Lane* Verifier::lane_of_nameless(journal::Entry const& entry) {
  auto const& here = at_address_[entry.client_address];
  for (auto& lane : lanes_) {
    if (here.contains(&lane) && lane.wants(entry)) return &lane;
  }
  auto* const lane = new_lane(entry);
  if (lane != nullptr) nameless_[entry.client_address].push_back(lane);
  return lane;
}

/// What was told while the exchanges came, with what has become of it since.
std::vector<Failure> Verifier::told_failures() const {
  std::vector<Failure> failures;
  for (auto const& told : failures_) {
    auto& failure = failures.emplace_back(told.failure);
    for (auto& disorder : failure.disorders) {
      if (disorder.late_sequence == 0) disorder.late_sequence = told.lane->tallies()[disorder.late].first_late();
    }
  }
  return failures;
}

Verdict Verifier::verdict() const {
  using List = Clause::List;
  Verdict verdict{.failures = told_failures(), .more_failures = more_failures_, .exchanges = exchanges_};
  Bounded bounded(verdict);
  for (auto const& lane : lanes_) {
    for (std::size_t i = 0; i < expected_.calls.size(); ++i)
      bounded.judge({List::calls, i}, expected_.calls[i], lane.tallies()[i], lane.who());
  }
  if (lanes_.empty()) {
    for (std::size_t i = 0; i < expected_.calls.size(); ++i)
      bounded.judge({List::calls, i}, expected_.calls[i], Tally(), " from any client");
  }
  for (std::size_t i = 0; i < counts_.size(); ++i) bounded.judge({List::counts, i}, expected_.counts[i], counts_[i]);
  for (std::size_t i = 0; i < forbidden_.size(); ++i)
    bounded.judge({List::forbidden, i}, {.match = expected_.forbidden[i], .times = never()}, forbidden_[i]);
  std::stable_sort(verdict.failures.begin(), verdict.failures.end(),
                   [](Failure const& a, Failure const& b) { return a.sequences.front() < b.sequences.front(); });
  verdict.held = verdict.failures.empty() && verdict.pending.empty();
  return verdict;
}

std::string_view to_string(FailureKind kind) {
  switch (kind) {
  case FailureKind::unexpected: break;
  case FailureKind::forbidden: return "forbidden";
  case FailureKind::out_of_order: return "out_of_order";
  case FailureKind::too_many: return "too_many";
  case FailureKind::count: return "count";
  }
  return "unexpected";
}

std::string to_text(Verdict const& verdict) {
  if (verdict.held) return fmt::format("the expectations held ({} exchanges)\n", verdict.exchanges);
  auto text = fmt::format("the expectations did not hold ({} exchanges)\n", verdict.exchanges);
  for (auto const& failure : verdict.failures) text += fmt::format("  {}\n", failure.text);
  if (verdict.more_failures > 0) text += fmt::format("  and {} more\n", verdict.more_failures);
  for (auto const& pending : verdict.pending) text += fmt::format("  not yet: {}\n", pending.text);
  if (verdict.more_pending > 0) text += fmt::format("  not yet: {} more\n", verdict.more_pending);
  return text;
}

}  // namespace wsus::expectations
