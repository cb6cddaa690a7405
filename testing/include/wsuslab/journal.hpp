// What a mock server saw and answered, one exchange after the other.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace wsuslab {

/// A fault that was injected into an exchange.
struct InjectedFault {
  std::string name{};  ///< of the rule: what Fault::named() gave, or kind and number
  std::string kind{};  ///< "soap_fault"

  bool operator==(InjectedFault const&) const = default;
};

/// One HTTP exchange, or a connection that never became one (its `method` is empty). A value.
///
/// Texts are empty and numbers 0 where there is nothing to tell.
struct Exchange {
  std::uint64_t sequence = 0;                    ///< from 1, in the order in which the requests were answered
  std::chrono::system_clock::time_point time{};  ///< when the request was complete, on the server's clock
  std::string client_address{};
  std::string method{};     ///< "POST"
  std::string target{};     ///< path and query
  std::string service{};    ///< "ClientWebService", by the path
  std::string operation{};  ///< "SyncUpdates": the element in the SOAP body; empty when none was recognised
  std::string client_id{};  ///< from the request or from its cookie
  std::string user_agent{};
  unsigned status = 0;                     ///< of HTTP; 0: no response was sent
  unsigned sub_status = 0;                 ///< of IIS
  std::string error_code{};                ///< of the SOAP fault: "InvalidParameters"
  std::string error_message{};             ///< its Message
  std::string fault_id{};                  ///< its ID, which is in the logs of both sides
  std::string refused{};                   ///< why no service saw the request, one sentence
  std::size_t installed_non_leaf_ids = 0;  ///< this and the next two: entries of lists of SyncUpdates
  std::size_t other_cached_ids = 0;
  std::size_t cached_driver_ids = 0;
  std::vector<InjectedFault> injected{};  ///< in the order in which they happened
  std::size_t request_bytes = 0;          ///< of the body as received
  std::size_t response_bytes = 0;         ///< of the body before its coding
  std::size_t wire_bytes = 0;             ///< of the body as sent
  std::string request_body{};             ///< decoded; its beginning, as much as MockWsusOptions::body_bytes says
  std::string response_body{};            ///< the same; none for files

  /// "#7 POST /ClientWebService/client.asmx SyncUpdates -> 500 InvalidParameters (injected: busy)", without bodies.
  [[nodiscard]] std::string summary() const;
};

/// Writes the summary: what GoogleTest prints of an exchange.
std::ostream& operator<<(std::ostream& out, Exchange const& exchange);

}  // namespace wsuslab
