// Whole requests through the server without a socket: from the bytes of the body to the bytes of the answer.
#include "tests/bench/benchmarks.hpp"
#include "tests/bench/worlds.hpp"

#include <benchmark/benchmark.h>

#include <numeric>

namespace wsus::bench {
namespace {

/// Sends the request again and again. `status` is the status that every answer must have.
void send(benchmark::State& state, SyncedWorld& world, Request const& request, unsigned status) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    auto const plan = world.server.exchange().handle(request.view());
    if (plan.status != status) return state.SkipWithError("the server gave another answer");
    bytes = plan.body.size();
  }
  state.counters["request_bytes"] = static_cast<double>(request.body.size());
  state.counters["reply_bytes"] = static_cast<double>(bytes);
}

/// 4,000 cached ids of 30,000 revisions, and nothing new: what a synchronised client sends every few hours.
void nothing_new(benchmark::State& state, SyncedWorld& world) {
  auto const& warm = world.warm;
  if (warm.sync_calls != 1 || !warm.last_reply.new_updates.empty() || !warm.last_reply.out_of_scope.empty())
    return state.SkipWithError("there is something new");
  send(state, world, world.client.request_of(warm.last_sync), 200);
  state.counters["cached"] = static_cast<double>(warm.cached());
}

/// A client that has the categories and detectoids asks for its first page of updates: 30 with their metadata.
void first_page(benchmark::State& state, SyncedWorld& world) {
  auto call = world.warm.last_sync;
  call.other_cached.clear();
  send(state, world, world.client.request_of(call), 200);
}

/// More installed non-leaf ids than are allowed: refused before any delivery (capture Fault-InstalledNonLeafUpdateIDs).
void refused(benchmark::State& state, SyncedWorld& world, std::size_t ids) {
  agent::SyncUpdatesCall call{.cookie = world.warm.last_sync.cookie, .installed_non_leaf = std::vector<int>(ids)};
  std::iota(call.installed_non_leaf.begin(), call.installed_non_leaf.end(), 100'000);
  send(state, world, world.client.request_of(call), 500);
}

void fault_401(benchmark::State& state, SyncedWorld& world) { refused(state, world, 401); }

/// Ten times as many: what is more than for 401 is the reading of 4,000 <int> elements, and nothing else.
void fault_4401(benchmark::State& state, SyncedWorld& world) { refused(state, world, 4'401); }

using Run = void (*)(benchmark::State&, SyncedWorld&);

void add(Worlds& worlds, char const* name, Run run, Drives drives) {
  benchmark::RegisterBenchmark(name, [&worlds, run, drives](benchmark::State& state) {
    run(state, worlds.with(drives));
  })->Unit(benchmark::kMicrosecond);
}

}  // namespace

void add_exchange_benchmarks(Worlds& worlds) {
  add(worlds, "BM_SyncUpdatesNothingNew", nothing_new, Drives::real);
  add(worlds, "BM_SyncUpdatesNothingNew/in_memory", nothing_new, Drives::memory);
  add(worlds, "BM_SyncUpdatesFirstPage", first_page, Drives::real);
  add(worlds, "BM_Fault401", fault_401, Drives::real);
  add(worlds, "BM_Fault401/in_memory", fault_401, Drives::memory);
  add(worlds, "BM_Fault4401/in_memory", fault_4401, Drives::memory);
}

}  // namespace wsus::bench
