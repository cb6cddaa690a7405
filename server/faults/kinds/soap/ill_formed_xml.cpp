// ill_formed_xml: the message breaks a rule that every XML text has to keep (XML 1.0).
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

namespace wsus::faults {
namespace {

/// What is done to a message. `element`: the one in the Body.
using Spoil = std::vector<Splice> (*)(XmlText const& xml, XmlElement const& element);

Splice put(std::size_t at, std::string what) { return {.range = {at, at}, .with = std::move(what)}; }

/// The element has no end tag (production 39: element).
std::vector<Splice> unclosed(XmlText const& /*xml*/, XmlElement const& element) {
  if (element.has_end_tag()) return {{.range = {element.content_end, element.end}}};
  return {{.range = {element.tag_end - 2, element.tag_end}, .with = ">"}};
}

/// Its end tag has another name (WFC: Element Type Match).
std::vector<Splice> mismatched(XmlText const& /*xml*/, XmlElement const& element) {
  if (element.has_end_tag()) return {{.range = {element.content_end, element.end}, .with = "</Mismatched>"}};
  return {{.range = {element.tag_end - 2, element.tag_end}, .with = "></Mismatched>"}};
}

/// Where text is looked at: in the first element that has text and nothing else; without one, in front of the element.
std::size_t text_at(XmlText const& xml, XmlElement const& element) {
  for (auto const& inner : xml.elements()) {
    if (inner.begin < element.begin || inner.end > element.end) continue;
    auto const content = xml.in(inner.content());
    if (!content.empty() && content.find('<') == std::string_view::npos) return inner.content_end;
  }
  return element.begin;
}

/// A reference to an entity that nobody declared (WFC: Entity Declared).
std::vector<Splice> bad_entity(XmlText const& xml, XmlElement const& element) {
  return {put(text_at(xml, element), "&undeclared;")};
}

/// A character that no XML text may have (production 2: Char).
std::vector<Splice> control_character(XmlText const& xml, XmlElement const& element) {
  return {put(text_at(xml, element), "\x01")};
}

/// A second element behind the Envelope (production 1: document).
std::vector<Splice> two_roots(XmlText const& xml, XmlElement const& /*element*/) {
  return {put(xml.elements().front().end, "<Second/>")};
}

class IllFormedXml final : public XmlFault {
public:
  explicit IllFormedXml(Spoil spoil) : spoil_(spoil) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    auto const* const element = xml.body_element();
    return element == nullptr ? std::vector<Splice>{} : spoil_(xml, *element);
  }

  Spoil spoil_;
};

Spoil read_how(config::Node const& node) {
  auto const how = node.word({"unclosed", "mismatched", "bad_entity", "control_character", "two_roots"});
  if (how == "unclosed") return unclosed;
  if (how == "mismatched") return mismatched;
  if (how == "bad_entity") return bad_entity;
  if (how == "control_character") return control_character;
  return two_roots;
}

}  // namespace

Fault read_ill_formed_xml(config::Node const& node) {
  config::allow_only(node, {"how"});
  return std::make_shared<IllFormedXml const>(read_how(node.required("how")));
}

}  // namespace wsus::faults
