// shuffle_blocks: a block is gone, doubled, or in the place of another; or none follows the last one.
#include "server/faults/mutation/coded_blocks.hpp"
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string shuffle_blocks(ResponsePlan& plan, Choice choice) {
  constexpr std::size_t ways = 5;
  if (!is_coded(plan)) return {};
  auto& body = plan.body;
  auto const blocks = blocks_of(body);
  if (blocks.empty()) return {};
  auto const number = choice.place(blocks.size());
  auto const& block = blocks[number];
  auto const bytes = body.substr(block.begin, block.end - block.begin);
  switch (choice.value(ways)) {
  case 0: body.erase(block.begin, bytes.size()); return fmt::format("block {} is gone", number);
  case 1: body.insert(block.end, bytes); return fmt::format("block {} is there twice", number);
  case 2:
    if (number == 0) return {};
    body.erase(block.begin, bytes.size());
    body.insert(blocks[number - 1].begin, bytes);
    return fmt::format("blocks {} and {} have changed places", number - 1, number);
  case 3: body.append(CodedBlock::header_size, '\0'); return "a block of no bytes at the end";
  default: body += "more"; return "four bytes behind the last block";
  }
}

}  // namespace wsus::faults::mutation
