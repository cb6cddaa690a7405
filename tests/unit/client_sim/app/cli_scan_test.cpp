// wua-sim scan as a user sees it.
#include "client_sim/app/cli.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"
#include "tests/unit/client_sim/app/temporary_folder.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <sstream>

namespace wsus::client {
namespace {

using test::captured_fault;
using test::FakeWsus;
using test::read_file;
using test::TemporaryFolder;
using test::write_file;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Run {
  int exit_code = -1;
  std::string out{};
  std::string err{};
};

Run run(std::vector<std::string> const& arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  int const code = run_cli(arguments, in, out, err);
  return {code, out.str(), err.str()};
}

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

TEST(CliScan, PrintsJsonAndNothingElse) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  auto const result = run({"scan", "--server", server.url(), "--json"});
  EXPECT_EQ(result.exit_code, 1);
  auto const document = boost::json::parse(result.out);  // throws when there is anything else
  EXPECT_EQ(document.at("hresult").as_string(), "0x80244007");
  EXPECT_EQ(result.err, "");
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
