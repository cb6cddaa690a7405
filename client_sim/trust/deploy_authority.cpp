// File and store.
#include "client_sim/trust/deploy_authority.hpp"

#include "client_sim/machine/paths.hpp"
#include "client_sim/trust/read_certificate.hpp"

#include <stdexcept>
#include <utility>

namespace wsus::trust {

void deploy_authority(machine::Machine& machine, std::string const& certificate, bool trusted) {
  auto read = read_certificate(certificate);
  if (!read) throw std::invalid_argument("the authority's certificate cannot be read");
  machine.files().write_as_system(machine::paths::lab_authority_file, certificate);
  if (trusted) machine.system_state().certificates.add(machine::root_store, *std::move(read));
}

}  // namespace wsus::trust
