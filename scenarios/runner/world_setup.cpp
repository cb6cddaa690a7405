// Making of a world's parts: see world_setup.hpp.
#include "scenarios/runner/world_setup.hpp"

#include "scenarios/network/lab_hosts.hpp"
#include "scenarios/runner/evidence.hpp"
#include "server/iis/response_dress.hpp"
#include "server/iis/ssl_requirement.hpp"
#include "server/iis/web_config.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
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

void add_https(server::ServerConfig& config, scenario::HttpsSpec const& https, WorldCertificates const& certificates) {
  config.https_address = std::string(server_address);
  config.https_port = 0;
  config.shown_https_port = scenario::server_https_port;
  config.https_certificate = certificates.server();
  config.https_authority = certificates.authority();
  config.https_names.names = {std::string(scenario::server_dns_name)};
  config.require_ssl = iis::SslRequirement(https.ssl_required);
}

void add_susdb(server::ServerConfig& config, susdb::WrittenSusDb const& written) {
  config.database = susdb::resolve(written, *config.catalogue);
  if (!written.circle.empty())
    config.catalogue = std::make_shared<domain::Catalogue const>(susdb::damaged(written, *config.catalogue));
}

void add_profile(server::ServerConfig& config, scenario::ServerSpec const& spec) {
  auto const* const profile = iis::find_server_profile(spec.profile);
  if (profile == nullptr) throw std::runtime_error(fmt::format("'{}' is no server profile", spec.profile));
  config.dress = iis::dress_of(*profile);
  config.settings.protocol_version = profile->protocol_version;
  config.settings.asmx_only = profile->asmx_only;
  config.settings.page = {.updates = spec.page_updates.value_or(profile->page_updates), .xml_bytes = spec.page_bytes};
}

std::string default_dns_name(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return name + ".lab.example";
}

/// Where a host of the world is, or the server, as machines see it.
machine::Endpoint endpoint_of(scenario::World const& world, std::string const& host) {
  for (std::size_t i = 0; i < world.hosts.size(); ++i) {
    if (world.hosts[i].name == host) return {.address = address_of_host(i), .port = world.hosts[i].port};
  }
  return {.address = std::string(server_address), .port = scenario::server_port};
}

}  // namespace

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
  if (spec.susdb) add_susdb(config, *spec.susdb);
  config.settings.clock_swing = spec.clock_swing;
  for (std::size_t node = 1; node < spec.nodes; ++node) config.further_nodes.push_back(cookies::random_key());
  config.balance = spec.sticky ? cookies::Balance::sticky : cookies::Balance::in_turn;
  config.settings.max_concurrent_syncs = spec.max_concurrent_syncs;
  if (spec.target_groups) config.settings.targeting = {.groups = *spec.target_groups, .knows_groups = true};
  config.xpress = spec.xpress;
  add_profile(config, spec);
  if (spec.https) add_https(config, *spec.https, certificates);
  config.journal_body_bytes = evidence_body_bytes;
  return config;
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

void change_network(machine::LabNetwork& network, scenario::World const& world, scenario::NetworkSpec const& wanted) {
  if (wanted.barriers) {
    network.barriers.clear();
    for (auto const& barrier : *wanted.barriers)
      network.barriers.push_back({.address = endpoint_of(world, barrier.host).address,
                                  .port = barrier.port,
                                  .effect = barrier.refuses ? machine::Passage::refused : machine::Passage::dropped});
  }
  if (wanted.pac_files) network.pac_files = *wanted.pac_files;
  if (wanted.domain_policy) network.domain_policy = *wanted.domain_policy;
}

}  // namespace wsus::lab
