// missing_element: elements are taken out of messages, with all that is in them.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace wsus::faults {
namespace {

class MissingElement final : public XmlFault {
public:
  MissingElement(std::string path, std::size_t nth) : path_(std::move(path)), nth_(nth) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    auto const found = xml.find(path_);
    if (nth_ > found.size()) return {};
    if (nth_ != 0) return {{.range = found[nth_ - 1]->outer()}};
    std::vector<Splice> splices;
    for (auto const* const element : found) {
      bool const gone = !splices.empty() && element->begin < splices.back().range.end;  // in one of the same path
      if (!gone) splices.push_back({.range = element->outer()});
    }
    return splices;
  }

  std::string path_;
  std::size_t nth_;  ///< from 1; 0: all of them
};

std::string read_path(config::Node const& node) {
  constexpr auto allowed = "names of elements such as UpdateInfo or NewUpdates/UpdateInfo/Deployment, without prefixes";
  auto path = node.text();
  std::string_view last;
  for (std::string_view rest = path;;) {
    auto const slash = rest.find('/');
    last = rest.substr(0, slash);
    if (!is_xml_name(last)) node.fail(fmt::format("'{}'", path), allowed);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (last == "Envelope") node.fail("'Envelope', which is the whole message", "an element inside it");
  return path;
}

}  // namespace

Fault read_missing_element(config::Node const& node) {
  config::allow_only(node, {"element", "nth"});
  auto path = read_path(node.required("element"));
  auto const nth = node.child("nth");
  auto const number = nth ? nth->integer(1, std::numeric_limits<std::int32_t>::max()) : 0;
  return std::make_shared<MissingElement const>(std::move(path), static_cast<std::size_t>(number));
}

}  // namespace wsus::faults
