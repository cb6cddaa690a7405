// Whole files of the real file system, for saved machines. Internal to the room.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace wsus::machine {

/// Both throw std::runtime_error with the path and the system's reason.
void write_host_file(std::filesystem::path const& path, std::string_view content);
[[nodiscard]] std::string read_host_file(std::filesystem::path const& path);

}  // namespace wsus::machine
