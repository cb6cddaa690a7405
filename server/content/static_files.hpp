// Files with fixed addresses: texts of ours, and an operator's folder as it was listed at the start.
#pragma once

#include "server/content/file_answer.hpp"
#include "windows/fs/caseless.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::content {

/// Only what was added is served, and it is open from then on: no request ever opens a file.
/// Thread safety: filled by one thread, then const access from any.
class StaticFiles {
public:
  /// Files a folder may have: each one is a descriptor of this program.
  static constexpr std::size_t max_folder_files = 200;

  /// A text as a file. Throws std::system_error when memory is short.
  void add_text(std::string const& address, std::string_view text, wusp::UtcTime modified);

  /// Every regular file of `directory` and its folders below `prefix` ("/SelfUpdate/"). Throws std::runtime_error that
  /// names the file: a name with anything but letters, digits, '.', '_' and '-' (it would need encoding), two names
  /// that differ in letter case only, symbolic links and devices, more than max_folder_files, what cannot be read.
  void add_folder(std::string_view prefix, std::filesystem::path const& directory);

  /// The file at this address, letter case aside; null when there is none.
  [[nodiscard]] ServedFile const* find(std::string_view path) const;

private:
  void add(std::string const& address, ServedFile file);
  std::map<std::string, ServedFile, windows::CaselessLess> files_;
};

}  // namespace wsus::content
