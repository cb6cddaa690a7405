// cut_block: a block of the coded body ends early, while its header says what it said; or all ends there.
#include "server/faults/mutation/coded_blocks.hpp"
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string cut_block(ResponsePlan& plan, Choice choice) {
  if (!is_coded(plan)) return {};
  auto const blocks = blocks_of(plan.body);
  if (blocks.empty()) return {};
  auto const number = choice.place(blocks.size());
  auto const& block = blocks[number];
  // At its border, or within it: with the header, or in the middle of that.
  auto const kept = choice.at / blocks.size() % (block.end - block.begin);
  if (choice.value(2) == 0) {
    plan.body.resize(block.begin + kept);
    return fmt::format("the coded body ends {} bytes into block {}", kept, number);
  }
  plan.body.erase(block.begin + kept, block.end - block.begin - kept);
  return fmt::format("block {} has {} bytes", number, kept);
}

}  // namespace wsus::faults::mutation
