// Which entries somebody asks for: the journal's readers, live events, expectations.
#pragma once

#include "server/journal/entry.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::journal {

/// Text with `*` for anything and `?` for one character; letter case (ASCII) does not matter. As fault rules have it.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text);

/// All that is set must hold.
struct Filter {
  std::optional<std::string> client_id{};  ///< letter case does not matter
  std::optional<std::string> operation{};
  std::optional<std::string> service{};
  std::optional<std::string> fault{};  ///< kind or rule name of one that was injected
  std::optional<std::string> error_code{};
  std::optional<unsigned> status{};
  bool succeeding = false;  ///< status 200 and no SOAP fault
  std::optional<std::string> method{};
  std::optional<std::string> path{};                                ///< a pattern of the target without its query
  std::uint64_t since = 0;                                          ///< the first sequence
  std::uint64_t until = std::numeric_limits<std::uint64_t>::max();  ///< the last one
};

/// What a filter looks at, wherever it is kept.
struct FilterFacts {
  std::uint64_t sequence = 0;
  std::string_view client_id{};
  std::string_view operation{};
  std::string_view service{};
  std::string_view error_code{};
  unsigned status = 0;
  std::string_view method{};
  std::string_view target{};
};

/// All but `fault`.
[[nodiscard]] bool matches_facts(Filter const& filter, FilterFacts const& facts);
[[nodiscard]] bool matches(Filter const& filter, Entry const& entry);

}  // namespace wsus::journal
