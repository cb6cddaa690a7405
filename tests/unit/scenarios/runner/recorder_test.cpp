// The record of a run in a small world: calls from both ends, typed lines, and the log lines that came with them.
#include "scenarios/runner/recorder.hpp"

#include "scenarios/runner/evidence.hpp"
#include "scenarios/runner/run_scenario.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

ScenarioOutcome recorded(std::string const& text, std::string_view file = "small.yaml") {
  return run_scenario(small_scenario(text, file), {.record = true});
}

std::vector<CallEvent> calls_of(PhaseTimeline const& phase) {
  std::vector<CallEvent> calls;
  for (auto const& event : phase.events) {
    if (auto const* call = std::get_if<CallEvent>(&event.what)) calls.push_back(*call);
  }
  return calls;
}

std::vector<std::string> operations_of(PhaseTimeline const& phase) {
  std::vector<std::string> operations;
  for (auto const& call : calls_of(phase)) operations.push_back(call.operation);
  return operations;
}

/// All of one log in one phase, in order.
std::string log_of(PhaseTimeline const& phase, LogKind kind) {
  std::string text;
  for (auto const& event : phase.events) {
    for (auto const& piece : event.logs) {
      if (piece.kind == kind) text += piece.text;
    }
  }
  return text;
}

RecordedEvent const& refused_in(PhaseTimeline const& phase) {
  return *std::ranges::find_if(phase.events, [](auto const& event) {
    auto const* call = std::get_if<CallEvent>(&event.what);
    return call != nullptr && !call->error_code.empty();
  });
}

class RecordOfTheSmallScenario : public testing::Test {
protected:
  static void SetUpTestSuite() { outcome_ = recorded(small_scenario_text()); }
  static ScenarioOutcome outcome_;
};
ScenarioOutcome RecordOfTheSmallScenario::outcome_{};

TEST_F(RecordOfTheSmallScenario, HasTheMainRunsPhasesAndNotThoseOfControls) {
  ASSERT_TRUE(outcome_.passed);
  std::vector<std::string> names;
  for (auto const& phase : outcome_.timeline) {
    names.push_back(phase.name);
    EXPECT_TRUE(phase.held);
    EXPECT_TRUE(phase.complete);
    EXPECT_GT(phase.seconds, 0);
  }
  EXPECT_THAT(names, ElementsAre("reproduce", "fix", "verify"));
}

TEST_F(RecordOfTheSmallScenario, HasEveryCallOnceFromBothEnds) {
  auto const operations = operations_of(outcome_.timeline[0]);
  ASSERT_GE(operations.size(), 4u);
  EXPECT_EQ(operations[0], "GetConfig");
  EXPECT_THAT(operations, testing::Contains("SyncUpdates"));
  for (auto const& call : calls_of(outcome_.timeline[0])) {
    EXPECT_EQ(call.machine, "PC01");
    ASSERT_EQ(call.server.size(), 1u) << call.operation;
    ASSERT_EQ(call.hops.size(), 1u) << call.operation;
    EXPECT_EQ(call.hops[0].status, call.server[0].status);
    EXPECT_THAT(call.request.text, call.bodies_left_out ? HasSubstr("") : HasSubstr(call.operation));
    EXPECT_EQ(call.response.text.empty(), call.bodies_left_out) << call.operation;
    EXPECT_FALSE(call.response_as_sent);
  }
}

TEST_F(RecordOfTheSmallScenario, JoinsTheFaultInBothLogs) {
  auto const& event = refused_in(outcome_.timeline[0]);
  auto const& call = std::get<CallEvent>(event.what);
  EXPECT_EQ(call.error_code, "InvalidParameters");
  auto const& id = call.server.at(0).fault_id;
  ASSERT_FALSE(id.empty());
  auto const has_id = [&](LogKind kind) {
    return std::ranges::any_of(
        event.logs, [&](auto const& piece) { return piece.kind == kind && piece.text.find(id) != std::string::npos; });
  };
  EXPECT_TRUE(has_id(LogKind::agent));
  EXPECT_TRUE(has_id(LogKind::software_distribution));
}

TEST_F(RecordOfTheSmallScenario, HasEveryExchangeAndEveryLogLineOnce) {
  auto const scenario = small_scenario(small_scenario_text());
  CatalogueShelf catalogues(scenario.file);
  LabWorld world(scenario.world, catalogues);
  auto const phase = run_phase(world, "reproduce", scenario.reproduce, {});
  std::vector<std::string> operations;
  for (auto const& entry : world.exchanges(phase.began)) operations.push_back(entry.operation);
  EXPECT_EQ(operations_of(outcome_.timeline[0]), operations);
  auto const lines = [](std::string const& text) { return std::ranges::count(text, '\n'); };
  auto const& recorded_phase = outcome_.timeline[0];
  auto const seen = world.observe("PC01", phase.began);
  EXPECT_EQ(lines(log_of(recorded_phase, LogKind::agent)), lines(seen.client_log));
  EXPECT_EQ(lines(log_of(recorded_phase, LogKind::software_distribution)), lines(seen.server_log));
  EXPECT_EQ(lines(log_of(recorded_phase, LogKind::iis)), lines(seen.iis_log));
}

TEST_F(RecordOfTheSmallScenario, HasWhatWasTypedWithItsAnswers) {
  std::vector<std::string> lines;
  for (auto const& event : outcome_.timeline[1].events) {
    auto const& step = std::get<StepEvent>(event.what);
    EXPECT_THAT(step.problems, IsEmpty());
    ASSERT_EQ(step.answers.size(), 1u);
    EXPECT_GE(event.took, 0);
    lines.push_back(std::get<scenario::TypeCommand>(step.step.what).line);
  }
  EXPECT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines.back(), "iisreset");
}

TEST_F(RecordOfTheSmallScenario, TellsHowEachScanEnded) {
  std::vector<std::uint32_t> ends;
  for (auto const& phase : outcome_.timeline) {
    for (auto const& event : phase.events) {
      if (auto const* scan = std::get_if<ScanEvent>(&event.what)) ends.push_back(scan->end.hresult);
    }
  }
  EXPECT_THAT(ends, ElementsAre(0x80244007, 0));
}

TEST(Record, IsNotMadeUnlessAskedFor) {
  auto const outcome = run_scenario(small_scenario(small_scenario_text()));
  EXPECT_TRUE(outcome.passed);
  EXPECT_THAT(outcome.timeline, IsEmpty());
}

TEST(Record, ChangesNothingOfTheRun) {
  auto const plain = run_scenario(small_scenario(small_scenario_text()));
  auto const outcome = recorded(small_scenario_text());
  EXPECT_EQ(outcome.hresults, plain.hresults);
  EXPECT_EQ(outcome.verify.scans.at(0).updates_found, plain.verify.scans.at(0).updates_found);
}

TEST(Record, HasWhatDiffersAtTheStepThatFoundIt) {
  auto const outcome = recorded(with(small_scenario_text(), "updates_found: 3", "updates_found: 4"));
  EXPECT_FALSE(outcome.timeline.back().held);
  auto const& last = std::get<StepEvent>(outcome.timeline.back().events.back().what);
  ASSERT_EQ(last.problems.size(), 1u);
  EXPECT_THAT(last.problems[0], HasSubstr("small.yaml:"));
}

TEST(Record, OfAMachineThatReachesNobodyHasNoServer) {
  auto const text = with(test::small_baseline_text(), "  - {at: PC01, run: usoclient StartScan}",
                         "  - {at: wsus, run: 'appcmd stop site \"WSUS Administration\"'}\n"
                         "  - {at: PC01, run: usoclient StartScan}");
  auto const outcome = recorded(text, "baseline-small.yaml");
  auto const calls = calls_of(outcome.timeline.at(0));
  ASSERT_FALSE(calls.empty());
  EXPECT_EQ(calls[0].operation, "GetConfig");
  EXPECT_NE(calls[0].transport_error, 0u);
  EXPECT_FALSE(calls[0].what.empty());
  EXPECT_THAT(calls[0].server, IsEmpty());
  EXPECT_FALSE(calls[0].hops.at(0).status.has_value());
}

TEST(Record, OfMachinesThatScanTogetherGivesEachItsOwnCalls) {
  auto text = with(test::small_baseline_text(), "  PC01: {profile: w10}\n", "  PC: {profile: w10, copies: 2}\n");
  text = with(
      text, "  - {at: PC01, run: usoclient StartScan}\n",
      "  - together:\n      - {at: PC-1, run: usoclient StartScan}\n      - {at: PC-2, run: usoclient StartScan}\n");
  auto const outcome =
      recorded(with(text, "expect: {hresult", "expect: {machine: PC-1, hresult"), "baseline-small.yaml");
  std::map<std::string, std::vector<std::string>> operations;
  for (auto const& call : calls_of(outcome.timeline.at(0))) {
    operations[call.machine].push_back(call.operation);
    ASSERT_EQ(call.server.size(), 1u) << call.machine << call.operation;
    EXPECT_EQ(call.server[0].error_code, call.error_code);
  }
  EXPECT_THAT(operations["PC-1"], testing::Contains("SyncUpdates"));
  EXPECT_EQ(operations["PC-2"], operations["PC-1"]);
}

TEST(Record, OfAnInterruptedRunHasWhatWasBegun) {
  std::stop_source stop;
  stop.request_stop();
  auto const scenario = small_scenario(small_scenario_text());
  EXPECT_THAT(run_scenario(scenario, {.record = true, .stop = stop.get_token()}).timeline, IsEmpty());
  CatalogueShelf catalogues(scenario.file);
  LabWorld world(scenario.world, catalogues);
  Recorder recorder(world);
  EXPECT_THROW(static_cast<void>(run_phase(world, "reproduce", scenario.reproduce, stop.get_token(), &recorder)),
               Interrupted);
  auto const timeline = recorder.take();
  ASSERT_EQ(timeline.size(), 1u);
  EXPECT_FALSE(timeline[0].complete);
  EXPECT_FALSE(timeline[0].held);
}

TEST(Record, KeepsBodiesBounded) {
  auto const outcome = recorded(small_scenario_text());
  for (auto const& phase : outcome.timeline) {
    for (auto const& call : calls_of(phase)) {
      EXPECT_LE(call.request.text.size(), evidence_body_bytes + 40);
      EXPECT_LE(call.response.text.size(), evidence_body_bytes + 40);
      EXPECT_GE(call.response.bytes + 40, call.response.text.size());
    }
  }
}

}  // namespace
}  // namespace wsus::lab
