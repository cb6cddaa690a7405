// change_header: a header has another value.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::faults::mutation {
namespace {

std::string other(std::string_view value, std::size_t way) {
  constexpr std::array<std::string_view, 9> values{
      "",   "text/html", "text/xml; charset=utf-16", "text/xml;;;=\"", "gzip", "xpress, xpress", "identity",
      "-1", "\t , ,"};
  if (way < values.size()) return std::string(values[way]);
  switch (way - values.size()) {
  case 0: return std::string(6'000, 'v');
  case 1: return std::string(value) + ", " + std::string(value);
  case 2: return "\xC3\x28\xFF";
  default: return std::string(value.substr(0, value.size() / 2));
  }
}

}  // namespace

std::string change_header(ResponsePlan& plan, Choice choice) {
  constexpr std::size_t ways = 13;
  if (plan.headers.empty()) return {};
  auto& header = plan.headers[choice.place(plan.headers.size())];
  auto value = other(header.value, choice.value(ways));
  if (value == header.value || value.size() > longest_value) return {};
  auto what = fmt::format("{} is {} instead of {}", header.name, shown(value), shown(header.value));
  header.value = value;
  return what;
}

}  // namespace wsus::faults::mutation
