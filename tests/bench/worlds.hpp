// A server of 30,000 revisions and a client that has synchronised with it: made when a benchmark first asks.
#pragma once

#include "tests/bench/bench_client.hpp"

#include <map>
#include <memory>

namespace wsus::bench {

/// After a cold scan and a warm one.
struct SyncedWorld {
  SyncedWorld(std::shared_ptr<domain::Catalogue const> catalogue, Drives drives);
  BenchServer server;
  BenchClient client;
  Scanned warm;  ///< its last call carries the cookie that its answer gave
};

/// Google Benchmark calls a benchmark several times to find its number of iterations; the world is made once.
class Worlds {
public:
  [[nodiscard]] SyncedWorld& with(Drives drives);

private:
  std::shared_ptr<domain::Catalogue const> catalogue_{};
  std::map<Drives, std::unique_ptr<SyncedWorld>> worlds_{};
};

}  // namespace wsus::bench
