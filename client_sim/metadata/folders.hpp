// Where the files that rules ask about lie: CSIDL folders and joined paths. Internal to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::metadata {

/// "C:\Windows" of 36; empty for a CSIDL that is no folder of the machine. `is_64_bit`: has folders for x86 programs.
[[nodiscard]] std::string_view folder_of(std::int64_t csidl, bool is_64_bit);

/// An absolute path of the two, with one backslash between them; %SystemRoot% and its like are replaced.
[[nodiscard]] std::string join_path(std::string_view base, std::string_view path);

}  // namespace wsus::metadata
