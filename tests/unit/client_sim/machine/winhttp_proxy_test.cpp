// Proxy settings: the binary value, the user's values, which proxy a request takes, what netsh accepts.
#include "client_sim/machine/winhttp_proxy.hpp"

#include <gtest/gtest.h>

namespace wsus::machine {
namespace {

constexpr std::string_view proxy_hex = "28000000"
                                       "00000000"
                                       "03000000"
                                       "07000000"
                                       "70726F78793A31"
                                       "07000000"
                                       "3C6C6F63616C3E";
ProxySettings const proxy_settings{.servers = "proxy:1", .bypass = "<local>"};
ProxySettings const direct{};

TEST(WinHttpSettings, HaveTheLayoutOfExportedValues) {
  EXPECT_EQ(encode_winhttp_settings(proxy_settings), proxy_hex);
  EXPECT_EQ(encode_winhttp_settings(direct), "1800000000000000010000000000000000000000");
  EXPECT_EQ(encode_winhttp_settings({.bypass = "x"}), encode_winhttp_settings(direct));
}

TEST(WinHttpSettings, AreReadBackInAnyLetterCase) {
  EXPECT_EQ(decode_winhttp_settings(proxy_hex), proxy_settings);
  EXPECT_EQ(decode_winhttp_settings(windows::to_lower(proxy_hex)), proxy_settings);
  EXPECT_EQ(decode_winhttp_settings(encode_winhttp_settings(direct)), direct);
}

TEST(WinHttpSettings, WhatIsNoSuchValueMeansDirectAccess) {
  for (std::size_t length = 0; length < proxy_hex.size(); ++length) {
    EXPECT_EQ(decode_winhttp_settings(proxy_hex.substr(0, length)), direct) << length;
  }
  EXPECT_EQ(decode_winhttp_settings("280000000000000003000000FFFFFFFF70"), direct) << "longer than all there is";
  EXPECT_EQ(decode_winhttp_settings("zz" + std::string(proxy_hex.substr(2))), direct);
  EXPECT_EQ(decode_winhttp_settings("28000000000000000300000007000000-1726F78793A31"), direct);
}

TEST(WinHttpSettings, AProxyThatIsSwitchedOffDoesNotCount) {
  std::string hex(proxy_hex);
  hex.replace(16, 2, "01");
  EXPECT_EQ(decode_winhttp_settings(hex), direct);
}

TEST(WinHttpProxy, LivesInTheRegistry) {
  Registry registry;
  EXPECT_EQ(winhttp_proxy(registry), direct);
  set_winhttp_proxy(registry, proxy_settings);
  EXPECT_EQ(winhttp_proxy(registry), proxy_settings);
  auto const value = registry.get(keys::winhttp_connections, "WinHttpSettings");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(value->type, "REG_BINARY");
  EXPECT_EQ(value->text, proxy_hex);
  set_winhttp_proxy(registry, direct);
  EXPECT_EQ(winhttp_proxy(registry), direct);
}

TEST(WinHttpProxy, AValueOfAnotherTypeIsNone) {
  Registry registry;
  registry.set_text(keys::winhttp_connections, "WinHttpSettings", std::string(proxy_hex));
  EXPECT_EQ(winhttp_proxy(registry), direct);
}

TEST(UserProxy, CountsOnlyWhenItIsEnabled) {
  Registry registry;
  auto const key = keys::user_internet_settings;
  EXPECT_EQ(user_proxy(registry), direct);
  registry.set_text(key, "ProxyServer", "proxy:1");
  registry.set_text(key, "ProxyOverride", "<local>");
  EXPECT_EQ(user_proxy(registry), direct) << "without ProxyEnable";
  registry.set_dword(key, "ProxyEnable", 1);
  EXPECT_EQ(user_proxy(registry), proxy_settings);
  registry.set_dword(key, "ProxyEnable", 0);
  EXPECT_EQ(user_proxy(registry), direct);
  registry.set_text(key, "ProxyEnable", "1");
  EXPECT_EQ(user_proxy(registry), direct) << "not a REG_DWORD";
}

struct ProxyCase {
  ProxySettings settings{};
  std::string_view scheme;
  std::string_view host;
  std::optional<ProxyAddress> proxy{};
};

class ProxyFor : public testing::TestWithParam<ProxyCase> {};

TEST_P(ProxyFor, SchemeAndHost) {
  auto const& wanted = GetParam();
  EXPECT_EQ(proxy_for(wanted.settings, wanted.scheme, wanted.host), wanted.proxy)
      << wanted.settings.servers << " | " << wanted.settings.bypass << " | " << wanted.host;
}

ProxyCase with(std::string servers, std::string bypass, std::string_view scheme, std::string_view host,
               std::optional<ProxyAddress> proxy = std::nullopt) {
  return {{std::move(servers), std::move(bypass)}, scheme, host, std::move(proxy)};
}

INSTANTIATE_TEST_SUITE_P(
    Servers, ProxyFor,
    testing::Values(with("", "", "http", "wsus"), with("p", "", "http", "wsus", ProxyAddress{"p", 80}),
                    with("p:8080", "", "https", "wsus", ProxyAddress{"p", 8080}),
                    with("http://p:8080", "", "http", "wsus", ProxyAddress{"p", 8080}),
                    with("http=p:1;https=q:2", "", "http", "wsus", ProxyAddress{"p", 1}),
                    with("http=p:1 https=q:2", "", "https", "wsus", ProxyAddress{"q", 2}),
                    with("HTTP=p:1", "", "http", "wsus", ProxyAddress{"p", 1}), with("http=p:1", "", "https", "wsus"),
                    with("http=p:1;q:2", "", "https", "wsus", ProxyAddress{"q", 2}), with("p:x", "", "http", "wsus")));

INSTANTIATE_TEST_SUITE_P(Bypass, ProxyFor,
                         testing::Values(with("p:1", "<LOCAL>", "http", "wsus"),
                                         with("p:1", "<local>", "http", "wsus.lab.example", ProxyAddress{"p", 1}),
                                         with("p:1", "other;*.LAB.example", "http", "wsus.lab.example"),
                                         with("p:1", "wsus* other", "http", "wsus.lab.example"),
                                         with("p:1", "*", "http", "x"),
                                         with("p:1", "w*s*e", "http", "wsus.lab.example"),
                                         with("p:1", "*.lab", "http", "wsus.lab.example", ProxyAddress{"p", 1}),
                                         with("p:1", "wsus", "http", "wsus2", ProxyAddress{"p", 1}),
                                         with("p:1", "wsus.*.example*", "http", "wsus.lab.example"),
                                         with("p:1", "", "http", "", ProxyAddress{"p", 1}),
                                         with("p:1", "**a*", "http", "ba"),
                                         with("p:1", "*aa", "http", "aaaab", ProxyAddress{"p", 1})));

TEST(ProxyFor, ManyStarsCostNoTime) {
  std::string stars;
  for (int i = 0; i < 200; ++i) stars += "*a";
  std::string const host(2'000, 'a');
  EXPECT_EQ(proxy_for({"p:1", stars + "b"}, "http", host), (ProxyAddress{"p", 1}));
  EXPECT_EQ(proxy_for({"p:1", stars}, "http", host), std::nullopt);
}

TEST(ProxyList, TakesHostsWithPortsAndSchemes) {
  for (auto const* text :
       {"p", "p:1", "p:65535", "127.0.0.1:8080", "http=p", "http=p:1;HTTPS=q:2", "p:1 q:2", "http://p:8080", ";p;"}) {
    EXPECT_TRUE(is_proxy_list(text)) << text;
  }
  for (auto const* text : {"", " ; ", ":1", "p:", "p:0", "p:65536", "p:-1", "p:8o", "p:1:2", "ftp=p:1", "http=", "=p",
                           "p:1;q:0", "p/x", "http=http=p", "\\\\p"}) {
    EXPECT_FALSE(is_proxy_list(text)) << text;
  }
}

}  // namespace
}  // namespace wsus::machine
