// missing_property: GetConfig does not tell all that an agent has to know.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::faults {
namespace {

/// Of the answers to GetConfig and GetConfig2.
constexpr std::array<std::string_view, 2> lists{"GetConfigResult/Properties", "GetConfig2Result/Properties"};

/// All that a real server tells (capture GetConfig).
std::vector<std::string_view> const& known_properties() {
  static std::vector<std::string_view> const names{"MaxExtendedUpdatesPerRequest", "PackageServerShare",
                                                   "ProtocolVersion", "IsInventoryRequired", "ClientReportingLevel"};
  return names;
}

class MissingProperty final : public XmlFault {
public:
  explicit MissingProperty(std::string name) : name_(std::move(name)) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    std::vector<Splice> splices;
    for (auto const list : lists) {
      for (auto const* const properties : xml.find(list)) {
        if (name_.empty()) {
          splices.push_back({.range = properties->outer()});
        } else {
          add_properties(xml, *properties, splices);
        }
      }
    }
    return splices;
  }

  void add_properties(XmlText const& xml, XmlElement const& properties, std::vector<Splice>& splices) const {
    for (auto const* const property : xml.find("Properties/ConfigurationProperty")) {
      if (property->begin < properties.begin || property->end > properties.end) continue;
      auto const* const name = xml.child(*property, "Name");
      if (name != nullptr && xml.in(name->content()) == name_) splices.push_back({.range = property->outer()});
    }
  }

  std::string name_;  ///< empty: the whole list
};

}  // namespace

Fault read_missing_property(config::Node const& node) {
  config::allow_only(node, {"name"});
  auto const name = node.child("name");
  return std::make_shared<MissingProperty const>(name ? config::read_word(*name, known_properties()) : std::string());
}

}  // namespace wsus::faults
