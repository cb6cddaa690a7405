// Writes the server's logs to the drives of the server. Opens a new W3C file each UTC day.
#pragma once

#include "server/iis/logs.hpp"
#include "windows/fs/file_system.hpp"

#include <mutex>
#include <set>

namespace wsus::iis {

/// Thread safety: every call from any thread; rows are never torn. Lifetime: `files` must outlive the writer.
class LogWriter {
public:
  explicit LogWriter(windows::FileSystem& files) : files_(files) {}
  void write(SoftwareDistributionEntry const& entry);
  void write(W3cEntry const& entry);

private:
  windows::FileSystem& files_;
  std::mutex mutex_;
  std::string current_w3c_file_;
};

}  // namespace wsus::iis
