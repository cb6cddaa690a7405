// wrong_namespace: the element in the Body, or the Envelope, is of another namespace than it should be.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::faults {
namespace {

/// What a service of ASMX has when its author gave it no namespace.
constexpr auto namespace_of_nobody = "http://tempuri.org/";
constexpr auto namespace_of_soap_1_2 = "http://www.w3.org/2003/05/soap-envelope";

enum class Of { body, envelope };

class WrongNamespace final : public XmlFault {
public:
  WrongNamespace(Of of, std::string_view name) : of_(of), value_(fmt::format("\"{}\"", wusp::escape_markup(name))) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    auto const* const body = xml.body_element();
    if (body == nullptr) return {};
    auto const& element = of_ == Of::body ? *body : xml.elements().front();
    auto const colon = element.name.find(':');
    auto const declaration =
        colon == std::string_view::npos ? std::string("xmlns") : fmt::format("xmlns:{}", element.name.substr(0, colon));
    if (auto const present = xml.attribute(element, declaration)) {
      if (xml.in(*present) == value_) return {};
      return {{.range = *present, .with = value_}};
    }
    // Declared further out, where others depend on it: declared anew on this element.
    auto const behind_name = element.begin + 1 + element.name.size();
    return {{.range = {behind_name, behind_name}, .with = fmt::format(" {}={}", declaration, value_)}};
  }

  Of of_;
  std::string value_;  ///< with its quotes, as it stands in the tag
};

}  // namespace

Fault read_wrong_namespace(config::Node const& node) {
  config::allow_only(node, {"namespace", "of"});
  auto const place = node.child("of");
  auto const of = place && place->word({"body", "envelope"}) == "envelope" ? Of::envelope : Of::body;
  std::string name = of == Of::body ? namespace_of_nobody : namespace_of_soap_1_2;
  if (auto const given = node.child("namespace")) name = config::read_line(*given);
  return std::make_shared<WrongNamespace const>(of, name);
}

}  // namespace wsus::faults
