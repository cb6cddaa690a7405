// Reads SUSDB: see susdb_reader.hpp.
#include "server/susdb/susdb_reader.hpp"

#include "server/config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace wsus::susdb {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest{std::chrono::hours(1)};
constexpr double largest_factor = 1'000.0;

void read_part(config::Node const& node, std::string_view key, milliseconds& part) {
  if (auto const value = node.child(key)) part = config::read_duration(*value, milliseconds(0), longest);
}

void read_factor(config::Node const& node, std::string_view key, double& factor) {
  if (auto const value = node.child(key)) factor = value->number(1.0, largest_factor);
}

LatencyModel read_latency(config::Node const& node) {
  config::allow_only(node, {"base", "live_update", "superseded_update", "without_superseded_index", "fragmented"});
  LatencyModel model;
  read_part(node, "base", model.base);
  read_part(node, "live_update", model.live_update);
  read_part(node, "superseded_update", model.superseded_update);
  read_factor(node, "without_superseded_index", model.without_superseded_index);
  read_factor(node, "fragmented", model.fragmented);
  return model;
}

Availability read_state(config::Node const& node) {
  auto const word = config::read_word(node, {"running", "single_user", "stopped"});
  if (word == "running") return Availability::running;
  return word == "stopped" ? Availability::stopped : Availability::single_user;
}

WrittenDamage read_damage(config::Node const& node) {
  config::allow_only(node, {"update", "rows"});
  WrittenDamage written{.update = node.required("update")};
  (void)config::read_line(written.update);
  for (auto const& row : config::one_or_more(node.required("rows"))) {
    auto const word = config::read_word(row, {"unreadable", "lost_deployment", "doubled"});
    written.damage.unreadable |= word == "unreadable";
    written.damage.lost_deployment |= word == "lost_deployment";
    written.damage.doubled |= word == "doubled";
  }
  return written;
}

std::vector<config::Node> read_circle(config::Node const& node) {
  auto updates = node.items();
  for (auto const& update : updates) (void)config::read_line(update);
  if (updates.size() < 2) node.fail(fmt::format("{} updates", updates.size()), "two or more");
  return updates;
}

void read_indexes(config::Node const& node, Indexes& indexes) {
  for (auto const& index : node.items()) {
    auto const word = config::read_word(index, {"localized_property", "superseded_update"});
    (word == "localized_property" ? indexes.localized_property : indexes.superseded_update) = true;
  }
}

/// Software and drivers: nothing else is told as an update.
bool is_update(domain::Revision const& revision) {
  return revision.type == domain::UpdateType::software || revision.type == domain::UpdateType::driver;
}

wusp::Guid find_update(config::Node const& node, domain::Catalogue const& catalogue) {
  auto const typed = node.text();
  if (auto const guid = wusp::parse_guid(typed); guid && catalogue.current(*guid)) return *guid;
  std::vector<wusp::Guid> found;
  std::vector<std::string_view> titles;
  for (auto const& revision : catalogue.revisions()) {
    if (!is_update(revision)) continue;
    titles.emplace_back(revision.title);
    if (revision.title != typed) continue;
    auto const& id = revision.identity.update_id;
    if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1)
    node.fail(fmt::format("{} updates with the title '{}'", found.size(), typed), "one update, by its GUID");
  auto const near = config::nearest(typed, titles);
  node.fail(fmt::format("'{}'", typed),
            near.empty() ? std::string("the GUID or the title of an update of the catalogue")
                         : fmt::format("the GUID or the title of an update of the catalogue; nearest: '{}'", near));
}

}  // namespace

WrittenSusDb read_susdb(config::Node const& node) {
  config::allow_only(node, {"state", "postinstall", "latency", "indexes", "maintained", "damage", "circle"});
  WrittenSusDb written;
  auto& state = written.state;
  if (auto const value = node.child("state")) state.availability = read_state(*value);
  if (auto const value = node.child("postinstall")) {
    if (config::read_word(*value, {"done", "due"}) == "due") state.binaries = state.schema + 1;
  }
  if (auto const value = node.child("latency")) state.latency = read_latency(*value);
  if (auto const value = node.child("indexes")) read_indexes(*value, state.indexes);
  if (auto const value = node.child("maintained")) state.indexes.maintained = value->boolean();
  if (auto const value = node.child("damage")) {
    for (auto const& item : value->items()) written.damage.push_back(read_damage(item));
  }
  if (auto const value = node.child("circle")) written.circle = read_circle(*value);
  return written;
}

SusDb resolve(WrittenSusDb const& written, domain::Catalogue const& catalogue) {
  auto state = written.state;
  for (auto const& item : written.damage) {
    auto& damage = state.damage[find_update(item.update, catalogue)];
    damage.unreadable |= item.damage.unreadable;
    damage.lost_deployment |= item.damage.lost_deployment;
    damage.doubled |= item.damage.doubled;
  }
  return state;
}

domain::Catalogue damaged(WrittenSusDb const& written, domain::Catalogue const& catalogue) {
  std::vector<wusp::Guid> circle;
  circle.reserve(written.circle.size());
  for (auto const& update : written.circle) circle.push_back(find_update(update, catalogue));
  return domain::with_circle(catalogue, circle);
}

}  // namespace wsus::susdb
