// An HTTP client that sends exactly the bytes it is given: for tests of what a server does with them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace wsus::test {

struct RawReply {
  unsigned status = 0;  ///< 0: the connection ended without an answer
  std::string head{};   ///< status line and headers, CRLF ends, without the empty line
  std::string body{};
  /// Value of a header; empty when absent.
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// One TCP connection to 127.0.0.1. Reads wait as long as it takes: the guard is the time limit of the test.
/// Throws std::runtime_error when the connection cannot be made or a write fails.
class RawConnection {
public:
  explicit RawConnection(std::uint16_t port);
  ~RawConnection();
  RawConnection(RawConnection const&) = delete;
  RawConnection& operator=(RawConnection const&) = delete;

  void send(std::string_view bytes);
  /// One response by its Content-Length; status 0 when the peer closed first. `head_only`: no body follows (HEAD).
  [[nodiscard]] RawReply read_reply(bool head_only = false);
  /// Everything up to this text and with it; what there was when the peer closed first.
  [[nodiscard]] std::string read_until(std::string_view end);
  /// Everything until the peer closes.
  [[nodiscard]] std::string read_to_end();
  void close();

private:
  struct State;
  std::unique_ptr<State> state_;
};

struct RawRequest {
  std::string method = "POST";
  std::string target = "/ClientWebService/client.asmx";
  std::string soap_action{};  ///< with quotes; empty: no header
  std::string content_type = "text/xml; charset=utf-8";
  std::string body{};
  std::string extra_headers{};  ///< whole lines with CRLF
};
[[nodiscard]] std::string to_bytes(RawRequest const& request, std::uint16_t port);

/// A request on a connection of its own.
[[nodiscard]] RawReply exchange(std::uint16_t port, RawRequest const& request);

}  // namespace wsus::test
