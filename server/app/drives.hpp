// The drives of a WSUS server as it starts: its configuration files and logs where a server has them.
#pragma once

#include "server/app/wsus_server.hpp"
#include "windows/fs/file_system.hpp"

#include <cstdint>
#include <optional>

namespace wsus::server {

/// On real files where the operator wants that, else in memory. Throws std::runtime_error for files and folders that
/// cannot be used.
struct Drives {
  explicit Drives(ServerConfig const& config);
  windows::FileSystem files;
};

/// The port as bindings name it: as people write it, or WSUS's own where the system chooses.
[[nodiscard]] std::uint16_t bound_port(std::optional<std::uint16_t> shown, std::uint16_t port, std::uint16_t usual);

}  // namespace wsus::server
