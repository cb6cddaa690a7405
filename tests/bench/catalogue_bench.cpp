// Making a catalogue: most of what wsus-mock does before it listens.
#include "server/catalogue/generator.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>

namespace wsus::bench {
namespace {

void generate_catalogue(benchmark::State& state) {
  catalogue::GeneratorSizes const sizes{.revisions = static_cast<int>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(catalogue::generate(sizes));
}

}  // namespace

void add_catalogue_benchmarks() {
  benchmark::RegisterBenchmark("BM_GenerateCatalogue", generate_catalogue)
      ->Arg(3'000)
      ->Arg(30'000)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace wsus::bench
