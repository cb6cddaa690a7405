// wsus-lab capacity as a process: its answer, its exit codes, a server that it measures.
#include "tests/integration/programs/process.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class WsusLabCapacity : public testing::Test {
protected:
  void SetUp() override { folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name()); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] Finished ask(std::vector<std::string> const& options) const {
    std::vector<std::string> command{WSUS_LAB, "capacity"};
    command.insert(command.end(), options.begin(), options.end());
    return run(command, folder_);
  }
  std::filesystem::path folder_;
};

TEST_F(WsusLabCapacity, AnswersTheQuestionInEightyColumns) {
  auto const end = ask({"--clients", "100000", "--cycle", "22h"});
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_THAT(end.output, HasSubstr("Yes, it fits. 100,000 clients with a detection cycle of 22 h"));
  std::istringstream lines(end.output);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
  EXPECT_EQ(ask({"--clients", "100000", "--cycle", "22h"}).output, end.output);
}

TEST_F(WsusLabCapacity, SaysInJsonWhereThe503Begin) {
  auto const end = ask({"--clients", "100000", "--storm", "2h", "--json"});
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  auto const answer = boost::json::parse(end.output);
  EXPECT_EQ(answer.at("fits"), false);
  EXPECT_EQ(answer.at("overload").at("first_limit"), "queue");
  EXPECT_NEAR(answer.at("overload").at("hit_after").as_double(), 81, 1);
  EXPECT_GT(answer.at("overload").at("rate_of_503").as_double(), 10);
}

TEST_F(WsusLabCapacity, WrongUsageEndsWithTwoAndASentenceForEachMistake) {
  auto const end = ask({"--clients", "0", "--cycle", "22", "--queue", "5"});
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_EQ(end.output, "");
  EXPECT_THAT(end.errors, HasSubstr("--clients '0' is too small"));
  EXPECT_THAT(end.errors, HasSubstr("--cycle '22' has no unit"));
  EXPECT_THAT(end.errors, HasSubstr("--queue '5' is too small; allowed: 10 to 65,535"));
}

TEST_F(WsusLabCapacity, MeasuresAServerAndRefusesOneThatIsNotHere) {
  Background server({WSUS_MOCK, "--http", "127.0.0.1:0", "--ports-file", "ports.json"}, folder_);
  server.wait_for(folder_ / "ports.json");
  auto const port = boost::json::parse(read_file(folder_ / "ports.json")).at("http").as_int64();
  auto const url = fmt::format("http://127.0.0.1:{}", port);
  auto const end = ask({"--clients", "100000", "--measure", url, "--samples", "20", "--json"});
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  auto const answer = boost::json::parse(end.output);
  EXPECT_EQ(answer.at("measured").at("server").as_string(), url);
  EXPECT_GE(answer.at("measured").at("warm").at("calls").as_int64(), 20);
  EXPECT_EQ(answer.at("inputs").at("service_time_origin").as_string(), "measured");
  EXPECT_LT(answer.at("inputs").at("service_time").as_double(), 1);
  EXPECT_EQ(server.stop().exit_code, 0);

  auto const gone = ask({"--clients", "100000", "--measure", url});
  EXPECT_EQ(gone.exit_code, 1);
  EXPECT_THAT(gone.errors, HasSubstr("ended with 0x80072EFD"));
  auto const remote = ask({"--clients", "100000", "--measure", "http://192.0.2.7:8530"});
  EXPECT_EQ(remote.exit_code, 2);
  EXPECT_THAT(remote.errors, HasSubstr("allowed with --allow-remote"));
}

TEST_F(WsusLabCapacity, AServerOnLoopbackCannotLeadItElsewhere) {
  std::ofstream(folder_ / "faults.yaml")
      << "faults:\n  - redirect: {to: location, location: 'http://192.0.2.7:8530/', status: 307}\n";
  Background server({WSUS_MOCK, "--http", "127.0.0.1:0", "--ports-file", "ports.json", "--faults", "faults.yaml"},
                    folder_);
  server.wait_for(folder_ / "ports.json");
  auto const port = boost::json::parse(read_file(folder_ / "ports.json")).at("http").as_int64();
  auto const end = ask({"--clients", "10", "--measure", fmt::format("http://127.0.0.1:{}", port)});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_THAT(end.errors, HasSubstr("0x80072EFD"));  // at once: nothing was sent there
}

}  // namespace
}  // namespace wsus::test
