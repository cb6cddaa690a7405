// A file whose bytes are made where somebody asks for them, block by block: in memory, or in a folder.
#pragma once

#include "server/content/materialise.hpp"
#include "server/faults/open_file.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::content {

/// Bytes of a file from anywhere in it: exactly `length` at `offset`. Called from any thread, also by several at once.
using Chunk = std::function<std::string(std::uint64_t offset, std::uint64_t length)>;
/// Takes a sentence for the log. Called from any thread.
using Told = std::function<void(std::string_view)>;

/// Who wants to know about a file of a folder; called from any thread, each at most once a file.
struct Watch {
  Told damaged{};                 ///< a block that was there is not what it should be
  std::function<void()> whole{};  ///< every block is made, or was compared, and the file has its name
};

/// Holds every byte that prepare() was called for. So a request never waits for more than the blocks of its next
/// piece, whatever the size of the file.
/// Thread safety: any thread; no two make the same block, and nobody sees a block that is not whole.
class SparseFile final : public faults::OpenFile {
public:
  static constexpr std::uint64_t block_size = 256U << 10U;  ///< bytes; the last block may be shorter

  /// What is to happen with the file's name; only in_folder() and reused() make one.
  class Name;

  SparseFile(int descriptor, std::uint64_t size, Chunk chunk, std::unique_ptr<Name> name, Watch watch, bool has_bytes);
  ~SparseFile() override;
  SparseFile(SparseFile const&) = delete;
  SparseFile& operator=(SparseFile const&) = delete;

  /// A file without a name (memfd); its memory is free when the last user is done. Throws std::system_error.
  [[nodiscard]] static std::shared_ptr<SparseFile const> in_memory(std::uint64_t size, Chunk chunk);

  /// The file at `path`. It has a temporary name in the same folder (made when missing) until every block is there,
  /// then its own; it is removed when nobody uses it before. Throws std::system_error that names file and reason.
  [[nodiscard]] static std::shared_ptr<SparseFile const> in_folder(std::filesystem::path const& path,
                                                                   std::uint64_t size, Chunk chunk, Watch watch);

  /// The regular file of this size that lies at `path` (never through a symbolic link); null when there is none. Each
  /// block is compared with what `chunk` gives before it is used first, and written again when it differs;
  /// without a `chunk` it is used as it is.
  [[nodiscard]] static std::shared_ptr<SparseFile const> reused(std::filesystem::path const& path, std::uint64_t size,
                                                                Chunk chunk, Watch watch);

  /// Throws std::system_error when a block cannot be written, or when the file that is whole now cannot get its name.
  void prepare(std::uint64_t offset, std::uint64_t length) const override;

  [[nodiscard]] std::size_t blocks() const { return states_.size(); }
  [[nodiscard]] std::size_t ready_blocks() const { return ready_; }  ///< made, or compared
  [[nodiscard]] bool is_whole() const { return ready_ == states_.size(); }
  /// Bytes of memory that its blocks take; 0 for a file of a folder.
  [[nodiscard]] std::uint64_t memory() const;

private:
  enum State : std::uint8_t { missing, busy, ready };

  void prepare_block(std::size_t block) const;
  void make_block(std::size_t block) const;
  [[nodiscard]] bool holds(std::string_view bytes, std::uint64_t offset) const;

  Chunk const chunk_;
  Watch const watch_;
  std::unique_ptr<Name> const name_;  ///< null: in memory
  bool const has_bytes_;              ///< compare before writing
  mutable std::vector<std::atomic<std::uint8_t>> states_;
  mutable std::atomic<std::size_t> ready_ = 0;
  mutable std::atomic<bool> was_told_ = false;
};

/// Removes what earlier runs left below a content folder: temporary files whose owner is gone. What cannot be looked
/// at or removed stays.
void remove_leftovers(std::filesystem::path const& directory);

}  // namespace wsus::content
