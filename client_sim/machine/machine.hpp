// One simulated Windows machine: everything that a repair command can touch. No sockets, no protocol.
#pragma once

#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/devices.hpp"
#include "client_sim/machine/model.hpp"
#include "client_sim/machine/network.hpp"
#include "client_sim/machine/profile.hpp"
#include "client_sim/machine/registry.hpp"
#include "client_sim/machine/system/system_state.hpp"
#include "client_sim/machine/system_info.hpp"
#include "client_sim/machine/windows_services.hpp"
#include "windows/fs/file_system.hpp"
#include "wsdl/wusp/clock.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

namespace wsus::machine {

struct MachineOptions {
  std::string name = "PC01";  ///< NetBIOS name
  std::string dns_name = "pc01.lab.example";
  Profile profile = Profile::w11;
  std::uint64_t seed = 1;               ///< of every GUID the machine makes
  std::chrono::minutes utc_offset{60};  ///< local time = UTC + offset; logs of the agent are local (wua-behaviour 8.1)
  std::string server_url{};             ///< WUServer and WUStatusServer policy; empty: not set
  std::string target_group{};           ///< TargetGroup policy; empty: not set
  unsigned devices = 0;                 ///< of make_hardware; 0: the driver pass tells of no hardware
  MachineModel const* model = nullptr;  ///< of all_models(); null: the captured machine. Its `devices` do not count
};

/// Everything that a snapshot keeps: registry, services, system state, datastore, files with logs, network, hardware,
/// system facts.
struct MachineSnapshot;

/// Thread safety: none but for `files()` and the clock; one thread uses a machine at a time.
/// Lifetime: `clock` must outlive the machine.
class Machine {
public:
  Machine(MachineOptions options, wusp::Clock const& clock);
  ~Machine();
  Machine(Machine const&) = delete;
  Machine& operator=(Machine const&) = delete;

  [[nodiscard]] MachineOptions const& options() const { return options_; }
  [[nodiscard]] SystemFacts const& facts() const { return facts_; }
  [[nodiscard]] Registry& registry() { return registry_; }
  [[nodiscard]] Registry const& registry() const { return registry_; }
  [[nodiscard]] WindowsServices& services() { return services_; }
  [[nodiscard]] WindowsServices const& services() const { return services_; }
  /// Clock, group policy, certificates, firewall, WMI; see system_state.hpp.
  [[nodiscard]] SystemState& system_state() { return system_state_; }
  [[nodiscard]] SystemState const& system_state() const { return system_state_; }
  [[nodiscard]] DataStore& data_store() { return data_store_; }
  [[nodiscard]] windows::FileSystem& files() { return *files_; }
  [[nodiscard]] DataStore const& data_store() const { return data_store_; }
  [[nodiscard]] windows::FileSystem const& files() const { return *files_; }
  [[nodiscard]] Network& network() { return network_; }
  [[nodiscard]] Network const& network() const { return network_; }
  /// Devices and drivers; see devices.hpp.
  [[nodiscard]] Hardware& hardware() { return hardware_; }
  [[nodiscard]] Hardware const& hardware() const { return hardware_; }
  /// Facts that only applicability rules ask about; see system_info.hpp.
  [[nodiscard]] SystemInfo& system_info() { return system_info_; }
  [[nodiscard]] SystemInfo const& system_info() const { return system_info_; }

  /// What the machine's own clock says: the world's time and the offset of the system state.
  [[nodiscard]] wusp::UtcTime now() const { return clock_.now() + system_state_.clock_offset; }
  /// Local wall-clock time as a UtcTime shifted by the offset: for printing only.
  [[nodiscard]] wusp::UtcTime local_now() const { return now() + options_.utc_offset; }
  /// The next GUID of this machine's own sequence (from the seed).
  [[nodiscard]] wusp::Guid next_guid();

  /// Becomes another machine that was set up alike: with these names, the identity that a new machine of this name has,
  /// and a datastore that is empty. Files, services and everything else stay. `lives`: how often it has been this
  /// machine before; from its second life on, the GUIDs after those of its identity are others than in the lives
  /// before. For who simulates more machines than can be kept.
  void become(std::string name, std::string dns_name, std::uint64_t lives);

  /// 0 to 999, the same for the life of the machine: from its name and seed (tag J of events, wusp-protocol 10.2).
  [[nodiscard]] unsigned sampling_value() const;

  /// Where the agent writes its log: up to w8 C:\Windows\WindowsUpdate.log; since w10 the ETW trace folder, from which
  /// Get-WindowsUpdateLog makes a readable file (see agent_log_path in paths.hpp).
  [[nodiscard]] std::string agent_log_path() const;

  [[nodiscard]] std::shared_ptr<MachineSnapshot const> snapshot() const;
  void restore(MachineSnapshot const& snapshot);

private:
  MachineOptions options_;
  wusp::Clock const& clock_;
  SystemFacts facts_;
  Registry registry_;
  WindowsServices services_;
  SystemState system_state_{};
  DataStore data_store_;
  std::unique_ptr<windows::FileSystem> files_;
  Network network_{};
  Hardware hardware_{};
  SystemInfo system_info_{};
  std::mt19937_64 random_;
};

}  // namespace wsus::machine
