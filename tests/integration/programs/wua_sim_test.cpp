// wua-sim as a process, against wsus-mock and against what is no WSUS at all.
#include "tests/integration/programs/process.hpp"
#include "tests/support/foreign_shapes.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class WuaSim : public testing::Test {
protected:
  void SetUp() override { folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name()); }
  void TearDown() override {
    mock_.reset();
    std::filesystem::remove_all(folder_);
  }
  /// Starts a server with this catalogue; returns its URL.
  std::string start_mock(std::string const& catalogue, std::vector<std::string> const& options = {}) {
    auto const folder = folder_ / "server";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "c.yaml") << catalogue;
    std::vector<std::string> command{WSUS_MOCK,    "--http",    "127.0.0.1:0", "--ports-file",
                                     "ports.json", "--catalog", "c.yaml"};
    command.insert(command.end(), options.begin(), options.end());
    mock_.emplace(command, folder);
    mock_->wait_for(folder / "ports.json");
    auto const ports = boost::json::parse(read_file(folder / "ports.json"));
    return fmt::format("http://127.0.0.1:{}", ports.at("http").to_number<int>());
  }
  std::filesystem::path folder_;
  std::optional<Background> mock_;
};

TEST_F(WuaSim, AHealthyScanEndsWithZeroAndSaysSoInJson) {
  auto const url = start_mock("generate: {revisions: 200, installed_non_leaf: 20}\n");
  auto const end = run({WUA_SIM, "scan", "--server", url, "--json"}, folder_);
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  auto const json = boost::json::parse(end.output).as_object();
  EXPECT_EQ(json.at("hresult"), "0x00000000");
  EXPECT_TRUE(json.at("chain").as_array().empty());
  auto const& calls = json.at("calls").as_array();
  EXPECT_EQ(calls.at(0).at("operation"), "GetConfig");
  EXPECT_EQ(calls.at(0).at("service"), "ClientWebService");
  EXPECT_EQ(calls.at(0).at("status"), 200);
  EXPECT_TRUE(calls.at(0).at("error_code").is_null());
}

TEST_F(WuaSim, FourHundredAndOneInstalledEndWithOneAndTheLogOfTheSeed) {
  auto const url = start_mock("generate: {revisions: 1000, installed_non_leaf: 401}\n");
  auto const end = run({WUA_SIM, "scan", "--server", url, "--profile", "w8", "--log", "wu.log"}, folder_);
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_THAT(end.output, HasSubstr("0x80244007"));
  EXPECT_THAT(end.output, HasSubstr("WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  EXPECT_THAT(read_file(folder_ / "wu.log"), HasSubstr("FATAL: OnCallFailure failed with hr=0X80244007"));
}

TEST_F(WuaSim, AnOldAgentTakesACabThatIsNotTheLabsOnlyWhenTold) {
  std::filesystem::create_directories(folder_ / "cabs");
  std::ofstream(folder_ / "cabs" / "wuident.cab") << "MSCF, as a real one begins";
  auto const url =
      start_mock("generate: {revisions: 200, installed_non_leaf: 20}\n", {"--selfupdate", (folder_ / "cabs").string()});
  std::vector<std::string> words{WUA_SIM, "scan", "--server", url, "--profile", "w8"};
  auto const refused = run(words, folder_);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("0x800B0109"));
  words.insert(words.end(), {"--agent", "accept_any_selfupdate=true"});
  auto const taken = run(words, folder_);
  EXPECT_EQ(taken.exit_code, 0) << taken.output << taken.errors;
}

TEST_F(WuaSim, AStateFolderKeepsTheMachineWarm) {
  auto const url = start_mock("generate: {revisions: 200, installed_non_leaf: 20}\n");
  EXPECT_EQ(run({WUA_SIM, "scan", "--server", url, "--state", "pc"}, folder_).exit_code, 0);
  auto const warm = run({WUA_SIM, "scan", "--server", url, "--state", "pc", "--json"}, folder_);
  EXPECT_EQ(warm.exit_code, 0);
  EXPECT_THAT(warm.output, testing::Not(HasSubstr("GetConfig")));
}

TEST_F(WuaSim, UnderstandsServersThatAreNotOurs) {
  for (auto const& row : understood_servers()) {
    SCOPED_TRACE(row.name);
    ForeignWsus const server(row.shape);
    auto const end = run({WUA_SIM, "scan", "--server", server.url(), "--json"}, folder_);
    EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
    auto const json = boost::json::parse(end.output);
    EXPECT_EQ(json.at("hresult"), "0x00000000");
    EXPECT_EQ(json.at("updates_found").to_number<std::size_t>(), row.needed);
  }
}

constexpr auto two_updates = R"(revisions:
  - id: 1
    update: 11111111-2222-3333-4444-000000000001
    type: software
    title: Update (KB5000001)
    installed: false
    installable: true
    files: [{name: one.cab, size: 3000000}]
  - id: 2
    update: 11111111-2222-3333-4444-000000000002
    type: software
    title: Update (KB5000002)
    installed: false
    installable: false
)";
constexpr auto first_update = "11111111-2222-3333-4444-000000000001";
constexpr auto second_update = "11111111-2222-3333-4444-000000000002";

TEST_F(WuaSim, AnUpdateDownloadsInstallsAndReportsAndTheNextOneHasNothingToDo) {
  auto const url = start_mock(two_updates);
  auto const end = run({WUA_SIM, "update", "--server", url, "--state", "pc", "--json"}, folder_);
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  auto const json = boost::json::parse(end.output).as_object();
  EXPECT_EQ(json.at("update").at("message"), "Updates installed: 1, failed: 0, removed: 0.");
  auto const& update = json.at("update").at("updates").at(0);
  EXPECT_EQ(update.at("update_id"), first_update);
  EXPECT_EQ(update.at("progress"), "installed");
  EXPECT_EQ(update.at("bytes"), 3'000'000);
  EXPECT_EQ(json.at("content").as_array().size(), 3U) << "three ranges of 1 MiB at most";
  EXPECT_EQ(json.at("calls").as_array().back().at("operation"), "ReportEventBatch");

  auto const next = run({WUA_SIM, "update", "--server", url, "--state", "pc"}, folder_);
  EXPECT_EQ(next.exit_code, 0) << next.output << next.errors;
  EXPECT_THAT(next.output, HasSubstr("Updates found: 0\nUpdates installed: 0, failed: 0, removed: 0.\n"));
}

TEST_F(WuaSim, AnUpdateWhoseFileIsDamagedEndsWithOneAndNamesTheCode) {
  auto const url = start_mock(two_updates, {"--content-dir", "content"});
  auto const good = run({WUA_SIM, "update", "--server", url}, folder_);
  EXPECT_EQ(good.exit_code, 0) << good.output << good.errors;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder_ / "server/content")) {
    if (entry.is_regular_file() && entry.file_size() == 3'000'000)
      std::ofstream(entry.path(), std::ios::binary) << std::string(3'000'000, 'x');
  }
  auto const damaged = run({WUA_SIM, "update", "--server", url, "--name", "PC02"}, folder_);
  EXPECT_EQ(damaged.exit_code, 1);
  EXPECT_THAT(damaged.output, HasSubstr("Updates installed: 0, failed: 1, removed: 0.\n"));
  EXPECT_THAT(damaged.output, HasSubstr("failed, 0x80246002 WU_E_DM_INCORRECTFILEHASH"));
}

TEST_F(WuaSim, WhyNamesTheReasonOfWhatAKeptMachineWasOffered) {
  auto const url = start_mock(two_updates);
  auto const why = [&](std::string const& update) { return run({WUA_SIM, "why", update, "--state", "pc"}, folder_); };
  EXPECT_EQ(run({WUA_SIM, "scan", "--server", url, "--state", "pc"}, folder_).exit_code, 0);
  auto const offered = why("KB5000001");
  EXPECT_EQ(offered.exit_code, 0) << offered.errors;
  EXPECT_THAT(offered.output, testing::StartsWith(fmt::format("Update (KB5000001) ({}) is offered.\n", first_update)));
  EXPECT_THAT(why(second_update).output, HasSubstr("is not offered: IsInstallable is false"));
  EXPECT_EQ(run({WUA_SIM, "update", "--server", url, "--state", "pc"}, folder_).exit_code, 0);
  EXPECT_THAT(why(first_update).output, HasSubstr("the agent has installed it"));

  auto const json = run({WUA_SIM, "why", second_update, "--state", "pc", "--json"}, folder_);
  EXPECT_EQ(json.exit_code, 0);
  EXPECT_EQ(boost::json::parse(json.output).at("outcome"), "not_installable");
  EXPECT_EQ(why("11111111-2222-3333-4444-000000000003").exit_code, 1);
  EXPECT_EQ(run({WUA_SIM, "why", first_update}, folder_).exit_code, 2);
}

TEST_F(WuaSim, NobodyListeningIsAFailedScanNotAWrongUsage) {
  auto const end = run({WUA_SIM, "scan", "--server", "http://127.0.0.1:1", "--json"}, folder_);
  EXPECT_EQ(end.exit_code, 1);
  auto const json = boost::json::parse(end.output);
  EXPECT_TRUE(json.at("calls").at(0).at("status").is_null());
  EXPECT_EQ(json.at("hresult"), "0x80072EFD");
}

TEST_F(WuaSim, WrongUsageEndsWithTwo) {
  EXPECT_EQ(run({WUA_SIM}, folder_).exit_code, 2);
  EXPECT_EQ(run({WUA_SIM, "scan"}, folder_).exit_code, 2);
  auto const end = run({WUA_SIM, "scan", "--server", "ftp://x"}, folder_);
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_THAT(end.errors, HasSubstr("ftp://x"));
}

TEST_F(WuaSim, TheShellReadsCommandsFromStandardInput) {
  auto const url = start_mock("generate: {revisions: 200, installed_non_leaf: 20}\n");
  auto const end = run({WUA_SIM, "shell", "--server", url}, folder_,
                       "net stop wuauserv\nnet start wuauserv\nWUAUCLT.EXE /detectnow\n"
                       "findstr /c:\"END\" C:\\Windows\\Logs\\WindowsUpdate\\WindowsUpdate.etl.txt\n");
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  EXPECT_THAT(end.output, HasSubstr("The Windows Update service was stopped successfully."));
  EXPECT_THAT(end.output, HasSubstr("Exit code = 0x00000000"));
}

}  // namespace
}  // namespace wsus::test
