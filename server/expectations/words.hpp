// Matchers, exchanges and counts as people say them. Pure.
#pragma once

#include "server/expectations/expectations.hpp"
#include "server/journal/entry.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::expectations {

/// "SyncUpdates with status 500", "a call with error_code CookieExpired", "a call of any kind".
[[nodiscard]] std::string in_words(journal::Filter const& match);
/// "SyncUpdates", "GET /Content/a.cab", "a connection from 10.0.0.5".
[[nodiscard]] std::string in_words(journal::Entry const& entry);
/// "expected 1", "expected at least 2", "expected 1 to 3".
[[nodiscard]] std::string in_words(Times const& times);
/// "once", "3 times".
[[nodiscard]] std::string times_in_words(std::uint64_t count);
/// "sequence 7, 9, 12", "sequence 7, 9 and 5 more". `count`: of all of them.
[[nodiscard]] std::string sequences_in_words(std::vector<std::uint64_t> const& sequences, std::uint64_t count);

/// How many fields are set; `since` and `until` are none.
[[nodiscard]] std::size_t fields_set(journal::Filter const& match);
/// Of the fields that are set, each that does not hold: "status 500 instead of 200".
[[nodiscard]] std::vector<std::string> differences(journal::Filter const& match, journal::Entry const& entry);

}  // namespace wsus::expectations
