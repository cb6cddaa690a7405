// replace_number: a number at the ends of its range and beyond, or none.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <algorithm>
#include <array>

namespace wsus::faults::mutation {
namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::array<std::string_view, 18> numbers{"0",
                                                   "-1",
                                                   "1",
                                                   "2147483647",
                                                   "-2147483648",
                                                   "2147483648",
                                                   "4294967296",
                                                   "9223372036854775807",
                                                   "1e9",
                                                   "1.5",
                                                   "+1",
                                                   "0x1",
                                                   "007",
                                                   "NaN",
                                                   "",
                                                   "one",
                                                   "1 2",
                                                   "99999999999999999999999999"};

std::optional<std::string> replaced(std::string_view /*text*/, Choice choice) {
  return std::string(numbers[choice.value(numbers.size())]);
}

}  // namespace

std::string replace_number(std::string& body, Choice choice) {
  return change_one_text(body, choice, is_number, replaced);
}

}  // namespace wsus::faults::mutation
