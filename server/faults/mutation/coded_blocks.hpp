// The blocks of a body in the coding xpress (wusp-protocol 2.3), as places in its bytes. Internal to the room.
#pragma once

#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wsus::faults::mutation {

/// A header of two sizes of 4 bytes each (plain, coded), then the coded bytes.
struct CodedBlock {
  static constexpr std::size_t header_size = 8;
  std::size_t begin = 0;         ///< of its header
  std::size_t end = 0;           ///< behind its bytes
  std::uint32_t plain_size = 0;  ///< as the header says; the coded size is kept by `end`
  [[nodiscard]] std::uint32_t coded_size() const { return static_cast<std::uint32_t>(end - begin - header_size); }
};

/// As far as the bytes make blocks; what follows is left out.
[[nodiscard]] std::vector<CodedBlock> blocks_of(std::string_view coded);

/// The plan says that its body is in the coding, and it has one.
[[nodiscard]] bool is_coded(ResponsePlan const& plan);

}  // namespace wsus::faults::mutation
