// The certificates of one world: an authority, the server's, and those of hosts that listen for TLS.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/app/listener_certificates.hpp"
#include "server/certificates/certificates.hpp"
#include "server/faults/connection_plan.hpp"
#include "wsdl/wusp/clock.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace wsus::lab {

/// Empty in a world in which nobody listens for TLS. Thread safety: of() from any thread. Lifetime: `clock` outlives
/// it.
class WorldCertificates {
public:
  /// Good from a day before the world's start.
  WorldCertificates(scenario::World const& world, wusp::Clock const& clock);

  [[nodiscard]] bool empty() const { return !authority_; }
  /// Both for worlds that are not empty.
  [[nodiscard]] certificates::CertificateAndKey const& authority() const { return *authority_; }
  [[nodiscard]] certificates::CertificateAndKey const& server() const { return *server_; }
  /// For a host of the world; a flaw: with that wrong. Throws std::out_of_range for another name.
  [[nodiscard]] certificates::CertificateAndKey of(std::string const& host,
                                                   std::optional<faults::CertificateFlaw> flaw) const;

private:
  std::optional<certificates::CertificateAndKey> authority_;
  std::optional<certificates::CertificateAndKey> server_;
  std::map<std::string, std::unique_ptr<server::ListenerCertificates>> hosts_;
};

}  // namespace wsus::lab
