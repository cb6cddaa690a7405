// netsh winhttp: the setting, its texts, and every refusal.
#include "client_sim/machine/winhttp_proxy.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::ProxySettings;
using testing::HasSubstr;
using testing::StartsWith;
using windows::CommandResult;

CommandResult const direct_access{0, "\nCurrent WinHTTP proxy settings:\n\n    Direct access (no proxy server).\n\n"};
CommandResult const access_denied{1, "Error writing proxy settings. (5) Access is denied.\n"};
ProxySettings const leftover{.servers = "127.0.0.9:3128", .bypass = "<local>"};

CommandResult settings(std::string_view servers, std::string_view bypass) {
  std::string text = "\nCurrent WinHTTP proxy settings:\n\n    Proxy Server(s) :  ";
  text.append(servers).append("\n    Bypass List     :  ").append(bypass).append("\n\n");
  return {0, text};
}

ProxySettings proxy_of(ClientPrompt& pc) { return machine::winhttp_proxy(pc.machine.registry()); }

void set_user_proxy(ClientPrompt& pc, std::uint32_t enable) {
  auto& registry = pc.machine.registry();
  registry.set_text(machine::keys::user_internet_settings, "ProxyServer", "ads:8080");
  registry.set_text(machine::keys::user_internet_settings, "ProxyOverride", "*.lab.example");
  registry.set_dword(machine::keys::user_internet_settings, "ProxyEnable", enable);
}

TEST(NetshWinhttp, ANewMachineGoesDirect) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("netsh winhttp show proxy"), direct_access);
  EXPECT_EQ(pc.type("NETSH.EXE WinHTTP Show Proxy"), direct_access);
}

struct SetCase {
  std::string_view line;
  std::string servers{};
  std::string bypass{};
};

class NetshSetProxy : public testing::TestWithParam<SetCase> {};

TEST_P(NetshSetProxy, WritesAndShows) {
  ClientPrompt pc;
  auto const& wanted = GetParam();
  auto const shown = settings(wanted.servers, wanted.bypass.empty() ? "(none)" : wanted.bypass);
  EXPECT_EQ(pc.type(wanted.line), shown);
  EXPECT_EQ(proxy_of(pc), (ProxySettings{wanted.servers, wanted.bypass}));
  EXPECT_EQ(pc.type("netsh winhttp show proxy"), shown);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, NetshSetProxy,
    testing::Values(
        SetCase{"netsh winhttp set proxy proxy:8080", "proxy:8080"},
        SetCase{R"(netsh winhttp set proxy proxy-server="proxy:8080")", "proxy:8080"},
        SetCase{R"(netsh winhttp set proxy proxy:8080 "<local>;bar")", "proxy:8080", "<local>;bar"},
        SetCase{R"(netsh winhttp set proxy bypass-list="*.foo.com" Proxy-Server=proxy)", "proxy", "*.foo.com"},
        SetCase{R"(netsh winhttp set proxy bypass-list="<local>" proxy:1)", "proxy:1", "<local>"},
        SetCase{R"(netsh winhttp set proxy proxy-server="http=myproxy;https=sproxy:88" bypass-list="<local>")",
                "http=myproxy;https=sproxy:88", "<local>"},
        SetCase{R"(netsh winhttp set proxy "http=myproxy;https=sproxy:88")", "http=myproxy;https=sproxy:88"}));

TEST(NetshWinhttp, ResetGoesDirect) {
  ClientPrompt pc;
  machine::set_winhttp_proxy(pc.machine.registry(), leftover);
  EXPECT_EQ(pc.type("netsh winhttp show proxy"), settings("127.0.0.9:3128", "<local>"));
  EXPECT_EQ(pc.type("netsh winhttp reset proxy"), direct_access);
  EXPECT_EQ(proxy_of(pc), ProxySettings{});
  EXPECT_EQ(pc.type("netsh winhttp reset proxy"), direct_access);
}

TEST(NetshWinhttp, ResetLeavesTheUsersProxy) {
  ClientPrompt pc;
  set_user_proxy(pc, 1);
  pc.type("netsh winhttp reset proxy");
  EXPECT_EQ(machine::user_proxy(pc.machine.registry()).servers, "ads:8080");
}

TEST(NetshWinhttp, ImportCopiesTheUsersProxy) {
  for (auto const* line : {"netsh winhttp import proxy source=ie", "netsh winhttp import proxy IE"}) {
    ClientPrompt pc;
    set_user_proxy(pc, 1);
    EXPECT_EQ(pc.type(line), settings("ads:8080", "*.lab.example")) << line;
    EXPECT_EQ(proxy_of(pc), (ProxySettings{"ads:8080", "*.lab.example"}));
  }
}

TEST(NetshWinhttp, ImportOfADisabledProxyGoesDirect) {
  ClientPrompt pc;
  set_user_proxy(pc, 0);
  machine::set_winhttp_proxy(pc.machine.registry(), leftover);
  EXPECT_EQ(pc.type("netsh winhttp import proxy source=ie"), direct_access);
  EXPECT_EQ(proxy_of(pc), ProxySettings{});
}

TEST(NetshWinhttp, SwitchingOffTheUsersProxyLeavesWhatWasImported) {
  ClientPrompt pc;
  set_user_proxy(pc, 1);
  pc.type("netsh winhttp import proxy source=ie");
  auto const* const line =
      R"(reg add "HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings" /v ProxyEnable /t REG_DWORD /d 0 /f)";
  EXPECT_EQ(pc.type(line), (CommandResult{0, "The operation completed successfully.\n\n"}));
  EXPECT_EQ(machine::user_proxy(pc.machine.registry()), ProxySettings{});
  EXPECT_EQ(proxy_of(pc).servers, "ads:8080");
}

TEST(NetshWinhttp, WithoutElevationItOnlyShows) {
  ClientPrompt pc({}, not_elevated());
  set_user_proxy(pc, 1);
  machine::set_winhttp_proxy(pc.machine.registry(), leftover);
  for (auto const* line :
       {"netsh winhttp reset proxy", "netsh winhttp set proxy other:80", "netsh winhttp import proxy source=ie"}) {
    EXPECT_EQ(pc.type(line), access_denied) << line;
  }
  EXPECT_EQ(pc.type("netsh winhttp show proxy"), settings("127.0.0.9:3128", "<local>"));
  EXPECT_EQ(proxy_of(pc), leftover);
}

struct RefusedCase {
  std::string_view line;
  std::string_view start;  ///< of the answer
};

class NetshRefuses : public testing::TestWithParam<RefusedCase> {};

TEST_P(NetshRefuses, AndChangesNothing) {
  ClientPrompt pc;
  set_user_proxy(pc, 1);
  machine::set_winhttp_proxy(pc.machine.registry(), leftover);
  auto const result = pc.type(GetParam().line);
  EXPECT_EQ(result.exit_code, 1) << GetParam().line;
  EXPECT_THAT(result.output, StartsWith(std::string(GetParam().start))) << GetParam().line;
  EXPECT_EQ(proxy_of(pc), leftover);
}

constexpr std::string_view bad_parameter = "Error writing proxy settings. (87) The parameter is incorrect.\n";

INSTANTIATE_TEST_SUITE_P(
    Table, NetshRefuses,
    testing::Values(
        RefusedCase{"netsh winhttp foo", "The following command was not found: winhttp foo.\n"},
        RefusedCase{"netsh winhttp foo bar", "The following command was not found: winhttp foo.\n"},
        RefusedCase{"netsh winhttp reset proxi", "The following command was not found: winhttp reset proxi.\n"},
        RefusedCase{"netsh foo bar", "The following command was not found: foo bar.\n"},
        RefusedCase{"netsh winhttp set proxy", "\nUsage: set proxy [proxy-server=]"},
        RefusedCase{"netsh winhttp set proxy bypass-list=x", "\nUsage: set proxy [proxy-server=]"},
        RefusedCase{"netsh winhttp set proxy a b c", "c is not a valid argument for this command.\n"},
        RefusedCase{"netsh winhttp set proxy server=a", "server=a is not a valid argument for this command.\n"},
        RefusedCase{"netsh winhttp set proxy proxy-server=a proxy-server=b",
                    "proxy-server=b is not a valid argument for this command.\n"},
        RefusedCase{"netsh winhttp set proxy proxy:99999", bad_parameter},
        RefusedCase{R"(netsh winhttp set proxy proxy-server="")", bad_parameter},
        RefusedCase{"netsh winhttp set proxy proxy-server=ftp=a:1", bad_parameter},
        RefusedCase{"netsh winhttp import proxy", "\nUsage: import proxy [source=]ie"},
        RefusedCase{"netsh winhttp import proxy source=firefox", "\nUsage: import proxy [source=]ie"},
        RefusedCase{"netsh winhttp reset proxy now", "now is not a valid argument for this command.\n"},
        RefusedCase{"netsh winhttp show proxy all", "all is not a valid argument for this command.\n"}));

TEST(NetshWinhttp, HelpChangesNothing) {
  ClientPrompt pc;
  machine::set_winhttp_proxy(pc.machine.registry(), leftover);
  struct Row {
    std::string_view line;
    std::string_view part;
  };
  for (auto const& [line, part] :
       {Row{"netsh", "winhttp "}, Row{"netsh /?", "winhttp "}, Row{"netsh winhttp", "reset proxy "},
        Row{"netsh winhttp /?", "reset proxy "}, Row{"netsh winhttp reset", "reset proxy "},
        Row{"netsh winhttp reset /?", "reset proxy "}, Row{"netsh winhttp reset proxy /?", "Usage: reset proxy\n"},
        Row{"netsh winhttp set proxy ?", "Usage: set proxy "}}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 0) << line;
    EXPECT_THAT(result.output, HasSubstr(std::string(part))) << line;
  }
  EXPECT_EQ(proxy_of(pc), leftover);
}

}  // namespace
}  // namespace wsus::client_shell
