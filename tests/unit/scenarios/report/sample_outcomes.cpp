// The outcomes of sample_outcomes.hpp.
#include "tests/unit/scenarios/report/sample_outcomes.hpp"

namespace wsus::test {

using lab::ScanEnd;
using lab::ScenarioOutcome;

namespace {

ScanEnd const fault{.hresult = 0x80244007, .symbol = "WU_E_PT_SOAPCLIENT_SOAPFAULT"};
ScanEnd const success{.hresult = 0, .symbol = "S_OK", .updates_found = 3};

}  // namespace

std::vector<scenario::Step> fix_steps() {
  using scenario::TypeCommand;
  return {{.what = TypeCommand{.at = "wsus", .line = "takeown /f web.config"}},
          {.what = TypeCommand{.at = "PC01", .line = "reg delete X /f", .exit_code = 1, .output = {"ERROR: none"}}},
          {.what = scenario::AdvanceClock{.by = std::chrono::minutes(15)}},
          {.what = scenario::Expectation{.machine = "PC01"}}};
}

ScenarioOutcome good_outcome() {
  return {.name = "too-many",
          .title = "Too many installed prerequisites",
          .about = "The list has 401 ids.\nThe server takes 400.\n\nNothing is wrong with the machine.\n",
          .file = "lib/too-many.yaml",
          .modes = {"FM01", "FM81"},
          .hresults = {0x80244007, 0x80244007, 0},
          .reproduced = true,
          .fixed = true,
          .verified = true,
          .reproduce = {.scans = {fault, fault}, .commands = 2, .seconds = 0.2149},
          .fix = {.commands = 2},
          .fix_steps = fix_steps(),
          .verify = {.scans = {success}, .commands = 1, .seconds = 0.3},
          .controls = {{.name = "a restart does not cure", .held = true},
                       {.name = "400 entries scan clean", .held = true, .kind = lab::ControlOutcome::Kind::twin}},
          .seconds = 0.8412,
          .passed = true};
}

ScenarioOutcome bad_outcome() {
  auto outcome = good_outcome();
  outcome.name = "wrong";
  outcome.title = "Wrong <fix> & more";
  outcome.hresults = {0x80244007, 0x80244007, 0x80244007};
  outcome.verified = false;
  outcome.verify.scans = {fault};
  outcome.controls[0].held = false;
  outcome.controls[0].problems = {{"wrong.yaml:30: /controls/0: it cures"}};
  outcome.passed = false;
  outcome.problems = {{"wrong.yaml:20: /verify/1: PC01: expected 0x00000000 \"S_OK\""}};
  outcome.evidence = "=== wrong: verify\nPC01> usoclient\x01\n";
  return outcome;
}

ScenarioOutcome baseline_outcome() {
  return {.name = "baseline-cold",
          .title = "A healthy scan",
          .about = "Nothing is wrong.",
          .file = "lib/baseline-cold.yaml",
          .hresults = {0},
          .verified = true,
          .verify = {.scans = {success}, .commands = 1, .seconds = 0.1},
          .seconds = 0.25,
          .passed = true};
}

ScenarioOutcome interrupted_outcome() {
  return {.name = "late",
          .title = "Never begun",
          .file = "lib/late.yaml",
          .reproduced = false,
          .fixed = false,
          .interrupted = true,
          .problems = {{"lib/late.yaml: interrupted before its end"}}};
}

}  // namespace wsus::test
