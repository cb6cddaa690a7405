// repeat_header: a header is there twice, or many times.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::faults::mutation {

std::string repeat_header(ResponsePlan& plan, Choice choice) {
  constexpr std::array<std::size_t, 2> more{1, 200};
  if (plan.headers.empty()) return {};
  auto const copies = more[choice.value(more.size())];
  auto const place = choice.place(plan.headers.size());
  auto const header = plan.headers[place];
  plan.headers.insert(plan.headers.begin() + static_cast<std::ptrdiff_t>(place), copies, header);
  return fmt::format("{} is there {} times", header.name, copies + 1);
}

}  // namespace wsus::faults::mutation
