// Reads the two places in the registry.
#include "client_sim/machine/system/tls_versions.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>

namespace wsus::machine {
namespace {

struct Version {
  std::string_view name;
  std::uint32_t bit;  ///< in DefaultSecureProtocols (WINHTTP_FLAG_SECURE_PROTOCOL_*)
  bool TlsVersions::*member;
};
constexpr auto versions = std::to_array<Version>({
    {"TLS 1.0", 0x80, &TlsVersions::tls_1_0},
    {"TLS 1.1", 0x200, &TlsVersions::tls_1_1},
    {"TLS 1.2", 0x800, &TlsVersions::tls_1_2},
    {"TLS 1.3", 0x2000, &TlsVersions::tls_1_3},
});

/// What WinHTTP asks for when nobody has said (KB3140245 for w7; w11, where 1.0 and 1.1 are off by default: M).
std::uint32_t default_protocols(Profile profile) {
  constexpr std::uint32_t only_1_0 = 0x80;
  constexpr std::uint32_t up_to_1_2 = 0xA80;
  constexpr std::uint32_t from_1_2_to_1_3 = 0x2800;
  switch (profile) {
  case Profile::w7: return only_1_0;
  case Profile::w8:
  case Profile::w10: return up_to_1_2;
  case Profile::w11: break;
  }
  return from_1_2_to_1_3;
}

bool schannel_allows(Registry const& registry, Version const& version, bool asked_for) {
  auto const key = fmt::format(R"({}\{}\Client)", keys::schannel_protocols, version.name);
  if (registry.get_dword(key, "Enabled") == 0U) return false;
  return asked_for || registry.get_dword(key, "DisabledByDefault").value_or(0) == 0;
}

}  // namespace

TlsVersions winhttp_tls_versions(Registry const& registry, Profile profile) {
  auto const written = registry.get_dword(keys::winhttp_defaults, "DefaultSecureProtocols");
  auto const wanted = written.value_or(default_protocols(profile));
  TlsVersions result;
  for (auto const& version : versions) {
    bool const exists = version.member != &TlsVersions::tls_1_3 || profile == Profile::w11;
    result.*version.member =
        exists && (wanted & version.bit) != 0 && schannel_allows(registry, version, written.has_value());
  }
  return result;
}

std::string text_of(TlsVersions offered) {
  std::string text;
  for (auto const& version : versions) {
    if (!(offered.*version.member)) continue;
    if (!text.empty()) text += ", ";
    text += version.name;
  }
  return text.empty() ? "none" : text;
}

}  // namespace wsus::machine
