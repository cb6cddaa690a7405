// A cold scan without a socket: everything that server and agent compute while 5,300 revisions change sides.
// tests/bench/cold_sync.py measures the same with both programs and TCP between them.
#include "server/catalogue/generator.hpp"
#include "tests/bench/bench_client.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <string_view>

namespace wsus::bench {
namespace {

/// 5,300 revisions are delivered, 541 of them come back as installed non-leaf ids.
catalogue::GeneratorSizes sizes_of_cold_sync() {
  catalogue::GeneratorSizes sizes;
  sizes.revisions = 5'436;
  sizes.installed_non_leaf = 541;
  sizes.delivered_percent = 99;
  return sizes;
}

constexpr std::size_t page = 30;
constexpr int allowed_installed = 800;

void cold_sync(benchmark::State& state, std::string_view coding) {
  auto const catalogue = std::make_shared<domain::Catalogue const>(catalogue::generate(sizes_of_cold_sync()));
  Scanned scanned;
  for (auto _ : state) {
    state.PauseTiming();
    BenchServer server(catalogue, Drives::memory, {.updates = page});
    server.allow_installed_prerequisites(allowed_installed);
    BenchClient client(server, coding);
    state.ResumeTiming();
    scanned = client.scan();
  }
  auto const count = [](std::size_t number) { return static_cast<double>(number); };
  state.counters["sync_calls"] = count(scanned.sync_calls);
  state.counters["request_MB"] = count(scanned.request_bytes) / 1e6;
  state.counters["reply_MB"] = count(scanned.reply_bytes) / 1e6;
  state.counters["server_ms"] = std::chrono::duration<double, std::milli>(scanned.in_server).count();
}

void add(char const* name, std::string_view coding) {
  benchmark::RegisterBenchmark(name, [coding](benchmark::State& state) {
    cold_sync(state, coding);
  })->Unit(benchmark::kMillisecond);
}

}  // namespace

void add_cold_sync_benchmarks() {
  add("BM_ColdSync/xpress", "xpress");
  add("BM_ColdSync/plain", "");
}

}  // namespace wsus::bench
