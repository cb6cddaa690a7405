// Makes the worlds of the benchmarks: see worlds.hpp.
#include "tests/bench/worlds.hpp"

#include <utility>

namespace wsus::bench {
namespace {

constexpr int revisions = 30'000;
constexpr std::size_t needed = 4'000;

Scanned synchronised(BenchClient& client) {
  client.scan();
  auto warm = client.scan();
  warm.last_sync.cookie = client.cookie();
  return warm;
}

}  // namespace

SyncedWorld::SyncedWorld(std::shared_ptr<domain::Catalogue const> catalogue, Drives drives)
    : server(std::move(catalogue), drives), client(server), warm(synchronised(client)) {}

SyncedWorld& Worlds::with(Drives drives) {
  if (!catalogue_) catalogue_ = catalogue_delivering(revisions, needed);
  auto& world = worlds_[drives];
  if (!world) world = std::make_unique<SyncedWorld>(catalogue_, drives);
  return *world;
}

}  // namespace wsus::bench
