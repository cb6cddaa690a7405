// Writes the server's logs to the drives of the server. Opens a new W3C file each UTC day; HTTPERR stays one file.
#pragma once

#include "server/iis/logs.hpp"
#include "server/iis/pool/http_error_log.hpp"
#include "windows/fs/file_system.hpp"

#include <mutex>
#include <string>
#include <utility>

namespace wsus::iis {

/// A W3C log has IIS's usual fields until a fault rule has happened, and x-injected behind them from then on.
/// Thread safety: every call from any thread; rows are never torn. Lifetime: `files` must outlive the writer.
class LogWriter {
public:
  /// `iis_version`: as the head of each W3C file names it.
  explicit LogWriter(windows::FileSystem& files, std::string iis_version = "10.0")
      : files_(files), iis_version_(std::move(iis_version)) {}
  void write(SoftwareDistributionEntry const& entry);
  void write(W3cEntry const& entry);
  void write(HttpErrorEntry const& entry);

private:
  windows::FileSystem& files_;
  std::string const iis_version_;
  std::mutex mutex_;
  std::string current_w3c_file_;
  W3cFields fields_ = W3cFields::usual;
  bool has_http_error_head_ = false;
};

}  // namespace wsus::iis
