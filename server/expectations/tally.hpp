// How often one expected call has come, and what came near to it. Internal to this room.
#pragma once

#include "server/expectations/expectations.hpp"
#include "server/journal/entry.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wsus::expectations {

class Tally {
public:
  [[nodiscard]] std::uint64_t came() const { return came_; }
  /// Of the exchanges that were counted, the first 20.
  [[nodiscard]] std::vector<std::uint64_t> const& sequences() const { return sequences_; }
  /// The sequence of the first exchange that was one too many; 0: there was none.
  [[nodiscard]] std::uint64_t first_too_many() const { return first_too_many_; }
  /// Of the first exchange that was counted late; 0: none was.
  [[nodiscard]] std::uint64_t first_late() const { return first_late_; }
  void count(journal::Entry const& entry, Times const& times);
  /// As count(), for a call that was overtaken.
  void count_late(journal::Entry const& entry, Times const& times);
  /// Remembers an exchange that differs from `match`, if it is nearer than those before.
  void note_near(journal::Filter const& match, journal::Entry const& entry);

  [[nodiscard]] bool lacks(Times const& times) const { return came_ < times.at_least; }
  [[nodiscard]] bool may_come(Times const& times) const { return !times.at_most || came_ < *times.at_most; }
  [[nodiscard]] bool exceeds(Times const& times) const { return times.at_most && came_ > *times.at_most; }

  /// "SyncUpdates came 3 times, expected 1 (sequence 7, 9, 12)"; `who`: "" or " from client ...".
  [[nodiscard]] std::string in_words(ExpectedCall const& expected, std::string const& who) const;
  /// "SyncUpdates did not come, expected 1; nearest: status 500 instead of 200 (sequence 9)".
  [[nodiscard]] std::string lack_in_words(ExpectedCall const& expected, std::string const& who) const;

private:
  std::uint64_t came_ = 0;
  std::vector<std::uint64_t> sequences_{};
  std::uint64_t first_too_many_ = 0;
  std::uint64_t first_late_ = 0;
  std::vector<std::string> near_{};  ///< differences of the nearest exchange; empty: none came near
  std::uint64_t near_sequence_ = 0;
};

}  // namespace wsus::expectations
