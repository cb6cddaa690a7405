// wrong_prefix: the element in the Body has a prefix that nothing declares.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::faults {
namespace {

/// Declared by XML itself, or by the envelopes of real services.
constexpr std::array<std::string_view, 6> declared{"s", "soap", "xml", "xmlns", "xsd", "xsi"};

class WrongPrefix final : public XmlFault {
public:
  explicit WrongPrefix(std::string prefix) : prefix_(std::move(prefix)) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    auto const* const element = xml.body_element();
    if (element == nullptr || xml.declares(*element, prefix_)) return {};
    auto const name = fmt::format("{}:{}", prefix_, element->local_name());
    auto const at = element->begin + 1;
    std::vector<Splice> splices{{.range = {at, at + element->name.size()}, .with = name}};
    if (element->has_end_tag()) {
      auto const closing = element->content_end + 2;
      splices.push_back({.range = {closing, closing + element->name.size()}, .with = name});
    }
    return splices;
  }

  std::string prefix_;
};

std::string read_prefix(config::Node const& node) {
  auto prefix = node.text();
  if (!is_xml_name(prefix)) node.fail(fmt::format("'{}'", prefix), "a prefix: letters and digits, a letter in front");
  if (std::find(declared.begin(), declared.end(), prefix) != declared.end())
    node.fail(fmt::format("'{}', which real envelopes declare", prefix), "a prefix that nothing declares");
  return prefix;
}

}  // namespace

Fault read_wrong_prefix(config::Node const& node) {
  config::allow_only(node, {"prefix"});
  auto const prefix = node.child("prefix");
  return std::make_shared<WrongPrefix const>(prefix ? read_prefix(*prefix) : "ns1");
}

}  // namespace wsus::faults
