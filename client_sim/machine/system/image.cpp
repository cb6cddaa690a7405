// Copies what lies on a disk.
#include "client_sim/machine/system/image.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/machine_snapshot.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace wsus::machine {

void install_image(Machine& machine, Machine const& original) {
  auto const profile = original.options().profile;
  if (profile != machine.options().profile) {
    throw std::invalid_argument(fmt::format("an image of {} ({}) does not fit {} ({})", original.options().name,
                                            to_string(profile), machine.options().name,
                                            to_string(machine.options().profile)));
  }
  auto const own = machine.snapshot();
  auto image = *original.snapshot();
  image.network = own->network;
  image.hardware = own->hardware;
  image.random = own->random;
  machine.restore(image);
  write_host_name(machine);
}

}  // namespace wsus::machine
