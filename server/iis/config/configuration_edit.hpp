// Edits of configuration files as the configuration system commits them (appcmd): text in, text out.
#pragma once

#include "server/iis/config/configuration_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::iis {

/// The text after the edit, or why the file cannot be used: as it is, or as it would be.
using EditedFile = std::variant<std::string, ConfigurationError>;

/// Where a section is edited.
struct SectionPlace {
  ConfigurationFileKind kind = ConfigurationFileKind::application_host;
  std::string location{};  ///< of <location path>; empty: the file's own level
  SectionSchema const* section = nullptr;
};

/// Names (dotted) and values must be those of the schema, canonical. The section is made when there is none.
[[nodiscard]] EditedFile set_attributes(std::string_view text, SectionPlace const& place, StatedValues const& values);
/// An entry at the end of a collection. Errors: one of its key is there already in this file at this place.
[[nodiscard]] EditedFile add_entry(std::string_view text, SectionPlace const& place, std::size_t collection,
                                   StatedValues const& entry);
/// Takes the entry of this key out; when the file states none at this place, a <remove> says that those from above do
/// not count.
[[nodiscard]] EditedFile remove_entry(std::string_view text, SectionPlace const& place, std::size_t collection,
                                      StatedValues const& key);
/// Attributes of an entry that the file states at this place; nothing happens when it states none.
[[nodiscard]] EditedFile set_entry(std::string_view text, SectionPlace const& place, std::size_t collection,
                                   StatedValues const& key, StatedValues const& values);
/// Takes the section out of the place: what is above counts again.
[[nodiscard]] EditedFile clear_section(std::string_view text, SectionPlace const& place);

/// The parts of applicationHost.config below system.applicationHost. What is named must be there unless it is added;
/// adding what is there is the error of a duplicate entry.
[[nodiscard]] EditedFile set_pool(std::string_view text, std::string_view pool, StatedValues const& values);
[[nodiscard]] EditedFile set_site(std::string_view text, std::string_view site, StatedValues const& values);
[[nodiscard]] EditedFile set_bindings(std::string_view text, std::string_view site,
                                      std::vector<Binding> const& bindings);
[[nodiscard]] EditedFile set_application_pool(std::string_view text, std::string_view site,
                                              std::string_view application, std::string_view pool);
[[nodiscard]] EditedFile add_application(std::string_view text, std::string_view site,
                                         SiteApplication const& application);
[[nodiscard]] EditedFile remove_application(std::string_view text, std::string_view site, std::string_view application);
[[nodiscard]] EditedFile add_directory(std::string_view text, std::string_view site, std::string_view application,
                                       VirtualDirectory const& directory);
[[nodiscard]] EditedFile set_directory(std::string_view text, std::string_view site, std::string_view application,
                                       VirtualDirectory const& directory);
[[nodiscard]] EditedFile remove_directory(std::string_view text, std::string_view site, std::string_view application,
                                          std::string_view directory);

}  // namespace wsus::iis
