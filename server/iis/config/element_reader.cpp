// Attributes and collections of one element: see element_reader.hpp.
#include "server/iis/config/element_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::iis {
namespace {

AttributeSchema const* exact(std::span<AttributeSchema const> schema, std::string_view name) {
  auto const found =
      std::find_if(schema.begin(), schema.end(), [name](AttributeSchema const& one) { return one.name == name; });
  return found == schema.end() ? nullptr : &*found;
}

bool has_prefix(std::span<AttributeSchema const> schema, std::string_view prefix) {
  return std::any_of(schema.begin(), schema.end(), [prefix](AttributeSchema const& one) {
    return one.name.size() > prefix.size() && one.name.starts_with(prefix) && one.name[prefix.size()] == '.';
  });
}

bool holds_collection(std::span<CollectionSchema const> collections, std::string_view parent) {
  return std::any_of(collections.begin(), collections.end(),
                     [parent](CollectionSchema const& one) { return !parent.empty() && one.parent == parent; });
}

/// <add>, <remove>, <clear> of a collection that stands in the section itself.
bool is_own_step(std::span<CollectionSchema const> collections, std::string_view name) {
  return std::any_of(collections.begin(), collections.end(), [name](CollectionSchema const& one) {
    return one.parent.empty() && (name == one.element || name == "remove" || name == "clear");
  });
}

std::string dotted(std::string_view prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : fmt::format("{}.{}", prefix, name);
}

}  // namespace

ConfigurationError ElementReader::error(pugi::xml_node where, std::string what, std::uint32_t hresult) const {
  return {.what = std::move(what), .line = xml_.line_of(where), .hresult = hresult};
}

ConfigurationProblem ElementReader::read_own(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                             std::string const& prefix, StatedValues& into) const {
  for (auto const attribute : node.attributes()) {
    std::string_view const name = attribute.name();
    if (name == "lockAttributes" || name == "lockElements" || name == "lockItem" || name == "configSource") continue;
    auto const* const known = exact(schema, dotted(prefix, name));
    if (known == nullptr) return error(node, fmt::format("Unrecognized attribute '{}'", name));
    auto value = check_value(*known, attribute.value());
    if (!value.canonical) return error(node, std::move(value.error));
    into.insert_or_assign(std::string(known->name), std::move(*value.canonical));
  }
  return std::nullopt;
}

ConfigurationProblem ElementReader::read_attributes(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                                    std::span<CollectionSchema const> collections,
                                                    StatedValues& into) const {
  struct Open {
    pugi::xml_node node{};
    std::string prefix{};
  };
  std::vector<Open> open{{node, {}}};
  while (!open.empty()) {
    auto const [element, prefix] = std::move(open.back());
    open.pop_back();
    if (auto problem = read_own(element, schema, prefix, into)) return problem;
    for (auto const child : element.children()) {
      if (child.type() != pugi::node_element) continue;
      std::string_view const name = child.name();
      auto const path = dotted(prefix, name);
      if (has_prefix(schema, path)) {
        open.push_back({child, path});
      } else if (!holds_collection(collections, path) && !holds_collection(collections, prefix) &&
                 !(prefix.empty() && is_own_step(collections, name))) {
        return error(child, fmt::format("Unrecognized element '{}'", name));
      }
    }
  }
  return std::nullopt;
}

ConfigurationProblem ElementReader::read_step(pugi::xml_node node, CollectionSchema const& schema,
                                              CollectionStep& step) const {
  std::string_view const name = node.name();
  step.line = xml_.line_of(node);
  if (name == "clear") {
    step.kind = CollectionStep::Kind::clear;
    return std::nullopt;
  }
  bool const adds = name == schema.element;
  if (!adds && name != "remove") return error(node, fmt::format("Unrecognized element '{}'", name));
  if (!schema.not_in_lab.empty()) return error(node, std::string(schema.not_in_lab));
  step.kind = adds ? CollectionStep::Kind::add : CollectionStep::Kind::remove;
  if (auto problem = read_own(node, schema.attributes, {}, step.values)) return problem;
  auto const key = schema.keys.front();
  if (schema.keys.size() == 1 && !step.values.contains(key))
    return error(node, fmt::format("Missing required attribute '{}'", key));
  return std::nullopt;
}

ConfigurationProblem ElementReader::read_collections(pugi::xml_node section,
                                                     std::span<CollectionSchema const> collections,
                                                     std::vector<CollectionStep>& into) const {
  for (std::size_t i = 0; i < collections.size(); ++i) {
    auto const& schema = collections[i];
    auto const holder = schema.parent.empty() ? section : section.child(std::string(schema.parent).c_str());
    for (auto const child : holder.children()) {
      if (child.type() != pugi::node_element) continue;
      CollectionStep step{.collection = i};
      if (auto problem = read_step(child, schema, step)) return problem;
      into.push_back(std::move(step));
    }
  }
  return std::nullopt;
}

ConfigurationProblem ElementReader::read_entry(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                               StatedValues& into) const {
  return read_attributes(node, schema, {}, into);
}

}  // namespace wsus::iis
