// Calls in order and not in order: see lane.hpp.
#include "server/expectations/lane.hpp"

#include "server/expectations/words.hpp"

#include <fmt/format.h>

#include <algorithm>

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
  now_ = std::max(now_, call);
  tallies_[call].count(entry);
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
    Offer early{.outcome = Offer::Outcome::misplaced, .text = too_early(entry)};
    take(*later, entry);  // else all that comes after it would be too early as well
    return early;
  }
  if (full) {
    tallies_[*full].count(entry);  // one more than there may be: told with the count
    return {.outcome = Offer::Outcome::taken};
  }
  if (!earlier) return {.outcome = Offer::Outcome::unwanted};
  return {.outcome = Offer::Outcome::misplaced,
          .text = fmt::format("{} came{} after {}, and was to come before it (sequence {})", in_words(entry), who_,
                              in_words(calls[now_].match), entry.sequence)};
}

std::string Lane::too_early(journal::Entry const& entry) const {
  auto const& calls = expected_->calls;
  auto first = now_;
  while (!tallies_[first].lacks(calls[first].times)) ++first;  // there is one, else the call had its place
  return fmt::format("{} came{} before {} (sequence {}): {}", in_words(entry), who_, in_words(calls[first].match),
                     entry.sequence, tallies_[first].in_words(calls[first], ""));
}

void Lane::note_near(journal::Entry const& entry) {
  for (std::size_t call = 0; call < tallies_.size(); ++call) {
    if (tallies_[call].lacks(expected_->calls[call].times))
      tallies_[call].note_near(expected_->calls[call].match, entry);
  }
}

}  // namespace wsus::expectations
