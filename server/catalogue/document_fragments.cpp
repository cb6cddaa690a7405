// The transformation from the server-server form to fragments.
#include "server/catalogue/document_fragments.hpp"

#include "server/catalogue/document_names.hpp"
#include "server/catalogue/file_elements.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace wsus::catalogue {
namespace {

using Names = std::string_view;

/// What Core keeps of the attributes of Properties (wusp-protocol 8.1).
constexpr std::array<Names, 5> core_attributes{"UpdateType", "ExplicitlyDeployable", "AutoSelectOnWebSites",
                                               "OSUpgrade", "EulaID"};

/// What Extended drops of them.
constexpr std::array<Names, 12> dropped_attributes{"UpdateType",
                                                   "ExplicitlyDeployable",
                                                   "AutoSelectOnWebSites",
                                                   "EulaID",
                                                   "PublicationState",
                                                   "PublisherID",
                                                   "CreationDate",
                                                   "IsPublic",
                                                   "LegacyName",
                                                   "DetectoidType",
                                                   "OSUpgrade",
                                                   "PerUser"};

bool contains(auto const& names, Names name) { return std::ranges::find(names, name) != names.end(); }

/// Attributes of Properties that say what would hold without them are left out by WSUS.
bool is_default(Names name, Names value) {
  if (name == "ExplicitlyDeployable" || name == "PerUser") return xsd_boolean(value) == false;
  return name == "IsPublic" && xsd_boolean(value) == true;
}

void write_element(TextWriter& xml, pugi::xml_node element);

void write_children(TextWriter& xml, pugi::xml_node element) {
  for (auto const child : element.children()) {
    if (child.type() == pugi::node_element) write_element(xml, child);
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) xml.text(child.value());
  }
}

/// Recursion is bounded: documents of more levels are refused when they are read (update_document.cpp).
void write_element(TextWriter& xml, pugi::xml_node element) {
  auto const name = fragment_name(element);
  xml.open(name);
  for (auto const attribute : element.attributes()) {
    if (auto const kept = fragment_attribute(attribute)) xml.attribute(*kept, attribute.value());
  }
  write_children(xml, element);
  xml.close(name);
}

void write_child(TextWriter& xml, pugi::xml_node update, Names name) {
  if (auto const child = child_named(update, name)) write_element(xml, child);
}

void write_attributes(TextWriter& xml, pugi::xml_node properties, auto const& is_kept) {
  for (auto const attribute : properties.attributes()) {
    auto const name = fragment_attribute(attribute);
    if (name && is_kept(*name) && !is_default(*name, attribute.value())) xml.attribute(*name, attribute.value());
  }
}

}  // namespace

std::string element_fragment(pugi::xml_node element) {
  TextWriter xml;
  write_element(xml, element);
  return std::move(xml).take().text;
}

std::string inner_fragment(pugi::xml_node element) {
  TextWriter xml;
  write_children(xml, element);
  return std::move(xml).take().text;
}

std::string document_core(pugi::xml_node update) {
  TextWriter xml;
  write_child(xml, update, "UpdateIdentity");
  xml.open("Properties");
  write_attributes(xml, child_named(update, "Properties"), [](Names name) { return contains(core_attributes, name); });
  xml.close("Properties");
  write_child(xml, update, "Relationships");
  write_child(xml, update, "ApplicabilityRules");
  return std::move(xml).take().text;
}

std::string document_extended(pugi::xml_node update) {
  TextWriter xml;
  auto const properties = child_named(update, "Properties");
  xml.open("ExtendedProperties");
  write_attributes(xml, properties, [](Names name) { return !contains(dropped_attributes, name); });
  write_children(xml, properties);
  xml.close("ExtendedProperties");
  write_child(xml, update, "Files");
  write_child(xml, update, "HandlerSpecificData");
  return std::move(xml).take().text;
}

}  // namespace wsus::catalogue
