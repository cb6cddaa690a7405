// Rules about drivers: every WindowsDriverMetaData of the update is compared with the driver of the device that it
// fits. Order (assumption M): the more specific hardware id, then the later DriverVerDate, then the higher
// DriverVerVersion.
#include "client_sim/metadata/rules.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace wsus::metadata {
namespace {

constexpr std::string_view metadata_name = "d.WindowsDriverMetaData";

/// Place of an id in a device's ids, compatible ids after hardware ids; empty: the device has no such id.
std::optional<std::size_t> specificity(machine::Device const& device, std::string_view id) {
  std::size_t place = 0;
  for (auto const* ids : {&device.hardware_ids, &device.compatible_ids}) {
    for (auto const& known : *ids) {
      if (windows::equal_caseless(known, id)) return place;
      ++place;
    }
  }
  return std::nullopt;
}

std::optional<wusp::UtcTime> date_of(std::string_view text) {
  return wusp::parse_xsd_date_time(text.find('T') == std::string_view::npos ? fmt::format("{}T00:00:00", text)
                                                                            : std::string(text));
}

std::uint64_t packed(Version const& version) {
  std::uint64_t result = 0;
  for (auto const part : version) result = (result << 16U) | (part & 0xFFFFU);
  return result;
}

/// A driver that names computers is for those alone (assumption M).
bool fits_computer(pugi::xml_node metadata, machine::Hardware const& hardware) {
  bool named = false;
  for (auto const* name : {"d.TargetComputerHardwareId", "d.DistributionComputerHardwareId"}) {
    for (auto const child : metadata.children(name)) {
      named = true;
      auto const id = wusp::parse_guid(child.child_value());
      if (id && std::ranges::find(hardware.computer_hardware_ids, *id) != hardware.computer_hardware_ids.end())
        return true;
    }
  }
  return !named;
}

/// One offered driver against one device.
struct Match {
  std::strong_ordering order = std::strong_ordering::equal;  ///< the offered driver against the installed one
  bool has_driver = false;
};

/// Of the device's driver; a smaller place is a better match.
std::strong_ordering compare(machine::Device const& device, std::size_t place, wusp::UtcTime date,
                             std::uint64_t version) {
  auto const& driver = *device.installed_driver;
  auto const installed_place = specificity(device, driver.matching_id);
  if (installed_place && *installed_place != place) return *installed_place <=> place;
  if (driver.ver_date != date) return date <=> driver.ver_date;
  return version <=> driver.ver_version;
}

enum class Reading { good, nothing, malformed };
struct Matches {
  Reading reading = Reading::nothing;
  std::vector<Match> found{};
};

Matches find_matches(RuleContext const& context) {
  Matches result;
  auto const& hardware = context.machine.hardware();
  for (auto const offered : context.metadata.children(metadata_name.data())) {
    auto const date = date_of(offered.attribute("DriverVerDate").value());
    auto const version = version_of(offered.attribute("DriverVerVersion").value());
    std::string_view const id = offered.attribute("HardwareID").value();
    if (!date || !version || id.empty()) return {Reading::malformed, {}};
    result.reading = Reading::good;
    if (!fits_computer(offered, hardware)) continue;
    for (auto const& device : hardware.devices) {
      auto const place = specificity(device, id);
      if (!place) continue;
      Match match{.has_driver = device.installed_driver.has_value()};
      if (match.has_driver) match.order = compare(device, *place, *date, packed(*version));
      result.found.push_back(match);
    }
  }
  return result;
}

template <class Predicate>
Truth any_match(RuleContext const& context, Predicate const& predicate) {
  auto const matches = find_matches(context);
  if (matches.reading != Reading::good) {
    return context.found(Truth::unknown, [&] {
      return fmt::format("the update's {} {}", metadata_name,
                         matches.reading == Reading::nothing ? "is missing" : "cannot be read");
    });
  }
  auto const holds = std::ranges::any_of(matches.found, predicate);
  return context.found(holds, [&] {
    if (matches.found.empty()) return std::string("no device of the machine has one of its hardware ids");
    auto const without = std::ranges::count_if(matches.found, [](Match const& match) { return !match.has_driver; });
    return fmt::format("{} devices have one of its hardware ids, {} of them without a driver", matches.found.size(),
                       without);
  });
}

Truth driver_installed(pugi::xml_node, RuleContext const& context) {
  return any_match(context, [](Match const& match) { return match.has_driver && match.order == 0; });
}

Truth driver_superseded(pugi::xml_node, RuleContext const& context) {
  return any_match(context, [](Match const& match) { return match.has_driver && match.order < 0; });
}

Truth driver_installable(pugi::xml_node, RuleContext const& context) {
  return any_match(context, [](Match const& match) { return !match.has_driver || match.order > 0; });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"d.WindowsDriverInstalled", driver_installed},
    {"d.WindowsDriverSuperseded", driver_superseded},
    {"d.WindowsDriverInstallable", driver_installable},
});

}  // namespace

std::span<RuleRow const> driver_rules() { return rows; }

std::string matched_hardware_id(RuleContext const& context) {
  for (auto const offered : context.metadata.children(metadata_name.data())) {
    std::string_view const id = offered.attribute("HardwareID").value();
    auto const has_id = [id](machine::Device const& device) { return specificity(device, id).has_value(); };
    if (std::ranges::any_of(context.machine.hardware().devices, has_id)) return std::string(id);
  }
  return {};
}

}  // namespace wsus::metadata
