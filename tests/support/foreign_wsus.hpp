// A WSUS as other implementations write one: older servers, mock servers, SOAP stacks of other languages.
#pragma once

#include "tests/support/canned_server.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

/// How the end of a body is told.
enum class Framing { content_length, chunked, http_1_0, until_close };

/// What such a server does otherwise than ours. Operations by name, "SyncUpdates".
struct ForeignShape {
  std::string envelope_prefix = "soap";
  bool declaration = true;
  std::string body_prefix{};  ///< of every element of an answer; empty: a default namespace
  Framing framing = Framing::content_length;
  std::string status = "200 OK";  ///< of every answer
  std::string headers = "Content-Type: text/xml; charset=utf-8\r\n";
  std::string before{};  ///< bytes before the document
  /// Operation -> content of its Response element, in place of the usual one.
  std::map<std::string, std::string> contents{};
  /// Operation -> a whole HTTP answer, in place of any other.
  std::map<std::string, std::string> answers{};
  bool xpress = false;                                     ///< bodies are coded
  std::string self_update = "WSUS Fault Lab wuident\r\n";  ///< what wuident.cab is; by default one that agents take
};

/// A catalogue of one category that every Windows has and one update that none has, on one page, and the self-update
/// file that old agents check. A real socket, port 0.
class ForeignWsus {
public:
  explicit ForeignWsus(ForeignShape shape = {});

  [[nodiscard]] std::string url() const { return server_.url(""); }
  /// The operations that were called, in order.
  [[nodiscard]] std::vector<std::string> operations() const;
  [[nodiscard]] std::size_t connections() const { return server_.connections(); }

private:
  CannedServer server_;
};

/// The content of SyncUpdatesResponse with the two updates; `decorated` lists carry soapenc:arrayType.
[[nodiscard]] std::string foreign_page(bool decorated = false);

/// A fault as an answer: ASP.NET's shape with a .NET stack trace and a faultactor (wua-behaviour 2.2).
[[nodiscard]] std::string foreign_fault(std::string_view faultcode, std::string_view error_code,
                                        std::string_view status = "500 Internal Server Error");

}  // namespace wsus::test
