// Devices and drivers as JSON.
#include "client_sim/machine/state_json.hpp"
#include "client_sim/machine/update_json.hpp"

#include <utility>

namespace wsus::machine {

namespace {

namespace json = boost::json;

json::array write_texts(std::vector<std::string> const& texts) { return json::array(texts.begin(), texts.end()); }

json::value write_optional(std::optional<wusp::Guid> const& guid) {
  if (!guid) return nullptr;
  return json::value(wusp::to_string(*guid));
}

std::optional<wusp::Guid> read_optional(JsonReader const& from) {
  if (from.is_null()) return std::nullopt;
  return read_guid(from);
}

json::value write_driver(std::optional<InstalledDriver> const& driver) {
  if (!driver) return nullptr;
  return json::object{{"matching_id", driver->matching_id},
                      {"ver_date", wusp::to_xsd_date_time(driver->ver_date)},
                      {"ver_version", driver->ver_version},
                      {"device_class", driver->device_class},
                      {"manufacturer", driver->manufacturer},
                      {"provider", driver->provider},
                      {"model", driver->model},
                      {"matching_computer_hwid", write_optional(driver->matching_computer_hwid)},
                      {"rank", driver->rank}};
}

std::optional<InstalledDriver> read_driver(JsonReader const& from) {
  if (from.is_null()) return std::nullopt;
  from.expect_members({"matching_id", "ver_date", "ver_version", "device_class", "manufacturer", "provider", "model",
                       "matching_computer_hwid", "rank"});
  return InstalledDriver{.matching_id = from.at("matching_id").text(),
                         .ver_date = read_time(from.at("ver_date")),
                         .ver_version = from.at("ver_version").integer<std::uint64_t>(),
                         .device_class = from.at("device_class").text(),
                         .manufacturer = from.at("manufacturer").text(),
                         .provider = from.at("provider").text(),
                         .model = from.at("model").text(),
                         .matching_computer_hwid = read_optional(from.at("matching_computer_hwid")),
                         .rank = from.at("rank").integer<int>()};
}

json::object write_extension(ExtensionDriver const& driver) {
  return {{"extension_id", driver.extension_id},
          {"ver_date", wusp::to_xsd_date_time(driver.ver_date)},
          {"ver_version", driver.ver_version},
          {"device_class", driver.device_class},
          {"rank", driver.rank},
          {"matching_computer_hwid", write_optional(driver.matching_computer_hwid)}};
}

ExtensionDriver read_extension(JsonReader const& from) {
  from.expect_members({"extension_id", "ver_date", "ver_version", "device_class", "rank", "matching_computer_hwid"});
  return {.extension_id = from.at("extension_id").text(),
          .ver_date = read_time(from.at("ver_date")),
          .ver_version = from.at("ver_version").integer<std::uint64_t>(),
          .device_class = from.at("device_class").text(),
          .rank = from.at("rank").integer<int>(),
          .matching_computer_hwid = read_optional(from.at("matching_computer_hwid"))};
}

json::object write_device(Device const& device) {
  json::array extensions;
  for (auto const& driver : device.extension_drivers) extensions.push_back(write_extension(driver));
  return {{"hardware_ids", write_texts(device.hardware_ids)},
          {"compatible_ids", write_texts(device.compatible_ids)},
          {"installed_driver", write_driver(device.installed_driver)},
          {"extension_drivers", std::move(extensions)},
          {"flags", device.flags}};
}

Device read_device(JsonReader const& from) {
  from.expect_members({"hardware_ids", "compatible_ids", "installed_driver", "extension_drivers", "flags"});
  Device device{.hardware_ids = from.at("hardware_ids").texts(),
                .compatible_ids = from.at("compatible_ids").texts(),
                .installed_driver = read_driver(from.at("installed_driver")),
                .flags = from.at("flags").integer<std::uint8_t>()};
  for (auto const& item : from.at("extension_drivers").items()) {
    device.extension_drivers.push_back(read_extension(item));
  }
  return device;
}

}  // namespace

json::object write_hardware(Hardware const& hardware) {
  json::array devices;
  for (auto const& device : hardware.devices) devices.push_back(write_device(device));
  return {{"devices", std::move(devices)}, {"computer_hardware_ids", write_guids(hardware.computer_hardware_ids)}};
}

Hardware read_hardware(JsonReader const& from) {
  from.expect_members({"devices", "computer_hardware_ids"});
  Hardware hardware{.computer_hardware_ids = read_guids(from.at("computer_hardware_ids"))};
  for (auto const& item : from.at("devices").items()) hardware.devices.push_back(read_device(item));
  return hardware;
}

}  // namespace wsus::machine
