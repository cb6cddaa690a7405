// Single values that several languages of ours share: texts, lists, durations, times, whole numbers with a range.
#pragma once

#include "server/config/node.hpp"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::config {

/// Throws ConfigError for the first other key, and when `map` is no map. Called before a key is required: of two
/// mistakes a misspelt key is the one to name. Without keys: `{}` is the one value that is taken.
void allow_only(Node const& map, std::initializer_list<std::string_view> keys);

/// A text that is not empty and has no control characters: it may stand in a line of a log.
[[nodiscard]] std::string read_line(Node const& node);

/// One of the given words. Unlike Node::word, the message names the nearest one too: for lists that are long.
[[nodiscard]] std::string read_word(Node const& node, std::vector<std::string_view> const& allowed);

/// One value, or a list with at least one; as nodes, so that each can be checked in its place.
[[nodiscard]] std::vector<Node> one_or_more(Node const& node);

/// "15 min", "90 s", "2 h", "1 d", "500 ms"; both ends of the range are allowed.
[[nodiscard]] std::chrono::milliseconds read_duration(Node const& node, std::chrono::milliseconds low,
                                                      std::chrono::milliseconds high);

/// "25 %" or a number above 0 and at most 1.
[[nodiscard]] double read_probability(Node const& node);

/// The candidate with the smallest edit distance; empty when none is near (more than a third of its letters differ).
[[nodiscard]] std::string_view nearest(std::string_view typed, std::vector<std::string_view> const& candidates);

}  // namespace wsus::config
