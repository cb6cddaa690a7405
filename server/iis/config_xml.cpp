// A configuration file as .NET's XML reader takes it: strict about well-formedness, with line numbers.
#include "server/iis/config_xml.hpp"

#include "windows/prompt/prompt.hpp"

#include <boost/locale/encoding_utf.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>

namespace wsus::iis {
namespace {

using Problem = std::optional<ConfigurationError>;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_le_mark = "\xFF\xFE";
constexpr std::string_view utf16_be_mark = "\xFE\xFF";

int line_at(std::string_view text, std::ptrdiff_t offset) {
  auto const end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + end, '\n'));
}

/// Line of a node; a text node begins with the blanks and line ends before its first letter.
int line_of_node(std::string_view text, pugi::xml_node node) {
  auto const offset = std::max<std::ptrdiff_t>(node.offset_debug(), 0);
  auto const first = text.find_first_not_of(" \t\r\n", static_cast<std::size_t>(offset));
  return line_at(text, first == std::string_view::npos ? offset : static_cast<std::ptrdiff_t>(first));
}

ConfigurationError not_well_formed(std::string_view why, int line) {
  return {.what = fmt::format("Configuration file is not well-formed XML: {}", why), .line = line};
}

std::optional<std::string> utf8_of_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::u16string units;
  units.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    auto const first = static_cast<unsigned char>(bytes[i]);
    auto const second = static_cast<unsigned char>(bytes[i + 1]);
    units.push_back(static_cast<char16_t>(big_endian ? first << 8 | second : second << 8 | first));
  }
  try {
    return boost::locale::conv::utf_to_utf<char>(units.data(), units.data() + units.size(), boost::locale::conv::stop);
  } catch (boost::locale::conv::conversion_error const&) {
    return std::nullopt;
  }
}

/// Offset of the first byte that does not belong to valid UTF-8, or the size of the text.
std::ptrdiff_t valid_utf8_prefix(std::string_view text) {
  auto const* position = text.data();
  auto const* const end = text.data() + text.size();
  while (position != end) {
    auto const* const start = position;
    auto const point = boost::locale::utf::utf_traits<char>::decode(position, end);
    if (point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete) return start - text.data();
  }
  return static_cast<std::ptrdiff_t>(text.size());
}

Problem control_characters(std::string_view text) {
  auto const bad = std::find_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  if (bad == text.end()) return std::nullopt;
  return not_well_formed(fmt::format("hexadecimal value 0x{:02X} is an invalid character",
                                     static_cast<unsigned>(static_cast<unsigned char>(*bad))),
                         line_at(text, bad - text.begin()));
}

/// The encoding must fit the bytes: a file that says utf-16 but has no UTF-16 mark was saved as something else.
Problem encoding_mismatch(std::string_view text, std::string_view declared, bool is_utf16) {
  if (is_utf16) return std::nullopt;
  for (auto const name : {"utf-16", "utf-16le", "utf-16be", "unicode"}) {
    if (windows::equal_caseless(declared, name)) {
      return not_well_formed("there is no Unicode byte order mark; cannot switch to Unicode", 1);
    }
  }
  if (!declared.empty() && !windows::equal_caseless(declared, "utf-8")) {
    // Single-byte code pages: every byte has a meaning, and what the application reads is ASCII.
    for (auto const name : {"us-ascii", "iso-8859-1", "windows-1252"}) {
      if (windows::equal_caseless(declared, name)) return std::nullopt;
    }
    return not_well_formed(fmt::format("system does not support '{}' encoding", declared), 1);
  }
  auto const valid = valid_utf8_prefix(text);
  if (valid == static_cast<std::ptrdiff_t>(text.size())) return std::nullopt;
  return not_well_formed("invalid character in the given encoding", line_at(text, valid));
}

/// Every '&' of a raw (not decoded) text begins one of the five entities of XML or a character reference.
bool references_are_good(std::string_view raw) {
  constexpr std::array<std::string_view, 5> known{"lt", "gt", "amp", "quot", "apos"};
  for (auto at = raw.find('&'); at != std::string_view::npos; at = raw.find('&', at + 1)) {
    auto const end = raw.find(';', at);
    if (end == std::string_view::npos) return false;
    auto const name = raw.substr(at + 1, end - at - 1);
    if (name.starts_with("#x")) {
      if (name.size() < 3 || name.find_first_not_of("0123456789abcdefABCDEF", 2) != std::string_view::npos)
        return false;
    } else if (name.starts_with('#')) {
      if (name.size() < 2 || name.find_first_not_of("0123456789", 1) != std::string_view::npos) return false;
    } else if (std::find(known.begin(), known.end(), name) == known.end()) {
      return false;
    }
  }
  return true;
}

/// Walks a document whose entities were left as written and stops at the first thing that XML forbids.
class Strictness final : public pugi::xml_tree_walker {
public:
  explicit Strictness(std::string_view text) : text_(text) {}

  bool for_each(pugi::xml_node& node) override {
    if (auto const why = fault_of(node); !why.empty()) {
      problem_ = not_well_formed(why, line_of_node(text_, node));
    }
    return !problem_;
  }

  [[nodiscard]] Problem problem() const {
    if (problem_ || has_root_) return problem_;
    return not_well_formed("root element is missing", 0);
  }
  [[nodiscard]] std::string const& declared_encoding() const { return encoding_; }

private:
  std::string fault_of(pugi::xml_node node) {
    switch (node.type()) {
    case pugi::node_declaration: return declaration(node);
    case pugi::node_element: return element(node);
    case pugi::node_comment: return comment(node.value());
    case pugi::node_pcdata:
    case pugi::node_cdata: return character_data(node);
    default: return {};
    }
  }

  std::string declaration(pugi::xml_node node) {
    if (text_.starts_with("<?xml") && !seen_declaration_) {
      seen_declaration_ = true;
      encoding_ = node.attribute("encoding").value();
      return {};
    }
    return "unexpected XML declaration; it must be the first node in the document, with no white space before it";
  }

  std::string element(pugi::xml_node node) {
    if (depth() == 0 && has_root_) return "there are multiple root elements";
    has_root_ = true;
    std::set<std::string_view> names;
    for (auto const attribute : node.attributes()) {
      std::string_view const value = attribute.value();
      if (!names.insert(attribute.name()).second) {
        return fmt::format("'{}' is a duplicate attribute name", attribute.name());
      }
      if (value.find('<') != std::string_view::npos) return "'<' is an invalid attribute character";
      if (!references_are_good(value)) return "'&' does not begin a known entity";
    }
    return {};
  }

  static std::string comment(std::string_view value) {
    if (value.find("--") == std::string_view::npos && !value.ends_with('-')) return {};
    return "an XML comment cannot contain '--', and '-' cannot be the last character";
  }

  std::string character_data(pugi::xml_node node) const {
    if (depth() == 0) return "data at the root level is invalid";
    if (node.type() == pugi::node_pcdata && !references_are_good(node.value())) {
      return "'&' does not begin a known entity";
    }
    return {};
  }

  std::string_view text_;
  Problem problem_;
  bool has_root_ = false;
  bool seen_declaration_ = false;
  std::string encoding_;
};

/// The file's text in UTF-8 and whether it came as UTF-16, or why it has none.
struct Decoded {
  std::string text{};
  bool is_utf16 = false;
};
std::optional<Decoded> decode(std::string_view bytes) {
  if (bytes.starts_with(utf16_le_mark) || bytes.starts_with(utf16_be_mark)) {
    auto text = utf8_of_utf16(bytes.substr(2), bytes.starts_with(utf16_be_mark));
    if (!text) return std::nullopt;
    return Decoded{.text = std::move(*text), .is_utf16 = true};
  }
  if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
  return Decoded{.text = std::string(bytes), .is_utf16 = false};
}

Problem not_strict(Decoded const& file) {
  // parse_fragment keeps text outside the root, which is otherwise dropped in silence; entities stay as written.
  constexpr unsigned raw = pugi::parse_minimal | pugi::parse_fragment | pugi::parse_cdata | pugi::parse_comments |
                           pugi::parse_pi | pugi::parse_declaration | pugi::parse_doctype;
  pugi::xml_document document;
  auto const result = document.load_buffer(file.text.data(), file.text.size(), raw, pugi::encoding_utf8);
  if (!result) return not_well_formed(result.description(), line_at(file.text, result.offset));
  Strictness strictness(file.text);
  document.traverse(strictness);
  if (auto problem = strictness.problem()) return problem;
  return encoding_mismatch(file.text, strictness.declared_encoding(), file.is_utf16);
}

}  // namespace

int ConfigXml::line_of(pugi::xml_node node) const { return line_of_node(text, node); }

std::variant<ConfigXml, ConfigurationError> read_config_xml(std::string_view bytes) {
  auto file = decode(bytes);
  if (!file) return not_well_formed("invalid character in the given encoding", 0);
  if (auto problem = control_characters(file->text)) return *problem;
  if (auto problem = not_strict(*file)) return *problem;

  ConfigXml xml{.text = std::move(file->text), .document = {}};
  auto const result =
      xml.document.load_buffer(xml.text.data(), xml.text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result) return not_well_formed(result.description(), line_at(xml.text, result.offset));
  return xml;
}

}  // namespace wsus::iis
