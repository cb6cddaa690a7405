// turn_byte: a byte of the text is another one.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string turn_byte(std::string& body, Choice choice) {
  auto const at = choice.place(body.size());
  auto const mask = static_cast<unsigned char>(1 + choice.value(255));
  body[at] = static_cast<char>(static_cast<unsigned char>(body[at]) ^ mask);
  return fmt::format("byte {} of the text is {:#04x}", at, static_cast<unsigned char>(body[at]));
}

}  // namespace wsus::faults::mutation
