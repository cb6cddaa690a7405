// Sites and pools as they run: see internet_services.hpp.
#include "server/iis/internet_services.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::iis {

InternetServices::InternetServices(windows::FileSystem const& files, std::string iis_version)
    : configuration_(files), known_(files), files_(files), iis_version_(std::move(iis_version)) {}

bool InternetServices::is_started(Site const& site) const {
  auto const found = sites_.find(site.name);
  return running_ && (found == sites_.end() ? site.auto_start : found->second);
}

/// The pool of these settings as it runs; `mutex_` is held.
ApplicationPool& InternetServices::running(PoolSettings const& settings) {
  return pools_.try_emplace(settings.name, settings.auto_start).first->second;
}

bool InternetServices::listens(std::uint16_t port, bool secure) {
  auto const host = configuration_.host();
  if (!host) return false;
  std::lock_guard const lock(mutex_);
  return std::any_of(host->sites.begin(), host->sites.end(), [&](Site const& site) {
    return is_started(site) && std::any_of(site.bindings.begin(), site.bindings.end(), [&](Binding const& binding) {
             return binding.port == port && binding.protocol == (secure ? "https" : "http");
           });
  });
}

bool InternetServices::asks_for_certificate(std::uint16_t port) {
  auto const host = configuration_.host();
  if (!host) return false;
  auto const routing = route_of(*host, {.path = "/", .port = port, .secure = true});
  if (!routing.route) return false;
  auto const settings = configuration_.settings(*routing.route);
  auto const* const root = std::get_if<PathSettings>(settings.get());
  return root != nullptr && root->ssl_require_certificate;
}

std::optional<Denied> InternetServices::ask_pool(ConfigurationFile const& host, std::string const& name,
                                                 wusp::UtcTime now, std::chrono::milliseconds service,
                                                 Reception& reception) {
  reception.pool = name;
  auto const* const settings = host.find_pool(name);
  // An application whose pool is not there: WAS has nothing to start.
  if (settings == nullptr) return unavailable("N/A", fmt::format("there is no application pool '{}'", name));
  std::lock_guard const lock(mutex_);
  auto const verdict = running(*settings).arrive(*settings, load_, now, service);
  reception.recycled = verdict.recycled;
  reception.delay = verdict.delay;
  if (verdict.kind == PoolVerdict::Kind::serve) return std::nullopt;
  auto denied = unavailable(verdict.reason, fmt::format("the application pool '{}': {}", name, verdict.reason));
  denied.resets = verdict.kind == PoolVerdict::Kind::reset;
  return denied;
}

/// Empty: the request has to go the whole way.
std::optional<Reception> InternetServices::receive_known(RequestFacts const& facts, wusp::UtcTime now,
                                                         std::chrono::milliseconds service) {
  auto const known = known_.find(facts);
  if (known == nullptr) return std::nullopt;
  {
    std::lock_guard const lock(mutex_);
    if (!is_started(*known->site)) return std::nullopt;
  }
  Reception reception{.site_id = known->site->id};
  if (auto denied = ask_pool(*known->host, known->admitted.pool, now, service, reception))
    reception.admission = std::move(*denied);
  else
    reception.admission = known->admitted;
  return reception;
}

Reception InternetServices::receive(RequestFacts const& facts, wusp::UtcTime now, std::chrono::milliseconds service,
                                    std::function<bool(std::string_view address)> const& is_there) {
  if (auto known = receive_known(facts, now, service)) return std::move(*known);
  Reception reception;
  auto const host = configuration_.host();
  auto const routing = host ? route_of(*host, facts) : Routing{};
  bool const is_served = [&] {
    std::lock_guard const lock(mutex_);
    return routing.route && is_started(*routing.route->site);
  }();
  if (!is_served) {
    reception.admission = denied_by_http_sys(routing.route ? NoRoute::no_site : routing.why, facts);
    return reception;
  }
  auto const& route = *routing.route;
  reception.site_id = route.site->id;
  if (auto denied = ask_pool(*host, route.application->pool, now, service, reception)) {
    reception.admission = std::move(*denied);
    return reception;
  }
  auto stamps = known_.stamps(ConfigurationSystem::paths_for(route), route);
  auto const settings = configuration_.settings(route);
  reception.admission = admit(route, facts,
                              {.settings = *settings,
                               .files = files_,
                               .iis_version = iis_version_,
                               .pool = host->find_pool(route.application->pool),
                               .is_there = is_there});
  // The route is of a file that was looked at before the stamps were taken: it has to be the same one still.
  auto const* const merged = std::get_if<PathSettings>(settings.get());
  if (merged != nullptr && configuration_.host() == host)
    known_.remember(facts, host, route, *merged, reception.admission, std::move(stamps));
  return reception;
}

void InternetServices::start() {
  std::lock_guard const lock(mutex_);
  running_ = true;
  pools_.clear();
  sites_.clear();
}

void InternetServices::stop() {
  std::lock_guard const lock(mutex_);
  running_ = false;
}

bool InternetServices::is_running() const {
  std::lock_guard const lock(mutex_);
  return running_;
}

InternetServices::Change InternetServices::change_site(std::string_view name, bool started) {
  auto const host = configuration_.host();
  auto const* const site = host ? host->find_site(name) : nullptr;
  if (site == nullptr) return Change::no_such_object;
  std::lock_guard const lock(mutex_);
  if (is_started(*site) == started) return Change::already;
  sites_.insert_or_assign(site->name, started);
  return Change::done;
}

InternetServices::Change InternetServices::start_site(std::string_view name) { return change_site(name, true); }
InternetServices::Change InternetServices::stop_site(std::string_view name) { return change_site(name, false); }

bool InternetServices::is_site_started(std::string_view name) {
  auto const host = configuration_.host();
  auto const* const site = host ? host->find_site(name) : nullptr;
  std::lock_guard const lock(mutex_);
  return site != nullptr && is_started(*site);
}

InternetServices::Change
InternetServices::change_pool(std::string_view name,
                              std::function<bool(PoolSettings const&, ApplicationPool&)> const& change) {
  auto const host = configuration_.host();
  auto const* const settings = host ? host->find_pool(name) : nullptr;
  if (settings == nullptr) return Change::no_such_object;
  std::lock_guard const lock(mutex_);
  return change(*settings, running(*settings)) ? Change::done : Change::already;
}

InternetServices::Change InternetServices::start_pool(std::string_view name) {
  return change_pool(name, [](PoolSettings const&, ApplicationPool& pool) { return pool.start(); });
}

InternetServices::Change InternetServices::stop_pool(std::string_view name) {
  return change_pool(name, [](PoolSettings const&, ApplicationPool& pool) { return pool.stop(); });
}

InternetServices::Change InternetServices::recycle_pool(std::string_view name) {
  return change_pool(name, [](PoolSettings const&, ApplicationPool& pool) { return pool.recycle(); });
}

InternetServices::Change InternetServices::crash_pool(std::string_view name, wusp::UtcTime now) {
  return change_pool(name, [now](PoolSettings const& settings, ApplicationPool& pool) {
    bool const runs = pool.state() == ApplicationPool::State::started;
    pool.crash(settings, now);
    return runs;
  });
}

std::optional<ApplicationPool> InternetServices::pool(std::string_view name) {
  auto const host = configuration_.host();
  auto const* const settings = host ? host->find_pool(name) : nullptr;
  if (settings == nullptr) return std::nullopt;
  std::lock_guard const lock(mutex_);
  return running(*settings);
}

void InternetServices::set_load(PoolLoad load) {
  std::lock_guard const lock(mutex_);
  load_ = load;
}

void InternetServices::set_revisions(std::size_t revisions) {
  std::lock_guard const lock(mutex_);
  load_.revisions = revisions;
}

PoolLoad InternetServices::load() const {
  std::lock_guard const lock(mutex_);
  return load_;
}

}  // namespace wsus::iis
