// The devices of a lab machine, by a fixed rule.
#include "client_sim/machine/devices.hpp"

#include <fmt/format.h>

#include <random>

namespace wsus::machine {

namespace {

constexpr unsigned first_device_id = 0x1000;  // VirtIO's, as the emulated PC of SystemFacts has

Device make_pci_device(unsigned number) {
  auto const id = fmt::format(R"(PCI\VEN_1AF4&DEV_{:04X})", first_device_id + number);
  auto const subsystem = fmt::format("{:04X}1AF4", number + 1);
  Device device;
  device.hardware_ids = {fmt::format("{}&SUBSYS_{}&REV_01", id, subsystem), fmt::format("{}&SUBSYS_{}", id, subsystem),
                         fmt::format("{}&REV_01", id), id};
  device.compatible_ids = {R"(PCI\VEN_1AF4&CC_010000)", R"(PCI\VEN_1AF4)", R"(PCI\CC_010000)"};
  return device;
}

Device make_printer() { return {.hardware_ids = {R"(USBPRINT\LabPrinter_1000)", "LabPrinter_1000"}, .flags = 1}; }

InstalledDriver make_driver(Device const& device, unsigned number) {
  constexpr std::uint64_t version_100 = 100ULL << 48U;
  return {.matching_id = device.hardware_ids[1],
          .ver_date = *wusp::parse_xsd_date_time("2025-01-01T00:00:00Z"),
          .ver_version = version_100 + number,
          .device_class = "System",
          .manufacturer = "Lab Devices",
          .provider = "Lab Devices",
          .model = fmt::format("Lab Device {}", number),
          .rank = 0x00FF0001};
}

}  // namespace

Hardware make_hardware(std::uint64_t seed, unsigned count) {
  Hardware hardware;
  if (count == 0) return hardware;
  constexpr unsigned printer_from = 10;
  for (unsigned number = 0; number < count; ++number) {
    bool const is_printer = count >= printer_from && number + 1 == count;
    auto device = is_printer ? make_printer() : make_pci_device(number);
    if (!is_printer && number % 3 == 0) device.installed_driver = make_driver(device, number);
    hardware.devices.push_back(std::move(device));
  }
  constexpr unsigned computer_ids = 3;
  std::mt19937_64 random(seed);
  for (unsigned number = 0; number < computer_ids; ++number) {
    auto const high = random();
    auto const low = random();
    hardware.computer_hardware_ids.push_back(wusp::guid_from_bits(high, low));
  }
  return hardware;
}

}  // namespace wsus::machine
