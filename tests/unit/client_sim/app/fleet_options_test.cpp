// The command line of wua-sim fleet.
#include "client_sim/app/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::client {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Words = std::vector<std::string>;

Words fleet_with(Words more) {
  Words words{"fleet", "--server", "http://127.0.0.1:8530"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

FleetCommand fleet_of(Words const& more) {
  auto const parsed = parse_options(fleet_with(more));
  if (auto const* end = std::get_if<EndProgram>(&parsed)) throw std::runtime_error(end->text);
  return std::get<Options>(parsed).fleet.value();
}

TEST(FleetOptions, HaveDefaultsThatAreThoseOfTheSettings) {
  auto const command = fleet_of({});
  fleet::FleetSettings const defaults;
  EXPECT_EQ(command.settings.plan, defaults.plan);
  EXPECT_EQ(command.settings.profiles, defaults.profiles);
  EXPECT_EQ(command.settings.models, defaults.models);
  EXPECT_EQ(command.settings.devices, 0U);
  EXPECT_EQ(command.settings.at_once, 100U) << "as many as there are agents";
  EXPECT_EQ(command.settings.drain, 60s);
  EXPECT_TRUE(command.settings.reports);
  EXPECT_TRUE(command.settings.drivers);
  EXPECT_FALSE(command.allow_remote);
  EXPECT_FALSE(command.reports.json);
}

TEST(FleetOptions, SayWhatTheFleetIs) {
  auto const command = fleet_of({"--agents",
                                 "100000",
                                 "--profiles",
                                 "w10=3,w7",
                                 "--models",
                                 "server",
                                 "--devices",
                                 "model",
                                 "--seed",
                                 "7",
                                 "--start",
                                 "warm",
                                 "--cycle",
                                 "8h",
                                 "--ramp",
                                 "30min",
                                 "--storm",
                                 "patch-day@2h+1h",
                                 "--storm",
                                 "susdb-switch@3h",
                                 "--duration",
                                 "10h",
                                 "--scans",
                                 "4",
                                 "--warm-up",
                                 "90s",
                                 "--speed",
                                 "0.5",
                                 "--at-once",
                                 "50",
                                 "--connections",
                                 "reuse",
                                 "--drain",
                                 "500ms",
                                 "--shard",
                                 "2/3",
                                 "--no-reports",
                                 "--no-drivers",
                                 "--allow-remote",
                                 "--trust",
                                 "ca.pem",
                                 "--agent",
                                 "attempts_per_call=1",
                                 "--json",
                                 "a",
                                 "--csv",
                                 "b",
                                 "--html",
                                 "c",
                                 "--quiet"});
  auto const& settings = command.settings;
  EXPECT_EQ(settings.server_url, "http://127.0.0.1:8530");
  EXPECT_EQ(settings.plan.agents, 100'000U);
  EXPECT_EQ(settings.plan.seed, 7U);
  EXPECT_EQ(settings.plan.detection.frequency, 8h);
  EXPECT_EQ(settings.plan.ramp, 30min);
  EXPECT_EQ(settings.plan.duration, 10h);
  EXPECT_EQ(settings.plan.scans, 4U);
  EXPECT_EQ(settings.plan.shard, (fleet::Shard{.number = 2, .count = 3}));
  EXPECT_THAT(settings.plan.storms, ElementsAre(fleet::Storm{fleet::StormKind::patch_day, 2h, 1h},
                                                fleet::Storm{fleet::StormKind::susdb_switch, 3h, 0s}));
  EXPECT_EQ(fleet::text_of(settings.profiles), "w10=3,w7=1");
  EXPECT_EQ(fleet::text_of(settings.models), "server=1");
  EXPECT_FALSE(settings.devices);
  EXPECT_EQ(settings.start, fleet::StartState::warm);
  EXPECT_EQ(settings.warm_up, 90s);
  EXPECT_EQ(settings.speed, 0.5);
  EXPECT_EQ(settings.at_once, 50U);
  EXPECT_TRUE(settings.reuse_connections);
  EXPECT_EQ(settings.drain, 500ms);
  EXPECT_FALSE(settings.reports);
  EXPECT_FALSE(settings.drivers);
  EXPECT_EQ(settings.agent.attempts_per_call, 1);
  EXPECT_TRUE(command.allow_remote);
  EXPECT_TRUE(command.quiet);
  EXPECT_EQ(command.trust, "ca.pem");
  EXPECT_EQ(command.reports.json, "a");
  EXPECT_EQ(command.reports.csv, "b");
  EXPECT_EQ(command.reports.html, "c");
  EXPECT_EQ(fleet_of({"--rate", "250.5"}).settings.plan.rate, 250.5);
  EXPECT_EQ(fleet_of({"--agents", "5000"}).settings.at_once, 1'000U);
}

TEST(FleetOptions, ThatAreWrongAreRefusedWithWhatIsAllowed) {
  struct Wrong {
    Words words;
    std::string found;
    std::string allowed;
  };
  for (auto const& row : std::vector<Wrong>{
           {{"--agents", "0"}, "\"0\"", "1 to 1000000"},
           {{"--agents", "1000001"}, "\"1000001\"", "1 to 1000000"},
           {{"--profiles", "w11,w12"}, "\"w12\"", "w7, w8, w10 or w11"},
           {{"--profiles", "w11=0"}, "\"0\"", "1 to 1000000"},
           {{"--models", "phone"}, "\"phone\"", "virtual, desktop, laptop or server"},
           {{"--devices", "1001"}, "\"1001\"", "0 to 1000 and model"},
           {{"--seed", "-1"}, "\"-1\"", "0 to 18446744073709551615"},
           {{"--start", "hot"}, "\"hot\"", "cold and warm"},
           {{"--cycle", "23h"}, "\"23h\"", "1h to 22h"},
           {{"--cycle", "90min"}, "\"90min\"", "1h to 22h"},
           {{"--rate", "0"}, "\"0\"", "above 0"},
           {{"--rate", "nan"}, "\"nan\"", "above 0"},
           {{"--ramp", "5"}, "\"5\"", "500ms, 90s, 15min, 22h, 1d"},
           {{"--storm", "hail@2h"}, "\"hail@2h\"", "patch-day and susdb-switch"},
           {{"--duration", "-1h"}, "\"-1h\"", "22h"},
           {{"--scans", "0"}, "\"0\"", "1 to 1000000"},
           {{"--speed", "1e9"}, "\"1e9\"", "above 0"},
           {{"--at-once", "0"}, "\"0\"", "1 to 100000"},
           {{"--connections", "none"}, "\"none\"", "scan and reuse"},
           {{"--shard", "3/2"}, "\"3/2\"", "1/N to N/N"},
           {{"--agent", "speed=1"}, "\"speed=1\"", "attempts_per_call"},
           {{"--json", ""}, "--json", "the path of a file"},
           {{"--cycle", "8h", "--rate", "5"}, "--cycle and --rate", "one of the two"},
           {{"--storm", "patch-day@5h", "--duration", "4h"}, "--storm patch-day@5h+0s", "4 h of --duration"},
           {{"--warm-up", "2h", "--duration", "1h"}, "--warm-up 2h", "1 h of --duration"},
           {{"--agents", "2", "--shard", "1/3"}, "--shard 1/3", "2 agents"},
           {{"--json", "a", "--csv", "a"}, "'a'", "a file for each"},
       }) {
    auto const parsed = parse_options(fleet_with(row.words));
    auto const* const end = std::get_if<EndProgram>(&parsed);
    ASSERT_NE(end, nullptr) << row.found;
    EXPECT_EQ(end->exit_code, 2) << row.found;
    EXPECT_THAT(end->text, AllOf(HasSubstr(row.found), HasSubstr(row.allowed)));
  }
}

TEST(FleetOptions, NeedAServer) {
  auto const parsed = parse_options({"fleet", "--agents", "5"});
  ASSERT_TRUE(std::holds_alternative<EndProgram>(parsed));
  EXPECT_EQ(std::get<EndProgram>(parsed).exit_code, 2);
  EXPECT_THAT(std::get<EndProgram>(parsed).text, HasSubstr("--server is needed"));
}

TEST(FleetOptions, OfMergeAreFilesAndReports) {
  auto const parsed = parse_options({"fleet", "merge", "1.json", "2.json", "--html", "a.html"});
  ASSERT_TRUE(std::holds_alternative<Options>(parsed)) << std::get<EndProgram>(parsed).text;
  auto const& options = std::get<Options>(parsed);
  EXPECT_EQ(options.action, Action::fleet_merge);
  EXPECT_THAT(options.merge->files, ElementsAre("1.json", "2.json"));
  EXPECT_EQ(options.merge->reports.html, "a.html");
  for (Words const& words : {Words{"fleet", "merge"}, Words{"fleet", "merge", "a", "--json", "b", "--html", "b"}}) {
    auto const wrong = parse_options(words);
    ASSERT_TRUE(std::holds_alternative<EndProgram>(wrong));
    EXPECT_EQ(std::get<EndProgram>(wrong).exit_code, 2);
  }
}

}  // namespace
}  // namespace wsus::client
