// replace_flag: a true or false is the other one, or none.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <array>

namespace wsus::faults::mutation {
namespace {

bool is_flag(std::string_view text) { return text == "true" || text == "false"; }

std::optional<std::string> replaced(std::string_view text, Choice choice) {
  constexpr std::array<std::string_view, 6> others{"TRUE", "2", "", "yes", " true ", "-1"};
  auto const way = choice.value(others.size() + 1);
  if (way < others.size()) return std::string(others[way]);
  return text == "true" ? "false" : "true";
}

}  // namespace

std::string replace_flag(std::string& body, Choice choice) { return change_one_text(body, choice, is_flag, replaced); }

}  // namespace wsus::faults::mutation
