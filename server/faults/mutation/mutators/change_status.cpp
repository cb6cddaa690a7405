// change_status: another status, with the body that was there.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::faults::mutation {

std::string change_status(ResponsePlan& plan, Choice choice) {
  constexpr std::array<unsigned, 26> statuses{100, 101, 199, 200, 201, 202, 204, 205, 206, 299, 300, 302, 304,
                                              307, 400, 401, 404, 407, 416, 429, 500, 503, 511, 599, 600, 999};
  auto const status = statuses[choice.value(statuses.size())];
  if (status == plan.status) return {};
  auto what = fmt::format("the status is {} instead of {}", status, plan.status);
  plan.status = status;
  // An agent goes on waiting for the final answer behind an interim one: the end of the connection is what ends that.
  if (status / 100 == 1) plan.close = true;
  return what;
}

}  // namespace wsus::faults::mutation
