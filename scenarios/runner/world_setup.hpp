// From what a scenario says of a world to what server and machines are made with. Internal to this room.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/network.hpp"
#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/world_certificates.hpp"
#include "server/app/wsus_server.hpp"
#include "server/cookies/cookie_sealer.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <memory>
#include <string>

namespace wsus::lab {

/// Throws std::runtime_error for a profile that no server has.
[[nodiscard]] server::ServerConfig config_of(scenario::World const& world, cookies::Key const& cookie_key,
                                             WorldCertificates const& certificates,
                                             std::shared_ptr<domain::Catalogue const> catalogue,
                                             wusp::Timeline& timeline);

/// ClientWebService's web.config with the limits, and the site's with its redirect.
[[nodiscard]] std::string web_config_of(scenario::ServerSpec const& spec);
[[nodiscard]] std::string site_config_of(scenario::HttpRedirectSpec const& redirect);

[[nodiscard]] machine::MachineOptions options_of(scenario::MachineSpec const& spec, std::string server_url);
[[nodiscard]] machine::Network network_of(scenario::World const& world, scenario::MachineSpec const& spec,
                                          std::shared_ptr<machine::LabNetwork const> outside);

/// What is set of `wanted` takes the place of what the network has.
void change_network(machine::LabNetwork& network, scenario::World const& world, scenario::NetworkSpec const& wanted);

/// The world's catalogue with so many revisions; 0: all.
[[nodiscard]] scenario::CatalogueSpec spec_of(scenario::World const& world, int published);

}  // namespace wsus::lab
