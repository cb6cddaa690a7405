// The logs of a WSUS server, line for line: SoftwareDistribution.log and the IIS W3C log. Times are UTC.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::iis {

/// One row of SoftwareDistribution.log: "<time> UTC<TAB>Severity<TAB>process.thread<TAB>Class.Method<TAB>text" and CRLF
/// (wua-behaviour 9.3). Control characters of the text become blanks.
struct SoftwareDistributionEntry {
  wusp::UtcTime time{};
  std::string_view severity = "Info";  ///< Info, Warning, Error, Change
  std::string_view source = "w3wp.12";
  std::string_view method{};
  std::string_view text{};
};
[[nodiscard]] std::string format(SoftwareDistributionEntry const& entry);

/// Text of the row that a client fault leaves (KB4096317): "ThrowException: actor = ..., ID=..., ErrorCode=...,
/// Message=..., Client=...".
[[nodiscard]] std::string throw_exception_text(std::string_view actor, std::string_view id, std::string_view error_code,
                                               std::string_view message, std::string_view client_id);

/// One row of the W3C log, in the default field set of IIS (wua-behaviour 9.4). "-" where a text is empty.
struct W3cEntry {
  wusp::UtcTime time{};
  std::string server_ip{};
  std::string method{};
  std::string uri_stem{};
  std::string uri_query{};
  std::uint16_t port = 0;
  std::string user_name{};
  std::string client_ip{};
  std::string user_agent{};  ///< blanks are written as '+'
  std::string referer{};
  unsigned status = 0;
  unsigned sub_status = 0;
  unsigned win32_status = 0;
  std::int64_t time_taken_ms = 0;
  std::string injected{};  ///< fault rules that happened (journal::Entry::injected_names)
};

/// The lab's own field is a custom field of IIS 8.5 and later in form: `x-` and a name.
enum class W3cFields { usual, with_injected };
/// The #Software ... #Fields head that starts each file; `iis_version`: "10.0".
[[nodiscard]] std::string w3c_header(wusp::UtcTime time, std::string_view iis_version,
                                     W3cFields fields = W3cFields::usual);
[[nodiscard]] std::string format(W3cEntry const& entry, W3cFields fields = W3cFields::usual);
/// "u_ex261004.log": one file a UTC day.
[[nodiscard]] std::string w3c_file_name(wusp::UtcTime time);

}  // namespace wsus::iis
