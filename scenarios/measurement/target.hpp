// Which server is measured, and whether that is allowed.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace wsus::measurement {

/// A mock server that is started in this process, on a port of the system's choice.
struct OwnMock {};

struct Target {
  std::variant<OwnMock, std::string> server{};  ///< or its URL, without a path
  bool remote = false;                          ///< it was allowed to lie outside of loopback
};

/// "mock", or an address such as http://127.0.0.1:8530. A server outside of loopback (127.0.0.0/8, ::1, localhost) has
/// to be allowed: a measurement loads it. Names other than localhost are not looked up, and count as outside. Else a
/// sentence: what was found, what is allowed. Never throws for any text.
[[nodiscard]] std::variant<Target, std::string> read_target(std::string_view text, bool allow_remote);

}  // namespace wsus::measurement
