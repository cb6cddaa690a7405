// What the agent makes of one Core fragment: the evaluation of a scan, and the verdict of `wua-sim why`.
#include "client_sim/metadata/applicability.hpp"
#include "client_sim/metadata/why.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/catalogue/generator.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::bench {
namespace {

/// The only fragment of capture SyncUpdates-category-scan: a category.
constexpr std::string_view captured =
    R"(<UpdateIdentity UpdateID="dd78b8a1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="202" /><Properties UpdateType="Category" /><Relationships><Prerequisites><AtLeastOne IsCategory="true"><UpdateIdentity UpdateID="6964aab4-c5b5-43bd-a17d-ffb4346a8e1d" /></AtLeastOne></Prerequisites></Relationships><ApplicabilityRules><IsInstalled><b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="3" ProductType="1" /></IsInstalled></ApplicabilityRules>)";

/// An update's package in the grammar of wusp-protocol 8.2 and 8.4: three prerequisites, one superseded update, rules
/// on a file, on the registry and on the system.
constexpr std::string_view package =
    R"(<UpdateIdentity UpdateID="10000000-0000-4000-8000-000000000001" RevisionNumber="200" /><Properties UpdateType="Software" ExplicitlyDeployable="true" AutoSelectOnWebSites="true" /><Relationships><SupersededUpdates><UpdateIdentity UpdateID="10000000-0000-4000-8000-000000000002" /></SupersededUpdates><Prerequisites><UpdateIdentity UpdateID="10000000-0000-4000-8000-000000000003" /><AtLeastOne IsCategory="true"><UpdateIdentity UpdateID="10000000-0000-4000-8000-000000000004" /></AtLeastOne><AtLeastOne><UpdateIdentity UpdateID="10000000-0000-4000-8000-000000000005" /><UpdateIdentity UpdateID="10000000-0000-4000-8000-000000000006" /></AtLeastOne></Prerequisites></Relationships><ApplicabilityRules><IsInstalled><And><b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="2" /><b.FileVersion Csidl="37" Path="contoso.dll" Comparison="GreaterThanOrEqualTo" Version="10.0.2.0" /></And></IsInstalled><IsSuperseded><False /></IsSuperseded><IsInstallable><And><Or><b.Processor Architecture="9" /><b.Processor Architecture="12" /></Or><b.RegDword Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Contoso" Value="Level" Comparison="LessThan" Data="9" /><Not><b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Contoso\Product 7" /></Not></And></IsInstallable></ApplicabilityRules>)";

/// Every fragment that the machine is given, evaluated in turn; `fragments` must not be empty.
void evaluate_all(benchmark::State& state, std::vector<std::string> const& fragments) {
  wusp::SystemClock const clock;
  machine::Machine const machine({}, clock);
  std::vector<agent::ReceivedUpdate> updates;
  updates.reserve(fragments.size());
  std::size_t bytes = 0;
  for (auto const& text : fragments) {
    agent::ReceivedUpdate update;
    update.core_xml = text;
    updates.push_back(std::move(update));
    bytes += text.size();
  }
  std::size_t next = 0;
  for (auto _ : state) {
    auto const evaluation = metadata::evaluate(updates[next], machine);
    if (evaluation.update_id.is_nil()) return state.SkipWithError("a fragment could not be read");
    next = next + 1 == updates.size() ? 0 : next + 1;
  }
  state.counters["fragment_bytes"] = static_cast<double>(bytes) / static_cast<double>(updates.size());
}

std::vector<std::string> generated() {
  auto const catalogue = catalogue::generate({});
  std::vector<std::string> fragments;
  fragments.reserve(catalogue.revisions().size());
  for (auto const& revision : catalogue.revisions()) fragments.push_back(catalogue::core_fragment(revision));
  return fragments;
}

/// The verdict on one update of a machine that keeps 3,000; asked for by its revision id.
void why_one(benchmark::State& state) {
  wusp::SystemClock const clock;
  machine::Machine machine({}, clock);
  auto const catalogue = catalogue::generate({});
  auto& updates = machine.data_store().updates.edit();
  int asked = 0;
  for (auto const& revision : catalogue.revisions()) {
    machine::CachedUpdate update;
    update.revision_id = revision.id;
    update.update_id = revision.identity.update_id;
    update.core_xml = std::make_shared<std::string const>(catalogue::core_fragment(revision));
    updates.insert_or_assign(revision.id, std::move(update));
    if (!revision.prerequisites.empty() && !revision.is_installed.empty()) asked = revision.id;
  }
  auto const id = std::to_string(asked);
  for (auto _ : state) {
    auto const verdict = metadata::why(machine.data_store(), machine, id);
    if (verdict.revision_id != asked) return state.SkipWithError("no verdict on the update that was asked for");
  }
}

}  // namespace

void add_metadata_benchmarks() {
  auto const add = [](char const* name, std::vector<std::string> fragments) {
    benchmark::RegisterBenchmark(name, [texts = std::move(fragments)](auto& state) { evaluate_all(state, texts); });
  };
  add("BM_Evaluate/captured", {std::string(captured)});
  add("BM_Evaluate/package", {std::string(package)});
  benchmark::RegisterBenchmark("BM_Evaluate/generated", [](auto& state) { evaluate_all(state, generated()); });
  benchmark::RegisterBenchmark("BM_Why", why_one)->Unit(benchmark::kMicrosecond);
}

}  // namespace wsus::bench
