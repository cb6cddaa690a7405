// Making of a world's certificates: see world_certificates.hpp.
#include "scenarios/runner/world_certificates.hpp"

#include "server/app/lab_certificates.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace wsus::lab {
namespace {

/// How long a world may last.
constexpr std::chrono::days life{3'650};

bool listens_for_tls(scenario::World const& world) {
  return world.server.https || std::ranges::any_of(world.hosts, [](auto const& host) { return host.https; });
}

}  // namespace

WorldCertificates::WorldCertificates(scenario::World const& world, wusp::Clock const& clock) {
  if (!listens_for_tls(world)) return;
  auto made = server::make_lab_certificates({.names = {std::string(scenario::server_dns_name)}}, life, clock);
  authority_ = std::move(made.authority);
  server_ = std::move(made.server);
  for (auto const& host : world.hosts) {
    if (!host.https) continue;
    auto own =
        server::make_lab_certificates({.names = {host.name}}, life, clock, server::start_authority_name, authority_);
    hosts_.emplace(host.name, std::make_unique<server::ListenerCertificates>(
                                  std::move(own.server), authority_, server::LabNames{.names = {host.name}}, clock));
  }
}

certificates::CertificateAndKey WorldCertificates::of(std::string const& host,
                                                      std::optional<faults::CertificateFlaw> flaw) const {
  auto& own = *hosts_.at(host);
  return flaw ? own.flawed(*flaw) : own.good();
}

}  // namespace wsus::lab
