// The last lines of a file that may be long and may change while it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace wsus::control {

/// At most `count` bytes of the file from `offset` on; fewer where it ends by now. What throws here ends the reading.
using ReadPart = std::function<std::string(std::uint64_t offset, std::size_t count)>;

/// The last `lines` lines of a file of `size` bytes, with their line ends; all of it when it has no more. A line ends
/// with "\n", so CR LF stays whole, and UTF-8 is not cut. The last line counts whether it has an end or not.
///
/// The file is searched from its end, `block` bytes (from 1) at a time; besides the answer one block is in memory. What
/// is added meanwhile is not looked at. A file that gets shorter meanwhile counts from where it was seen to end.
[[nodiscard]] std::string last_lines(ReadPart const& read, std::uint64_t size, std::uint64_t lines,
                                     std::size_t block = 65'536);

}  // namespace wsus::control
