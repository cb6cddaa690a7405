// Places of elements: see xml_splice.hpp. pugixml says what is an element and where its name stands; where tags end is
// looked up in the text itself, which nobody has changed since.
#include "server/faults/kinds/soap/xml_splice.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <stdexcept>

namespace wsus::faults {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view space = " \t\r\n";

std::string_view local_part(std::string_view name) {
  auto const colon = name.find(':');
  return colon == npos ? name : name.substr(colon + 1);
}

/// Behind the first `close` at or behind `at`; npos when there is none.
std::size_t behind(std::string_view text, std::string_view close, std::size_t at) {
  auto const found = text.find(close, at);
  return found == npos ? npos : found + close.size();
}

/// Behind the '>' that ends the start tag which begins at `at`: not one in an attribute's value.
std::size_t end_of_start_tag(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    char const c = text[at++];
    if (c == '>') return at;
    if (c == '"' || c == '\'') at = behind(text, std::string_view(&c, 1), at);
  }
  return npos;
}

/// The '<' of the next end tag: texts, comments, CDATA and instructions are passed over. npos when something else
/// comes.
std::size_t next_end_tag(std::string_view text, std::size_t at) {
  for (at = text.find('<', at); at != npos; at = text.find('<', at)) {
    auto const rest = text.substr(at);
    if (rest.starts_with("</")) return at;
    if (rest.starts_with("<!--")) {
      at = behind(text, "-->", at);
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(text, "]]>", at);
    } else if (rest.starts_with("<?")) {
      at = behind(text, "?>", at);
    } else {
      return npos;
    }
  }
  return npos;
}

/// Walks a parsed document and its text together.
class Walk {
public:
  explicit Walk(std::string_view text) : text_(text) {}

  /// False when text and document do not agree.
  bool all_of(pugi::xml_node root) {
    for (auto node = root; enter(node);) {
      auto next = first_element(node.first_child());
      while (!next) {
        if (!leave()) return false;
        if (open_.empty()) return true;
        next = first_element(node.next_sibling());
        node = node.parent();
      }
      node = next;
    }
    return false;
  }

  std::vector<XmlElement> elements{};

private:
  static pugi::xml_node first_element(pugi::xml_node node) {
    while (node && node.type() != pugi::node_element) node = node.next_sibling();
    return node;
  }

  bool enter(pugi::xml_node node) {
    auto const name_at =
        static_cast<std::size_t>(node.offset_debug());  // -1, no place, becomes a place beyond any text
    std::string_view const name = node.name();
    if (name_at == 0 || name_at >= text_.size() || text_[name_at - 1] != '<') return false;
    if (text_.substr(name_at, name.size()) != name) return false;
    auto const tag_end = end_of_start_tag(text_, name_at + name.size());
    if (tag_end == npos) return false;
    elements.push_back({.name = text_.substr(name_at, name.size()),
                        .begin = name_at - 1,
                        .tag_end = tag_end,
                        .content_end = tag_end,
                        .end = tag_end,
                        .parent = open_.empty() ? XmlElement::no_parent : open_.back()});
    open_.push_back(elements.size() - 1);
    at_ = tag_end;
    return true;
  }

  /// `at_` is behind the last child, or behind the start tag.
  bool leave() {
    auto& element = elements[open_.back()];
    open_.pop_back();
    if (text_[element.tag_end - 2] == '/') return true;
    element.content_end = next_end_tag(text_, at_);
    if (element.content_end == npos) return false;
    element.end = behind(text_, ">", element.content_end);
    at_ = element.end;
    return element.end != npos;
  }

  std::string_view text_;
  std::vector<std::size_t> open_{};  ///< indexes of the elements around `at_`
  std::size_t at_ = 0;
};

}  // namespace

std::string_view XmlElement::local_name() const { return local_part(name); }

std::optional<XmlText> XmlText::of(std::string_view text) {
  pugi::xml_document document;
  auto const parsed = document.load_buffer(text.data(), text.size(), pugi::parse_minimal, pugi::encoding_utf8);
  if (!parsed || !document.document_element()) return std::nullopt;
  Walk walk(text);
  if (!walk.all_of(document.document_element())) return std::nullopt;
  XmlText xml;
  xml.text_ = text;
  xml.elements_ = std::move(walk.elements);
  return xml;
}

std::vector<XmlElement const*> XmlText::find(std::string_view path) const {
  std::vector<XmlElement const*> found;
  for (auto const& element : elements_) {
    auto rest = path;
    auto const* at = &element;
    for (;;) {
      auto const slash = rest.rfind('/');
      if (at->local_name() != (slash == npos ? rest : rest.substr(slash + 1))) break;
      if (slash == npos) {
        found.push_back(&element);
        break;
      }
      if (at->parent == XmlElement::no_parent) break;
      at = &elements_[at->parent];
      rest = rest.substr(0, slash);
    }
  }
  return found;
}

XmlElement const* XmlText::child(XmlElement const& of, std::string_view local_name) const {
  auto const index = static_cast<std::size_t>(&of - elements_.data());
  for (auto at = index + 1; at < elements_.size() && elements_[at].begin < of.end; ++at) {
    if (elements_[at].parent == index && elements_[at].local_name() == local_name) return &elements_[at];
  }
  return nullptr;
}

XmlElement const* XmlText::body_element() const {
  auto const& envelope = elements_.front();
  auto const* const body = envelope.local_name() == "Envelope" ? child(envelope, "Body") : nullptr;
  if (body == nullptr) return nullptr;
  auto const index = static_cast<std::size_t>(body - elements_.data());
  // The first child of an element is the one that begins next.
  return index + 1 < elements_.size() && elements_[index + 1].parent == index ? &elements_[index + 1] : nullptr;
}

std::optional<TextRange> XmlText::attribute(XmlElement const& of, std::string_view name) const {
  auto at = of.begin + 1 + of.name.size();
  for (;;) {
    at = text_.find_first_not_of(space, at);
    if (at >= of.tag_end || text_[at] == '>' || text_[at] == '/') return std::nullopt;
    auto const name_at = at;
    at = text_.find_first_of(" \t\r\n=", at);
    auto const found = text_.substr(name_at, at - name_at);
    at = text_.find_first_of("\"'", at);
    if (at >= of.tag_end) return std::nullopt;
    TextRange const value{at, behind(text_, text_.substr(at, 1), at + 1)};
    if (value.end > of.tag_end) return std::nullopt;
    if (found == name) return value;
    at = value.end;
  }
}

bool XmlText::declares(XmlElement const& at, std::string_view prefix) const {
  auto const declaration = fmt::format("xmlns:{}", prefix);
  for (auto const* element = &at;; element = &elements_[element->parent]) {
    if (attribute(*element, declaration)) return true;
    if (element->parent == XmlElement::no_parent) return false;
  }
}

std::string spliced(std::string_view text, std::vector<Splice> const& splices) {
  std::string result;
  std::size_t copied = 0;
  for (auto const& [range, with] : splices) {
    if (range.begin < copied || range.end < range.begin || range.end > text.size())
      throw std::logic_error(
          fmt::format("splice {} to {} behind {} of {}", range.begin, range.end, copied, text.size()));
    result.append(text.substr(copied, range.begin - copied)).append(with);
    copied = range.end;
  }
  return result.append(text.substr(copied));
}

bool is_xml_name(std::string_view text) {
  auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  auto const is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_inner);
}

}  // namespace wsus::faults
