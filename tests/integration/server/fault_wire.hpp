// What each fault of the list shows on the wire: a server with one rule and its twin without, asked the same.
#pragma once

#include "server/app/wsus_server.hpp"
#include "tests/integration/server/wire_client.hpp"
#include "tests/support/wusp_driver.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

/// A server with a generated catalogue, one content file and both listeners, in a world of its own time. Two of them
/// answer the same bytes to the same questions, but for cookies and ports.
class FaultWire {
public:
  /// `rules`: what stands under `faults:`; empty: none.
  explicit FaultWire(std::string const& rules);

  [[nodiscard]] server::WsusServer& server() { return *server_; }
  [[nodiscard]] WuspDriver& driver() { return driver_; }
  /// Below /Content: `content_size` bytes.
  [[nodiscard]] std::string const& content_path() const { return content_path_; }

  /// Sends the request on a connection of its own and tells what came until the end, and how and when that was:
  /// "HTTP/1.1 200 OK...[fin after 0 s]". A client gives up after 30 seconds: "[deadline after 30 s]". What goes wrong
  /// before the first byte is told as it is: "handshake: unsupported protocol".
  [[nodiscard]] std::string ask(std::string const& request, http::test::WireOptions options = {});
  /// The same on a connection that is to be kept, and is left idle after the answer: "[fin]" when the server ends it
  /// while time moves on; without rules a second request, a day later, shows that it did not: "[kept]".
  [[nodiscard]] std::string ask_and_idle(std::string const& request);
  /// For clients that verify: the lab's authority, the name localhost, this world's time. What was found wrong comes in
  /// place of the reason of the handshake.
  [[nodiscard]] http::test::WireOptions verifying() const;

  static constexpr std::size_t content_size = 1000;

private:
  bool const has_rules_;
  wusp::Timeline timeline_;
  std::string content_path_{};
  std::unique_ptr<server::WsusServer> server_;
  WuspDriver driver_;
};

/// POST GetConfig, the connection to end after the answer; `more`: whole header lines with CRLF.
[[nodiscard]] std::string get_config_request(std::string const& more = "Connection: close\r\n");
[[nodiscard]] std::string get_request(std::string const& target, std::string const& more = {});
/// The bytes of a reply, without what differs between two equal ones.
[[nodiscard]] std::string bytes_of(RawReply const& reply);

// ---- from the bytes without the fault to those with it ----

/// Throws when `old` is not there exactly once: then the case would prove nothing.
[[nodiscard]] std::string replaced(std::string text, std::string_view old, std::string_view replacement);
/// The first `count` bytes, and that end.
[[nodiscard]] std::string cut_to(std::string const& seen, std::size_t count, std::string_view end);
/// Another end: "[reset after 0 s]".
[[nodiscard]] std::string ended(std::string const& seen, std::string_view end);
/// `change` of the body; Content-Length tells its new size.
[[nodiscard]] std::string with_body(std::string const& seen, std::function<std::string(std::string)> const& change);

struct WireCase {
  std::string_view fault;                              ///< its name in the list
  std::string_view what;                               ///< letters: of several cases of one fault
  std::string rule;                                    ///< an entry of the list: "- refuse: {}"
  std::function<std::string(FaultWire&)> ask;          ///< what came, as a text
  std::string good;                                    ///< how that begins without the rule
  std::function<std::string(std::string)> with_fault;  ///< what comes with it, from what comes without
};
/// For messages of the test framework.
inline void PrintTo(WireCase const& one, std::ostream* out) { *out << one.rule; }

// One file a group of layers.
[[nodiscard]] std::vector<WireCase> connection_cases();  ///< listener and TLS
[[nodiscard]] std::vector<WireCase> delivery_cases();    ///< TCP, and what of HTTP is about framing
[[nodiscard]] std::vector<WireCase> answer_cases();      ///< HTTP and content
[[nodiscard]] std::vector<WireCase> soap_cases();

}  // namespace wsus::test
