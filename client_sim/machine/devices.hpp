// The devices of a machine with their drivers: what a driver pass tells as SystemSpec (wusp-protocol 4.2, 6.3).
#pragma once

#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wsus::machine {

struct InstalledDriver {
  std::string matching_id{};  ///< the hardware or compatible id that matched
  wusp::UtcTime ver_date{};
  std::uint64_t ver_version = 0;  ///< four parts of 16 bits, the first one highest
  std::string device_class{};
  std::string manufacturer{};
  std::string provider{};
  std::string model{};
  std::optional<wusp::Guid> matching_computer_hwid{};
  int rank = -1;  ///< -1: unknown
};

/// A driver package that adds to the base driver of a device.
struct ExtensionDriver {
  std::string extension_id{};  ///< GUID as text
  wusp::UtcTime ver_date{};
  std::uint64_t ver_version = 0;  ///< as in InstalledDriver
  std::string device_class{};
  int rank = -1;  ///< -1: unknown
  std::optional<wusp::Guid> matching_computer_hwid{};
};

struct Device {
  std::vector<std::string> hardware_ids{};    ///< most specific first
  std::vector<std::string> compatible_ids{};  ///< the same
  std::optional<InstalledDriver> installed_driver{};
  std::vector<ExtensionDriver> extension_drivers{};
  std::uint8_t flags = 0;  ///< bit 0: not enumerated by PnP (printers)
};

/// What the driver pass tells of the machine. A value.
struct Hardware {
  std::vector<Device> devices{};
  std::vector<wusp::Guid> computer_hardware_ids{};  ///< ComputerSpec, most specific first
};

/// `count` devices by a fixed rule from `seed`: hardware ids PCI\VEN_1AF4&DEV_xxxx&SUBSYS_..., most specific first;
/// every third device has an installed driver; the last of ten or more is a printer (flags 1). With no devices: no
/// computer hardware ids either. Shape: capture of a SystemSpec (wusp-protocol 4.2); numbers and names are the lab's
/// own.
[[nodiscard]] Hardware make_hardware(std::uint64_t seed, unsigned count);

}  // namespace wsus::machine
