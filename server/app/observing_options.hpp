// Options of wsus-mock about what it tells of its requests: journal, log, redaction.
#pragma once

#include "server/app/program_log.hpp"
#include "server/journal/journal.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace wsus::server {

struct ObservingOptions {
  journal::Bounds journal{};
  LogSettings log{};
  bool redact = false;
};

/// Adds them; `options` is filled when the command line is read and must live until then.
void add_observing(CLI::App& app, ObservingOptions& options);

}  // namespace wsus::server
