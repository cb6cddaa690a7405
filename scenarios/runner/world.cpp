// Building and driving of a world: see world.hpp.
#include "scenarios/runner/world.hpp"

#include "client_sim/app/simulated_pc.hpp"
#include "client_sim/machine/identity.hpp"
#include "scenarios/network/lab_hosts.hpp"
#include "scenarios/runner/evidence.hpp"
#include "scenarios/runner/world_certificates.hpp"
#include "server/app/wsus_server.hpp"
#include "server/domain/reporting_status.hpp"
#include "server/iis/response_dress.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/ssl_requirement.hpp"
#include "server/iis/web_config.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <latch>
#include <stdexcept>
#include <thread>
#include <utility>

namespace wsus::lab {
namespace {

/// `text` with the value of one appSettings key replaced.
std::string with_setting(std::string text, std::string_view key, long value) {
  auto const head = fmt::format("<add key=\"{}\" value=\"", key);
  auto const found = text.find(head);
  if (found == std::string::npos) throw std::runtime_error(fmt::format("the default web.config has no key {}", key));
  auto const begin = found + head.size();
  return text.replace(begin, text.find('"', begin) - begin, fmt::format("{}", value));
}

std::string web_config_of(scenario::ServerSpec const& spec) {
  auto text = with_setting(iis::default_web_config(), "maxInstalledPrerequisites", spec.max_installed_prerequisites);
  return with_setting(std::move(text), "maxCachedUpdates", spec.max_cached_updates);
}

/// The site's web.config with its redirect.
std::string site_config_of(scenario::HttpRedirectSpec const& redirect) {
  return fmt::format(R"(<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <httpRedirect enabled="{}" destination="{}" exactDestination="{}" httpResponseStatus="{}" />
  </system.webServer>
</configuration>
)",
                     redirect.enabled, wusp::escape_markup(redirect.destination), redirect.exact, redirect.status);
}

void add_https(server::ServerConfig& config, scenario::HttpsSpec const& https, WorldCertificates const& certificates) {
  config.https_address = std::string(server_address);
  config.https_port = 0;
  config.shown_https_port = scenario::server_https_port;
  config.https_certificate = certificates.server();
  config.https_authority = certificates.authority();
  config.https_names.names = {std::string(scenario::server_dns_name)};
  config.require_ssl = iis::SslRequirement(https.ssl_required);
}

void add_profile(server::ServerConfig& config, scenario::ServerSpec const& spec) {
  auto const* const profile = iis::find_server_profile(spec.profile);
  if (profile == nullptr) throw std::runtime_error(fmt::format("'{}' is no server profile", spec.profile));
  config.dress = iis::dress_of(*profile);
  config.settings.protocol_version = profile->protocol_version;
  config.settings.asmx_only = profile->asmx_only;
  config.settings.page = {.updates = spec.page_updates.value_or(profile->page_updates), .xml_bytes = spec.page_bytes};
}

server::ServerConfig config_of(scenario::World const& world, cookies::Key const& cookie_key,
                               WorldCertificates const& certificates,
                               std::shared_ptr<domain::Catalogue const> catalogue, wusp::Timeline& timeline) {
  auto const& spec = world.server;
  server::ServerConfig config;
  config.catalogue = std::move(catalogue);
  config.timeline = &timeline;
  config.address = std::string(server_address);
  config.shown_port = scenario::server_port;
  config.cookie_key = cookie_key;
  config.settings.cached_count = spec.count_union ? domain::CachedCount::union_of_both : domain::CachedCount::other;
  config.settings.cookie_lifetime = spec.cookie_lifetime;
  config.settings.config_last_change = world.start;
  config.seed = spec.catalogue.seed;
  config.web_config_reload = spec.reload_on_change ? iis::WebConfigReload::on_change : iis::WebConfigReload::iisreset;
  if (spec.faults) config.faults = *spec.faults;
  config.settings.max_concurrent_syncs = spec.max_concurrent_syncs;
  config.xpress = spec.xpress;
  add_profile(config, spec);
  if (spec.https) add_https(config, *spec.https, certificates);
  config.journal_body_bytes = evidence_body_bytes;
  return config;
}

std::string default_dns_name(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return name + ".lab.example";
}

machine::MachineOptions options_of(scenario::MachineSpec const& spec, std::string server_url) {
  return {.name = spec.name,
          .dns_name = spec.dns_name.empty() ? default_dns_name(spec.name) : spec.dns_name,
          .profile = spec.profile,
          .seed = spec.seed,
          .utc_offset = spec.utc_offset,
          .server_url = std::move(server_url),
          .target_group = spec.target_group,
          .devices = spec.devices};
}

/// Where a host of the world is, or the server, as machines see it.
machine::Endpoint endpoint_of(scenario::World const& world, std::string const& host) {
  for (std::size_t i = 0; i < world.hosts.size(); ++i) {
    if (world.hosts[i].name == host) return {.address = address_of_host(i), .port = world.hosts[i].port};
  }
  return {.address = std::string(server_address), .port = scenario::server_port};
}

machine::Network network_of(scenario::World const& world, scenario::MachineSpec const& spec,
                            std::shared_ptr<machine::LabNetwork const> outside) {
  machine::Network network{.outside = std::move(outside)};
  for (auto const& [name, host, ttl] : spec.dns_cache)
    network.dns_cache.put(name, endpoint_of(world, host).address, world.start + ttl);
  for (auto const& [name, proxy] : spec.wlan) {
    auto& profile = network.wlan_profiles.emplace_back(machine::WlanProfile{.name = name});
    if (!proxy.empty()) profile.transparent_proxy = endpoint_of(world, proxy);
  }
  for (auto const& [name, gateway] : spec.vpn)
    network.vpn_connections.push_back({.name = name, .gateway = endpoint_of(world, gateway)});
  return network;
}

scenario::CatalogueSpec spec_of(scenario::World const& world, int published) {
  auto spec = world.server.catalogue;
  spec.published = published;
  return spec;
}

std::map<std::string, std::uint64_t> first_sent(std::vector<journal::Entry> const& entries,
                                                std::string const& client_id) {
  auto const first = std::find_if(entries.begin(), entries.end(), [&](journal::Entry const& entry) {
    return entry.operation == "SyncUpdates" && entry.client_id == client_id;
  });
  if (first == entries.end()) return {};
  return {{"InstalledNonLeafUpdateIDs", first->installed_non_leaf_ids},
          {"OtherCachedUpdateIDs", first->other_cached_ids},
          {"CachedDriverIDs", first->cached_driver_ids}};
}

std::map<int, std::uint64_t> events_after(std::vector<domain::ReportedEvent> const& events,
                                          std::optional<wusp::Guid> const& last) {
  auto begin = events.begin();
  if (last) {
    // One that was pushed out, or went with its computer: all that are there are newer.
    auto const seen =
        std::find_if(events.begin(), events.end(), [&](auto const& one) { return one.instance == *last; });
    if (seen != events.end()) begin = seen + 1;
  }
  std::map<int, std::uint64_t> count;
  std::for_each(begin, events.end(), [&](auto const& event) { ++count[event.event_id]; });
  return count;
}

std::map<std::string, std::uint64_t> status_of(domain::StatusRows const& rows) {
  std::map<std::string, std::uint64_t> count;
  for (auto const& [update, state] : rows) ++count[std::string(domain::to_string(state))];
  return count;
}

std::string tail(std::string const& log, std::size_t from) { return from < log.size() ? log.substr(from) : ""; }

}  // namespace

struct LabWorld::Parts {
  Parts(scenario::World const& world, CatalogueShelf& catalogues, WorldState const* before)
      : clock(before != nullptr ? before->time : world.start),
        cookie_key(before != nullptr ? before->cookie_key : cookies::random_key()),
        whole(catalogues.get(world.server.catalogue, world.start)),
        published(before != nullptr ? before->published : world.server.catalogue.published),
        certificates(world, clock),
        url(scenario::server_url(world.server)),
        server(config_of(world, cookie_key, certificates,
                         catalogues.get_published(spec_of(world, published), world.start), clock),
               clock) {
    // The limits are there before the first request, as an administrator's earlier edit would be.
    server.files().write_as_system(iis::client_web_config, web_config_of(world.server));
    if (auto const& redirect = world.server.http_redirect)
      server.files().write_as_system(iis::site_web_config, site_config_of(*redirect));
    server.iisreset();
    network->dns.set(scenario::server_dns_name, {.address = std::string(server_address)});
    network->listeners[{.address = std::string(server_address), .port = scenario::server_port}] = {
        .address = std::string(server_address), .port = server.port()};
    if (auto const https_port = server.https_port()) {
      network->listeners[{.address = std::string(server_address), .port = scenario::server_https_port}] = {
          .address = std::string(server_address), .port = *https_port};
    }
    hosts.emplace(world.hosts, *network, host_setting(world.server.profile));
    for (auto const& spec : world.machines) add_machine(world, spec, before);
    if (before != nullptr) server.state().computers().restore(before->computers);
  }

  void add_machine(scenario::World const& world, scenario::MachineSpec const& spec, WorldState const* before) {
    transport::HttpOptions http;
    http.timeline = &clock;
    if (!certificates.empty() && spec.trusts_lab_ca) http.trusted_certificates = certificates.authority().certificate;
    auto pc = std::make_unique<client::SimulatedPc>(options_of(spec, url), clock, agent::settings_of(spec.agent),
                                                    client::with_options(std::move(http), spec.agent));
    if (spec.no_drivers)
      pc->machine().registry().set_dword(machine::keys::policy, "ExcludeWUDriversInQualityUpdate", 1);
    pc->machine().network() = network_of(world, spec, network);
    if (before != nullptr) pc->machine().restore(*before->machines.at(spec.name));
    machines.emplace(spec.name, std::move(pc));
  }

  [[nodiscard]] HostSetting host_setting(std::string const& server_profile) {
    HostSetting setting{.timeline = &clock, .dress = iis::dress_of(*iis::find_server_profile(server_profile))};
    if (certificates.empty()) return setting;
    setting.trusted_certificates = certificates.authority().certificate;
    setting.certificates = [this](std::string const& name, std::optional<faults::CertificateFlaw> flaw) {
      auto shown = certificates.of(name, flaw);
      return http::CertificatePem{.chain = std::move(shown.certificate), .key = std::move(shown.key)};
    };
    return setting;
  }

  [[nodiscard]] client::SimulatedPc& machine(std::string const& name) const {
    auto const found = machines.find(name);
    if (found == machines.end()) throw std::out_of_range(fmt::format("there is no machine '{}' in this world", name));
    return *found->second;
  }

  /// The entry that the server has of a machine; empty: none.
  [[nodiscard]] std::optional<domain::Computer> computer(std::string const& name) {
    auto const id = machine::sus_client_id(machine(name).machine());
    return id ? server.state().computers().find(*id) : std::nullopt;
  }

  [[nodiscard]] std::string client_log(std::string const& name) const {
    auto& pc = machine(name).machine();
    return pc.files().read_as_system(pc.agent_log_path()).value_or("");
  }

  wusp::Timeline clock;
  cookies::Key cookie_key;
  std::shared_ptr<domain::Catalogue const> whole;
  int published;  ///< revisions that the server has; 0: all
  WorldCertificates certificates;
  std::string url;
  std::shared_ptr<machine::LabNetwork> network = std::make_shared<machine::LabNetwork>();
  server::WsusServer server;
  std::optional<LabHosts> hosts{};
  std::map<std::string, std::unique_ptr<client::SimulatedPc>> machines;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<machine::MachineSnapshot const>> snapshots;
};

LabWorld::LabWorld(scenario::World const& world, CatalogueShelf& catalogues, WorldState const* before)
    : parts_(std::make_unique<Parts>(world, catalogues, before)) {}

LabWorld::~LabWorld() = default;

windows::CommandResult LabWorld::type(scenario::TypeCommand const& command) {
  if (command.at == server_name) return parts_->server.type_command(command.line, command.elevated);
  auto& pc = parts_->machine(command.at);
  pc.prompt().session().identity.elevated = command.elevated;
  return pc.type_command(command.line);
}

std::vector<windows::CommandResult> LabWorld::type_together(std::vector<scenario::TypeCommand> const& commands) {
  std::vector<windows::CommandResult> results(commands.size());
  std::latch all_begun(static_cast<std::ptrdiff_t>(commands.size()));
  std::vector<std::jthread> threads;
  threads.reserve(commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    auto& pc = parts_->machine(commands[i].at);
    pc.prompt().session().identity.elevated = commands[i].elevated;
    threads.emplace_back([&result = results[i], &line = commands[i].line, &pc, &all_begun] {
      result = pc.type_command(line, [&all_begun] { all_begun.arrive_and_wait(); });
    });
  }
  threads.clear();
  return results;
}

void LabWorld::advance(wusp::Ticks by) { parts_->clock.advance(by); }

void LabWorld::synchronise(int revisions) {
  parts_->published = revisions;
  auto const before = parts_->server.state().catalogue();
  parts_->server.state().replace_catalogue(
      std::make_shared<domain::Catalogue const>(first_revisions(*parts_->whole, revisions, before.get())));
}

WorldState LabWorld::state() const {
  WorldState state{.time = parts_->clock.now(),
                   .published = parts_->published,
                   .computers = parts_->server.state().computers().all(),
                   .met_a_limit = parts_->server.journal().counter("error_code.InvalidParameters") > 0,
                   .cookie_key = parts_->cookie_key};
  for (auto const& [name, pc] : parts_->machines) state.machines.emplace(name, pc->machine().snapshot());
  return state;
}

void LabWorld::take_snapshot(std::string const& machine, std::string const& name) {
  parts_->snapshots[{machine, name}] = parts_->machine(machine).machine().snapshot();
}

void LabWorld::restore_snapshot(std::string const& machine, std::string const& name) {
  auto const found = parts_->snapshots.find({machine, name});
  if (found == parts_->snapshots.end())
    throw std::out_of_range(fmt::format("no snapshot '{}' of {} was taken in this world", name, machine));
  parts_->machine(machine).machine().restore(*found->second);
}

Mark LabWorld::mark() const {
  Mark mark{.server_log_bytes = parts_->server.software_distribution_log().size(),
            .iis_log_bytes = parts_->server.iis_log().size(),
            .journal_sequence = parts_->server.journal().last_sequence(),
            .counters = parts_->server.journal().counters()};
  for (auto const& [name, pc] : parts_->machines) {
    auto& of_machine = mark.machines[name];
    of_machine = {.scans = pc->scans().size(), .log_bytes = parts_->client_log(name).size()};
    auto const computer = parts_->computer(name);
    if (computer && !computer->events.empty()) of_machine.last_event = computer->events.back().instance;
  }
  return mark;
}

void LabWorld::clamp(Mark& mark) const {
  for (auto& [name, of_machine] : mark.machines)
    of_machine.log_bytes = std::min(of_machine.log_bytes, parts_->client_log(name).size());
  mark.server_log_bytes = std::min(mark.server_log_bytes, parts_->server.software_distribution_log().size());
  mark.iis_log_bytes = std::min(mark.iis_log_bytes, parts_->server.iis_log().size());
}

Observation LabWorld::observe(std::string const& machine, Mark const& since) const {
  auto& pc = parts_->machine(machine);
  auto const& from = since.machines.at(machine);
  Observation seen{.machine = machine,
                   .server_url = parts_->url,
                   .client_id = machine::sus_client_id(pc.machine()),
                   .scans = {pc.scans().begin() + static_cast<std::ptrdiff_t>(from.scans), pc.scans().end()},
                   .client_log = tail(parts_->client_log(machine), from.log_bytes),
                   .server_log = tail(parts_->server.software_distribution_log(), since.server_log_bytes),
                   .iis_log = tail(parts_->server.iis_log(), since.iis_log_bytes),
                   .counters = parts_->server.journal().counters()};
  seen.sent = first_sent(parts_->server.journal().since(since.journal_sequence), seen.client_id.value_or(""));
  if (auto const computer = parts_->computer(machine)) {
    seen.events = events_after(computer->events, from.last_event);
    seen.server_status = status_of(computer->status);
  }
  for (auto& [name, value] : seen.counters) {
    auto const before = since.counters.find(name);
    if (before != since.counters.end()) value -= before->second;
  }
  return seen;
}

std::vector<journal::Entry> LabWorld::exchanges(Mark const& since) const {
  return parts_->server.journal().since(since.journal_sequence);
}

std::vector<std::string> LabWorld::machine_names() const {
  std::vector<std::string> names;
  for (auto const& [name, pc] : parts_->machines) names.push_back(name);
  return names;
}

std::vector<report::ScanReport> const& LabWorld::scans(std::string const& machine) const {
  return parts_->machine(machine).scans();
}

std::string const& LabWorld::server_url() const { return parts_->url; }

}  // namespace wsus::lab
