// stall_reply: the reply stops for a while, or for good.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace wsus::faults::mutation {

std::string stall_reply(ResponsePlan& plan, Choice choice) {
  // Well below and well above the 30 s for which WinHTTP waits.
  constexpr std::array<std::chrono::milliseconds, 3> durations{
      {std::chrono::seconds(1), std::chrono::seconds(29), std::chrono::minutes(2)}};
  constexpr std::size_t head = 400;  // about what goes out in front of the body
  if (plan.delivery.stall) return {};
  Delivery::Stall stall{.after = choice.place(plan.body.size() + head)};
  auto const way = choice.value(durations.size() + 1);
  if (way < durations.size()) stall.lasting = durations[way];
  plan.delivery.stall = stall;
  if (!stall.lasting) return fmt::format("the reply stops for good after {} bytes", stall.after);
  return fmt::format("the reply stops for {} ms after {} bytes", stall.lasting->count(), stall.after);
}

}  // namespace wsus::faults::mutation
