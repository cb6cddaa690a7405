// The two proxies a machine can have: the system's (WinHTTP) and the user's (Internet Settings). Both live in the
// registry, where leftovers of other programs live too.
#pragma once

#include "client_sim/machine/registry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::machine {

namespace keys {
/// Value WinHttpSettings, REG_BINARY: the proxy that netsh winhttp shows and sets.
inline constexpr std::string_view winhttp_connections =
    R"(HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections)";
/// Values ProxyEnable, ProxyServer, ProxyOverride, AutoConfigURL: what Settings > Network > Proxy and browsers show and
/// set.
inline constexpr std::string_view user_internet_settings =
    R"(HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings)";
}  // namespace keys

/// A proxy as Windows writes it. Empty `servers`: direct access, unless a script says otherwise.
struct ProxySettings {
  std::string servers{};          ///< "proxy:8080", or one a scheme: "http=proxy:8080;https=other:8080"
  std::string bypass{};           ///< names that go direct: "<local>;*.lab.example"
  std::string auto_config_url{};  ///< of a proxy auto-configuration file (PAC); empty: none
  bool auto_detect = false;       ///< the network is asked for such a file (WPAD)
  bool operator==(ProxySettings const&) const = default;
};

/// Host and port of a proxy. `host` is a name or an address; the port is 80 when none is written (WinHTTP docs).
struct ProxyAddress {
  std::string host{};
  std::uint16_t port = 80;
  bool operator==(ProxyAddress const&) const = default;
};

/// The binary value, as hexadecimal text: version 0x28 (0x18 when direct), counter, flags (1 direct, 2 proxy, 4 PAC
/// URL, 8 WPAD), then two texts with their length before them, and the URL in the same form where there is one. The
/// layout is that of exported values (assumption: meaning of the counter, place of the URL).
[[nodiscard]] std::string encode_winhttp_settings(ProxySettings const& settings);
/// Direct access for text that is no such value: WinHTTP ignores what it cannot read (assumption).
[[nodiscard]] ProxySettings decode_winhttp_settings(std::string_view hex);

[[nodiscard]] ProxySettings winhttp_proxy(Registry const& registry);
void set_winhttp_proxy(Registry& registry, ProxySettings const& settings);

/// ProxyServer and ProxyOverride when ProxyEnable is 1, else none; AutoConfigURL as it is.
[[nodiscard]] ProxySettings user_proxy(Registry const& registry);

/// Which proxy a request goes through; empty: none. A list without "scheme=" counts for every scheme. Bypass entries
/// are matched without regard to case; `*` stands for any text, `<local>` for names without a dot.
[[nodiscard]] std::optional<ProxyAddress> proxy_for(ProxySettings const& settings, std::string_view scheme,
                                                    std::string_view host);

/// Whether `text` fits `pattern`, without regard to case; `*` stands for any text.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text);

/// "proxy:8080", also with "http://" before it; nothing when it is no host and port.
[[nodiscard]] std::optional<ProxyAddress> parse_proxy_address(std::string_view text);

/// Whether text can be a proxy-server argument of netsh: host[:port], or scheme=host[:port] for http and https,
/// separated by blanks or semicolons; ports 1 to 65535.
[[nodiscard]] bool is_proxy_list(std::string_view text);

}  // namespace wsus::machine
