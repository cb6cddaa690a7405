// cut_body: the text ends early, or does not begin.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string cut_body(std::string& body, Choice choice) {
  auto const at = choice.place(body.size());
  if (choice.value(4) != 0) {
    body.resize(at);
    return fmt::format("the text ends after {} bytes", at);
  }
  if (at == 0) return {};
  body.erase(0, at);
  return fmt::format("the first {} bytes of the text are gone", at);
}

}  // namespace wsus::faults::mutation
