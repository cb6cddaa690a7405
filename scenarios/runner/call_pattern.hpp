// The expected calls of a scan as a pattern: "GetConfig", "SyncUpdates+" (one or more), "SyncUpdates*" (none or more).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// Where calls and pattern part.
struct CallMismatch {
  std::size_t position = 0;             ///< 0-based index of the first call that does not fit; calls.size(): at the end
  std::vector<std::string> expected{};  ///< operations that would fit there, each once; empty: no further call
};

/// Empty when the whole list of operations fits the whole pattern.
[[nodiscard]] std::optional<CallMismatch> match_calls(std::vector<std::string> const& pattern,
                                                      std::vector<std::string> const& operations);

/// "GetConfig, SyncUpdates x 14, ReportEventBatch"; "none" for no calls.
[[nodiscard]] std::string calls_text(std::vector<std::string> const& operations);

}  // namespace wsus::lab
