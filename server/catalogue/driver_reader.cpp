// `drivers:` of an entry: rows of the Driver tables (wusp-protocol 6.1).
#include "server/catalogue/entry_parts.hpp"
#include "server/catalogue/language_tags.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::catalogue {
namespace {

using config::Node;

constexpr int max_feature_score = 255;

std::uint64_t read_version(Node const& node) {
  auto const version = parse_driver_version(node.text());
  if (!version) node.fail(fmt::format("'{}'", node.text()), "four parts of 0 to 65535 such as 10.0.1.2");
  return *version;
}

std::vector<wusp::Guid> read_guids(Node const& row, std::string_view key) {
  std::vector<wusp::Guid> guids;
  auto const list = row.child(key);
  if (!list) return guids;
  for (auto const& item : one_or_more(*list)) guids.push_back(read_guid(item));
  return guids;
}

/// A map from operating system to score.
std::vector<domain::FeatureScore> read_feature_scores(Node const& map) {
  std::vector<domain::FeatureScore> scores;
  for (auto const& system : map.keys()) {
    auto const place = map.required(system);
    auto const same = [&](domain::FeatureScore const& score) {
      return same_ignoring_case(score.operating_system, system);
    };
    if (std::any_of(scores.begin(), scores.end(), same)) {
      place.fail(fmt::format("the operating system '{}' a second time", system), "every one once, in any case");
    }
    scores.push_back({.operating_system = system, .score = static_cast<int>(place.integer(0, max_feature_score))});
  }
  return scores;
}

domain::DriverRow read_row(Node const& node) {
  domain::DriverRow row;
  row.hardware_id = read_name(node.required("hardware_id"));
  row.ver_date = read_time(node.required("date"));
  row.ver_version = read_version(node.required("version"));
  row.device_class = optional_text(node, "class");
  row.company = optional_text(node, "company");
  row.provider = optional_text(node, "provider");
  row.manufacturer = optional_text(node, "manufacturer");
  row.model = optional_text(node, "model");
  if (auto const id = node.child("whql_id")) row.whql_driver_id = read_int(*id, 0);
  if (auto const providers = node.child("compatible_providers")) {
    for (auto const& item : one_or_more(*providers)) row.compatible_providers.push_back(read_name(item));
  }
  if (auto const scores = node.child("feature_scores")) row.feature_scores = read_feature_scores(*scores);
  row.distribution_computer_hardware_ids = read_guids(node, "distribution_computers");
  row.target_computer_hardware_ids = read_guids(node, "target_computers");
  node.done();
  return row;
}

}  // namespace

void read_drivers(Node const& drivers, domain::Revision& revision) {
  if (revision.type != domain::UpdateType::driver) drivers.fail("drivers", "drivers only with type: driver");
  for (auto const& item : one_or_more(drivers)) {
    auto row = read_row(item);
    auto const same = [&](domain::DriverRow const& other) {
      return same_ignoring_case(other.hardware_id, row.hardware_id);
    };
    if (std::any_of(revision.drivers.begin(), revision.drivers.end(), same)) {
      item.required("hardware_id")
          .fail(fmt::format("'{}' a second time", row.hardware_id), "every hardware id once, in any case");
    }
    revision.drivers.push_back(std::move(row));
  }
}

}  // namespace wsus::catalogue
