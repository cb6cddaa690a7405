// Reads SystemSpec: see system_spec.hpp.
#include "server/services/client/system_spec.hpp"

#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <string_view>
#include <utility>

namespace wsus::services {
namespace {

constexpr std::string_view system_spec = "parameters.SystemSpec";
constexpr std::string_view computer_spec = "parameters.ComputerSpec";

std::vector<std::string> strings_of(client__ArrayOfString const* list) {
  if (list == nullptr) return {};
  if (list->string.size() > max_device_ids) invalid_parameter(system_spec);
  return list->string;
}

wusp::UtcTime read_date(std::string const& text) {
  auto const date = wusp::parse_xsd_date_time(text);
  if (!date) invalid_parameter(system_spec);
  return *date;
}

std::optional<wusp::Guid> read_guid(std::string const* text) {
  if (text == nullptr) return std::nullopt;  // xsi:nil: none matched
  auto const guid = wusp::parse_guid(*text);
  if (!guid) invalid_parameter(system_spec);
  return guid;
}

domain::InstalledDriver read_driver(client__InstalledDriver const& driver) {
  return {.matching_id = driver.MatchingID.value_or(""),
          .ver_date = read_date(driver.DriverVerDate),
          .ver_version = static_cast<std::uint64_t>(driver.DriverVerVersion),
          .device_class = driver.Class.value_or(""),
          .manufacturer = driver.Manufacturer.value_or(""),
          .provider = driver.Provider.value_or(""),
          .matching_computer_hardware_id = read_guid(driver.MatchingComputerHWID),
          .rank = driver.DriverRank,
          .skip_provider_filtering = driver.SkipProviderFiltering.value_or(false)};
}

void read_extensions(std::vector<client__ExtensionDriver*> const& drivers, domain::Device& device) {
  if (drivers.size() > max_device_ids) invalid_parameter(system_spec);
  for (auto const* const driver : drivers) {
    if (driver == nullptr) continue;
    device.extensions.push_back({.ver_date = read_date(driver->DriverVerDate),
                                 .ver_version = static_cast<std::uint64_t>(driver->DriverVerVersion)});
  }
}

domain::Device read_device(client__Device const& wire_device) {
  domain::Device device{.hardware_ids = strings_of(wire_device.HardwareIDs),
                        .compatible_ids = strings_of(wire_device.CompatibleIDs)};
  if (wire_device.installedDriver != nullptr) device.installed = read_driver(*wire_device.installedDriver);
  // The name that agents use, and the one of the specification (wusp-protocol 4.2).
  if (wire_device.extensionDrivers != nullptr) read_extensions(wire_device.extensionDrivers->ExtensionDriver, device);
  if (wire_device.extensionDriver != nullptr) read_extensions(wire_device.extensionDriver->extensionDriver, device);
  if (wire_device.DriverRecoveryIDs != nullptr) {
    if (wire_device.DriverRecoveryIDs->DriverRecoveryID.size() > max_device_ids) invalid_parameter(system_spec);
    for (auto const& text : wire_device.DriverRecoveryIDs->DriverRecoveryID) {
      if (auto const update = wusp::parse_guid(text)) device.recovery_ids.push_back(*update);
    }
  }
  return device;
}

}  // namespace

domain::SystemSpec read_system_spec(client__SyncUpdateParameters const& parameters) {
  domain::SystemSpec spec{.feature_score_key = parameters.FeatureScoreMatchingKey.value_or("")};
  if (parameters.SystemSpec->Device.size() > max_devices) invalid_parameter(system_spec);
  spec.devices.reserve(parameters.SystemSpec->Device.size());
  for (auto const* const device : parameters.SystemSpec->Device) {
    if (device != nullptr) spec.devices.push_back(read_device(*device));
  }
  if (parameters.ComputerSpec != nullptr && parameters.ComputerSpec->HardwareIDs != nullptr) {
    if (parameters.ComputerSpec->HardwareIDs->guid.size() > max_computer_ids) invalid_parameter(computer_spec);
    for (auto const& text : parameters.ComputerSpec->HardwareIDs->guid) {
      auto const guid = wusp::parse_guid(text);
      if (!guid) invalid_parameter(computer_spec);
      spec.computer_hardware_ids.push_back(*guid);
    }
  }
  return spec;
}

}  // namespace wsus::services
