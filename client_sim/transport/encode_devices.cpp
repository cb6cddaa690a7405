// Devices with their drivers as XML (wusp-protocol 4.2, 4.4).
#include "client_sim/transport/encode_devices.hpp"

#include "wsdl/wire/arena.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <optional>
#include <string>

namespace wsus::transport {

namespace {

client__ArrayOfString* strings(struct soap* soap, std::vector<std::string> const& values) {
  if (values.empty()) return nullptr;
  auto* array = wire::make<client__ArrayOfString>(soap);
  array->string = values;
  return array;
}

/// Null becomes xsi:nil="true": nothing matched.
std::string* nillable(struct soap* soap, std::optional<wusp::Guid> const& guid) {
  if (!guid) return nullptr;
  auto* text = wire::make<std::string>(soap);
  *text = to_string(*guid);
  return text;
}

client__InstalledDriver* installed_driver(struct soap* soap, machine::InstalledDriver const& driver,
                                          AgentTraits const& traits) {
  auto* element = wire::make<client__InstalledDriver>(soap);
  element->MatchingID = driver.matching_id;
  element->DriverVerDate = wusp::to_xsd_date_time(driver.ver_date);
  element->DriverVerVersion = static_cast<LONG64>(driver.ver_version);
  element->Class = driver.device_class;
  element->Manufacturer = driver.manufacturer;
  element->Provider = driver.provider;
  element->Model = driver.model;
  element->MatchingComputerHWID = nillable(soap, driver.matching_computer_hwid);
  element->DriverRank = driver.rank;
  if (sends_newer_elements(traits.protocol_version)) {  // that they are sent: wusp-protocol 4.4; values: assumption
    element->SkipProviderFiltering = false;
    element->IsGeneric = false;
  }
  return element;
}

client__ArrayOfExtensionDriver* extension_drivers(struct soap* soap,
                                                  std::vector<machine::ExtensionDriver> const& drivers) {
  if (drivers.empty()) return nullptr;
  auto* array = wire::make<client__ArrayOfExtensionDriver>(soap);
  for (auto const& driver : drivers) {
    auto* element = wire::make<client__ExtensionDriver>(soap);
    element->ExtensionId = driver.extension_id;
    element->DriverVerDate = wusp::to_xsd_date_time(driver.ver_date);
    element->DriverVerVersion = static_cast<LONG64>(driver.ver_version);
    element->Class = driver.device_class;
    element->DriverRank = driver.rank;
    element->MatchingComputerHWID = nillable(soap, driver.matching_computer_hwid);
    array->ExtensionDriver.push_back(element);
  }
  return array;
}

client__Device* device_of(struct soap* soap, machine::Device const& device, AgentTraits const& traits) {
  auto* element = wire::make<client__Device>(soap);
  element->HardwareIDs = strings(soap, device.hardware_ids);
  element->CompatibleIDs = strings(soap, device.compatible_ids);
  if (device.installed_driver) element->installedDriver = installed_driver(soap, *device.installed_driver, traits);
  element->extensionDrivers = extension_drivers(soap, device.extension_drivers);
  element->DeviceFlags = device.flags;
  return element;
}

}  // namespace

client__ArrayOfDevice* system_spec(struct soap* soap, std::vector<machine::Device> const& devices,
                                   AgentTraits const& traits) {
  if (devices.empty()) return nullptr;
  auto* array = wire::make<client__ArrayOfDevice>(soap);
  array->Device.reserve(devices.size());
  for (auto const& device : devices) array->Device.push_back(device_of(soap, device, traits));
  return array;
}

client__ComputerHardwareSpecification* computer_spec(struct soap* soap, std::vector<wusp::Guid> const& hardware_ids) {
  auto* element = wire::make<client__ComputerHardwareSpecification>(soap);
  if (hardware_ids.empty()) return element;
  element->HardwareIDs = wire::make<client__ArrayOfGuid>(soap);
  for (auto const& id : hardware_ids) element->HardwareIDs->guid.push_back(to_string(id));
  return element;
}

}  // namespace wsus::transport
