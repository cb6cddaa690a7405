// What the server saw and did: one entry an exchange, and counters. Tests and scenarios assert on it.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::journal {

/// A fault rule that happened.
struct InjectedFault {
  std::string rule{};  ///< its name
  std::string kind{};  ///< name of its fault
};

/// One HTTP exchange, or one connection that never became one.
struct Entry {
  std::uint64_t sequence = 0;  ///< given by the journal, from 1
  wusp::UtcTime time{};        ///< when the request was complete
  std::string client_address{};
  std::string method{};
  std::string target{};
  std::string service{};    ///< WSDL service name; empty when the path is none
  std::string operation{};  ///< empty when no operation was recognised
  std::string client_id{};  ///< from the request or its cookie; empty when unknown
  std::string user_agent{};
  unsigned status = 0;  ///< 0: no response was sent
  unsigned sub_status = 0;
  std::string error_code{};     ///< of the SOAP fault; empty when there was none
  std::string error_message{};  ///< its Message
  std::string fault_id{};       ///< its ID
  std::string refused{};        ///< why the request was refused before a service saw it, one sentence; else empty
  std::string log_failure{};    ///< why its rows are not in the server's logs; else empty
  /// Entries of a SyncUpdates request's lists.
  std::size_t installed_non_leaf_ids = 0;
  std::size_t other_cached_ids = 0;
  std::size_t cached_driver_ids = 0;
  std::vector<InjectedFault> injected{};  ///< in the order in which they happened
  std::size_t request_bytes = 0;          ///< as received
  std::size_t response_bytes = 0;         ///< of the plain body, or of the part of a file
  std::size_t wire_bytes = 0;             ///< of the body as sent: coded, and 0 for a HEAD
  std::string request_coding{};           ///< Content-Encoding that the request was decoded from; empty: none
  std::string response_coding{};          ///< Content-Encoding of the response; empty: none
  std::string content_range{};            ///< Content-Range of a 206 or 416: "bytes 0-99/1000"; else empty
  std::string request_body{};             ///< its beginning, plain, as much as the journal keeps
  std::string response_body{};            ///< the same; empty for files

  /// "redirect:loop,truncated_xml:cut": kinds and names of `injected`; empty when there are none.
  [[nodiscard]] std::string injected_names() const;
};

/// A bounded record of entries with counters.
///
/// Counters: "requests" (entries with a method), "soap_faults", "refused", "operation.<Name>",
/// "error_code.<ErrorCode>", "status.<code>", "injected" (rules that happened) and "injected.<fault>",
/// "request_coding.<coding>" and "response_coding.<coding>", "log_failures", "dropped" (entries pushed out). A counter
/// never touched reads 0. Thread safety: every call from any thread.
class Journal {
public:
  /// `capacity`: entries that are kept; with 0 there are counters alone. `body_bytes`: how much of each body is kept,
  /// at most.
  explicit Journal(std::size_t capacity = 10'000, std::size_t body_bytes = 0);

  void add(Entry entry);
  [[nodiscard]] std::vector<Entry> entries() const;
  /// Entries with a sequence greater than `sequence`.
  [[nodiscard]] std::vector<Entry> since(std::uint64_t sequence) const;
  [[nodiscard]] std::uint64_t last_sequence() const;
  [[nodiscard]] std::uint64_t counter(std::string_view name) const;
  [[nodiscard]] std::map<std::string, std::uint64_t, std::less<>> counters() const;
  /// The part of a body that entries are to have.
  [[nodiscard]] std::string_view kept_of(std::string_view body) const { return body.substr(0, body_bytes_); }

  /// Waits until `count` entries were added in all; false after `limit` (a guard against a hung test).
  [[nodiscard]] bool wait_for(std::uint64_t count, std::chrono::milliseconds limit = std::chrono::seconds(10)) const;

private:
  void count(Entry const& entry);
  std::size_t const capacity_;
  std::size_t const body_bytes_;
  mutable std::mutex mutex_;
  mutable std::condition_variable added_;
  std::deque<Entry> entries_;
  std::uint64_t last_sequence_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> counters_;
};

}  // namespace wsus::journal
