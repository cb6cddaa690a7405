// Tallies that add up, and results on their way to people and back.
#include "client_sim/fleet/result.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace wsus::fleet {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

/// Scans and calls drawn from a seed; every `every`-th of them, from number `first` on.
Tally tally_of(std::size_t first = 0, std::size_t every = 1) {
  Tally tally;
  std::mt19937_64 random(11);
  for (std::size_t i = 0; i < 2'000; ++i) {
    ScanRecord scan{.intended = FleetTime(static_cast<std::int64_t>(random() % 1'000'000'000'000)),
                    .end = static_cast<ScanEnd>(random() % scan_ends),
                    .latency = random() % 10'000'000,
                    .waited = 0};
    scan.waited = random() % (scan.latency + 1);
    scan.hresult = scan.end == ScanEnd::failed ? 0x80244007U + static_cast<std::uint32_t>(random() % 3) : 0;
    CallRecord call{.name = random() % 2 == 0 ? "SyncUpdates" : "GetCookie",
                    .end = static_cast<CallRecord::End>(random() % 5),
                    .error_code = random() % 2 == 0 ? "ServerChanged" : "",
                    .latency = random() % 100'000};
    if (i % every != first) continue;
    tally.record(scan);
    tally.record(call);
  }
  return tally;
}

FleetResult result_of(std::uint32_t shard = 1, std::uint32_t count = 1) {
  FleetSettings settings{.server_url = "http://127.0.0.1:8530"};
  settings.plan.shard = {.number = shard, .count = count};
  FleetResult result{.program = "wua-sim 0.1.0",
                     .settings = facts_of(settings),
                     .parts = {{.shard = settings.plan.shard,
                                .agents = 50,
                                .wall_us = 12'345'678,
                                .cpu_us = 1'234'567,
                                .peak_memory = 50'000'000}},
                     .tally = tally_of(shard - 1, count)};
  result.warm_up_scans = 3;
  result.warm_up_calls = 20;
  return result;
}

TEST(Tally, CountsScansByTheirEndAndCode) {
  Tally tally;
  tally.record(ScanRecord{.intended = 1s, .end = ScanEnd::cold, .latency = 50'000, .waited = 20'000});
  tally.record(ScanRecord{.intended = 2s, .end = ScanEnd::failed, .hresult = 0x80244007, .latency = 10});
  tally.record(ScanRecord{.intended = 3s, .end = ScanEnd::unfinished, .latency = 99, .waited = 99});
  EXPECT_EQ(tally.scans(), 3U);
  EXPECT_EQ(tally.of(ScanEnd::cold), 1U);
  EXPECT_EQ(tally.of(ScanEnd::warm), 0U);
  EXPECT_EQ(tally.by_hresult, (std::map<std::uint32_t, std::uint64_t>{{0, 1}, {0x80244007, 1}}));
  EXPECT_EQ(tally.latency.count(), 3U) << "what did not end is no reason to leave it out";
  EXPECT_EQ(tally.service.max(), 30'000U);
  EXPECT_EQ(tally.waited.max(), 20'000U);
}

TEST(Tally, CountsCallsByHowTheyEnded) {
  Tally tally;
  using End = CallRecord::End;
  for (auto const end : {End::answered, End::fault, End::fault, End::http_status, End::transport, End::malformed})
    tally.record(CallRecord{.name = "SyncUpdates", .end = end, .error_code = "ServerChanged", .latency = 5});
  tally.record(CallRecord{.name = "GetConfig", .end = End::fault});
  auto const& sync = tally.calls.at("SyncUpdates");
  EXPECT_EQ(sync.calls, 6U);
  EXPECT_EQ(sync.fault_count(), 2U);
  EXPECT_THAT(sync.faults, ElementsAre(std::pair("ServerChanged", 2U)));
  EXPECT_EQ(sync.http_statuses + sync.transport_errors + sync.malformed, 3U);
  EXPECT_EQ(sync.latency.count(), 6U);
  EXPECT_THAT(tally.calls.at("GetConfig").faults, ElementsAre(std::pair("", 1U)));
  EXPECT_EQ(tally.call_count(), 7U);
}

TEST(Tally, PartsAddUpToTheWhole) {
  auto sum = tally_of(0, 3);
  sum.add(tally_of(1, 3));
  sum.add(tally_of(2, 3));
  EXPECT_EQ(sum, tally_of());
}

TEST(Series, WidensUntilItHasRoom) {
  Series series;
  series.record({.intended = 0s, .end = ScanEnd::warm, .latency = 1});
  series.record({.intended = 19'900ms, .end = ScanEnd::warm, .latency = 2});
  EXPECT_EQ(series.width(), 100ms);
  EXPECT_THAT(series.slots(), SizeIs(200));
  series.record({.intended = 20s, .end = ScanEnd::failed, .latency = 3});
  EXPECT_EQ(series.width(), 200ms);
  ASSERT_THAT(series.slots(), SizeIs(101));
  EXPECT_EQ(series.slots()[99].scans(), 1U);
  EXPECT_EQ(series.slots()[100].ends[static_cast<std::size_t>(ScanEnd::failed)], 1U);
}

TEST(Series, OfDifferentWidthsAddInTheWiderOne) {
  Series narrow;
  narrow.record({.intended = 10s, .latency = 1});
  Series wide;
  wide.record({.intended = 22h, .latency = 1});
  auto sum = narrow;
  sum.add(wide);
  Series whole;
  whole.record({.intended = 22h, .latency = 1});
  whole.record({.intended = 10s, .latency = 1});
  EXPECT_EQ(sum, whole);
  sum = wide;
  sum.add(narrow);
  EXPECT_EQ(sum, whole);
}

TEST(Result, ComesBackFromJsonWhole) {
  auto const result = result_of();
  auto const back = from_json(to_json(result), "a.json");
  ASSERT_TRUE(std::holds_alternative<FleetResult>(back)) << std::get<Mistake>(back).what;
  EXPECT_EQ(std::get<FleetResult>(back), result);
}

TEST(Result, ItsJsonIsForScriptsToo) {
  auto const document = boost::json::parse(to_json(result_of()));
  EXPECT_EQ(document.at("scans").at("count").to_number<int>(), 2'000);
  EXPECT_EQ(document.at("settings").at("agents").as_string(), "100");
  EXPECT_EQ(document.at("latency_us").at("waited").at("count").to_number<int>(), 2'000);
  EXPECT_TRUE(document.at("calls").at("SyncUpdates").at("latency_us").at("p99").is_number());
}

TEST(Result, JsonThatIsNoneIsRefusedWithItsPlace) {
  auto const mistake = [](std::string const& text) {
    auto const read = from_json(text, "a.json");
    auto const* wrong = std::get_if<Mistake>(&read);
    return wrong == nullptr ? std::string("none") : wrong->what;
  };
  auto const good = to_json(result_of());
  auto const with = [&good](std::string_view what, std::string_view instead) {
    auto text = good;
    auto const at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), instead);
  };
  EXPECT_THAT(mistake("{"), StartsWith("a.json:1:2: not a JSON document"));
  EXPECT_THAT(mistake("[]"), StartsWith("a.json: $: expected an object"));
  EXPECT_THAT(mistake("{}"), HasSubstr("format"));
  EXPECT_THAT(mistake(with("\"format\":1", "\"format\":2")), HasSubstr("a.json: $.format: expected format 1"));
  EXPECT_THAT(mistake(with("\"shard\":1", "\"shard\":2")), HasSubstr("$.shards[0].shard: expected a shard"));
  EXPECT_THAT(mistake(with("\"overlapped\":0", "\"overlapped\":-1")), HasSubstr("$.scans.overlapped"));
  EXPECT_THAT(mistake(with("\"slot_ms\":", "\"slot_ms\":7")), HasSubstr("$.over_time: expected at most 200 slots"));
}

TEST(Merge, OfAllShardsIsTheWhole) {
  auto merged = result_of(2, 2);
  EXPECT_FALSE(merge(merged, result_of(1, 2)));
  EXPECT_TRUE(is_whole(merged));
  EXPECT_EQ(merged.tally, result_of().tally);
  EXPECT_EQ(merged.settings, result_of().settings);
  ASSERT_THAT(merged.parts, SizeIs(2));
  EXPECT_EQ(merged.parts[0].shard.number, 1U);
  EXPECT_EQ(merged.warm_up_calls, 40U);
}

TEST(Merge, OfWhatIsNoPartOfTheSameFleetIsRefusedAndChangesNothing) {
  auto const first = result_of(1, 2);
  auto const refused = [&first](FleetResult const& other) {
    auto into = first;
    auto const mistake = merge(into, other);
    EXPECT_EQ(into, first);
    return mistake ? mistake->what : std::string("none");
  };
  EXPECT_THAT(refused(result_of(1, 2)), HasSubstr("shard 1/2 is there twice"));
  EXPECT_THAT(refused(result_of(2, 3)), HasSubstr("one is of 2 shards and the other of 3"));
  auto other = result_of(2, 2);
  other.settings.at(2).value = "7";
  EXPECT_THAT(refused(other), HasSubstr("seed is \"1\" in one and \"7\" in the other"));
  other = result_of(2, 2);
  other.settings.pop_back();
  EXPECT_THAT(refused(other), HasSubstr("not those of one version"));
  other = result_of(2, 2);
  other.program = "wua-sim 0.2.0";
  EXPECT_THAT(refused(other), HasSubstr("wua-sim 0.2.0"));
}

TEST(ResultText, TellsSettingsScansLatencyAndCalls) {
  auto const text = to_text(result_of());
  EXPECT_THAT(text, AllOf(HasSubstr("  agents             100\n"), HasSubstr("shard 1/1: 50 agents, 12.3 s, 1.2 s of"),
                          HasSubstr("Scans: 2000, "), HasSubstr("0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT"),
                          HasSubstr("from when it was to begin"), HasSubstr("SyncUpdates"),
                          HasSubstr("not counted: 3 scans with 20 calls")));
  EXPECT_THAT(to_text(result_of(1, 3)), HasSubstr("1 of 3 shards\n"));
}

TEST(ResultText, LatenciesAreForPeople) {
  EXPECT_EQ(latency_text(0), "0 us");
  EXPECT_EQ(latency_text(999), "999 us");
  EXPECT_EQ(latency_text(3'210), "3.21 ms");
  EXPECT_EQ(latency_text(234'567), "235 ms");
  EXPECT_EQ(latency_text(1'234'567), "1.2 s");
  EXPECT_EQ(latency_text(123'456'789), "123 s");
}

TEST(ResultCsv, HasALineASlot) {
  FleetResult result;
  result.tally.record(ScanRecord{.intended = 150ms, .end = ScanEnd::warm, .latency = 2'000});
  EXPECT_EQ(to_csv(result), "at_s,warm,cold,recovered,failed,unfinished,p50_ms,p90_ms,p99_ms,max_ms\n"
                            "0,0,0,0,0,0,0,0,0,0\n"
                            "0.1,1,0,0,0,0,2,2,2,2\n");
}

}  // namespace
}  // namespace wsus::fleet
