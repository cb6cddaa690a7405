// Blocks of the xpress coding that were compressed before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wsus::exchange {

/// NewUpdates come before NewCookie in a page of SyncUpdates, so of equal pages all blocks but the last are equal. A
/// block is found by a hash of its bytes, and believed when what is kept of it decodes to them, which takes a sixth of
/// the time of compressing. Nothing ever makes a block wrong; the least used ones make room. Thread safety: every call
/// from any thread.
class KnownBlocks {
public:
  /// `most_bytes`: of all compressed blocks together.
  explicit KnownBlocks(std::size_t most_bytes = 2U << 20U) : most_bytes_(most_bytes) {}

  /// What xpress::lz77_compress gives for `plain`.
  [[nodiscard]] std::shared_ptr<std::string const> compressed(std::string_view plain);

  [[nodiscard]] std::size_t bytes() const;

private:
  struct Entry {
    std::uint64_t hash = 0;
    std::shared_ptr<std::string const> coded{};
  };
  using Entries = std::list<Entry>;

  [[nodiscard]] std::shared_ptr<std::string const> find(std::uint64_t hash);
  void add(std::uint64_t hash, std::shared_ptr<std::string const> coded);
  // With the lock held.
  void erase(Entries::iterator entry);

  std::size_t const most_bytes_;
  mutable std::mutex mutex_;
  Entries entries_{};  ///< the one that was used last is the first
  std::unordered_map<std::uint64_t, Entries::iterator> by_hash_{};
  std::size_t bytes_ = 0;
};

}  // namespace wsus::exchange
