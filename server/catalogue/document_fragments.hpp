// Fragments of an update document by the rules of wusp-protocol 8.1. Internal to this room.
#pragma once

#include "server/domain/catalogue.hpp"

#include <pugixml.hpp>

#include <string>

namespace wsus::catalogue {

/// An element with everything in it, as it stands in a fragment.
[[nodiscard]] std::string element_fragment(pugi::xml_node element);

/// What stands in an element, e.g. the rule of an IsInstalled.
[[nodiscard]] std::string inner_fragment(pugi::xml_node element);

/// UpdateIdentity, Properties with few attributes and no children, Relationships, ApplicabilityRules.
[[nodiscard]] std::string document_core(pugi::xml_node update);

/// ExtendedProperties, Files, HandlerSpecificData.
[[nodiscard]] std::string document_extended(pugi::xml_node update);

}  // namespace wsus::catalogue
