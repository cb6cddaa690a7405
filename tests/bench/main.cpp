// wsus-bench: the benchmarks of the mock server, with the options of Google Benchmark.
#include "tests/bench/benchmarks.hpp"
#include "tests/bench/worlds.hpp"

#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
  wsus::bench::Worlds worlds;
  wsus::bench::add_exchange_benchmarks(worlds);
  wsus::bench::add_catalogue_benchmarks();
  wsus::bench::add_cookie_benchmarks();
  wsus::bench::add_metadata_benchmarks();
  wsus::bench::add_rules_benchmarks();
  wsus::bench::add_cold_sync_benchmarks();
  wsus::bench::add_xpress_benchmarks(worlds);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
