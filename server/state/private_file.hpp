// Files that hold secrets.
#pragma once

#include <filesystem>
#include <string_view>

namespace wsus::state {

/// Writes a file that its owner alone may read (mode 0600), in one step: a reader, and a disk that is full, never leave
/// half of it. One that is there is replaced; a folder, a pipe or a device is not. Throws StateError.
void write_private_file(std::filesystem::path const& file, std::string_view content);

}  // namespace wsus::state
