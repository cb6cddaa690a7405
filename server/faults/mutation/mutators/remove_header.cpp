// remove_header: a header is gone.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string remove_header(ResponsePlan& plan, Choice choice) {
  if (plan.headers.empty()) return {};
  auto const at = plan.headers.begin() + static_cast<std::ptrdiff_t>(choice.place(plan.headers.size()));
  auto what = fmt::format("there is no {}", at->name);
  plan.headers.erase(at);
  return what;
}

}  // namespace wsus::faults::mutation
