// From a record to a datastore and back.
#include "client_sim/fleet/agent_record.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/fleet/settings.hpp"

#include <algorithm>
#include <utility>

namespace wsus::fleet {
namespace {

std::unique_ptr<RareState> rare_state_of(machine::DataStore const& store, std::size_t kept_events) {
  auto const& events = store.pending_events;
  auto const kept = static_cast<std::ptrdiff_t>(std::min(events.size(), kept_events));
  if (kept == 0 && store.trouble.empty()) return nullptr;
  auto rare = std::make_unique<RareState>();
  rare->pending_events.assign(events.end() - kept, events.end());
  rare->trouble = store.trouble;
  return rare;
}

}  // namespace

ConfigPool::Handle ConfigPool::kept(machine::CachedConfig const& config) {
  auto const known = std::ranges::find_if(known_, [&config](Handle const& each) { return *each == config; });
  if (known != known_.end()) return *known;
  constexpr std::size_t most = 16;
  known_.push_front(std::make_shared<machine::CachedConfig const>(config));
  if (known_.size() > most) known_.pop_back();
  return known_.front();
}

void expand(AgentRecord const& record, std::uint32_t agent, KindFacts const& kind, Pools const& pools,
            machine::Machine& machine) {
  machine.become(name_of(agent), dns_name_of(agent), record.scans);
  auto& store = machine.data_store();
  store.server_url = kind.policy_url;
  store.updates = pools.caches.unpack(record.updates);
  if (record.config) store.config = *record.config;
  if (record.cookie) store.cookie = *record.cookie;
  if (record.registered) store.registered_data = agent::registration_data(machine);
  store.evaluation_due = record.evaluation_due;
  store.evaluated_facts = kind.facts;
  if (!record.rare) return;
  store.pending_events = record.rare->pending_events;
  store.trouble = record.rare->trouble;
}

void capture(machine::Machine const& machine, KindFacts const& kind, Pools const& pools, AgentRecord& record) {
  auto const& store = machine.data_store();
  record.updates = pools.caches.pack(store.updates);
  record.config = store.config ? pools.configs.kept(*store.config) : nullptr;
  record.cookie = store.cookie ? std::make_unique<machine::ClientCookie>(*store.cookie) : nullptr;
  record.registered = !store.registered_data.empty();
  record.evaluation_due = store.evaluation_due;
  record.rare = rare_state_of(store, kind.kept_events);
  ++record.scans;
}

void meet_another_database(AgentRecord& record, CachePool& caches) {
  record.updates = caches.foreign(record.updates);
  if (!record.cookie) return;
  auto& sealed = record.cookie->encrypted_data;
  if (!sealed.empty()) sealed.back() = static_cast<char>(static_cast<unsigned char>(sealed.back()) ^ 0xFFU);
}

}  // namespace wsus::fleet
