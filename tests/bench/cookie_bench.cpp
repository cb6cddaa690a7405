// Sealing a cookie and opening it again: once each in every SyncUpdates.
#include "server/cookies/cookie_sealer.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>

namespace wsus::bench {
namespace {

void cookie_seal_open(benchmark::State& state) {
  cookies::CookieSealer const sealer(cookies::random_key());
  domain::CookieState const cookie{.client_id = "e1da06a3-5601-43c9-bac3-52d5db701494", .protocol_version = "2.90"};
  for (auto _ : state) {
    auto const opened = sealer.open_cookie(sealer.seal(cookie));
    if (opened != cookie) return state.SkipWithError("the cookie did not open");
  }
}

}  // namespace

void add_cookie_benchmarks() { benchmark::RegisterBenchmark("BM_CookieSealOpen", cookie_seal_open); }

}  // namespace wsus::bench
