// Reading of fault rules: see fault_file.hpp.
#include "server/faults/fault_file.hpp"

#include "server/faults/fault_list.hpp"
#include "server/faults/values.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace wsus::faults {
namespace {

std::string known_kinds() {
  std::string names;
  for (auto const& kind : fault_kinds()) names += fmt::format("{}{}", names.empty() ? "" : ", ", kind.name);
  return names;
}

FaultKind const& find_kind(config::Node const& item, std::string const& name) {
  for (auto const& kind : fault_kinds()) {
    if (kind.name == name) return kind;
  }
  item.fail(fmt::format("found the unknown fault '{}'; known: {}", name, known_kinds()));
}

FaultRule read_rule(config::Node const& item) {
  auto const names = item.keys();
  if (names.size() != 1) {
    item.fail(fmt::format("found {} keys; allowed: one, the name of a fault; known: {}", names.size(), known_kinds()));
  }
  auto const& kind = find_kind(item, names.front());
  auto const parameters = item.required(names.front());
  Place place{.file = parameters.file(), .line = parameters.line(), .path = parameters.path()};
  return {.kind = kind.name, .fault = kind.read(parameters), .place = std::move(place)};
}

}  // namespace

FaultRules read_faults(config::Node const& list) {
  auto const items = list.items();
  std::vector<FaultRule> rules;
  rules.reserve(items.size());
  for (auto const& item : items) rules.push_back(read_rule(item));
  return FaultRules(std::move(rules));
}

FaultRules load_faults(std::string const& file) {
  auto const node = config::Node::load(file);
  allow_only(node, {"faults"});
  return read_faults(node.required("faults"));
}

}  // namespace wsus::faults
