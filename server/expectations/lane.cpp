// Calls in order and not in order: see lane.hpp.
#include "server/expectations/lane.hpp"

#include "server/expectations/words.hpp"

#include <fmt/format.h>

namespace wsus::expectations {

bool Lane::is_like(std::size_t call, journal::Entry const& entry) const {
  return journal::matches(expected_->calls[call].match, entry);
}

std::optional<std::size_t> Lane::ordered_place_of(journal::Entry const& entry) const {
  auto const& calls = expected_->calls;
  for (auto call = now_; call < calls.size(); ++call) {
    if (is_like(call, entry) && tallies_[call].may_come(calls[call].times)) return call;
    if (tallies_[call].lacks(calls[call].times)) break;  // it has to come first
  }
  return std::nullopt;
}

/// Behind `now_` only a call that was overtaken lacks anything: that it is late was told then.
std::optional<std::size_t> Lane::overtaken_place_of(journal::Entry const& entry) const {
  for (std::size_t call = 0; call < now_; ++call) {
    if (is_like(call, entry) && tallies_[call].lacks(expected_->calls[call].times)) return call;
  }
  return std::nullopt;
}

std::optional<std::size_t> Lane::place_of(journal::Entry const& entry) const {
  if (expected_->in_order) {
    auto const place = ordered_place_of(entry);
    return place ? place : overtaken_place_of(entry);
  }
  std::optional<std::size_t> place;
  for (std::size_t call = 0; call < tallies_.size(); ++call) {
    auto const& times = expected_->calls[call].times;
    if (!tallies_[call].may_come(times) || !is_like(call, entry)) continue;
    if (tallies_[call].lacks(times)) return call;
    if (!place) place = call;
  }
  return place;
}

Offer Lane::offer(journal::Entry const& entry) {
  note_near(entry);
  auto const place = place_of(entry);
  if (!place) return misplaced(entry);
  take(*place, entry);
  return {.outcome = Offer::Outcome::taken};
}

void Lane::take(std::size_t call, journal::Entry const& entry) {
  auto const& times = expected_->calls[call].times;
  if (expected_->in_order && call < now_) return tallies_[call].count_late(entry, times);
  tallies_[call].count(entry, times);
  now_ = call;
  now_sequence_ = entry.sequence;
}

Offer Lane::misplaced(journal::Entry const& entry) {
  auto const& calls = expected_->calls;
  std::optional<std::size_t> later, earlier, full;
  for (std::size_t call = 0; call < calls.size(); ++call) {
    if (!is_like(call, entry)) continue;
    if (!tallies_[call].may_come(calls[call].times))
      full = call;  // the last of them: those before it have had theirs
    else if (auto& place = call > now_ ? later : earlier; !place)
      place = call;
  }
  if (later) {
    auto early = too_early(*later, entry);
    take(*later, entry);  // else all that comes after it would be too early as well
    return early;
  }
  if (full) {
    tallies_[*full].count(entry, calls[*full].times);  // one more than there may be: told with the count
    return {.outcome = Offer::Outcome::taken};
  }
  return earlier ? too_late(*earlier, entry) : Offer{.outcome = Offer::Outcome::unwanted};
}

Offer Lane::too_early(std::size_t call, journal::Entry const& entry) const {
  auto const& calls = expected_->calls;
  Offer offer{.outcome = Offer::Outcome::misplaced, .call = call};
  for (auto late = now_; late < call; ++late) {
    if (tallies_[late].lacks(calls[late].times))
      offer.disorders.push_back({.early = call, .early_sequence = entry.sequence, .late = late});
  }
  auto const first = offer.disorders.front().late;  // there is one, else the call had its place
  offer.text = fmt::format("{} came{} before {} (sequence {}): {}", in_words(entry), who_, in_words(calls[first].match),
                           entry.sequence, tallies_[first].in_words(calls[first], ""));
  return offer;
}

Offer Lane::too_late(std::size_t call, journal::Entry const& entry) const {
  Offer offer{.outcome = Offer::Outcome::misplaced, .call = call};
  offer.disorders.push_back(
      {.early = now_, .early_sequence = now_sequence_, .late = call, .late_sequence = entry.sequence});
  offer.text = fmt::format("{} came{} after {}, and was to come before it (sequence {})", in_words(entry), who_,
                           in_words(expected_->calls[now_].match), entry.sequence);
  return offer;
}

void Lane::note_near(journal::Entry const& entry) {
  for (std::size_t call = 0; call < tallies_.size(); ++call) {
    if (tallies_[call].lacks(expected_->calls[call].times))
      tallies_[call].note_near(expected_->calls[call].match, entry);
  }
}

}  // namespace wsus::expectations
