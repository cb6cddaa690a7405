// netsh winhttp show|set|reset advproxy.
#include "client_sim/machine/winhttp_proxy.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::ProxySettings;
using testing::HasSubstr;

class AdvProxy : public testing::Test {
protected:
  ProxySettings settings() { return machine::winhttp_proxy(pc.machine.registry()); }
  ClientPrompt pc;
};

TEST_F(AdvProxy, IsSetAsJson) {
  auto const result = pc.type(
      R"(netsh winhttp set advproxy setting-scope=machine settings={\"Proxy\":\"proxy:8080\",\"ProxyBypass\":\"<local>;*.x\",\"AutoconfigUrl\":\"http://pac/p.pac\",\"AutoDetect\":true})");
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_EQ(settings(), (ProxySettings{.servers = "proxy:8080",
                                       .bypass = "<local>;*.x",
                                       .auto_config_url = "http://pac/p.pac",
                                       .auto_detect = true}));
  EXPECT_EQ(pc.type("netsh winhttp show advproxy").output, "\nCurrent WinHTTP advanced proxy settings:\n\n"
                                                           "{\n"
                                                           "  \"Proxy\": \"proxy:8080\",\n"
                                                           "  \"ProxyBypass\": \"<local>;*.x\",\n"
                                                           "  \"AutoconfigUrl\": \"http://pac/p.pac\",\n"
                                                           "  \"AutoDetect\": true\n"
                                                           "}\n\n");
}

TEST_F(AdvProxy, MayComeFromAFile) {
  pc.machine.files().write_as_system(R"(C:\proxy.json)", R"({"AutoDetect": true})");
  EXPECT_EQ(pc.type(R"(netsh winhttp set advproxy setting-scope=machine settings-file=C:\proxy.json)").exit_code, 0);
  EXPECT_EQ(settings(), (ProxySettings{.auto_detect = true}));
  EXPECT_EQ(pc.type(R"(netsh winhttp set advproxy setting-scope=machine settings-file=C:\nothing.json)").exit_code, 1);
}

TEST_F(AdvProxy, OfTheUserIsNotTheSystems) {
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type(R"(netsh winhttp set advproxy setting-scope=user settings={"Proxy":"users:1"})").exit_code, 0);
  EXPECT_EQ(settings(), ProxySettings{});
  EXPECT_EQ(machine::user_proxy(pc.machine.registry()).servers, "users:1");
}

TEST_F(AdvProxy, IsReset) {
  machine::set_winhttp_proxy(pc.machine.registry(), {.auto_config_url = "http://pac/p.pac"});
  EXPECT_EQ(pc.type("netsh winhttp reset advproxy").exit_code, 0);
  EXPECT_EQ(settings(), ProxySettings{});
}

TEST_F(AdvProxy, ResettingTheStaticProxyTakesScriptsAwayToo) {
  machine::set_winhttp_proxy(pc.machine.registry(), {.auto_config_url = "http://pac/p.pac", .auto_detect = true});
  EXPECT_EQ(pc.type("netsh winhttp reset proxy").exit_code, 0);
  EXPECT_EQ(settings(), ProxySettings{});
}

TEST_F(AdvProxy, MistakesChangeNothing) {
  struct Row {
    std::string_view line;
    std::string_view said;
  };
  for (auto const& row :
       {Row{R"(setting-scope=all settings={})", "setting-scope is user or machine."},
        Row{R"(settings={})", "setting-scope is user or machine."},
        Row{R"(setting-scope=machine settings=proxy)", "The settings are not a JSON object."},
        Row{R"(setting-scope=machine)", "The settings are not a JSON object."},
        Row{R"(setting-scope=machine settings={"Port":1})", "\"Port\" is not a setting"},
        Row{R"(setting-scope=machine settings={"AutoDetect":"yes"})", "\"AutoDetect\" is not a setting"},
        Row{R"(setting-scope=machine settings={"Proxy":"a:b"})", "\"a:b\" is not a list of proxies"}}) {
    auto const result = pc.type(std::string("netsh winhttp set advproxy ") + std::string(row.line));
    EXPECT_EQ(result.exit_code, 1) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.said));
  }
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type(R"(netsh winhttp set advproxy setting-scope=machine settings={"AutoDetect":true})").exit_code, 1);
  EXPECT_EQ(pc.type("netsh winhttp reset advproxy").exit_code, 1);
  EXPECT_EQ(settings(), ProxySettings{});
}

TEST(AdvProxyOfOlderWindows, IsNotFound) {
  ClientPrompt pc({.profile = machine::Profile::w10});
  EXPECT_THAT(pc.type("netsh winhttp show advproxy").output, HasSubstr("The following command was not found"));
}

}  // namespace
}  // namespace wsus::client_shell
