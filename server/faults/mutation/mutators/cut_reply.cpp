// cut_reply: the connection ends in the middle of the reply, head or body.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace wsus::faults::mutation {

std::string cut_reply(ResponsePlan& plan, Choice choice) {
  struct Way {
    Ending by;
    std::string_view name;
  };
  constexpr std::array<Way, 3> ways{
      {{Ending::close, "closed"}, {Ending::reset, "reset"}, {Ending::half_close, "half closed"}}};
  constexpr std::size_t head = 400;  // about what goes out in front of the body
  if (plan.delivery.cut) return {};
  auto const& way = ways[choice.value(ways.size())];
  auto const after = choice.place(plan.body.size() + head);
  plan.delivery.cut = Delivery::Cut{.after = after, .by = way.by};
  return fmt::format("the connection is {} after {} bytes of the reply", way.name, after);
}

}  // namespace wsus::faults::mutation
