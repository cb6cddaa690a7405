// The simulated machine: puts its parts together, and takes and restores snapshots.
#include "client_sim/machine/machine.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/machine_snapshot.hpp"
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/provisioning.hpp"
#include "wsdl/wusp/draw.hpp"

#include <utility>

namespace wsus::machine {

namespace {

// A hash of the name (names of PCs are compared without regard to case), so that machines of a fleet with one seed
// still have sequences of their own.
std::uint64_t mix(std::uint64_t seed, std::string_view name) {
  return wusp::fnv1a(windows::to_lower(name), wusp::fnv1a({}) ^ seed);
}

}  // namespace

Machine::Machine(MachineOptions options, wusp::Clock const& clock)
    : options_(std::move(options)),
      clock_(clock),
      facts_(options_.model != nullptr ? facts_of(options_.profile, *options_.model) : facts_of(options_.profile)),
      services_(options_.profile),
      files_(std::make_unique<windows::FileSystem>()),
      hardware_(make_hardware(options_.seed, options_.devices)),
      random_(mix(options_.seed, options_.name)) {
  system_info_.service_pack_major = traits_of(options_.profile).service_pack_major;
  provision(*this);
}

Machine::~Machine() = default;

wusp::Guid Machine::next_guid() {
  auto const high = random_();  // two statements: the order of arguments is not fixed
  auto const low = random_();
  return wusp::guid_from_bits(high, low);
}

void Machine::become(std::string name, std::string dns_name, std::uint64_t lives) {
  options_.name = std::move(name);
  options_.dns_name = std::move(dns_name);
  auto const own_seed = mix(options_.seed, options_.name);
  random_.seed(own_seed);
  for (auto const value : {identity_values::sus_client_id, identity_values::sus_client_id_validation,
                           identity_values::ping_id, identity_values::account_domain_sid}) {
    registry_.delete_value(keys::windows_update, value);
  }
  renew_missing_identity(*this);
  write_host_name(*this);
  if (lives > 0) random_.seed(wusp::draw(own_seed + lives));
  data_store_ = {};
  network_.dns_cache = {};
}

unsigned Machine::sampling_value() const {
  constexpr unsigned values = 1000;
  return static_cast<unsigned>(mix(options_.seed, options_.name) % values);
}

std::string Machine::agent_log_path() const { return std::string(paths::agent_log(options_.profile)); }

std::shared_ptr<MachineSnapshot const> Machine::snapshot() const {
  auto result = std::make_shared<MachineSnapshot>();
  result->registry = registry_;
  for (auto const& [name, service] : services_.all()) result->services.emplace(service.name, service.setting);
  result->system_state = system_state_;
  result->data_store = data_store_;
  result->files = take_files(*files_);
  result->network = network_;
  result->hardware = hardware_;
  result->system_info = system_info_;
  result->random = random_;
  return result;
}

void Machine::restore(MachineSnapshot const& snapshot) {
  put_files(*files_, snapshot.files);  // first: it is the only part that can fail
  registry_ = snapshot.registry;
  for (auto const& [name, setting] : snapshot.services) {
    if (services_.find(name) != nullptr) services_.set(name, setting);  // not every generation has them all
  }
  system_state_ = snapshot.system_state;
  data_store_ = snapshot.data_store;
  auto outside = std::move(network_.outside);
  network_ = snapshot.network;
  network_.outside = std::move(outside);
  hardware_ = snapshot.hardware;
  system_info_ = snapshot.system_info;
  random_ = snapshot.random;
}

}  // namespace wsus::machine
