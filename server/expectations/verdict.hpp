// Whether expectations held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::expectations {

enum class FailureKind {
  unexpected,    ///< strict, and no call wants it
  forbidden,     ///< it was never to come
  out_of_order,  ///< it came before what was to come first, or after what was to come later
  too_many,      ///< of one of the calls
  count,         ///< of one of the counts
};
/// "out_of_order"
[[nodiscard]] std::string_view to_string(FailureKind kind);

/// One of what is expected: an element of one of the lists of Expectations.
struct Clause {
  enum class List { calls, forbidden, counts };
  List list = List::calls;
  std::size_t index = 0;
  bool operator==(Clause const&) const = default;
};

/// Two calls of which the one that was to come first came last, or not at all. The calls are indices of
/// Expectations::calls.
struct Disorder {
  std::size_t early = 0;
  std::uint64_t early_sequence = 0;
  std::size_t late = 0;
  std::uint64_t late_sequence = 0;  ///< its first exchange after the other one; 0: it has not come yet
  bool operator==(Disorder const&) const = default;
};

struct Failure {
  FailureKind kind = FailureKind::unexpected;
  std::string text{};                      ///< "SyncUpdates came 3 times, expected 1 (sequence 7, 9, 12)"
  std::vector<std::uint64_t> sequences{};  ///< of its exchanges, the first ones; never empty
  std::optional<Clause> clause{};          ///< which did not hold; empty: nothing is like the exchange
  std::uint64_t came = 1;                  ///< how many exchanges; `sequences` may have fewer
  std::uint64_t broken_by = 0;             ///< sequence of the first exchange with which it failed
  std::vector<Disorder> disorders{};       ///< of out_of_order, never empty; else empty
};

/// What has not come often enough yet.
struct Pending {
  std::string text{};                      ///< "SyncUpdates came once, expected 2 (sequence 7)"
  std::optional<Clause> clause{};          ///< empty: no clause lacks anything, the verdict itself does
  std::uint64_t came = 0;                  ///< how often it has come
  std::vector<std::uint64_t> sequences{};  ///< of its exchanges, the first ones
};

struct Verdict {
  /// Nothing has failed and nothing is pending.
  bool held = false;
  std::vector<Failure> failures{};  ///< by their first exchange; 100 at most
  std::uint64_t more_failures = 0;  ///< that are not in the list
  /// What has not come yet, with what came near to it; 100 at most.
  std::vector<Pending> pending{};
  std::uint64_t more_pending = 0;
  std::uint64_t exchanges = 0;  ///< that were looked at: with 0 nothing was tested
};

/// As a test shows it: several lines, the first says whether they held.
[[nodiscard]] std::string to_text(Verdict const& verdict);

}  // namespace wsus::expectations
