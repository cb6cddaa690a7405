// change_block_length: the header of a block has a wrong size: of its plain bytes or of its coded ones.
#include "server/faults/mutation/coded_blocks.hpp"
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace wsus::faults::mutation {
namespace {

void write_number(std::string& text, std::size_t at, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) text[at + i] = static_cast<char>(number >> 8U * i & 0xFFU);
}

std::uint32_t other(std::uint32_t size, std::size_t way) {
  constexpr std::array<std::uint32_t, 5> sizes{0, 1, 65'535, 65'536, 0xFFFFFFFF};
  if (way < sizes.size()) return sizes[way];
  switch (way - sizes.size()) {
  case 0: return size - 1;
  case 1: return size + 1;
  case 2: return size * 2;
  default: return size / 2;
  }
}

}  // namespace

std::string change_block_length(ResponsePlan& plan, Choice choice) {
  constexpr std::size_t ways = 9;
  if (!is_coded(plan)) return {};
  auto const blocks = blocks_of(plan.body);
  if (blocks.empty()) return {};
  auto const number = choice.place(blocks.size());
  bool const of_plain = choice.at / blocks.size() % 2 == 0;
  auto const& block = blocks[number];
  auto const before = of_plain ? block.plain_size : block.coded_size();
  auto const size = other(before, choice.value(ways));
  if (size == before) return {};
  write_number(plan.body, block.begin + (of_plain ? 0U : 4U), size);
  return fmt::format("block {} says {} {} bytes instead of {}", number, size, of_plain ? "plain" : "coded", before);
}

}  // namespace wsus::faults::mutation
