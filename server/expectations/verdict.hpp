// Whether expectations held.
#pragma once

#include <cstddef>
#include <cstdint>
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

struct Failure {
  FailureKind kind = FailureKind::unexpected;
  std::string text{};                      ///< "SyncUpdates came 3 times, expected 1 (sequence 7, 9, 12)"
  std::vector<std::uint64_t> sequences{};  ///< of its exchanges, the first ones; never empty
};

struct Verdict {
  /// Nothing has failed and nothing is pending.
  bool held = false;
  std::vector<Failure> failures{};  ///< by their first exchange; 100 at most
  std::uint64_t more_failures = 0;  ///< that are not in the list
  /// What has not come yet, with what came near to it; 100 at most.
  std::vector<std::string> pending{};
  std::uint64_t more_pending = 0;
  std::uint64_t exchanges = 0;  ///< that were looked at: with 0 nothing was tested
};

/// As a test shows it: several lines, the first says whether they held.
[[nodiscard]] std::string to_text(Verdict const& verdict);

}  // namespace wsus::expectations
