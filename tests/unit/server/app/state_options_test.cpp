// --state, export and import on the command line, and what a start takes from a state file.
#include "server/app/mock_config.hpp"
#include "server/app/options.hpp"
#include "server/state/file_lock.hpp"
#include "server/state/state_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace wsus::server {
namespace {

using testing::HasSubstr;

Request parse(std::vector<char const*> words) {
  words.insert(words.begin(), "wsus-mock");
  return parse_options(static_cast<int>(words.size()), words.data());
}

TEST(StateOptions, AStateIsKeptOnlyWhereAFileIsNamed) {
  EXPECT_FALSE(std::get<MockOptions>(parse({})).state_file);
  EXPECT_EQ(std::get<MockOptions>(parse({"--state", "lab.db"})).state_file, "lab.db");
}

TEST(StateOptions, ExportAndImportAreCommandsWithAFile) {
  auto const exported = std::get<ExportStateOptions>(parse({"export", "--state", "lab.db", "--without-key"}));
  EXPECT_EQ(exported.state, "lab.db");
  EXPECT_FALSE(exported.output);
  EXPECT_TRUE(exported.without_key);
  auto const imported = std::get<ImportStateOptions>(parse({"import", "--state", "lab.db", "-", "--force"}));
  EXPECT_EQ(imported.input, "-");
  EXPECT_TRUE(imported.force);
  EXPECT_EQ(std::get<EndProgram>(parse({"export"})).exit_code, 2);
  EXPECT_THAT(std::get<EndProgram>(parse({"import", "--state", "lab.db"})).text, HasSubstr("INPUT"));
}

TEST(StateOptions, AnImportThatIsKeptOutRemovesNothingOfTheOther) {
  auto const folder = std::filesystem::path(testing::TempDir()) / "wsus-state-import";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  auto const file = folder / "lab.db";
  auto const import = [&] {
    std::istringstream document(R"({"format": "wsus-mock-state", "version": 1})");
    return import_state({.state = file, .input = "-"}, document);
  };
  {
    state::FileLock const server(file);
    std::ofstream(file) << "";  // as a server makes it that is just starting
    EXPECT_THROW(static_cast<void>(import()), state::StateError);
    EXPECT_TRUE(std::filesystem::exists(file));
  }
  EXPECT_THAT(import(), HasSubstr("0 computers, 0 decisions and 0 rules are in "));
}

TEST(StateOptions, GivesACatalogueThatIsGeneratedAgainTheTimesOfTheFirstStart) {
  auto const folder = std::filesystem::path(testing::TempDir()) / "wsus-state-options";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  MockOptions options;
  options.log_directory = folder / "logs";
  options.state_file = folder / "lab.db";
  auto const start = [&](wusp::Clock const& clock) {
    auto config = make_config(options, clock).server;
    config.port = 0;
    WsusServer const server(config, clock);
    return config.catalogue->last_change();
  };
  wusp::ManualClock clock{*wusp::parse_xsd_date_time("2026-10-04T15:03:35Z")};
  auto const first = start(clock);
  EXPECT_EQ(first, clock.now());
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(start(clock), first);
  options.seed = 2;  // another catalogue: its approvals are new
  EXPECT_EQ(start(clock), clock.now());
}

}  // namespace
}  // namespace wsus::server
