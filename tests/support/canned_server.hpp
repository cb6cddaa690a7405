// A server that answers many connections at the same time with the bytes a test gives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

struct CannedRequest {
  std::string head{};  ///< request line and headers as received, with the empty line
  std::string body{};
  [[nodiscard]] std::string method() const;
  [[nodiscard]] std::string target() const;
  /// Value of a header; empty when absent.
  [[nodiscard]] std::string header(std::string_view name) const;
};

struct CannedReply {
  std::string bytes{};  ///< a whole HTTP answer, or what a test wants in place of one
  bool close = false;   ///< closes the connection after the bytes
  /// Waits with the answer until a client has closed another connection.
  bool after_a_close = false;
};

using CannedResponder = std::function<CannedReply(CannedRequest const&)>;

/// Listens on loopback with port 0, on a thread of its own; `respond` runs there, one call at a time. `gather`: answers
/// wait until that many requests wait, then all are sent. Thread safety: all members may be called from any thread.
class CannedServer {
public:
  explicit CannedServer(CannedResponder respond, std::size_t gather = 1);
  ~CannedServer();
  CannedServer(CannedServer const&) = delete;
  CannedServer& operator=(CannedServer const&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string url(std::string_view path = "/") const;
  /// In the order of arrival.
  [[nodiscard]] std::vector<CannedRequest> requests() const;
  [[nodiscard]] std::size_t connections() const;  ///< accepted so far

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole answer with Content-Length. `headers`: whole lines with CRLF.
[[nodiscard]] std::string canned_answer(std::string_view status, std::string_view headers, std::string_view body);

}  // namespace wsus::test
