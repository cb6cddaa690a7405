// Names of an update document and what becomes of them in a fragment (wusp-protocol 8.1). Internal to this room.
#pragma once

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace wsus::catalogue {

/// "Update" of "upd:Update".
[[nodiscard]] std::string_view local_name(std::string_view qualified);

/// Namespace of an element; empty for none. No value when its prefix is not declared anywhere above.
[[nodiscard]] std::optional<std::string_view> namespace_of(pugi::xml_node element);

/// Name in a fragment: "b.", "m." or "d." for the three namespaces that keep a prefix, the local name otherwise.
[[nodiscard]] std::string fragment_name(pugi::xml_node element);

/// Name of an attribute in a fragment: no value for declarations of namespaces, "type" for xsi:type.
[[nodiscard]] std::optional<std::string_view> fragment_attribute(pugi::xml_attribute attribute);

/// true, 1, false or 0 with blanks around it; no value for anything else.
[[nodiscard]] std::optional<bool> xsd_boolean(std::string_view text);

/// First child element with this local name; null when there is none.
[[nodiscard]] pugi::xml_node child_named(pugi::xml_node parent, std::string_view local);

}  // namespace wsus::catalogue
