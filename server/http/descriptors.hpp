// How many descriptors the process has left. Internal to this room.
#pragma once

#include <cstddef>

namespace wsus::http {

/// Of so many descriptors, those that are no connection's: of web.config, logs and content files, and of waits.
[[nodiscard]] constexpr std::size_t kept_for_files(std::size_t limit) {
  constexpr std::size_t most = 256;
  return limit / 8 < most ? limit / 8 : most;
}

/// What a process may have (RLIMIT_NOFILE), now.
[[nodiscard]] std::size_t descriptor_limit();

/// The system gives the lowest number that is free, so a new one tells how many there are. True when what is left is
/// kept for files.
[[nodiscard]] bool leaves_few(int descriptor);

/// The same of one that would be new.
[[nodiscard]] bool few_are_left();

}  // namespace wsus::http
