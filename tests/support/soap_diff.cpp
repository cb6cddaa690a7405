// Walks two documents side by side: see soap_diff.hpp.
#include "tests/support/soap_diff.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

namespace wsus::test {
namespace {

/// Prefix to namespace; the default namespace has the empty prefix.
using Scope = std::map<std::string, std::string, std::less<>>;

struct Name {
  std::string space{};
  std::string local{};
  auto operator<=>(Name const&) const = default;
};

/// An element as it is compared.
struct Element {
  Name name{};
  std::map<Name, std::string> attributes{};
  std::vector<pugi::xml_node> children{};
  std::string text{};  ///< without children: all of it; with children: what is not blank
  Scope scope{};
  std::string problem{};
};

constexpr std::string_view declaration = "xmlns";

/// The prefix that an attribute declares; nothing when it is another attribute.
std::optional<std::string_view> declared_prefix(std::string_view attribute) {
  if (attribute == declaration) return "";
  if (!attribute.starts_with("xmlns:")) return std::nullopt;
  return attribute.substr(declaration.size() + 1);
}

/// Attributes without a prefix are in no namespace (Namespaces in XML 6.2).
Name resolve(std::string_view written, Scope const& scope, bool is_element, std::string& problem) {
  auto const colon = written.find(':');
  auto const prefix = colon == std::string_view::npos ? std::string_view() : written.substr(0, colon);
  Name name{.local = std::string(colon == std::string_view::npos ? written : written.substr(colon + 1))};
  if (prefix.empty() && !is_element) return name;
  auto const space = scope.find(prefix);
  if (space != scope.end())
    name.space = space->second;
  else if (!prefix.empty())
    problem = fmt::format("the prefix of {} is not declared", written);
  return name;
}

Element read(pugi::xml_node node, Scope scope) {
  Element element;
  for (auto const attribute : node.attributes())
    if (auto const prefix = declared_prefix(attribute.name())) scope[std::string(*prefix)] = attribute.value();
  element.name = resolve(node.name(), scope, true, element.problem);
  for (auto const attribute : node.attributes())
    if (!declared_prefix(attribute.name()))
      element.attributes[resolve(attribute.name(), scope, false, element.problem)] = attribute.value();
  for (auto const child : node.children()) {
    if (child.type() == pugi::node_element) element.children.push_back(child);
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) element.text += child.value();
  }
  bool const blank = element.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank && !element.children.empty()) element.text.clear();
  element.scope = std::move(scope);
  return element;
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 80;
  return text.size() <= most ? fmt::format("\"{}\"", text) : fmt::format("\"{}...\"", text.substr(0, most));
}

/// With the namespace only where that is the difference.
std::string difference_of(std::string const& path, Name const& expected, Name const& found) {
  if (expected.local != found.local)
    return fmt::format("{}: expected <{}>, found <{}>", path, expected.local, found.local);
  return fmt::format("{}: expected <{}> of \"{}\", found it of \"{}\"", path, expected.local, expected.space,
                     found.space);
}

class Comparison {
public:
  explicit Comparison(Variable const& variable) : variable_(variable) {}

  /// `path` shows positions, `plain` has none. Both are those of the parent.
  [[nodiscard]] std::string elements(Element const& expected, Element const& found, std::string const& path,
                                     std::string const& plain) const {
    if (!expected.problem.empty()) return fmt::format("{}: the expected document: {}", path, expected.problem);
    if (!found.problem.empty()) return fmt::format("{}: the found document: {}", path, found.problem);
    if (auto difference = attributes(expected, found, path); !difference.empty()) return difference;
    bool const may_vary = is_variable(plain, expected.name.local);
    if (!may_vary && expected.text != found.text)
      return fmt::format("{}: expected {}, found {}", path, shown(expected.text), shown(found.text));
    return children(expected, found, path, plain);
  }

  /// Of the roots, which have no parent.
  [[nodiscard]] std::string roots(pugi::xml_node expected, pugi::xml_node found) const {
    auto const left = read(expected, {});
    auto const right = read(found, {});
    auto const path = "/" + left.name.local;
    if (left.name != right.name) return difference_of("/", left.name, right.name);
    return elements(left, right, path, path);
  }

private:
  [[nodiscard]] bool is_variable(std::string const& plain, std::string const& local) const {
    return std::ranges::any_of(variable_, [&](std::string const& entry) { return entry == plain || entry == local; });
  }

  [[nodiscard]] static std::string attributes(Element const& expected, Element const& found, std::string const& path) {
    for (auto const& [name, value] : expected.attributes) {
      auto const other = found.attributes.find(name);
      if (other == found.attributes.end())
        return fmt::format("{}/@{}: expected {}, found none", path, name.local, shown(value));
      if (other->second != value)
        return fmt::format("{}/@{}: expected {}, found {}", path, name.local, shown(value), shown(other->second));
    }
    for (auto const& [name, value] : found.attributes)
      if (!expected.attributes.contains(name))
        return fmt::format("{}/@{}: expected none, found {}", path, name.local, shown(value));
    return {};
  }

  [[nodiscard]] std::string children(Element const& expected, Element const& found, std::string const& path,
                                     std::string const& plain) const {
    auto const common = std::min(expected.children.size(), found.children.size());
    std::map<std::string, int> positions;
    for (std::size_t i = 0; i < common; ++i) {
      auto const left = read(expected.children[i], expected.scope);
      auto const right = read(found.children[i], found.scope);
      auto const position = ++positions[left.name.local];
      auto const step = is_repeated(expected, expected.children[i])
                            ? fmt::format("{}/{}[{}]", path, left.name.local, position)
                            : fmt::format("{}/{}", path, left.name.local);
      if (left.name != right.name) return difference_of(path, left.name, right.name);
      if (auto difference = elements(left, right, step, fmt::format("{}/{}", plain, left.name.local));
          !difference.empty())
        return difference;
    }
    if (expected.children.size() > common)
      return fmt::format("{}: expected <{}>, found no further element", path, expected.children[common].name());
    if (found.children.size() > common)
      return fmt::format("{}: expected no further element, found <{}>", path, found.children[common].name());
    return {};
  }

  [[nodiscard]] static bool is_repeated(Element const& parent, pugi::xml_node child) {
    return std::ranges::count_if(
               parent.children, [&](pugi::xml_node other) { return std::strcmp(other.name(), child.name()) == 0; }) > 1;
  }

  Variable const& variable_;
};

}  // namespace

std::string soap_difference(std::string_view expected, std::string_view found, Variable const& variable) {
  constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;
  pugi::xml_document left;
  pugi::xml_document right;
  auto const read_left = left.load_buffer(expected.data(), expected.size(), options, pugi::encoding_utf8);
  if (!read_left) return fmt::format("the expected document is no XML: {}", read_left.description());
  auto const read_right = right.load_buffer(found.data(), found.size(), options, pugi::encoding_utf8);
  if (!read_right) return fmt::format("the found document is no XML: {}", read_right.description());
  return Comparison(variable).roots(left.document_element(), right.document_element());
}

}  // namespace wsus::test
