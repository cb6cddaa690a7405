// Conditions of a request for a file (RFC 9110 13) and the dates they are written with. Pure.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::content {

/// What tells one state of a file from another.
struct Validators {
  std::string etag{};  ///< with its quotes; strong
  wusp::UtcTime modified{};
};

/// "Sun, 04 Oct 2026 15:03:36 GMT"; fractions of a second are cut.
[[nodiscard]] std::string to_http_date(wusp::UtcTime time);
/// The form above only. The two obsolete forms of RFC 9110 5.6.7 read as no date: a condition with one does not hold.
[[nodiscard]] std::optional<wusp::UtcTime> parse_http_date(std::string_view text);

/// If-None-Match names the file's ETag (or "*"), or, without that header, the file is not newer than
/// If-Modified-Since: 304. Empty texts are absent headers.
[[nodiscard]] bool not_modified(std::string_view if_none_match, std::string_view if_modified_since,
                                Validators const& file);

/// Whether Range counts: If-Range is absent, or names exactly this ETag or this date.
[[nodiscard]] bool range_applies(std::string_view if_range, Validators const& file);

}  // namespace wsus::content
