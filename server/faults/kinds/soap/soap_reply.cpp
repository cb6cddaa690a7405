// SOAP messages on their way out: see soap_reply.hpp.
#include "server/faults/kinds/soap/soap_reply.hpp"

#include <algorithm>

namespace wsus::faults {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_caseless(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

Header const* find_header(ResponsePlan const& plan, std::string_view name) {
  auto const found = std::find_if(plan.headers.begin(), plan.headers.end(),
                                  [&](Header const& header) { return equal_caseless(header.name, name); });
  return found == plan.headers.end() ? nullptr : &*found;
}

bool is_soap_message(Reply const& reply) {
  constexpr std::string_view type = "text/xml";
  if (reply.request.method != "POST" || reply.plan.file) return false;
  auto const* const header = find_header(reply.plan, "Content-Type");
  return header != nullptr && equal_caseless(std::string_view(header->value).substr(0, type.size()), type);
}

bool XmlFault::apply(Reply& reply) const {
  if (!is_soap_message(reply)) return false;
  auto const xml = XmlText::of(reply.plan.body);
  if (!xml) return false;
  auto const splices = changes(*xml);
  if (splices.empty()) return false;
  // A new text: `xml` has views into the old one.
  reply.plan.body = spliced(reply.plan.body, splices);
  return true;
}

}  // namespace wsus::faults
