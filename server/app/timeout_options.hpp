// Options of wsus-mock about how long it waits for peers.
#pragma once

#include <chrono>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace wsus::server {

/// Of the listeners for clients; that of the admin API keeps the defaults.
struct TimeoutOptions {
  /// http.sys connectionTimeout: between requests, for a whole head, and for each piece of a body.
  std::chrono::milliseconds connection{120'000};
  std::chrono::milliseconds request{1'200'000};  ///< a whole request from its first byte
};

/// Adds them; `options` is filled when the command line is read and must live until then.
void add_timeouts(CLI::App& app, TimeoutOptions& options);

}  // namespace wsus::server
