// Observers of a server: see observers.hpp.
#include "server/app/observers.hpp"

#include "server/app/version.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace wsus::server {
namespace {

double unix_seconds() {
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

void add(metrics::Observed& observed, std::string name, http::HttpServer const& server) {
  auto const connections = server.connections();
  observed.connections.push_back({.name = std::move(name), .total = connections.total, .open = connections.open});
}

}  // namespace

Observers::Observers(Watched const& watched, control::EventSettings events)
    : watched_(watched),
      events_(watched.journal, std::move(events)),
      metrics_(watched.journal, {.version = std::string(version()), .start_seconds = unix_seconds(), .observe = [this] {
                                   return look();
                                 }}) {
  watched.rules.add_listener(*this);
}

void Observers::rules_changed(faults::RuleList const& rules) noexcept {
  boost::json::array names;
  for (auto const& rule : rules) names.emplace_back(rule->name);
  events_.publish("rules", {{"rules", std::move(names)}});
}

metrics::Observed Observers::look() const {
  auto& [journal, rules, state, internet, http, https] = watched_;
  metrics::Observed observed;
  add(observed, "http", http);
  if (https != nullptr) add(observed, "https", *https);
  if (auto const* const admin = admin_.load()) add(observed, "admin", *admin);
  if (auto const host = internet.configuration().host()) {
    for (auto const& settings : host->pools) {
      auto pool = internet.pool(settings.name);
      if (!pool) continue;
      bool const is_started = pool->state() == iis::ApplicationPool::State::started;
      auto const waiting = pool->waiting(internet.load(), state.now());
      observed.pools.push_back({.name = settings.name, .is_started = is_started, .waiting = waiting});
    }
  }
  observed.computers = state.computers().size();
  observed.journal_entries = journal.size();
  observed.journal_dropped = journal.counter("dropped");
  observed.journal_dropped_bodies = journal.counter("dropped_bodies");
  observed.event_readers = events_.readers();
  return observed;
}

}  // namespace wsus::server
