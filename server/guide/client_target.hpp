// The address that a real client is pointed at: read, checked, and what to warn of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::guide {

struct ClientTarget {
  bool https = false;
  std::string host{};      ///< a DNS name or a numeric address, as it stands in the URL, IPv6 in brackets
  std::uint16_t port = 0;  ///< that of the scheme where the URL names none
  bool port_named = false;

  /// As policy wants it: scheme in lower case, no slash at its end; the port as it was written.
  [[nodiscard]] std::string url() const;
};

/// Why a text is no such address, a sentence with the text and what is allowed.
struct BadTarget {
  std::string why{};
};

/// "http://wsus.lab.example:8530", "https://[2001:db8::5]:8531/". No path, no user, no query: WUServer has none.
/// Addresses that only a listener can have (0.0.0.0, [::]) are refused.
[[nodiscard]] std::variant<ClientTarget, BadTarget> read_client_target(std::string_view text);

/// localhost, 127.0.0.0/8, [::1]: no other machine gets there.
[[nodiscard]] bool is_loopback(ClientTarget const& target);

/// Sentences, most important first; empty: nothing is odd about it.
[[nodiscard]] std::vector<std::string> warnings_of(ClientTarget const& target);

}  // namespace wsus::guide
