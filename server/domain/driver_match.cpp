// The ranking of drivers: see driver_match.hpp.
#include "server/domain/driver_match.hpp"

#include "server/domain/device_class.hpp"
#include "server/domain/lower.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace wsus::domain {
namespace {

constexpr int worst_feature_score = 255;

/// Where each of the computer's hardware ids stands. Made once for a pass: rows are many, and each looks here.
class ComputerPositions {
public:
  explicit ComputerPositions(SystemSpec const& system) {
    auto const& own = system.computer_hardware_ids;
    for (std::size_t position = 0; position < own.size(); ++position) positions_.try_emplace(own[position], position);
  }

  /// Position of the most specific one that `wanted` names.
  [[nodiscard]] std::size_t best_of(std::span<wusp::Guid const> wanted) const {
    auto best = DriverFit::no_position;
    for (auto const& id : wanted) {
      if (auto const found = positions_.find(id); found != positions_.end()) best = std::min(best, found->second);
    }
    return best;
  }

private:
  std::unordered_map<wusp::Guid, std::size_t> positions_;
};

/// The ids of a device, lower case, most specific first.
std::vector<std::string> ids_of(Device const& device) {
  std::vector<std::string> ids;
  ids.reserve(device.hardware_ids.size() + device.compatible_ids.size());
  for (auto const* const list : {&device.hardware_ids, &device.compatible_ids}) {
    for (auto const& id : *list) ids.push_back(lower(id));
  }
  return ids;
}

/// Approved for taking off: no match for any device.
bool is_to_be_uninstalled(Revision const& revision) {
  return revision.deployment.action == DeploymentAction::uninstall;
}

bool is_newer(DriverFit const& fit, InstalledExtension const& installed) {
  return std::tie(fit.ver_date, fit.ver_version) > std::tie(installed.ver_date, installed.ver_version);
}

struct Candidate {
  RevisionIndex revision = 0;
  DriverRow const* row = nullptr;
  DriverFit fit{};
};

DriverFit installed_fit(InstalledDriver const& installed, Device const& device, ComputerPositions const& computer) {
  DriverFit fit{.ver_date = installed.ver_date, .ver_version = installed.ver_version};
  if (auto const& matched = installed.matching_computer_hardware_id)
    fit.computer_position = computer.best_of({&*matched, 1});
  fit.feature_score = static_cast<int>(static_cast<std::uint32_t>(installed.rank) >> 16 & 0xFF);
  auto const ids = ids_of(device);
  auto const found = std::ranges::find(ids, lower(installed.matching_id));
  if (found != ids.end()) fit.id_position = static_cast<std::size_t>(found - ids.begin());
  return fit;
}

std::optional<DriverFit> row_fit(DriverRow const& row, std::size_t id_position, SystemSpec const& system,
                                 ComputerPositions const& computer) {
  DriverFit fit{.id_position = id_position, .ver_date = row.ver_date, .ver_version = row.ver_version};
  for (auto const* const addressed : {&row.distribution_computer_hardware_ids, &row.target_computer_hardware_ids}) {
    if (addressed->empty()) continue;
    auto const position = computer.best_of(*addressed);
    if (position == DriverFit::no_position) return std::nullopt;
    fit.computer_position = std::min(fit.computer_position, position);
  }
  auto const score = std::ranges::find_if(row.feature_scores, [&](FeatureScore const& entry) {
    return same_name(entry.operating_system, system.feature_score_key);
  });
  fit.feature_score = score == row.feature_scores.end() ? worst_feature_score : score->score;
  return fit;
}

/// Looks for the best driver and the best extension of one device.
class DeviceMatch {
public:
  DeviceMatch(Catalogue const& catalogue, SystemSpec const& system, ComputerPositions const& computer,
              Device const& device)
      : catalogue_(catalogue), system_(system), computer_(computer), device_(device) {
    if (device.installed) installed_fit_ = installed_fit(*device.installed, device, computer);
  }

  void consider(DriverRowPlace place, std::size_t id_position) {
    auto const& row = catalogue_.at(place.revision).drivers[place.row];
    auto const fit = row_fit(row, id_position, system_, computer_);
    if (!fit) return;
    Candidate const candidate{place.revision, &row, *fit};
    if (is_extension_class(row.device_class)) {
      bool const newer = std::ranges::all_of(
          device_.extensions, [&](InstalledExtension const& installed) { return is_newer(*fit, installed); });
      if (newer) keep_better(best_extension_, candidate);
      return;
    }
    if (installed_fit_ && (!is_better(*fit, *installed_fit_) || !may_replace(row, *device_.installed))) return;
    keep_better(best_driver_, candidate);
  }

  void put_into(DriverMatches& matches) const {
    for (auto const& best : {best_driver_, best_extension_}) {
      if (!best) continue;
      auto& ids = matches.best[best->revision];
      auto const known =
          std::ranges::any_of(ids, [&](std::string const& id) { return same_name(id, best->row->hardware_id); });
      if (!known) ids.push_back(best->row->hardware_id);
    }
  }

private:
  void keep_better(std::optional<Candidate>& best, Candidate const& candidate) const {
    bool const better = !best || is_better(candidate.fit, best->fit) ||
                        (!is_better(best->fit, candidate.fit) &&
                         catalogue_.at(candidate.revision).id > catalogue_.at(best->revision).id);
    if (better) best = candidate;
  }

  Catalogue const& catalogue_;
  SystemSpec const& system_;
  ComputerPositions const& computer_;
  Device const& device_;
  std::optional<DriverFit> installed_fit_{};
  std::optional<Candidate> best_driver_{};
  std::optional<Candidate> best_extension_{};
};

}  // namespace

bool is_better(DriverFit const& left, DriverFit const& right) {
  auto const worse_first = [](DriverFit const& fit) {
    return std::tie(fit.computer_position, fit.feature_score, fit.id_position);
  };
  if (worse_first(left) != worse_first(right)) return worse_first(left) < worse_first(right);
  return std::tie(left.ver_date, left.ver_version) > std::tie(right.ver_date, right.ver_version);
}

DriverFit fit_of(InstalledDriver const& installed, Device const& device, SystemSpec const& system) {
  return installed_fit(installed, device, ComputerPositions(system));
}

std::optional<DriverFit> fit_of(DriverRow const& row, std::size_t id_position, SystemSpec const& system) {
  return row_fit(row, id_position, system, ComputerPositions(system));
}

bool may_replace(DriverRow const& row, InstalledDriver const& installed) {
  if (!is_printer_class(row.device_class) && !is_printer_class(installed.device_class)) return true;
  if (!same_name(row.manufacturer, installed.manufacturer)) return false;
  if (installed.skip_provider_filtering || same_name(row.provider, installed.provider)) return true;
  return std::ranges::any_of(row.compatible_providers,
                             [&](std::string const& provider) { return same_name(provider, installed.provider); });
}

namespace {

/// What the computer may go back to, or has to take off: drivers that its agent installed before.
void match_recovery(Catalogue const& catalogue, Device const& device,
                    std::function<bool(RevisionIndex)> const& is_candidate, DriverMatches& matches) {
  for (auto const& update : device.recovery_ids) {
    auto const index = catalogue.current(update);
    if (!index || catalogue.at(*index).type != UpdateType::driver || !catalogue.in_scope(*index)) continue;
    if (!is_candidate(*index)) continue;
    (is_to_be_uninstalled(catalogue.at(*index)) ? matches.uninstalled : matches.recovery).push_back(*index);
  }
}

}  // namespace

DriverMatches match_drivers(Catalogue const& catalogue, SystemSpec const& system,
                            std::function<bool(RevisionIndex)> const& is_candidate) {
  DriverMatches matches;
  if (catalogue.driver_scope().empty()) return matches;
  ComputerPositions const computer(system);
  for (auto const& device : system.devices) {
    DeviceMatch match(catalogue, system, computer, device);
    std::unordered_set<std::string_view> seen;  // an id that stands there twice ranks by its first position
    auto const ids = ids_of(device);
    for (std::size_t position = 0; position < ids.size(); ++position) {
      if (!seen.insert(ids[position]).second) continue;
      for (auto const place : catalogue.driver_rows(ids[position])) {
        ++matches.rows_compared;
        bool const may_match = !is_to_be_uninstalled(catalogue.at(place.revision)) && is_candidate(place.revision);
        if (may_match) match.consider(place, position);
      }
    }
    match.put_into(matches);
    match_recovery(catalogue, device, is_candidate, matches);
  }
  return matches;
}

}  // namespace wsus::domain
