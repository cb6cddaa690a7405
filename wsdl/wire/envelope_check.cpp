// Text, prolog, well-formedness and the three outer elements, in this order.
#include "wsdl/wire/envelope_check.hpp"

#include "wsdl/wire/text_guard.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <utility>

namespace wsus::wire {
namespace {

using Kind = Malformed::Kind;

constexpr std::string_view soap_1_2 = "http://www.w3.org/2003/05/soap-envelope";
constexpr std::string_view space = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The value of encoding="..." in an XML declaration; empty when there is none.
std::string_view declared_encoding(std::string_view declaration) {
  constexpr std::string_view name = "encoding";
  std::size_t at = declaration.find(name);
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at + name.size());
  if (at == std::string_view::npos) return {};
  std::size_t const end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string_view{} : declaration.substr(at + 1, end - at - 1);
}

bool is_utf8_name(std::string_view encoding) {
  auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  auto const same = [&](std::string_view name) { return std::ranges::equal(encoding, name, {}, lower); };
  return same("utf-8") || same("us-ascii");
}

/// Removes up to and with `close`; everything when it is missing (the parser reports that).
void skip_past(std::string_view close, std::string_view& text) {
  std::size_t const end = text.find(close);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + close.size());
}

std::optional<Malformed> check_prolog(std::string_view text) {
  std::string_view rest = text;
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  if (rest.starts_with("<?xml")) {
    std::string_view const encoding = declared_encoding(rest.substr(0, rest.find("?>")));
    if (!encoding.empty() && !is_utf8_name(encoding))
      return Malformed{Kind::bad_text, fmt::format("the declared encoding is {}; only UTF-8 is read", encoding)};
  }
  for (;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(space), rest.size()));
    if (rest.starts_with("<?"))
      skip_past("?>", rest);
    else if (rest.starts_with("<!--"))
      skip_past("-->", rest);
    else
      break;
  }
  if (rest.starts_with("<!DOCTYPE"))
    return Malformed{Kind::not_xml,
                     fmt::format("a document type declaration at byte {} is refused", text.size() - rest.size())};
  return std::nullopt;
}

/// Whether the text begins with a reference that nobody has to declare: "&lt;", "&#60;", "&#x3C;".
bool is_reference(std::string_view text) {
  if (!text.starts_with("&#")) {
    return text.starts_with("&lt;") || text.starts_with("&gt;") || text.starts_with("&amp;") ||
           text.starts_with("&quot;") || text.starts_with("&apos;");
  }
  bool const hex = text.starts_with("&#x");
  std::size_t const first = hex ? 3 : 2;
  std::size_t const end = text.find_first_not_of(hex ? "0123456789abcdefABCDEF" : "0123456789", first);
  return end != std::string_view::npos && end > first && text[end] == ';';
}

/// Behind the comment, CDATA section or instruction around `at`; `at` itself when there is none. Nothing is open at
/// `from`.
std::size_t end_of_literal(std::string_view text, std::size_t from, std::size_t at) {
  constexpr std::pair<std::string_view, std::string_view> sections[] = {
      {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
  for (std::size_t open = text.find('<', from); open < at; open = text.find('<', from)) {
    from = open + 1;
    for (auto const& [opening, closing] : sections) {
      if (!text.substr(open).starts_with(opening)) continue;
      std::size_t const close = text.find(closing, open + opening.size());
      if (close == std::string_view::npos) break;
      from = close + closing.size();
    }
    if (from > at) return from;
  }
  return at;
}

/// pugixml leaves an '&' that begins no reference as it is, and gSOAP makes some character of it. No XML parser may.
std::optional<Malformed> check_references(std::string_view text) {
  std::size_t outside = 0;  // a place at which no section is open
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at)) {
    if (is_reference(text.substr(at))) {
      ++at;
      continue;
    }
    outside = end_of_literal(text, outside, at);
    if (outside == at)
      return Malformed{Kind::not_xml,
                       fmt::format("the '&' at byte {} of {} begins no reference that XML knows", at, text.size())};
    at = outside;
  }
  return std::nullopt;
}

struct Name {
  std::string_view prefix;
  std::string_view local;
};

Name name_of(pugi::xml_node node) {
  std::string_view const name = node.name();
  std::size_t const colon = name.find(':');
  return colon == std::string_view::npos ? Name{{}, name} : Name{name.substr(0, colon), name.substr(colon + 1)};
}

/// The namespace that `prefix` stands for at `node`; the empty prefix is the default namespace.
std::string_view namespace_at(pugi::xml_node node, std::string_view prefix) {
  std::string const declaration = prefix.empty() ? "xmlns" : fmt::format("xmlns:{}", prefix);
  for (; node; node = node.parent())
    if (pugi::xml_attribute const found = node.attribute(declaration.c_str())) return found.value();
  return {};
}

std::string_view namespace_of(pugi::xml_node node) { return namespace_at(node, name_of(node).prefix); }

std::optional<Malformed> check_soap(pugi::xml_node root) {
  std::string_view const found = namespace_of(root);
  if (name_of(root).local == "Envelope" && found == soap_1_2)
    return Malformed{Kind::soap_1_2, "the Envelope is of SOAP 1.2; SOAP 1.1 is spoken here"};
  if (name_of(root).local != "Envelope" || found != soap_1_1_namespace)
    return Malformed{Kind::not_soap, fmt::format("the root element {} in namespace \"{}\" is not a SOAP 1.1 Envelope",
                                                 root.name(), found)};
  pugi::xml_node const body = root.find_child(
      [](pugi::xml_node child) { return name_of(child).local == "Body" && namespace_of(child) == soap_1_1_namespace; });
  if (!body) return Malformed{Kind::not_soap, "the Envelope has no Body"};
  pugi::xml_node const first = body.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
  if (!first) return Malformed{Kind::not_soap, "the Body is empty"};
  std::string_view const prefix = name_of(first).prefix;
  if (!prefix.empty() && namespace_at(first, prefix).empty())
    return Malformed{Kind::not_xml, fmt::format("the prefix of element {} is not declared", first.name())};
  return std::nullopt;
}

bool has_long_reference(std::string_view text) {
  constexpr std::size_t safe = 6;  // characters between '&' and ';'
  for (std::size_t at = text.find("&#"); at != std::string_view::npos; at = text.find("&#", at + 2))
    if (text.substr(at + 1, safe + 1).find(';') == std::string_view::npos) return true;
  return false;
}

/// gSOAP compares every attribute and declaration with all that it has seen, so their number is bounded. Real messages
/// have a handful; an xsi:nil on each of hundreds of devices still passes.
class AttributeCounter final : public pugi::xml_tree_walker {
public:
  static constexpr std::size_t limit = 4'000;
  bool for_each(pugi::xml_node& node) override {
    for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) ++count_;
    return count_ <= limit;
  }

private:
  std::size_t count_ = 0;
};

class StringWriter final : public pugi::xml_writer {
public:
  std::string text{};
  void write(void const* data, std::size_t size) override { text.append(static_cast<char const*>(data), size); }
};

}  // namespace

std::optional<Malformed> check_envelope(std::string_view text) {
  if (auto bad = find_bad_text(text))
    return Malformed{Kind::bad_text, fmt::format("{} at byte {}", bad->what, bad->offset)};
  if (auto refused = check_prolog(text)) return refused;

  pugi::xml_document document;
  pugi::xml_parse_result const parsed = document.load_buffer(
      text.data(), text.size(), pugi::parse_minimal | pugi::parse_embed_pcdata, pugi::encoding_utf8);
  if (!parsed)
    return Malformed{Kind::not_xml, fmt::format("not well-formed XML near byte {} of {}: {}", parsed.offset,
                                                text.size(), parsed.description())};
  if (auto refused = check_references(text)) return refused;
  auto const is_element = [](pugi::xml_node node) { return node.type() == pugi::node_element; };
  if (auto const children = document.children(); std::count_if(children.begin(), children.end(), is_element) > 1)
    return Malformed{Kind::not_xml,
                     fmt::format("element {} stands behind the root element", document.last_child().name())};
  AttributeCounter counter;
  if (!document.traverse(counter))
    return Malformed{Kind::too_long, fmt::format("more than {} attributes", AttributeCounter::limit)};
  return check_soap(document.document_element());
}

std::optional<std::string> without_long_references(std::string_view text) {
  if (!has_long_reference(text)) return std::nullopt;
  constexpr unsigned everything_that_counts = pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata;
  pugi::xml_document document;
  document.load_buffer(text.data(), text.size(), everything_that_counts, pugi::encoding_utf8);
  StringWriter writer;
  document.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(writer.text);
}

}  // namespace wsus::wire
