// Who may call the admin API. A pure decision about one request.
#pragma once

#include "server/control/route.hpp"
#include "server/faults/exchange_view.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::control {

/// Whether two texts are equal, in a time that does not tell where they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right);

/// Whether an address (numeric, IPv4, IPv6 or IPv4 within IPv6) is this machine's own.
[[nodiscard]] bool is_loopback(std::string_view address);

class Guard {
public:
  /// `token`: what calls have to bring; empty optional: none is needed (for listeners on loopback addresses).
  explicit Guard(std::optional<std::string> token) : token_(std::move(token)) {}

  /// Throws Problem: 401 without the token where one is needed, 403 for calls without a token that a web page may have
  /// sent: with an Origin, or to a Host that is neither an address nor localhost (a name that was bound anew to this
  /// machine).
  void admit(faults::ExchangeView const& request, Access access) const;

private:
  std::optional<std::string> token_;
};

}  // namespace wsus::control
