// Counting of expected calls: see tally.hpp.
#include "server/expectations/tally.hpp"

#include "server/expectations/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace wsus::expectations {
namespace {

constexpr std::size_t sequences_kept = 20;

}  // namespace

void Tally::count(journal::Entry const& entry, Times const& times) {
  ++came_;
  if (exceeds(times) && first_too_many_ == 0) first_too_many_ = entry.sequence;
  if (sequences_.size() < sequences_kept) sequences_.push_back(entry.sequence);
}

void Tally::count_late(journal::Entry const& entry, Times const& times) {
  if (first_late_ == 0) first_late_ = entry.sequence;
  count(entry, times);
}

void Tally::note_near(journal::Filter const& match, journal::Entry const& entry) {
  if (match.operation && *match.operation != entry.operation) return;  // another call, whatever else is alike
  auto differing = differences(match, entry);
  if (differing.empty() || differing.size() >= fields_set(match)) return;
  if (!near_.empty() && differing.size() > near_.size()) return;
  near_ = std::move(differing);
  near_sequence_ = entry.sequence;
}

std::string Tally::in_words(ExpectedCall const& expected, std::string const& who) const {
  auto const what = expectations::in_words(expected.match);
  if (came_ == 0) return fmt::format("{} did not come{}, {}", what, who, expectations::in_words(expected.times));
  return fmt::format("{} came {}{}, {} ({})", what, times_in_words(came_), who, expectations::in_words(expected.times),
                     sequences_in_words(sequences_, came_));
}

std::string Tally::lack_in_words(ExpectedCall const& expected, std::string const& who) const {
  auto text = in_words(expected, who);
  if (!near_.empty()) text += fmt::format("; nearest: {} (sequence {})", fmt::join(near_, " and "), near_sequence_);
  return text;
}

}  // namespace wsus::expectations
