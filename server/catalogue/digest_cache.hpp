// Digests of content files from earlier starts: hashing gigabytes takes seconds, reading a line does not.
#pragma once

#include "server/catalogue/content.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace wsus::catalogue {

/// Keeps digests by seed, name, size and content_version in the file "content-digests.txt" of a folder.
///
/// One line a file, each with a check sum: a line that is damaged, of another version or of a foreign form is ignored,
/// and is not there any more after save(). Several processes may share the folder: the file is replaced as a whole, the
/// last one wins, and what it does not have is hashed again.
/// Thread safety: none.
class DigestCache {
public:
  /// Reads what is there; a missing file is an empty cache. Throws std::runtime_error with path and reason when there
  /// is a file that cannot be read.
  explicit DigestCache(std::filesystem::path folder);

  /// From the cache, or hashed and kept.
  [[nodiscard]] ContentDigests digests(std::uint64_t seed, std::string_view name, std::uint64_t size);

  /// As catalogue::make_file().
  [[nodiscard]] domain::File make_file(std::uint64_t seed, std::string name, std::uint64_t size,
                                       wusp::UtcTime modified);

  /// Writes the file if it would change; makes the folder when it is missing. Throws std::runtime_error with path and
  /// reason when that cannot be done.
  void save();

  [[nodiscard]] std::size_t size() const { return known_.size(); }
  [[nodiscard]] std::size_t hashed() const { return hashed_; }                ///< files that had to be hashed so far
  [[nodiscard]] std::size_t ignored_lines() const { return ignored_lines_; }  ///< lines that could not be used
  [[nodiscard]] std::filesystem::path file() const;

private:
  using Key = std::tuple<std::uint64_t, std::uint64_t, std::string>;  ///< seed, size, name

  void read(std::string_view text);

  std::filesystem::path folder_;
  std::map<Key, ContentDigests> known_{};
  std::size_t hashed_ = 0;
  std::size_t ignored_lines_ = 0;
  bool is_changed_ = false;  ///< the file would say something else
};

}  // namespace wsus::catalogue
