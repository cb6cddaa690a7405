// wua-sim scan as a user sees it.
#include "tests/unit/client_sim/app/cli_run.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"
#include "tests/unit/client_sim/app/temporary_folder.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <sstream>

namespace wsus::client {
namespace {

using test::captured_fault;
using test::FakeWsus;
using test::read_file;
using test::run;
using test::TemporaryFolder;
using test::write_file;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(CliScan, SucceedsWithCodeZero) {
  FakeWsus server;
  auto const result = run({"scan", "--server", server.url()});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("0x00000000 S_OK\n"));
  EXPECT_EQ(result.err, "");
}

TEST(CliScan, FailsWithCodeOneAndSaysWhy) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  auto const result = run({"scan", "--server", server.url()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, StartsWith("0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n"));
  EXPECT_THAT(result.out, HasSubstr("0x803D0013 WS_E_ENDPOINT_FAULT_RECEIVED"));
  EXPECT_THAT(result.out, HasSubstr("InvalidParameters"));
  EXPECT_EQ(result.err, "");
}

TEST(CliScan, ForConfigurationManagerItsLogsLieInTheFolderAskedFor) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const result =
      run({"scan", "--server", server.url(), "--caller", "configmgr", "--ccm-logs", folder.path("ccm")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(read_file(folder.path("ccm/WUAHandler.log")), HasSubstr("<![LOG[Successfully completed scan.]LOG]!>"));
  EXPECT_THAT(read_file(folder.path("ccm/ScanAgent.log")), HasSubstr("successfully requested Scan, ScanType=1"));
}

TEST(CliScan, AFolderForTheLogsThatCannotBeMadeIsRefused) {
  TemporaryFolder const folder;
  write_file(folder.path("file"), "");
  auto const result =
      run({"scan", "--server", "http://127.0.0.1:9", "--caller", "configmgr", "--ccm-logs", folder.path("file")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--ccm-logs " + folder.path("file") + ": WUAHandler.log cannot be written"));
}

TEST(CliScan, PrintsJsonAndNothingElse) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  auto const result = run({"scan", "--server", server.url(), "--json"});
  EXPECT_EQ(result.exit_code, 1);
  auto const document = boost::json::parse(result.out);  // throws when there is anything else
  EXPECT_EQ(document.at("hresult").as_string(), "0x80244007");
  EXPECT_EQ(result.err, "");
}

TEST(CliScan, NoDriversLeavesTheDriverPassOut) {
  FakeWsus with;
  ASSERT_EQ(run({"scan", "--server", with.url()}).exit_code, 0);
  EXPECT_EQ(std::ranges::count(with.operations(), "SyncUpdates"), 2);
  FakeWsus without;
  ASSERT_EQ(run({"scan", "--server", without.url(), "--no-drivers"}).exit_code, 0);
  EXPECT_EQ(std::ranges::count(without.operations(), "SyncUpdates"), 1);
}

TEST(CliScan, SettingsOfTheAgentReachRedirectsAndTheirCode) {
  std::string const loop =
      "HTTP/1.1 307 Temporary Redirect\r\nLocation: /ClientWebService/client.asmx\r\nContent-Length: 0\r\n\r\n";
  FakeWsus usual({{"GetConfig", loop}});
  auto const plain = run({"scan", "--server", usual.url()});
  EXPECT_THAT(plain.out, StartsWith("0x80244007 "));
  EXPECT_EQ(std::ranges::count(usual.operations(), "GetConfig"), 11);
  FakeWsus changed({{"GetConfig", loop}});
  auto const other = run({"scan", "--server", changed.url(), "--agent", "redirect_limit=2", "--agent",
                          "redirect_loop_hresult=0x80072F7C"});
  EXPECT_THAT(other.out, StartsWith("0x80072F7C "));
  EXPECT_EQ(std::ranges::count(changed.operations(), "GetConfig"), 3);
}

TEST(CliScan, DevicesAreToldOfAndKeptWithTheMachine) {
  TemporaryFolder const folder;
  auto const state = folder.path("state");
  auto const device = HasSubstr("PCI\\VEN_1AF4&amp;DEV_1001");
  FakeWsus first;
  ASSERT_EQ(run({"scan", "--server", first.url(), "--state", state, "--devices", "2"}).exit_code, 0);
  EXPECT_THAT(first.requests(), Contains(device));
  FakeWsus later;
  ASSERT_EQ(run({"scan", "--server", later.url(), "--state", state}).exit_code, 0);
  EXPECT_THAT(later.requests(), Contains(device)) << "the kept machine has them still";
  FakeWsus fewer;
  ASSERT_EQ(run({"scan", "--server", fewer.url(), "--state", state, "--devices", "1"}).exit_code, 0);
  EXPECT_THAT(fewer.requests(), Not(Contains(device))) << "the option wins";
}

TEST(CliScan, CategoriesAreAskedForFirst) {
  FakeWsus server;
  constexpr auto category = "0fa1201d-4330-4fa8-8ae9-b877473b6441";
  ASSERT_EQ(run({"scan", "--server", server.url(), "--categories", category}).exit_code, 0);
  EXPECT_THAT(server.operations(), Contains("StartCategoryScan"));
  EXPECT_THAT(server.requests(), Contains(HasSubstr(category)));
  FakeWsus plain;
  ASSERT_EQ(run({"scan", "--server", plain.url()}).exit_code, 0);
  EXPECT_THAT(plain.operations(), Not(Contains("StartCategoryScan")));
}

TEST(CliUpdate, OfNothingNeededSucceedsAndSaysSo) {
  FakeWsus server;
  auto const text = run({"update", "--server", server.url()});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, EndsWith("Updates found: 0\nUpdates installed: 0, failed: 0, removed: 0.\n"));
  auto const document = boost::json::parse(run({"update", "--server", server.url(), "--json"}).out);
  EXPECT_EQ(document.at("update").at("hresult").as_string(), "0x00000000");
  EXPECT_TRUE(document.at("update").at("updates").as_array().empty());
}

TEST(CliUpdate, OfAScanThatFailedEndsWithItsCode) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  auto const result = run({"update", "--server", server.url()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, Not(HasSubstr("Updates installed")));
}

TEST(CliScan, AppendsTheAgentsLogToAFile) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const log = folder.path("agent.log");
  write_file(log, "earlier\r\n");
  for (auto const* profile : {"w7", "w8", "w10", "w11"}) {
    auto const before = read_file(log);
    ASSERT_EQ(run({"scan", "--server", server.url(), "--log", log, "--profile", profile}).exit_code, 0);
    EXPECT_THAT(read_file(log), StartsWith(before));
    EXPECT_GT(read_file(log).size(), before.size());
  }
  EXPECT_THAT(read_file(log), StartsWith("earlier\r\n"));
}

TEST(CliScan, KeepsTheMachineInItsStateFolder) {
  FakeWsus server;
  TemporaryFolder const folder;
  std::vector<std::string> const arguments{"scan", "--server", server.url(), "--state", folder.path("pc")};
  ASSERT_EQ(run(arguments).exit_code, 0);
  auto const cold = server.operations().size();
  ASSERT_EQ(run(arguments).exit_code, 0);
  auto const warm = server.operations();
  EXPECT_THAT(std::vector(warm.begin() + static_cast<std::ptrdiff_t>(cold), warm.end()),
              ElementsAre("SyncUpdates", "SyncUpdates", "ReportEventBatch"));
}

TEST(CliScan, TheServerOnTheCommandLineWinsOverAKeptOne) {
  FakeWsus first;
  FakeWsus second;
  TemporaryFolder const folder;
  ASSERT_EQ(run({"scan", "--server", first.url(), "--state", folder.path("pc")}).exit_code, 0);
  auto const asked = first.operations().size();
  ASSERT_EQ(run({"scan", "--server", second.url(), "--state", folder.path("pc")}).exit_code, 0);
  EXPECT_EQ(first.operations().size(), asked);
  EXPECT_THAT(second.operations(), testing::Contains("GetConfig"));
}

TEST(CliScan, RefusesAStateFolderThatIsAFile) {
  FakeWsus server;
  TemporaryFolder const folder;
  write_file(folder.path("file"), "x");
  auto const result = run({"scan", "--server", server.url(), "--state", folder.path("file")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err, "wua-sim: --state " + folder.path("file") +
                            ": this is a file; allowed is a folder, or a path where one can be made\n");
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST(CliScan, RefusesAStateFolderBelowAFile) {
  FakeWsus server;
  TemporaryFolder const folder;
  write_file(folder.path("file"), "x");
  auto const result = run({"scan", "--server", server.url(), "--state", folder.path("file/pc")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--state " + folder.path("file/pc")));
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST(CliScan, RefusesADamagedState) {
  FakeWsus server;
  TemporaryFolder const folder;
  std::vector<std::string> const arguments{"scan", "--server", server.url(), "--state", folder.path("pc")};
  ASSERT_EQ(run(arguments).exit_code, 0);
  auto const asked = server.requests().size();
  write_file(folder.path("pc/machine.json"), "{");
  auto const result = run(arguments);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("machine.json"));
  EXPECT_EQ(server.requests().size(), asked);
}

TEST(CliScan, RefusesTheStateOfAnotherMachine) {
  FakeWsus server;
  TemporaryFolder const folder;
  ASSERT_EQ(run({"scan", "--server", server.url(), "--state", folder.path("pc")}).exit_code, 0);
  auto const result = run({"scan", "--server", server.url(), "--state", folder.path("pc"), "--name", "PC02"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("PC02"));
}

/// A certificate that nobody uses, 2026 to 2126.
constexpr std::string_view certificate = R"(-----BEGIN CERTIFICATE-----
MIIBczCCARmgAwIBAgIUO8T5ReoqIB5eiAcMpwoTHHQnQKUwCgYIKoZIzj0EAwIw
DjEMMAoGA1UEAwwDbGFiMCAXDTI2MTEyMTE0Mjg0OFoYDzIxMjYxMDI4MTQyODQ4
WjAOMQwwCgYDVQQDDANsYWIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARfz8DG
1/DKAVSQACMUvu/GnMPbQ9SEMGuBN4zOynFuLtjJaTwzNh5jOuJeW0Hw6pZjE/Sx
wNFlvh7jVBflmfR0o1MwUTAdBgNVHQ4EFgQU/BP5BmvyeJ1lRbcIBQ1rPJd34CEw
HwYDVR0jBBgwFoAU/BP5BmvyeJ1lRbcIBQ1rPJd34CEwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiASe944PMehdu1XMRO1EC9JOmAXZvnTsOX/iYsv
BORkgQIhAKNG940KtsNAo/OWA1aOc/p7adZ8GK3fqfFk5zeeqrGS
-----END CERTIFICATE-----
)";

TEST(CliScan, RefusesADamagedCertificateBeforeAnythingIsSent) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const file = folder.path("lab-ca.crt");
  std::string damaged(certificate);
  damaged.replace(damaged.find('\n') + 1, 4, "!!!!");
  for (auto const& text : {damaged, std::string(certificate) + damaged}) {
    write_file(file, text);
    auto const result = run({"scan", "--server", server.url(), "--trust", file, "--state", folder.path("pc")});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, StartsWith("wua-sim: --trust " + file + ": a certificate in it is damaged ("));
    EXPECT_THAT(result.err, EndsWith("; allowed is a file with certificates in PEM, as lab-ca.crt of wsus-mock\n"));
    EXPECT_EQ(result.out, "");
  }
  EXPECT_THAT(server.requests(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(folder.path("pc")));
}

TEST(CliScan, RefusesCertificatesThatAreNoFile) {
  TemporaryFolder const folder;
  for (auto const& path : {folder.path(""), folder.path("none.crt")}) {
    auto const result = run({"scan", "--server", "http://127.0.0.1:8530", "--trust", path});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, StartsWith("wua-sim: --trust " + path + ": the file cannot be read; allowed is "));
  }
}

TEST(CliScan, TakesSeveralCertificatesWithWordsAroundThem) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const file = folder.path("authorities.pem");
  write_file(file, "The lab\n" + std::string(certificate) + "and again\n" + std::string(certificate) + "the end\n");
  auto const result = run({"scan", "--server", server.url(), "--trust", file});
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST(CliScan, RefusesALogThatCannotBeWritten) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const in_nothing = run({"scan", "--server", server.url(), "--log", folder.path("none/a.log")});
  EXPECT_EQ(in_nothing.exit_code, 2);
  EXPECT_THAT(in_nothing.err, HasSubstr("--log " + folder.path("none/a.log") + ": the file cannot be written"));
  auto const a_folder = run({"scan", "--server", server.url(), "--log", folder.path("")});
  EXPECT_EQ(a_folder.exit_code, 2);
  EXPECT_THAT(a_folder.err, HasSubstr("this is a folder; allowed is a file"));
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST(CliScan, NeverScansWithoutAServer) {
  auto const result = run({"scan"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("--server is required"));
}

TEST(CliScan, PrintsHelpToTheOutput) {
  auto const result = run({"--help"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("scan"));
  EXPECT_THAT(result.out, HasSubstr("shell"));
  EXPECT_EQ(result.err, "");
}

TEST(CliScan, FailsWhenItsOutputCannotBeWritten) {
  FakeWsus server;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(run_cli({"scan", "--server", server.url()}, in, out, err), 2);
  EXPECT_EQ(err.str(), "wua-sim: the output cannot be written\n");
}

}  // namespace
}  // namespace wsus::client
