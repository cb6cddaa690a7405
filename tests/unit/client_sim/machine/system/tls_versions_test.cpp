// Which versions of TLS the registry leaves to WinHTTP.
#include "client_sim/machine/system/tls_versions.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsus::machine {
namespace {

TEST(WinHttpTlsVersions, AreTheDefaultsOfTheGeneration) {
  Registry const empty;
  EXPECT_EQ(text_of(winhttp_tls_versions(empty, Profile::w7)), "TLS 1.0");
  EXPECT_EQ(text_of(winhttp_tls_versions(empty, Profile::w8)), "TLS 1.0, TLS 1.1, TLS 1.2");
  EXPECT_EQ(text_of(winhttp_tls_versions(empty, Profile::w10)), "TLS 1.0, TLS 1.1, TLS 1.2");
  EXPECT_EQ(text_of(winhttp_tls_versions(empty, Profile::w11)), "TLS 1.2, TLS 1.3");
}

// FM57
TEST(WinHttpTlsVersions, AreThoseOfDefaultSecureProtocols) {
  Registry registry;
  registry.set_dword(keys::winhttp_defaults, "DefaultSecureProtocols", 0xA80);
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w7)), "TLS 1.0, TLS 1.1, TLS 1.2");
  registry.set_dword(keys::winhttp_defaults, "DefaultSecureProtocols", 0x800);
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w7)), "TLS 1.2");
  registry.set_dword(keys::winhttp_defaults, "DefaultSecureProtocols", 0);
  EXPECT_TRUE(winhttp_tls_versions(registry, Profile::w11).none());
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w11)), "none");
}

TEST(WinHttpTlsVersions, HaveTls13OnlyWhereItExists) {
  Registry registry;
  registry.set_dword(keys::winhttp_defaults, "DefaultSecureProtocols", 0x2800);
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w10)), "TLS 1.2");
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w11)), "TLS 1.2, TLS 1.3");
}

TEST(WinHttpTlsVersions, AreNoMoreThanSchannelAllows) {
  Registry registry;
  auto const client = [](std::string const& version) {
    return std::string(keys::schannel_protocols) + "\\" + version + "\\Client";
  };
  registry.set_dword(client("TLS 1.2"), "Enabled", 0);
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w10)), "TLS 1.0, TLS 1.1");
  registry.set_dword(client("TLS 1.2"), "Enabled", 1);
  registry.set_dword(client("TLS 1.2"), "DisabledByDefault", 1);
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w10)), "TLS 1.0, TLS 1.1");
  registry.set_dword(keys::winhttp_defaults, "DefaultSecureProtocols", 0x800);
  EXPECT_EQ(text_of(winhttp_tls_versions(registry, Profile::w10)), "TLS 1.2") << "asked for by name";
}

}  // namespace
}  // namespace wsus::machine
