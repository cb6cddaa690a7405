// move_to_namespace: an element, and what is in it, is in another namespace.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::faults::mutation {
namespace {

/// None, an unknown one, those of SOAP 1.2, of the other services, and one that is nearly right.
constexpr std::array<std::string_view, 6> namespaces{
    "",
    "urn:other",
    "http://www.w3.org/2003/05/soap-envelope",
    "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService",
    "http://www.microsoft.com/SoftwareDistribution",
    "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/",
};

}  // namespace

std::string move_to_namespace(std::string& body, Choice choice) {
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& element = *picked->element;
  auto const prefix_end = element.name.find(':');
  auto const name = prefix_end == std::string_view::npos ? std::string("xmlns")
                                                         : fmt::format("xmlns:{}", element.name.substr(0, prefix_end));
  auto const uri = namespaces[choice.value(namespaces.size())];
  auto what = fmt::format("{} is in namespace '{}'", place_of(element), uri);
  if (auto const declared = picked->xml.attribute(element, name)) {
    auto value = fmt::format("\"{}\"", uri);
    if (picked->xml.in(*declared) == value) return {};
    return spliced_in(body, {.range = *declared, .with = std::move(value)}, std::move(what));
  }
  auto const behind_name = element.begin + 1 + element.name.size();
  return spliced_in(body, {.range = {behind_name, behind_name}, .with = fmt::format(" {}=\"{}\"", name, uri)},
                    std::move(what));
}

}  // namespace wsus::faults::mutation
