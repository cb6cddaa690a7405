// Which connections, requests and calls a rule is about: the `when` of a fault file, as typed values.
#pragma once

#include "server/config/mistakes.hpp"
#include "server/config/node.hpp"
#include "server/faults/fault.hpp"
#include "server/faults/rules/facts.hpp"
#include "wsdl/wusp/service.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// Text with `*` for anything and `?` for one character; letter case does not matter.
struct Pattern {
  std::string text{};
  [[nodiscard]] bool matches(std::string_view candidate) const;
  bool operator==(Pattern const&) const = default;
};

/// A range of numbers, both ends included.
struct Range {
  std::uint64_t least = 0;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  bool operator==(Range const&) const = default;
};

/// Version of an agent, from "Windows-Update-Agent/10.0.10011.16384 ..." in its User-Agent. Parts that are not written
/// are 0. Half open: `least <= version < below`.
struct AgentVersions {
  std::vector<std::uint32_t> least{};
  std::optional<std::vector<std::uint32_t>> below{};
  bool operator==(AgentVersions const&) const = default;
};

struct HeaderPattern {
  std::string name{};
  std::optional<Pattern> value{};  ///< empty: the header must be there
  bool operator==(HeaderPattern const&) const = default;
};

/// All that is set must hold; of a list one entry.
struct Match {
  std::optional<bool> secure{};               ///< listener: https | http
  std::vector<Pattern> client_addresses{};    ///< address
  std::vector<Pattern> methods{};             ///< method
  std::vector<Pattern> paths{};               ///< path, without query
  std::optional<wusp::Service> service{};     ///< by the request's path
  std::vector<HeaderPattern> headers{};       ///< header; every one of them
  std::optional<AgentVersions> agent{};       ///< agent
  std::vector<std::string> operations{};      ///< operation: local names of body elements
  std::vector<std::string> client_ids{};      ///< client_id, as comparable_client_id writes them
  std::vector<Pattern> dns_names{};           ///< dns_name
  std::vector<Pattern> target_groups{};       ///< target_group
  std::optional<Range> installed_non_leaf{};  ///< InstalledNonLeafUpdateIDs: number of entries
  std::optional<Range> other_cached{};        ///< OtherCachedUpdateIDs
  std::optional<Range> cached_drivers{};      ///< CachedDriverIDs
  std::optional<Range> status{};              ///< of the reply
  bool operator==(Match const&) const = default;
};

/// One key of `when`. The table of these is all that reading, matching, explaining and comparing know about fields.
struct MatchField {
  std::string_view name{};       ///< key in a file
  Stage stage = Stage::request;  ///< from here on it is known
  bool (*is_set)(Match const&) = nullptr;
  void (*read)(config::Node const&, Match&) = nullptr;         ///< throws config::ConfigError
  bool (*holds)(Match const&, Facts const&) = nullptr;         ///< for a field that is set
  std::string (*wanted)(Match const&) = nullptr;               ///< as a person writes it
  std::string (*found)(Match const&, Facts const&) = nullptr;  ///< what was there instead
  /// Everything that `narrow` lets through, `wide` lets through too, as far as this field goes.
  bool (*covers)(Match const& wide, Match const& narrow) = nullptr;
  /// Nothing can hold for both; null: a pattern, which cannot tell.
  bool (*excludes)(Match const& one, Match const& other) = nullptr;
};
[[nodiscard]] std::vector<MatchField> const& match_fields();

/// The stage at which everything that is set is known.
[[nodiscard]] Stage stage_of(Match const& match);
[[nodiscard]] bool holds(Match const& match, Facts const& facts);

/// A field that does not hold.
struct Mismatch {
  std::string_view field{};
  std::string wanted{};
  std::string found{};
};
/// Of the fields that are set, all that do not hold.
[[nodiscard]] std::vector<Mismatch> mismatches(Match const& match, Facts const& facts);

/// Everything that `narrow` lets through, `wide` lets through too.
[[nodiscard]] bool covers(Match const& wide, Match const& narrow);
/// Nothing can hold for both, as far as single values can tell.
[[nodiscard]] bool excludes(Match const& one, Match const& other);

/// Reads `when`. What is wrong with a field goes to `mistakes`; unknown ones name the nearest known one. Throws
/// config::ConfigError for what is no map.
[[nodiscard]] Match read_match(config::Node const& node, config::Mistakes& mistakes);

/// A client id as ids are compared here: lower case, without braces around it.
[[nodiscard]] std::string comparable_client_id(std::string_view id);

}  // namespace wsus::faults
