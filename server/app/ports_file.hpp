// The ports file: how a script learns the ports that the system chose.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace wsus::server {

/// Writes {"http": N, "https": N or null, "admin": N or null} in one step (a reader never sees half a file).
/// Throws std::runtime_error with the path when it cannot.
void write_ports_file(std::filesystem::path const& file, std::uint16_t http, std::optional<std::uint16_t> admin,
                      std::optional<std::uint16_t> https = std::nullopt);

}  // namespace wsus::server
