// Writes the server's logs to its drives.
#include "server/iis/log_writer.hpp"

#include "server/iis/server_files.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::iis {

void LogWriter::write(SoftwareDistributionEntry const& entry) {
  auto const row = format(entry);
  std::lock_guard const lock(mutex_);
  files_.append_as_system(software_distribution_log, row);
}

void LogWriter::write(W3cEntry const& entry) {
  auto const file = fmt::format(R"({}\{})", iis_log_directory, w3c_file_name(entry.time));
  std::lock_guard const lock(mutex_);
  auto const fields = entry.injected.empty() ? fields_ : W3cFields::with_injected;
  auto rows = format(entry, fields);
  // IIS writes the head again whenever it opens a file, also one that has rows from before a restart, and where its
  // fields change.
  if (file != current_w3c_file_ || fields != fields_) rows.insert(0, w3c_header(entry.time, iis_version_, fields));
  current_w3c_file_ = file;
  fields_ = fields;
  files_.append_as_system(file, rows);
}

void LogWriter::write(HttpErrorEntry const& entry) {
  auto rows = format(entry, iis_version_);
  std::lock_guard const lock(mutex_);
  if (!std::exchange(has_http_error_head_, true)) rows.insert(0, http_error_header(entry.time, iis_version_));
  files_.append_as_system(http_error_log, rows);
}

}  // namespace wsus::iis
