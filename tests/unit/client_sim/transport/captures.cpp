// Reads captures.
#include "tests/unit/client_sim/transport/captures.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <stdexcept>

namespace wsus::transport::test {

std::string capture(std::string const& name) {
  auto const path = std::string(WSUS_SOURCE_DIR) + "/tests/golden/captures/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

std::string text_of(std::string const& xml, std::string const& element) {
  pugi::xml_document document;
  if (!document.load_string(xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata))
    throw std::runtime_error("not XML");
  auto const found = document.find_node([&](pugi::xml_node node) { return node.name() == element; });
  if (!found) throw std::runtime_error("there is no " + element);
  return found.text().get();
}

std::string blanked_bytes_of(std::string const& xml, std::string const& element) {
  auto const base64 = text_of(xml, element);
  auto const padding = static_cast<std::size_t>(std::ranges::count(base64, '='));
  return std::string(base64.size() / 4 * 3 - padding, '\0');
}

}  // namespace wsus::transport::test
