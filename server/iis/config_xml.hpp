// A configuration file as .NET's XML reader takes it: strict about well-formedness, with line numbers.
#pragma once

#include "server/iis/web_config.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace wsus::iis {

/// A well-formed file. Nodes of `document` point into it: keep it as long as they are used.
struct ConfigXml {
  std::string text{};  ///< the file in UTF-8 without its byte order mark; newlines as in the file
  pugi::xml_document document{};

  /// Line on which the node's name, or the first letter of its text, stands; from 1.
  [[nodiscard]] int line_of(pugi::xml_node node) const;
};

/// Reads a file of bytes: UTF-8 with or without a byte order mark, or UTF-16 with one.
///
/// pugixml takes more than XmlTextReader does; what an administrator gets wrong by hand and .NET refuses is refused
/// here too: nested comments, a second root, text after the root, doubled attributes, a bare '&', bytes that are no
/// UTF-8, anything before the XML declaration. Line numbers are those of the file. The message begins "Configuration
/// file is not well-formed XML" (IIS's own words for a 500.19 of this kind) and goes on with what is wrong.
[[nodiscard]] std::variant<ConfigXml, ConfigurationError> read_config_xml(std::string_view bytes);

}  // namespace wsus::iis
