// What a world consists of. Internal to this room.
#pragma once

#include "client_sim/app/simulated_pc.hpp"
#include "client_sim/configmgr/scan_caller.hpp"
#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/system/group_policy.hpp"
#include "client_sim/machine/system/image.hpp"
#include "scenarios/network/lab_hosts.hpp"
#include "scenarios/runner/world.hpp"
#include "scenarios/runner/world_certificates.hpp"
#include "scenarios/runner/world_setup.hpp"
#include "server/app/wsus_server.hpp"
#include "server/iis/server_files.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

namespace wsus::lab {

struct LabWorld::Parts {
  Parts(scenario::World const& world, CatalogueShelf& catalogues, WorldState const* before)
      : described(world),
        clock(before != nullptr ? before->time : world.start),
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
    open_doors();
    hosts.emplace(world.hosts, *network, host_setting(world.server.profile));
    change_network(*network, world, world.network);
    for (auto const& spec : world.machines) add_machine(world, spec, before);
    if (before != nullptr) server.state().computers().restore(before->computers);
  }

  /// Who connects to a site that is stopped, or bound elsewhere, is refused, and not accepted and then reset.
  void open_doors() {
    auto const open = [this](std::uint16_t shown, std::optional<std::uint16_t> port, bool secure) {
      machine::Endpoint const door{.address = std::string(server_address), .port = shown};
      network->listeners.erase(door);
      if (port && server.internet_services().listens(shown, secure))
        network->listeners[door] = {.address = std::string(server_address), .port = *port};
    };
    open(scenario::server_port, server.port(), false);
    open(scenario::server_https_port, server.https_port(), true);
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
    if (!spec.image_of.empty()) machine::install_image(pc->machine(), machine(spec.image_of).machine());
    machine::refresh_group_policy(pc->machine(), /*force=*/true);
    if (spec.configmgr) pc->scan_for_configmgr({.update_point = url});
    if (before != nullptr) pc->machine().restore(*before->machines.at(spec.name));
    // What an administrator has at hand to deploy: of this world, so after what a background has left.
    if (!certificates.empty())
      pc->machine().files().write_as_system(machine::paths::lab_authority_file, certificates.authority().certificate);
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
    return file_of(name, machine(name).machine().agent_log_path());
  }
  [[nodiscard]] std::string file_of(std::string const& name, std::string_view path) const {
    return machine(name).machine().files().read_as_system(path).value_or("");
  }

  scenario::World const described;
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

}  // namespace wsus::lab
