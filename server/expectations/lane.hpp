// One client's way through the expected calls; or that of all clients together. Internal to this room.
#pragma once

#include "server/expectations/expectations.hpp"
#include "server/expectations/tally.hpp"
#include "server/expectations/verdict.hpp"
#include "server/journal/entry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::expectations {

/// What has become of an exchange.
struct Offer {
  enum class Outcome {
    taken,      ///< it counts for one of the calls, though that may have come often enough already
    misplaced,  ///< one of the calls is like it, but not now: `text` says why
    unwanted,   ///< none of the calls is like it
  };
  Outcome outcome = Outcome::unwanted;
  std::string text{};    ///< "GetCookie came before GetConfig (sequence 3): GetConfig did not come, expected 1"
  std::size_t call = 0;  ///< of what was misplaced: the call that it is like
  std::vector<Disorder> disorders{};  ///< of what was misplaced
};

/// Lifetime: `expected` must outlive it.
class Lane {
public:
  /// `who`: " from client ...", or empty.
  Lane(Expectations const& expected, std::string who)
      : expected_(&expected), who_(std::move(who)), tallies_(expected.calls.size()) {}

  /// One of the calls wants it now. Counts nothing.
  [[nodiscard]] bool wants(journal::Entry const& entry) const { return place_of(entry).has_value(); }
  [[nodiscard]] Offer offer(journal::Entry const& entry);
  /// An exchange that is not of this lane may come near to what is missing.
  void note_near(journal::Entry const& entry);
  void set_who(std::string who) { who_ = std::move(who); }

  [[nodiscard]] std::vector<Tally> const& tallies() const { return tallies_; }
  [[nodiscard]] std::string const& who() const { return who_; }

private:
  [[nodiscard]] std::optional<std::size_t> place_of(journal::Entry const& entry) const;
  [[nodiscard]] std::optional<std::size_t> ordered_place_of(journal::Entry const& entry) const;
  [[nodiscard]] std::optional<std::size_t> overtaken_place_of(journal::Entry const& entry) const;
  void take(std::size_t call, journal::Entry const& entry);
  [[nodiscard]] Offer misplaced(journal::Entry const& entry);
  [[nodiscard]] Offer too_early(std::size_t call, journal::Entry const& entry) const;
  [[nodiscard]] Offer too_late(std::size_t call, journal::Entry const& entry) const;
  [[nodiscard]] bool is_like(std::size_t call, journal::Entry const& entry) const;

  Expectations const* expected_;
  std::string who_;
  std::vector<Tally> tallies_;
  std::size_t now_ = 0;             ///< in order: the last call of the list that has come
  std::uint64_t now_sequence_ = 0;  ///< its last exchange
};

}  // namespace wsus::expectations
