// turn_coded_byte: a byte of the coded body is another one.
#include "server/faults/mutation/coded_blocks.hpp"
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string turn_coded_byte(ResponsePlan& plan, Choice choice) {
  if (!is_coded(plan)) return {};
  auto const at = choice.place(plan.body.size());
  auto const mask = static_cast<unsigned char>(1 + choice.value(255));
  plan.body[at] = static_cast<char>(static_cast<unsigned char>(plan.body[at]) ^ mask);
  return fmt::format("byte {} of the coded body is {:#04x}", at, static_cast<unsigned char>(plan.body[at]));
}

}  // namespace wsus::faults::mutation
