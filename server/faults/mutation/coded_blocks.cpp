// Blocks of the coding xpress: see coded_blocks.hpp.
#include "server/faults/mutation/coded_blocks.hpp"

#include "server/faults/kinds/soap/soap_reply.hpp"

namespace wsus::faults::mutation {
namespace {

std::uint32_t number_at(std::string_view text, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])) << 8U * i;
  return number;
}

}  // namespace

std::vector<CodedBlock> blocks_of(std::string_view coded) {
  std::vector<CodedBlock> blocks;
  std::size_t at = 0;
  while (coded.size() - at >= CodedBlock::header_size) {
    auto const size = number_at(coded, at + 4);
    auto const payload = at + CodedBlock::header_size;
    if (size > coded.size() - payload) break;
    blocks.push_back({.begin = at, .end = payload + size, .plain_size = number_at(coded, at)});
    at = payload + size;
  }
  return blocks;
}

bool is_coded(ResponsePlan const& plan) {
  auto const* const header = find_header(plan, "Content-Encoding");
  return header != nullptr && header->value == "xpress" && !plan.body.empty();
}

}  // namespace wsus::faults::mutation
