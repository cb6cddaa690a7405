// The ports file: how a script learns the ports that the system chose, and the token of the admin API.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace wsus::server {

/// What a start has come to; empty: there is none.
struct PortsFile {
  std::uint16_t http = 0;
  std::optional<std::uint16_t> https{};
  std::optional<std::uint16_t> admin{};
  std::optional<std::string> token{};  ///< of the admin API; empty: it wants none
};

/// Writes {"http": N, "https": N or null, "admin": N or null, "token": TEXT or null} in one step (a reader never sees
/// half a file). From its first byte on it is readable by its owner only (mode 0600). Throws std::runtime_error with
/// the path when it cannot.
void write_ports_file(std::filesystem::path const& file, PortsFile const& ports);

}  // namespace wsus::server
