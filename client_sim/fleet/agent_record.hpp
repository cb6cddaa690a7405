// An agent of a fleet between its scans: as much as has to survive, in a few hundred bytes. Pure.
#pragma once

#include "client_sim/fleet/cache_pool.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wsus::fleet {

/// Configurations that agents have alike are there once: those seen last, for a server may have a new one each time.
class ConfigPool {
public:
  using Handle = std::shared_ptr<machine::CachedConfig const>;
  [[nodiscard]] Handle kept(machine::CachedConfig const& config);

private:
  std::deque<Handle> known_{};  ///< the last one first
};

/// What few agents have, and only for a time.
struct RareState {
  std::vector<machine::PendingEvent> pending_events{};
  std::map<std::string, machine::EndpointTrouble> trouble{};
};

/// The datastore of an agent that is not scanning. Its identity is not here: it follows from its index and the seed.
struct AgentRecord {
  CachePool::Handle updates{};
  ConfigPool::Handle config{};                      ///< null: none is cached
  std::unique_ptr<machine::ClientCookie> cookie{};  ///< null: it has none
  std::unique_ptr<RareState> rare{};                ///< null: there is nothing of it
  std::uint32_t scans = 0;                          ///< that have ended
  bool registered = false;                          ///< as the machine it is; its facts never change
  bool evaluation_due = false;
  bool busy = false;  ///< in a scan, or waiting to begin one
};

/// What is the same for all agents of a kind.
struct KindFacts {
  std::string policy_url{};     ///< WUServer without a slash at its end
  std::uint64_t facts = 0;      ///< machine::fact_fingerprint of its machine
  std::size_t kept_events = 4;  ///< events that wait for a report: of more the oldest are forgotten (assumption)
};

/// The pools that records live from. Lifetime: outlive the records' use.
struct Pools {
  CachePool& caches;
  ConfigPool& configs;
};

/// Makes the machine that agent, ready to scan. `machine` is one of the agent's kind.
void expand(AgentRecord const& record, std::uint32_t agent, KindFacts const& kind, Pools const& pools,
            machine::Machine& machine);

/// Takes back what a scan has left. Counts it.
void capture(machine::Machine const& machine, KindFacts const& kind, Pools const& pools, AgentRecord& record);

/// Makes the agent a client of the database that the server had before another took its place: its cookie is one that
/// this server did not seal, and what it has cached is of updates that it does not know. The agent notices as a real
/// one does, by the server's answers, and scans cold. An agent that knows nothing stays as it is.
void meet_another_database(AgentRecord& record, CachePool& caches);

}  // namespace wsus::fleet
