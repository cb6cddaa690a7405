// Fleets over real sockets: what they count is what the server has counted.
#include "client_sim/fleet/pictures.hpp"
#include "client_sim/fleet/run/fleet_run.hpp"
#include "client_sim/fleet/run/gnuplot.hpp"
#include "tests/integration/flow/flow_fixture.hpp"
#include "tests/support/canned_server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace wsus::test {
namespace {

using namespace std::chrono_literals;
using fleet::FleetResult;
using fleet::FleetSettings;
using fleet::ScanEnd;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Name of an operation or a file -> how often it was called.
using Calls = std::map<std::string, std::uint64_t>;

Calls calls_of(FleetResult const& result) {
  Calls calls;
  for (auto const& [name, tally] : result.tally.calls) calls[name] = tally.calls;
  return calls;
}

class FleetFlow : public FlowTest {
protected:
  FleetFlow() { serve_anew(); }

  void serve_anew() {
    auto config = small_config();
    config.threads = 2;
    config.journal_body_bytes = 0;
    config.journal_entries = 100'000;
    serve(std::move(config));
  }

  /// Agents that come as fast as they may, each once.
  [[nodiscard]] FleetSettings settings(std::uint32_t agents) const {
    FleetSettings settings{.server_url = server_->url()};
    settings.plan.agents = agents;
    settings.plan.rate = 5'000;
    settings.plan.scans = 1;
    settings.at_once = 20;
    return settings;
  }

  [[nodiscard]] FleetResult run(FleetSettings const& settings) const {
    auto const target = fleet::find_target(settings.server_url, false);
    return fleet::run_fleet(settings,
                            {.program = "test", .target = std::get<fleet::Target>(target), .start = clock_.now()});
  }

  /// What the server has counted by operation; files by method and name.
  [[nodiscard]] Calls served() const {
    Calls calls;
    for (auto const& [name, count] : server_->journal().counters()) {
      constexpr std::string_view prefix = "operation.";
      if (name.starts_with(prefix) && count != 0) calls[name.substr(prefix.size())] = count;
    }
    for (auto const& entry : server_->journal().entries()) {
      if (entry.operation.empty()) ++calls[entry.method + " " + entry.target.substr(entry.target.rfind('/') + 1)];
    }
    return calls;
  }
};

TEST_F(FleetFlow, OfTwoHundredAgentsCountsWhatTheServerCounts) {
  auto const result = run(settings(200));
  auto const& tally = result.tally;
  EXPECT_EQ(tally.of(ScanEnd::cold), 200U) << to_text(result);
  EXPECT_EQ(tally.scans(), 200U);
  EXPECT_EQ(calls_of(result), served());
  EXPECT_EQ(tally.call_count(), server_->journal().counter("requests"));
  EXPECT_EQ(tally.calls.at("RegisterComputer").calls, 200U);
  EXPECT_GT(tally.calls.at("HEAD wuident.cab").calls, 0U) << "some agents are old ones";
  for (auto const& [name, calls] : tally.calls) {
    EXPECT_THAT(calls.faults, IsEmpty()) << name;
    EXPECT_EQ(calls.http_statuses + calls.transport_errors + calls.malformed, 0U) << name;
    EXPECT_EQ(calls.latency.count(), calls.calls) << name;
  }
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0U);
  EXPECT_EQ(tally.latency.count(), 200U);
  EXPECT_TRUE(all_succeeded(result));

  auto const computers = server_->state().computers().all();
  ASSERT_THAT(computers, SizeIs(200));
  std::set<std::string> names;
  for (auto const& computer : computers) names.insert(computer.dns_name);
  EXPECT_EQ(*names.begin(), "pc0000001.lab.example");
  EXPECT_EQ(*names.rbegin(), "pc0000200.lab.example");
}

TEST_F(FleetFlow, AnAgentIsTheMachineThatScansAlone) {
  auto fleet = settings(1);
  fleet.profiles = {{"w10", 1}};
  fleet.models = {{"virtual", 1}};
  EXPECT_EQ(run(fleet).tally.of(ScanEnd::cold), 1U);
  auto const of_fleet = server_->journal().entries();
  auto const id = server_->state().computers().all().front().client_id;

  serve_anew();
  auto const pc = make_pc({.name = "PC0000001", .dns_name = "pc0000001.lab.example", .profile = machine::Profile::w10});
  EXPECT_EQ(pc->scan().result.hresult, agent::hr::ok);
  auto const alone = server_->journal().entries();
  EXPECT_EQ(server_->state().computers().all().front().client_id, id);
  ASSERT_EQ(of_fleet.size(), alone.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(of_fleet[i].operation, alone[i].operation);
    // Events have a time of day to the last digit.
    if (alone[i].operation != "ReportEventBatch")
      EXPECT_EQ(of_fleet[i].request_bytes, alone[i].request_bytes) << alone[i].operation;
    EXPECT_EQ(of_fleet[i].response_bytes, alone[i].response_bytes) << alone[i].operation;
  }
}

TEST_F(FleetFlow, TheSecondScanOfAnAgentIsWarmAndKeepsItsCookie) {
  auto twice = settings(30);
  twice.plan.scans = 2;
  twice.reuse_connections = true;
  auto const result = run(twice);
  EXPECT_EQ(result.tally.of(ScanEnd::cold), 30U) << to_text(result);
  EXPECT_EQ(result.tally.of(ScanEnd::warm), 30U);
  EXPECT_EQ(calls_of(result), served());
  EXPECT_EQ(result.tally.calls.at("GetCookie").calls, 30U);
  EXPECT_EQ(result.tally.calls.at("ReportEventBatch").calls, 60U);
  EXPECT_THAT(server_->state().computers().all(), SizeIs(30));
}

TEST_F(FleetFlow, ThatStartsWarmHasNoColdScan) {
  auto warm = settings(20);
  warm.start = fleet::StartState::warm;
  warm.profiles = {{"w11", 1}};
  auto const result = run(warm);
  EXPECT_EQ(result.tally.of(ScanEnd::warm), 20U) << to_text(result);
  EXPECT_EQ(result.tally.calls.count("GetConfig"), 0U) << "it is cached";
  EXPECT_EQ(result.tally.calls.at("RegisterComputer").calls, 20U);
  EXPECT_EQ(result.warm_up_scans, 3U) << "one of each kind: three models";
  EXPECT_EQ(result.tally.call_count() + result.warm_up_calls, server_->journal().counter("requests"));
}

TEST_F(FleetFlow, WithoutReportsAndDriversMakesTheOtherCalls) {
  auto plain = settings(10);
  plain.reports = false;
  plain.drivers = false;
  plain.plan.scans = 2;
  auto const result = run(plain);
  EXPECT_EQ(result.tally.scans(), 20U);
  EXPECT_TRUE(all_succeeded(result)) << to_text(result);
  EXPECT_EQ(result.tally.calls.count("ReportEventBatch"), 0U);
  EXPECT_EQ(calls_of(result), served());
  for (auto const& computer : server_->state().computers().all()) EXPECT_THAT(computer.events, IsEmpty());
}

TEST_F(FleetFlow, ShardsTogetherAreTheWholeFleet) {
  auto shared = settings(51);
  shared.plan.scans = 2;
  shared.plan.shard = {.number = 1, .count = 2};
  auto merged = run(shared);
  EXPECT_EQ(merged.parts.front().agents, 26U);
  shared.plan.shard.number = 2;
  // As files go from machine to machine.
  auto const second = fleet::from_json(fleet::to_json(run(shared)), "2.json");
  ASSERT_TRUE(std::holds_alternative<FleetResult>(second)) << std::get<fleet::Mistake>(second).what;
  auto const refused = fleet::merge(merged, std::get<FleetResult>(second));
  ASSERT_FALSE(refused) << refused->what;
  auto const of_shards = served();

  serve_anew();
  shared.plan.shard = {};
  shared.server_url = server_->url();
  auto const whole = run(shared);
  EXPECT_EQ(merged.tally.ends, whole.tally.ends);
  EXPECT_EQ(merged.tally.by_hresult, whole.tally.by_hresult);
  EXPECT_EQ(merged.tally.needed_updates, whole.tally.needed_updates);
  EXPECT_EQ(calls_of(merged), calls_of(whole));
  EXPECT_EQ(of_shards, served());
  EXPECT_EQ(merged.tally.latency.count(), whole.tally.latency.count());
  ASSERT_EQ(merged.tally.series.slots().size(), whole.tally.series.slots().size());
  for (std::size_t i = 0; i < whole.tally.series.slots().size(); ++i)
    EXPECT_EQ(merged.tally.series.slots()[i].ends[static_cast<std::size_t>(ScanEnd::cold)],
              whole.tally.series.slots()[i].ends[static_cast<std::size_t>(ScanEnd::cold)])
        << "they came when they would have come";
}

TEST_F(FleetFlow, AStormAfterASwitchOfTheDatabaseIsRefusedAndScansCold) {
  auto storm = settings(40);
  storm.plan.scans.reset();
  storm.plan.rate = 200;
  storm.plan.storms = {{.kind = fleet::StormKind::susdb_switch, .at = 300ms, .window = 50ms}};
  storm.plan.duration = 350ms;
  auto const result = run(storm);
  auto const& tally = result.tally;
  EXPECT_TRUE(all_succeeded(result)) << to_text(result);
  auto const faults = server_->journal().counter("error_code.InvalidCookie");
  EXPECT_EQ(tally.of(ScanEnd::recovered), faults);
  EXPECT_GT(faults, 20U) << "of those that had a cookie by then";
  EXPECT_LE(faults, 40U);
  EXPECT_EQ(tally.calls.at("SyncUpdates").faults, (std::map<std::string, std::uint64_t>{{"InvalidCookie", faults}}));
  EXPECT_EQ(tally.calls.at("RefreshCache").calls, faults);
  EXPECT_EQ(tally.calls.at("GetConfig").calls, tally.of(ScanEnd::cold) + faults);
  EXPECT_EQ(calls_of(result), served());
}

TEST_F(FleetFlow, WhatIsRefusedIsCountedByItsCode) {
  auto config = small_config();
  config.settings.max_concurrent_syncs = 1;
  serve(std::move(config));
  auto const busy = server_->state().admit_sync(1);
  ASSERT_TRUE(busy);
  auto const result = run(settings(15));
  EXPECT_EQ(result.tally.of(ScanEnd::failed), 15U);
  EXPECT_EQ(result.tally.by_hresult, (std::map<std::uint32_t, std::uint64_t>{{0x8024402D, 15}}));
  EXPECT_EQ(result.tally.calls.at("SyncUpdates").faults, (std::map<std::string, std::uint64_t>{{"ServerBusy", 15}}));
  EXPECT_FALSE(all_succeeded(result));
  EXPECT_THAT(to_text(result), HasSubstr("0x8024402D"));
}

TEST_F(FleetFlow, TheWaitOfAScanThatCannotBeginCounts) {
  auto burst = settings(30);
  burst.plan.rate.reset();
  burst.plan.detection.frequency = 1h;
  burst.plan.storms = {{.at = 1s}};  // all of them at one moment
  burst.plan.duration = 1s;
  burst.speed = 100;
  burst.at_once = 1;
  auto const result = run(burst);
  auto const& tally = result.tally;
  EXPECT_EQ(tally.scans(), 30U);
  EXPECT_GE(tally.waited.max() + 1'000, tally.service.sum() - tally.service.max())
      << "the last one has waited for all the others";
  EXPECT_GE(tally.latency.max(), tally.waited.max());
}

TEST_F(FleetFlow, AnArrivalOfAnAgentThatIsScanningWaitsForIt) {
  auto same = settings(1);
  same.plan.scans = 5;
  auto const result = run(same);
  EXPECT_EQ(result.tally.scans(), 5U);
  EXPECT_EQ(result.tally.of(ScanEnd::cold), 1U) << to_text(result);
  EXPECT_GT(result.tally.overlapped, 0U);
}

TEST_F(FleetFlow, TheWarmUpIsMadeAndNotCounted) {
  auto with = settings(40);
  with.plan.scans = 2;
  with.plan.rate = 1'000;
  with.warm_up = 40ms;
  auto const result = run(with);
  EXPECT_GT(result.warm_up_scans, 0U);
  EXPECT_EQ(result.tally.scans() + result.warm_up_scans, 80U);
  EXPECT_EQ(result.tally.call_count() + result.warm_up_calls, server_->journal().counter("requests"));
}

TEST_F(FleetFlow, ProgressIsTold) {
  std::stop_source stop;
  std::size_t told = 0;
  auto endless = settings(5);
  endless.plan.scans.reset();
  endless.plan.rate = 50;
  auto const target = fleet::find_target(endless.server_url, false);
  fleet::RunParts parts{.program = "test", .target = std::get<fleet::Target>(target), .start = clock_.now()};
  parts.stop = stop.get_token();
  parts.progress = [&](fleet::Progress const& progress) {
    ++told;
    EXPECT_GT(progress.tally.scans(), 0U);
    EXPECT_GT(progress.now, 500ms);
    stop.request_stop();
  };
  auto const result = fleet::run_fleet(endless, parts);
  EXPECT_EQ(told, 1U);
  EXPECT_TRUE(result.parts.front().interrupted);
  EXPECT_EQ(calls_of(result), served()) << "what was under way came to its end";
}

TEST_F(FleetFlow, AnInterruptedFleetEndsWithWhatItHas) {
  std::stop_source stop;
  stop.request_stop();
  auto const target = fleet::find_target(server_->url(), false);
  fleet::RunParts parts{.program = "test", .target = std::get<fleet::Target>(target), .start = clock_.now()};
  parts.stop = stop.get_token();
  auto const result = fleet::run_fleet(settings(1'000), parts);
  EXPECT_TRUE(result.parts.front().interrupted);
  EXPECT_LT(result.tally.scans(), 1'000U);
  EXPECT_EQ(result.tally.of(ScanEnd::unfinished), 0U);
}

TEST(Fleet, WhatHasNotEndedWhenTheTimeIsOverIsCountedAsSuch) {
  CannedServer silent([](CannedRequest const&) { return CannedReply{}; }, /*gather=*/1'000);
  FleetSettings settings{.server_url = silent.url("")};
  settings.plan.agents = 6;
  settings.plan.rate = 1'000;
  settings.plan.scans = 1;
  settings.plan.duration = 100ms;
  settings.profiles = {{"w11", 1}};
  settings.at_once = 4;
  settings.drain = 50ms;
  auto const target = fleet::find_target(settings.server_url, false);
  auto const result = fleet::run_fleet(settings, {.target = std::get<fleet::Target>(target)});
  EXPECT_EQ(result.tally.of(ScanEnd::unfinished), 6U) << to_text(result);
  EXPECT_GE(result.tally.latency.min(), 50'000U);
  EXPECT_THAT(silent.requests(), SizeIs(4)) << "two of them never had room";
  EXPECT_FALSE(all_succeeded(result));
}

TEST(Fleet, AWarmStartThatFailsSaysWhy) {
  CannedServer refusing([](CannedRequest const&) { return CannedReply{canned_answer("403 Forbidden", "", "no")}; });
  FleetSettings settings{.server_url = refusing.url("")};
  settings.start = fleet::StartState::warm;
  settings.profiles = {{"w11", 1}};
  settings.at_once = 1;
  auto const target = fleet::find_target(settings.server_url, false);
  try {
    static_cast<void>(fleet::run_fleet(settings, {.target = std::get<fleet::Target>(target)}));
    FAIL() << "it ran";
  } catch (fleet::WarmStartFailed const& error) {
    EXPECT_THAT(error.what(), HasSubstr("GetConfig"));
  }
}

TEST(FleetTarget, OutsideOfThisMachineNeedsLeave) {
  auto const mistake = [](std::string const& url) {
    auto const found = fleet::find_target(url, false);
    auto const* wrong = std::get_if<fleet::Mistake>(&found);
    return wrong == nullptr ? std::string("none") : wrong->what;
  };
  for (auto const* url : {"http://127.0.0.1:8530", "http://127.1.2.3", "http://[::1]:8530", "http://localhost:8530"})
    EXPECT_EQ(mistake(url), "none") << url;
  for (auto const* url : {"http://192.0.2.1:8530", "http://0.0.0.0:8530", "http://[2001:db8::1]"})
    EXPECT_THAT(mistake(url), HasSubstr("--allow-remote")) << url;
  auto const remote = fleet::find_target("http://192.0.2.1:8530", true);
  ASSERT_TRUE(std::holds_alternative<fleet::Target>(remote));
  EXPECT_FALSE(std::get<fleet::Target>(remote).loopback);
}

TEST(FleetTarget, ARedirectOutsideIsNotFollowedWithoutLeave) {
  auto const target = std::get<fleet::Target>(fleet::find_target("http://127.0.0.1:8530", false));
  auto const to = [](std::string_view url) { return std::get<transport::Url>(transport::parse_url(url)); };
  auto const careful = fleet::router_of(target, false);
  EXPECT_TRUE(std::holds_alternative<transport::Route>(careful(to("http://127.0.0.1:99/a"))));
  EXPECT_TRUE(std::holds_alternative<transport::Route>(careful(to("http://127.0.0.2/a"))));
  EXPECT_TRUE(std::holds_alternative<transport::RouteError>(careful(to("http://192.0.2.1/a"))));
  EXPECT_TRUE(std::holds_alternative<transport::RouteError>(careful(to("http://elsewhere.example/a"))));
  EXPECT_TRUE(std::holds_alternative<transport::Route>(fleet::router_of(target, true)(to("http://192.0.2.1/a"))));
}

TEST(FleetPictures, WithoutGnuplotSaySo) {
  auto const drawn = fleet::draw({.title = "A", .script = "plot 1"}, "gnuplot-that-nobody-has");
  EXPECT_EQ(drawn.svg, "");
  EXPECT_EQ(drawn.problem, "gnuplot-that-nobody-has is not installed (Debian: gnuplot-nox)");
  auto const failed = fleet::draw({.title = "A", .script = "x"}, "false");
  EXPECT_THAT(failed.problem, HasSubstr("false failed"));
  EXPECT_THAT(fleet::draw({.title = "A", .script = "x"}, "true").problem, HasSubstr("true wrote no picture"));
}

TEST(FleetPictures, AreDrawnByGnuplot) {
  FleetResult result;
  for (int i = 1; i <= 500; ++i) {
    auto const latency = static_cast<std::uint64_t>(i) * 100U;
    result.tally.record(fleet::ScanRecord{.intended = i * 10ms, .end = ScanEnd::warm, .latency = latency});
  }
  for (auto const& picture : fleet::pictures_of(result)) {
    auto const drawn = fleet::draw(picture);
    if (drawn.problem.find("is not installed") != std::string::npos) GTEST_SKIP() << drawn.problem;
    EXPECT_EQ(drawn.problem, "") << picture.script;
    EXPECT_THAT(drawn.svg, HasSubstr("<svg"));
  }
}

}  // namespace
}  // namespace wsus::test
