// One file of IIS's configuration, read: applicationHost.config, or the system.webServer part of a web.config.
#pragma once

#include "server/iis/config/application_host.hpp"
#include "server/iis/web_config.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::iis {

enum class ConfigurationFileKind { application_host, web_config };

/// <add .../>, <remove .../> or <clear/> of a collection.
struct CollectionStep {
  enum class Kind { add, remove, clear };
  Kind kind = Kind::add;
  std::size_t collection = 0;  ///< index in the section's schema
  StatedValues values{};       ///< of add: all that is stated; of remove: the key
  int line = 0;
};

/// One section where a file states it.
struct StatedSection {
  std::string location{};  ///< as in <location path>, without slashes at its ends; empty: the file's own level
  SectionSchema const* schema = nullptr;
  StatedValues values{};
  std::vector<CollectionStep> steps{};
  int line = 0;
};

struct ConfigurationFile {
  std::vector<StatedSection> sections{};  ///< in the order of the file
  std::vector<PoolSettings> pools{};      ///< applicationHost.config only
  std::vector<Site> sites{};              ///< applicationHost.config only

  [[nodiscard]] PoolSettings const* find_pool(std::string_view name) const;
  [[nodiscard]] Site const* find_site(std::string_view name) const;
};

/// Reads a file by IIS's rules: what it knows is checked against the schema, with IIS's words for what is wrong; what
/// belongs to ASP.NET is passed over. Element and attribute names are case-sensitive, values of enums are not.
///
/// Errors: XML that is not well-formed; another root; unknown elements and attributes of the sections that the lab
/// knows; values outside the schema; a section of system.webServer that IIS does not have; entries that are there twice
/// in one file; in a web.config, a section that is locked.
[[nodiscard]] std::variant<ConfigurationFile, ConfigurationError> parse_configuration_file(std::string_view text,
                                                                                           ConfigurationFileKind kind);

/// "Cannot add duplicate collection entry of type 'mimeMap' with unique key attribute 'fileExtension' set to '.msu'".
[[nodiscard]] ConfigurationError duplicate_entry(CollectionSchema const& schema, StatedValues const& entry, int line);
/// Whether two entries have one key; letter case does not matter.
[[nodiscard]] bool same_key(CollectionSchema const& schema, StatedValues const& a, StatedValues const& b);

/// "This configuration section cannot be used at this path. ...": what IIS says of a locked section.
[[nodiscard]] std::string_view locked_section_text();

}  // namespace wsus::iis
