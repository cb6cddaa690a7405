// What a real client is pointed with: addresses that are taken and refused, the bytes of every form, quoting.
#include "server/guide/client_target.hpp"
#include "server/guide/guide_files.hpp"
#include "server/guide/guide_text.hpp"
#include "server/guide/powershell_script.hpp"
#include "server/guide/registry_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::guide {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

ClientTarget target(std::string_view text) { return std::get<ClientTarget>(read_client_target(text)); }
std::string refusal(std::string_view text) {
  auto const read = read_client_target(text);
  auto const* bad = std::get_if<BadTarget>(&read);
  return bad == nullptr ? std::string() : bad->why;
}

TEST(ClientTarget, TakesNamesAndAddressesWithAPort) {
  EXPECT_EQ(target("http://wsus.lab.example:8530").url(), "http://wsus.lab.example:8530");
  EXPECT_EQ(target("HTTPS://WSUS_1:8531/").url(), "https://WSUS_1:8531");
  EXPECT_EQ(target("http://192.0.2.5:8530").host, "192.0.2.5");
  EXPECT_EQ(target("http://[2001:db8::5]:8530").url(), "http://[2001:db8::5]:8530");
  EXPECT_EQ(target("http://[2001:db8::5]:8530").port, 8530);
  EXPECT_EQ(target("http://wsus").port, 80);
  EXPECT_EQ(target("https://wsus").port, 443);
  EXPECT_EQ(target("https://wsus").url(), "https://wsus");
}

TEST(ClientTarget, RefusesAnythingElseInASentence) {
  struct Row {
    std::string_view text;
    std::string_view why;
  };
  for (auto const& [text, why] : std::to_array<Row>({
           {"", "it does not begin with http:// or https://"},
           {"wsus:8530", "it does not begin with http:// or https://"},
           {"ftp://wsus:8530", "it does not begin with http:// or https://"},
           {"http://", "it names no host"},
           {"http://:8530", "it names no host"},
           {"http://[::1", "the bracket of its IPv6 address is not closed"},
           {"http://[::1:8530", "the bracket of its IPv6 address is not closed"},
           {"http://[::g]:8530", "[::g] is no IPv6 address"},
           {"http://::1:8530", "it names no host"},
           {"http://300.1.1.1:8530", "300.1.1.1 is no IPv4 address"},
           {"http://-a:8530", "'-a' is no host name"},
           {"http://a..b:8530", "'a..b' is no host name"},
           {"http://a b:8530", "'a b' is no host name"},
           {"http://a\"b:8530", "is no host name"},
           {"http://a:0", "'0' is no port from 1 to 65535"},
           {"http://a:65536", "'65536' is no port from 1 to 65535"},
           {"http://a:", "'' is no port from 1 to 65535"},
           {"http://a:85x", "'85x' is no port from 1 to 65535"},
           {"http://[::5]x", "'x' stands behind the host"},
           {"http://bob@a:8530", "it names a user"},
           {"http://a:8530/selfupdate", "it has a path"},
           {"http://a:8530?x", "it has a path"},
           {"http://0.0.0.0:8530", "0.0.0.0 is an address to listen on"},
           {"http://[::]:8530", "[::] is an address to listen on"},
       })) {
    EXPECT_THAT(refusal(text), HasSubstr(std::string(why))) << text;
    EXPECT_THAT(refusal(text), HasSubstr("allowed: http or https, a host and a port")) << text;
  }
}

TEST(ClientTarget, WarnsOfWhatARealClientCannotReach) {
  for (auto const* text : {"http://127.0.0.1:8530", "http://127.8.9.1:8530", "http://localhost:8530",
                           "http://a.LocalHost:8530", "http://[::1]:8530"}) {
    EXPECT_TRUE(is_loopback(target(text))) << text;
    EXPECT_THAT(warnings_of(target(text)), SizeIs(1)) << text;
    EXPECT_THAT(guide_text(target(text)), testing::StartsWith("WARNING: "));
  }
  for (auto const* text : {"http://128.0.0.1:8530", "http://localhost.lab.example:8530", "http://[::2]:8530"})
    EXPECT_THAT(warnings_of(target(text)), IsEmpty()) << text;
}

TEST(ClientTarget, WarnsOfAMissingPortAndOfAnAddressInACertificate) {
  EXPECT_THAT(warnings_of(target("http://wsus")).at(0), HasSubstr("so the client asks port 80"));
  EXPECT_THAT(warnings_of(target("https://192.0.2.5:8531")).at(0), HasSubstr("wsus-mock certs --address"));
}

TEST(RegistryFiles, PointingSetsThreeValuesToTheByte) {
  EXPECT_EQ(
      point_registry_file(target("http://wsus.lab.example:8530")),
      "Windows Registry Editor Version 5.00\r\n\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]\r\n"
      "\"WUServer\"=\"http://wsus.lab.example:8530\"\r\n\"WUStatusServer\"=\"http://wsus.lab.example:8530\"\r\n\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU]\r\n"
      "\"UseWUServer\"=dword:00000001\r\n");
}

TEST(RegistryFiles, TheWayBackRemovesTheSameThreeValues) {
  EXPECT_EQ(back_registry_file(), "Windows Registry Editor Version 5.00\r\n\r\n"
                                  "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]\r\n"
                                  "\"WUServer\"=-\r\n\"WUStatusServer\"=-\r\n\r\n"
                                  "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU]\r\n"
                                  "\"UseWUServer\"=-\r\n");
}

TEST(Quoting, NothingGetsOutOfItsQuotes) {
  EXPECT_EQ(quoted_for_registry(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(quoted_for_powershell("it's $x `n"), "'it''s $x `n'");
}

TEST(Scripts, AllBytesAreAsciiAndAllLinesEndWithCrLf) {
  for (auto const& file : guide_files(target("https://wsus.lab.example:8531"))) {
    SCOPED_TRACE(file.name);
    EXPECT_TRUE(std::ranges::all_of(file.content, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    EXPECT_TRUE(file.content.ends_with('\n'));
    if (file.format == "text") continue;
    for (std::size_t i = 0; i < file.content.size(); ++i) {
      if (file.content[i] == '\n') {
        ASSERT_TRUE(i > 0 && file.content[i - 1] == '\r') << i;
      }
    }
  }
}

TEST(Scripts, PointingSavesBeforeItChangesAndRefusesToSaveTwice) {
  auto const script = point_script(target("http://wsus.lab.example:8530"));
  auto const refuses = script.find("Run back.ps1 first");
  auto const saves = script.find("'export', $policy, $Saved");
  auto const stops = script.find("Stop-Service wuauserv");
  auto const sets = script.find("'/v', 'WUServer', '/t', 'REG_SZ', '/d', 'http://wsus.lab.example:8530', '/f'");
  auto const starts = script.find("Start-Service wuauserv");
  ASSERT_NE(starts, std::string::npos);
  EXPECT_LT(refuses, saves);
  EXPECT_LT(saves, stops);
  EXPECT_LT(stops, sets);
  EXPECT_LT(sets, starts);
  EXPECT_THAT(script, HasSubstr("'/v', 'UseWUServer', '/t', 'REG_DWORD', '/d', '1', '/f'"));
  EXPECT_THAT(script, HasSubstr("#Requires -RunAsAdministrator"));
}

TEST(Scripts, TheWayBackRemovesWhatWasSetAndImportsWhatWasSaved) {
  auto const script = back_script(target("http://wsus.lab.example:8530"));
  auto const refuses = script.find("nothing was saved, so nothing is put back");
  auto const removes = script.find("-Name 'WUServer'");
  auto const imports = script.find("'import', $Saved");
  ASSERT_NE(imports, std::string::npos);
  EXPECT_LT(refuses, removes);
  EXPECT_LT(removes, imports);
  for (auto const* name : {"-Name 'WUStatusServer'", "-Name 'UseWUServer'"}) EXPECT_THAT(script, HasSubstr(name));
}

TEST(Scripts, OnlyForHttpsTheAuthorityComesAndGoes) {
  EXPECT_THAT(point_script(target("https://wsus:8531")), HasSubstr("'-addstore', 'Root'"));
  EXPECT_THAT(back_script(target("https://wsus:8531")), HasSubstr("-delstore Root"));
  auto const script = point_script(target("https://wsus:8531"));
  EXPECT_LT(script.find("lab-ca.crt must lie beside this script"), script.find("'export', $policy, $Saved"));
  EXPECT_THAT(point_script(target("http://wsus:8530")), Not(HasSubstr("addstore")));
  EXPECT_THAT(back_script(target("http://wsus:8530")), Not(HasSubstr("delstore")));
}

TEST(GuideText, TellsOfClientNetworkScanScenariosAndInertContent) {
  auto const text = guide_text(target("http://wsus.lab.example:8530"));
  for (auto const* part : {"ON THE CLIENT", "ON THE NETWORK", "TCP port 8530", "wsus-lab list real-client",
                           "WHAT THE MOCK OFFERS IS INERT", "WUServer = http://wsus.lab.example:8530"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("certutil")));
  EXPECT_THAT(guide_text(target("https://wsus:8531")), HasSubstr("certutil -addstore Root lab-ca.crt"));
  std::size_t at = 0;
  for (auto const call : first_scan_calls) {
    at = text.find(fmt::format("  {} ", call), at);
    ASSERT_NE(at, std::string::npos) << call;
  }
}

TEST(GuideText, FitsIntoEightyColumns) {
  auto const text = guide_text(target("https://wsus.lab.example:8531"));
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = text.find('\n', begin);
    EXPECT_LE(end - begin, 80U) << text.substr(begin, end - begin);
    begin = end + 1;
  }
}

TEST(GuideFiles, AreFiveWithAFormatEach) {
  std::vector<std::string_view> formats;
  std::vector<std::string_view> names;
  for (auto const& file : guide_files(target("http://wsus:8530"))) {
    formats.push_back(file.format);
    names.push_back(file.name);
  }
  EXPECT_THAT(formats, ElementsAre("text", "reg", "reg-undo", "powershell", "powershell-undo"));
  EXPECT_THAT(names, ElementsAre("README.txt", "point.reg", "back.reg", "point.ps1", "back.ps1"));
}

}  // namespace
}  // namespace wsus::guide
