// wua-sim fleet as a user sees it.
#include "tests/unit/client_sim/app/cli_run.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"
#include "tests/unit/client_sim/app/temporary_folder.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::client {
namespace {

using test::captured_fault;
using test::FakeWsus;
using test::read_file;
using test::run;
using test::TemporaryFolder;
using test::write_file;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Words = std::vector<std::string>;

/// Three agents, one scan each, one after the other: the server takes one connection at a time.
Words fleet_of_three(std::string const& url, Words more = {}) {
  Words words{"fleet",  "--server", url,         "--agents", "3",          "--scans", "1",
              "--rate", "1000",     "--at-once", "1",        "--profiles", "w11"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(CliFleet, SucceedsWithCodeZeroAndSumsUp) {
  FakeWsus server;
  auto const result = run(fleet_of_three(server.url()));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out,
              AllOf(StartsWith("Fleet\n"), HasSubstr("Scans: 3, "), HasSubstr("  cold                  3\n")));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(std::ranges::count(server.operations(), "RegisterComputer"), 3);
  EXPECT_EQ(server.connections(), 3) << "one a scan";
}

TEST(CliFleet, FailsWithCodeOneWhenAScanFails) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  auto const result = run(fleet_of_three(server.url()));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  EXPECT_THAT(result.out, HasSubstr("3 InvalidParameters"));
}

TEST(CliFleet, ReusesConnectionsWhenAsked) {
  FakeWsus server;
  EXPECT_EQ(run(fleet_of_three(server.url(), {"--connections", "reuse"})).exit_code, 0);
  EXPECT_EQ(server.connections(), 1);
}

TEST(CliFleet, WritesItsReports) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const result = run(fleet_of_three(
      server.url(), {"--json", folder.path("f.json"), "--csv", folder.path("f.csv"), "--html", folder.path("f.html")}));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  auto const document = boost::json::parse(read_file(folder.path("f.json")));
  EXPECT_EQ(document.at("scans").at("count").to_number<int>(), 3);
  EXPECT_THAT(read_file(folder.path("f.csv")), StartsWith("at_s,warm,cold,"));
  EXPECT_THAT(read_file(folder.path("f.html")), AllOf(StartsWith("<!DOCTYPE html>"), HasSubstr("Latency over time")));
  bool const drawn = read_file(folder.path("f.html")).find("data:image/svg+xml") != std::string::npos;
  EXPECT_EQ(drawn, result.err.empty()) << "without gnuplot it says so: " << result.err;
}

TEST(CliFleet, AReportThatCannotBeWrittenIsToldBeforeAnythingStarts) {
  FakeWsus server;
  TemporaryFolder const folder;
  auto const result = run(fleet_of_three(server.url(), {"--json", folder.path("none/f.json")}));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--json: '" + folder.path("none/f.json") + "' cannot be written"));
  EXPECT_THAT(server.operations(), IsEmpty());
}

TEST(CliFleet, AServerElsewhereNeedsLeave) {
  auto const result = run(fleet_of_three("http://192.0.2.1:8530"));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, AllOf(HasSubstr("--server http://192.0.2.1:8530"), HasSubstr("--allow-remote")));
}

TEST(CliFleet, ThatDoesNotFitThisMachineSaysWhichLimitToRaise) {
  FakeWsus server;
  auto const result = run({"fleet", "--server", server.url(), "--agents", "1000000", "--at-once", "100000"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("raise"));
  EXPECT_THAT(server.operations(), IsEmpty());
}

TEST(CliFleet, AWarmStartThatFailsEndsWithOne) {
  FakeWsus server({{"GetConfig", captured_fault()}});
  auto const result = run(fleet_of_three(server.url(), {"--start", "warm", "--models", "virtual"}));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("a warm start needs a scan that succeeds"));
}

TEST(CliFleet, StoppedItSaysWhatItHas) {
  FakeWsus server;
  std::stop_source stop;
  stop.request_stop();
  Surroundings surroundings;
  surroundings.stop = stop.get_token();
  auto const result = run(fleet_of_three(server.url()), {}, surroundings);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr(", interrupted\n"));
}

class CliFleetMerge : public testing::Test {
protected:
  /// The result of a shard, as a file.
  std::string shard(std::string const& which, std::string const& seed = "1") {
    auto const file = folder_.path("shard" + which.substr(0, 1) + "-" + seed + ".json");
    auto words = fleet_of_three(server_.url(), {"--shard", which, "--seed", seed, "--json", file});
    EXPECT_EQ(run(words).exit_code, 0);
    return file;
  }
  FakeWsus server_{};
  TemporaryFolder folder_{};
};

TEST_F(CliFleetMerge, AddsShards) {
  auto const result = run({"fleet", "merge", shard("2/2"), shard("1/2"), "--json", folder_.path("all.json")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("shard 1/2: 2 agents"), HasSubstr("shard 2/2: 1 agents"), HasSubstr("Scans: 3, ")));
  auto const document = boost::json::parse(read_file(folder_.path("all.json")));
  EXPECT_EQ(document.at("latency_us").at("waited").at("count").to_number<int>(), 3);
}

TEST_F(CliFleetMerge, RefusesWhatIsNoPartOfOneFleet) {
  auto const first = shard("1/2");
  auto const twice = run({"fleet", "merge", first, first});
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("shard 1/2 is there twice"));
  auto const other = run({"fleet", "merge", first, shard("2/2", "5")});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, HasSubstr("seed is \"1\" in one and \"5\" in the other"));
}

TEST_F(CliFleetMerge, RefusesFilesThatAreNoResults) {
  EXPECT_THAT(run({"fleet", "merge", folder_.path("none")}).err, HasSubstr("cannot be read"));
  auto const file = folder_.path("wrong.json");
  write_file(file, "{\"format\": 1}");
  auto const result = run({"fleet", "merge", file});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr(file + ": $"));
}

}  // namespace
}  // namespace wsus::client
