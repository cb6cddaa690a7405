// The sections of IIS's configuration that the lab knows: their attributes, types, defaults and collections. One table
// for reading files, for appcmd's edits and for what counts where. Source: IIS configuration reference (IIS 10).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {

enum class ValueType : std::uint8_t {
  text,
  boolean,
  number,
  word,       ///< one of `words`
  flags,      ///< several of `words`, joined by commas; the first word of the table stands for none
  time_span,  ///< [d.]hh:mm:ss
};

/// An attribute. Those of child elements have the child's name in front: "requestLimits.maxAllowedContentLength".
struct AttributeSchema {
  std::string_view name{};
  ValueType type = ValueType::text;
  std::string_view value{};  ///< the default, as IIS writes it
  std::span<std::string_view const> words{};
  std::uint64_t low = 0;
  std::uint64_t high = 4'294'967'295;  ///< of a number
  /// A number outside the range that is allowed all the same: 0 as "no limit", beside a range of 10 to 65535, say.
  std::optional<std::uint64_t> or_else{};
};

/// A collection of elements. <remove> (by key) and <clear> are understood in each.
struct CollectionSchema {
  std::string_view parent{};   ///< the child element that holds it; empty: the section itself
  std::string_view element{};  ///< "add", "mimeMap"
  std::span<std::string_view const> keys{};
  std::span<AttributeSchema const> attributes{};
  bool prepends = false;          ///< what a deeper file adds comes first (handlers)
  std::string_view not_in_lab{};  ///< why no entry is taken; empty: entries are taken
};

struct SectionSchema {
  std::string_view path{};  ///< "system.webServer/security/access"
  std::span<AttributeSchema const> attributes{};
  std::span<CollectionSchema const> collections{};
  /// Not to be used in a web.config: applicationHost.config locks it for all sites as installed (overrideModeDefault).
  bool locked = false;

  [[nodiscard]] std::string_view name() const { return path.substr(path.rfind('/') + 1); }
};

/// All of them. Lifetime: the program's.
[[nodiscard]] std::span<SectionSchema const> sections();
/// By its path or by its last name ("access"), in any letter case; null when the lab has no such section.
[[nodiscard]] SectionSchema const* find_section(std::string_view name);
/// A section or group below system.webServer that IIS knows and the lab passes over ("system.webServer/httpErrors").
[[nodiscard]] bool is_section_without_effect(std::string_view path);
/// By name, in any letter case; null when there is none.
[[nodiscard]] AttributeSchema const* find_attribute(std::span<AttributeSchema const> attributes, std::string_view name);
/// The names of find_section that people type: for "did you mean".
[[nodiscard]] std::vector<std::string_view> section_names();

/// A value, checked. `canonical` is what IIS writes: "true", "Ssl, SslRequireCert", "00:05:00".
struct CheckedValue {
  std::optional<std::string> canonical{};
  std::string error{};  ///< why it is none, in the words of the configuration system
};
[[nodiscard]] CheckedValue check_value(AttributeSchema const& schema, std::string_view value);

/// Seconds of a canonical time span.
[[nodiscard]] std::uint64_t seconds_of_time_span(std::string_view canonical);
/// A canonical number; 0 for what is none.
[[nodiscard]] std::uint64_t number_of(std::string_view canonical);

}  // namespace wsus::iis
