// The scripts that the images run, with the real programs.
#include "tests/integration/programs/process.hpp"
#include "tests/support/golden.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

int count(std::string const& text, std::string const& word) {
  int found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) ++found;
  return found;
}

class Container : public testing::Test {
protected:
  void SetUp() override {
    folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name());
    other_ = folder_ / "other";
    std::filesystem::create_directory(other_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Background mock(std::vector<std::string> const& more = {}) {
    std::vector<std::string> command{WSUS_MOCK, "--http", "127.0.0.1:0", "--ports-file", "ports.json"};
    command.insert(command.end(), more.begin(), more.end());
    return {command, folder_};
  }
  int health() { return run({script_ + "/healthcheck", (folder_ / "ports.json").string()}, other_).exit_code; }

  std::filesystem::path folder_;
  std::filesystem::path other_;  // each program's output is a file in its folder
  std::string const script_ = WSUS_SOURCE_DIR "/docker";
};

TEST_F(Container, IsHealthyWhileTheServerAnswersAndNotBeforeOrAfter) {
  EXPECT_EQ(health(), 1) << "no ports file yet";
  auto server = mock();
  server.wait_for(folder_ / "ports.json");
  EXPECT_EQ(health(), 0);
  EXPECT_EQ(server.stop().exit_code, 0);
  EXPECT_EQ(health(), 1) << "the ports file is there, nobody listens";
}

TEST_F(Container, IsHealthyWithAnAdminApiWithoutItsToken) {
  auto server = mock({"--admin", "127.0.0.1:0"});
  server.wait_for(folder_ / "ports.json");
  EXPECT_EQ(health(), 0);
  EXPECT_EQ(server.stop().exit_code, 0);
}

TEST_F(Container, IsNotHealthyWithAFileThatNamesNoPort) {
  std::ofstream(folder_ / "ports.json") << R"({"http": null})";
  EXPECT_EQ(health(), 1);
}

TEST_F(Container, AMachineOfTheFleetScansAgainAndAgainAsTheSameMachine) {
  auto server = mock();
  server.wait_for(folder_ / "ports.json");
  auto const ports = boost::json::parse(read_file(folder_ / "ports.json")).as_object();
  auto const url = fmt::format("http://127.0.0.1:{}", ports.at("http").to_number<int>());
  std::filesystem::create_symlink(WUA_SIM, other_ / "wua-sim");
  auto const path = "PATH=" + other_.string() + ":/usr/bin:/bin";
  auto const fleet = run({"env", path, "HOME=" + other_.string(), "WUA_SIM_SCANS=2", "WUA_SIM_INTERVAL=0",
                          script_ + "/fleet-client", url, "--no-drivers"},
                         other_);
  EXPECT_EQ(fleet.exit_code, 0) << fleet.errors;
  EXPECT_EQ(fleet.errors, "");
  EXPECT_EQ(count(fleet.output, "0x00000000 S_OK"), 2) << fleet.output;
  EXPECT_EQ(count(fleet.output, "RegisterComputer"), 1) << "the second time it is known";
  EXPECT_TRUE(std::filesystem::is_directory(other_ / "machine"));
  EXPECT_THAT(server.stop().output, HasSubstr("stopped after"));
}

TEST_F(Container, AMachineOfTheFleetStopsInItsPauseByItsOwnWord) {
  auto const stub = other_ / "wua-sim";
  std::ofstream(stub) << "#!/bin/sh\n: > scanned\n";
  std::filesystem::permissions(stub, std::filesystem::perms::owner_all);
  auto const path = "PATH=" + other_.string() + ":/usr/bin:/bin";
  Background fleet({"env", path, "HOME=" + other_.string(), "WUA_SIM_INTERVAL=1000", script_ + "/fleet-client", "url"},
                   other_);
  fleet.wait_for(other_ / "scanned");
  EXPECT_EQ(fleet.stop().exit_code, 0) << "a signal that ended it would not end the first process of a container";
}

}  // namespace
}  // namespace wsus::test
