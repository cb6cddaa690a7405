// What a PC tells of its calls while it makes them: for a record of a run. Nothing of it changes what the PC does.
#pragma once

#include "client_sim/report/scan_report.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::client {

/// One request of a call.
struct HopSeen {
  std::string url{};
  std::string proxy{};               ///< that it went through; empty: straight
  std::optional<unsigned> status{};  ///< empty: no answer
};

/// A web call that is over. Views are good for the time of the notice.
struct CallSeen {
  std::string_view service{};  ///< WSDL service name
  std::string_view operation{};
  std::string_view error_code{};       ///< of a SOAP fault; empty: there was none
  std::vector<HopSeen> hops{};         ///< at least one: with redirects all of them
  std::string_view request_body{};     ///< as the agent sends it
  std::string_view response_body{};    ///< as received, so still in `response_coding`; empty: none
  std::string_view response_coding{};  ///< Content-Encoding; empty: none
  unsigned transport_error = 0;        ///< WinHTTP's number; 0: an answer was received
  std::string_view what{};             ///< the reason of a transport error, with the address
};

/// Notices come on the thread that uses the PC. They must not throw, and must not use the PC. Each may be empty.
struct CallListener {
  std::function<void()> begins{};                                     ///< a web call is about to be sent
  std::function<void(CallSeen const&)> ended{};                       ///< the call that began last
  std::function<void(report::ContentRecord const&)> content_ended{};  ///< a request for a file is over
};

}  // namespace wsus::client
