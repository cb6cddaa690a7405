// Attributes and collections of one XML element, checked against their schema. Internal to server/iis/config.
#pragma once

#include "server/iis/config/configuration_file.hpp"
#include "server/iis/config_xml.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {

using ConfigurationProblem = std::optional<ConfigurationError>;

/// Lifetime: the file must outlive the reader.
class ElementReader {
public:
  explicit ElementReader(ConfigXml const& xml) : xml_(xml) {}

  [[nodiscard]] ConfigurationError error(pugi::xml_node where, std::string what,
                                         std::uint32_t hresult = 0x8007'000D) const;
  [[nodiscard]] int line_of(pugi::xml_node node) const { return xml_.line_of(node); }

  /// The element's attributes and those of its children, by dotted names. Children that only hold collections are left
  /// to read_collections.
  [[nodiscard]] ConfigurationProblem read_attributes(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                                     std::span<CollectionSchema const> collections,
                                                     StatedValues& into) const;
  [[nodiscard]] ConfigurationProblem read_collections(pugi::xml_node section,
                                                      std::span<CollectionSchema const> collections,
                                                      std::vector<CollectionStep>& into) const;
  /// Attributes of an element that has nothing else.
  [[nodiscard]] ConfigurationProblem read_entry(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                                StatedValues& into) const;

private:
  [[nodiscard]] ConfigurationProblem read_own(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                              std::string const& prefix, StatedValues& into) const;
  [[nodiscard]] ConfigurationProblem read_step(pugi::xml_node node, CollectionSchema const& schema,
                                               CollectionStep& step) const;
  ConfigXml const& xml_;
};

}  // namespace wsus::iis
