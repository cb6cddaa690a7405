// A report on its way to a file: the file is there whole, or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::program {

/// Writes beside the file first, under a name of its own, and renames: a reader never sees half a report, and one that
/// was there stays until the new one is complete. What is no regular file (a pipe, /dev/stdout) is written directly.
/// Where the file is a symbolic link, what it leads to is replaced.
class ReportFile {
public:
  explicit ReportFile(std::filesystem::path file) : file_(std::move(file)) {}

  /// Why it cannot be written, as far as can be known before there is a report: a sentence for the reader; empty: it
  /// can. Leaves nothing behind and changes nothing.
  [[nodiscard]] std::string obstacle() const;
  /// Why it was not written; empty: it was. Then nothing is left of the attempt.
  [[nodiscard]] std::string write(std::string_view content) const;

private:
  std::filesystem::path file_;
};

}  // namespace wsus::program
