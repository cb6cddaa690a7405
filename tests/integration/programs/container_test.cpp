// The scripts that the images run, with the real programs.
#include "tests/integration/programs/process.hpp"
#include "tests/support/golden.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class Container : public testing::Test {
protected:
  void SetUp() override { folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name()); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Background mock(std::vector<std::string> const& more = {}) {
    std::vector<std::string> command{WSUS_MOCK, "--http", "127.0.0.1:0", "--ports-file", "ports.json"};
    command.insert(command.end(), more.begin(), more.end());
    return {command, folder_};
  }
  int health() { return run({script_ + "/healthcheck", (folder_ / "ports.json").string()}, folder_).exit_code; }

  std::filesystem::path folder_;
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
  auto const ports = read_file(folder_ / "ports.json");
  auto const digits = ports.substr(ports.find(':') + 1);
  auto const url = "http://127.0.0.1:" + std::to_string(std::stoi(digits));
  std::filesystem::create_symlink(WUA_SIM, folder_ / "wua-sim");
  auto const path = "PATH=" + folder_.string() + ":/usr/bin:/bin";
  auto const fleet = run({"env", path, "HOME=" + folder_.string(), "WUA_SIM_SCANS=2", "WUA_SIM_INTERVAL=0",
                          script_ + "/fleet-client", url, "--no-drivers"},
                         folder_);
  EXPECT_EQ(fleet.exit_code, 0) << fleet.errors;
  EXPECT_EQ(fleet.errors, "");
  EXPECT_TRUE(std::filesystem::is_directory(folder_ / "machine"));
  EXPECT_THAT(server.stop().output, HasSubstr("stopped after"));
}

}  // namespace
}  // namespace wsus::test
