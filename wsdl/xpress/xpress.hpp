// The content coding xpress: a body as a sequence of blocks (wusp-protocol 2.3).
#pragma once

#include "wsdl/xpress/lz77.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::xpress {

/// What real servers are seen to do; other choices are as good to a decoder.
struct EncodeOptions {
  std::size_t block_size = 16'352;  ///< plain bytes of a block, 1 to 65,535 (capture: WSUS on Server 2025)
  bool stored_tail = true;          ///< the last block is not compressed when it is shorter than the others
};

/// What compresses a block: lz77_compress, or whoever remembers what that has given. Never null.
using Compressor = std::function<std::shared_ptr<std::string const>(std::string_view block)>;

/// The coded body. A block that compression would not make smaller is stored. An empty body has no blocks.
/// Throws std::invalid_argument for a block size out of range.
[[nodiscard]] std::string encode(std::string_view body, EncodeOptions options = {});
[[nodiscard]] std::string encode(std::string_view body, EncodeOptions options, Compressor const& compressor);

/// The body, or why the bytes are no coded body; never more than `max_size` bytes. Blocks of any size that the format
/// allows are taken.
[[nodiscard]] std::variant<std::string, DecodeError> decode(std::string_view coded, std::size_t max_size);

}  // namespace wsus::xpress
