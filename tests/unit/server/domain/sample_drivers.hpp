// Small drivers and devices for tests of the driver pass.
#pragma once

#include "server/domain/driver_match.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <string>
#include <utility>
#include <vector>

namespace wsus::domain {

inline DriverRow row(std::string hardware_id, int date = 1, std::uint64_t version = 1) {
  return {.hardware_id = std::move(hardware_id), .ver_date = day(date), .ver_version = version};
}

/// An approved driver without prerequisites.
inline Revision driver(int number, std::vector<DriverRow> rows) {
  auto revision = software(number);
  revision.type = UpdateType::driver;
  revision.drivers = std::move(rows);
  return revision;
}

/// Hardware ids A, B, C and compatible id X; nothing installed.
inline Device device() { return {.hardware_ids = {"A", "B", "C"}, .compatible_ids = {"X"}}; }

/// The same, run by a driver that matched `matching_id`.
inline Device device_with(std::string matching_id, int date = 1, std::uint64_t version = 1) {
  auto result = device();
  result.installed =
      InstalledDriver{.matching_id = std::move(matching_id), .ver_date = day(date), .ver_version = version, .rank = -1};
  return result;
}

}  // namespace wsus::domain
