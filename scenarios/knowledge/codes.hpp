// A code as people type it, and what its bits say where no table knows it.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::lab {

/// "0x80244007", "80244007" (hex digits), "-2145107961" (signed decimal), "2149859335" (unsigned decimal, ten digits).
[[nodiscard]] std::optional<agent::Hresult> parse_code(std::string_view typed);

/// A code in any of these forms, or a symbol of the table in any letter case; null: the table does not have it.
[[nodiscard]] agent::HresultInfo const* find_code(std::string_view typed);

/// What severity, facility and number of a code say: "a failure; facility 7 (Win32); number 12029, a WinHTTP error".
[[nodiscard]] std::string anatomy_of(agent::Hresult code);

/// "confirmed", "confirmed by one capture", "inferred", "from memory", "sources contradict each other": what the
/// letters of confidence in the tables stand for; a text that goes on after its letter follows it: "confirmed (codes),
/// ...".
[[nodiscard]] std::string confidence_words(std::string_view confidence);

}  // namespace wsus::lab
