// What the journal has of one exchange.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace wsus::journal {

/// A fault rule that happened.
struct InjectedFault {
  std::string rule{};  ///< its name
  std::string kind{};  ///< name of its fault
  bool operator==(InjectedFault const&) const = default;
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
  std::vector<std::int32_t> reported_hresults{};  ///< of the events that a client reports with this request; not 0
  std::chrono::microseconds duration{0};          ///< what the server took to make its answer; sending is not in it
  std::vector<InjectedFault> injected{};          ///< in the order in which they happened
  std::size_t request_bytes = 0;                  ///< as received
  std::size_t response_bytes = 0;                 ///< of the plain body, or of the part of a file
  std::size_t wire_bytes = 0;                     ///< of the body as sent: coded, and 0 for a HEAD
  std::string request_coding{};                   ///< Content-Encoding that the request was decoded from; empty: none
  std::string response_coding{};                  ///< Content-Encoding of the response; empty: none
  std::string content_range{};                    ///< Content-Range of a 206 or 416: "bytes 0-99/1000"; else empty
  std::string request_body{};                     ///< its beginning, plain, as much as the journal keeps
  std::string response_body{};                    ///< the same; empty for files

  /// "redirect:loop,truncated_xml:cut": kinds and names of `injected`; empty when there are none.
  [[nodiscard]] std::string injected_names() const;
  bool operator==(Entry const&) const = default;
};

}  // namespace wsus::journal
