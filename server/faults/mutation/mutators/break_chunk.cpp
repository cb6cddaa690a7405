// break_chunk: the reply is chunked, and a chunk has no size.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string break_chunk(ResponsePlan& plan, Choice choice) {
  constexpr std::size_t chunk_size = 4'096;  // delivery.hpp
  if (plan.file || plan.delivery.broken_chunk) return {};
  auto const chunk = static_cast<std::uint32_t>(choice.place(plan.body.size() / chunk_size + 2));
  plan.delivery.broken_chunk = chunk;
  return fmt::format("chunk {} has no size", chunk);
}

}  // namespace wsus::faults::mutation
