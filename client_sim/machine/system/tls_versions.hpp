// Which versions of TLS a service of the machine offers: DefaultSecureProtocols of WinHTTP, and what SCHANNEL allows.
#pragma once

#include "client_sim/machine/profile.hpp"
#include "client_sim/machine/registry.hpp"

#include <string>
#include <string_view>

namespace wsus::machine {

namespace keys {
/// Value DefaultSecureProtocols, REG_DWORD, of WinHTTP (KB3140245).
inline constexpr std::string_view winhttp_defaults =
    R"(HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp)";
/// Below it "TLS 1.2\Client" with Enabled and DisabledByDefault (Microsoft's TLS registry settings).
inline constexpr std::string_view schannel_protocols =
    R"(HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols)";
}  // namespace keys

struct TlsVersions {
  bool tls_1_0 = false;
  bool tls_1_1 = false;
  bool tls_1_2 = false;
  bool tls_1_3 = false;
  bool operator==(TlsVersions const&) const = default;
  [[nodiscard]] bool none() const { return !tls_1_0 && !tls_1_1 && !tls_1_2 && !tls_1_3; }
};

/// DefaultSecureProtocols says what WinHTTP asks for; without the value: TLS 1.0 on w7 (KB3140245), 1.0 to 1.2 on w8
/// and w10, 1.2 and 1.3 on w11. Of these remain the ones that SCHANNEL has at its client: Enabled 0 takes a version
/// away, so does DisabledByDefault 1 unless WinHTTP asks for it by the value (assumption: WinHTTP asking counts as
/// explicit). TLS 1.3 exists on w11 only.
[[nodiscard]] TlsVersions winhttp_tls_versions(Registry const& registry, Profile profile);

/// "TLS 1.0, TLS 1.2"; "none".
[[nodiscard]] std::string text_of(TlsVersions offered);

}  // namespace wsus::machine
