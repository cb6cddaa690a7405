// A parsed YAML document with what was asked of it so far: shared by all its Nodes. Internal to this room.
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace wsus::config {

struct Document {
  std::string file{};
  YAML::Node root{};
  std::map<std::string, std::set<std::string>> asked{};  ///< path of a map -> keys that somebody named
};

/// Parses one document and refuses what yaml-cpp lets pass: duplicate keys, keys that are no scalars, a second
/// document, more than `max_bytes`, more than `max_depth` levels, and too many values.
[[nodiscard]] std::shared_ptr<Document> parse_document(std::string_view text, std::string file);

/// 1-based line of a node; 1 when yaml-cpp has no place for it (an empty document).
[[nodiscard]] int line_of(YAML::Node const& node);

/// "a map", "a list", "'text'" or "nothing": what a message says it found.
[[nodiscard]] std::string describe(YAML::Node const& node);

}  // namespace wsus::config
