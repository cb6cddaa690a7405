// Making of blocks, and the names of files in a folder: see sparse_file.hpp.
#include "server/content/sparse_file.hpp"

#include "server/content/descriptor.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

namespace wsus::content {

/// The names of a file in a folder: the temporary one while it is made, then its own.
class SparseFile::Name {
public:
  explicit Name(std::filesystem::path path, std::string draft = {})
      : path_(std::move(path)), draft_(std::move(draft)) {}
  ~Name() {
    if (!draft_.empty()) ::unlink(draft_.c_str());
  }
  Name(Name const&) = delete;
  Name& operator=(Name const&) = delete;

  [[nodiscard]] std::string shown() const { return path_.string(); }

  /// Only once: by who makes the last block. The answer to nobody changes when it fails, but the file is not kept.
  void settle() {
    if (draft_.empty()) return;
    if (::rename(draft_.c_str(), path_.c_str()) != 0)
      throw std::system_error(errno, std::generic_category(), fmt::format("cannot rename a new file to '{}'", shown()));
    draft_.clear();
  }

private:
  std::filesystem::path path_;
  std::string draft_;  ///< empty: it has its own name
};

namespace {

constexpr std::string_view draft_mark = ".new-";
constexpr std::size_t chance_size = 6;  ///< what mkostemp puts for XXXXXX

void give_size(int descriptor, std::uint64_t size, std::string_view name) {
  if (::ftruncate(descriptor, static_cast<off_t>(size)) != 0) fail("give its size to", name);
}

struct Draft {
  int descriptor = -1;
  std::string name{};
};

/// A temporary file that is locked as long as it is open: remove_leftovers() of whoever shares the folder tells by the
/// lock that it has an owner.
Draft make_draft(std::filesystem::path const& path) {
  for (;;) {
    auto name = fmt::format("{}{}XXXXXX", path.string(), draft_mark);
    Descriptor descriptor(::mkostemp(name.data(), O_CLOEXEC));
    if (descriptor.get() < 0) fail("create", name);
    struct stat facts {};
    // Somebody who looks for leftovers may be between us and the lock. A file system without locks has no leftovers.
    bool const was_taken = ::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!was_taken && ::fstat(descriptor.get(), &facts) == 0 && facts.st_nlink > 0)
      return {.descriptor = descriptor.release(), .name = std::move(name)};
  }
}

bool is_draft(std::string_view name) {
  return name.size() > draft_mark.size() + chance_size &&
         name.substr(name.size() - chance_size - draft_mark.size()).starts_with(draft_mark);
}

void remove_if_left(std::filesystem::path const& file) {
  Descriptor const descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (descriptor.get() >= 0 && ::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0) ::unlink(file.c_str());
}

}  // namespace

SparseFile::SparseFile(int descriptor, std::uint64_t size, Chunk chunk, std::unique_ptr<Name> name, Watch watch,
                       bool has_bytes)
    : OpenFile(descriptor, size),
      chunk_(std::move(chunk)),
      watch_(std::move(watch)),
      name_(std::move(name)),
      has_bytes_(has_bytes),
      states_(static_cast<std::size_t>((size + block_size - 1) / block_size)) {
  if (chunk_) return;
  for (auto& state : states_) state = ready;
  ready_ = states_.size();
}

SparseFile::~SparseFile() = default;

std::shared_ptr<SparseFile const> SparseFile::in_memory(std::uint64_t size, Chunk chunk) {
  constexpr std::string_view name = "a content file in memory";
  Descriptor descriptor(::memfd_create("wsus-content", MFD_CLOEXEC));
  if (descriptor.get() < 0) fail("create", name);
  give_size(descriptor.get(), size, name);
  return std::make_shared<SparseFile const>(descriptor.release(), size, std::move(chunk), nullptr, Watch{}, false);
}

std::shared_ptr<SparseFile const> SparseFile::in_folder(std::filesystem::path const& path, std::uint64_t size,
                                                        Chunk chunk, Watch watch) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) throw std::system_error(error, fmt::format("cannot create '{}'", path.parent_path().string()));
  auto draft = make_draft(path);
  Descriptor descriptor(draft.descriptor);
  auto name = std::make_unique<Name>(path, draft.name);
  give_size(descriptor.get(), size, draft.name);
  return std::make_shared<SparseFile const>(descriptor.release(), size, std::move(chunk), std::move(name),
                                            std::move(watch), false);
}

std::shared_ptr<SparseFile const> SparseFile::reused(std::filesystem::path const& path, std::uint64_t size, Chunk chunk,
                                                     Watch watch) {
  constexpr int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  int number = ::open(path.c_str(), O_RDWR | flags);
  if (number < 0) number = ::open(path.c_str(), O_RDONLY | flags);  // good enough as long as nothing is damaged
  Descriptor descriptor(number);
  struct stat facts {};
  if (descriptor.get() < 0 || ::fstat(descriptor.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) return nullptr;
  if (static_cast<std::uint64_t>(facts.st_size) != size) return nullptr;
  return std::make_shared<SparseFile const>(descriptor.release(), size, std::move(chunk), std::make_unique<Name>(path),
                                            std::move(watch), true);
}

std::uint64_t SparseFile::memory() const { return name_ ? 0 : ready_ * block_size; }

void SparseFile::prepare(std::uint64_t offset, std::uint64_t length) const {
  if (length == 0 || offset >= size()) return;
  auto const last = offset + std::min(length, size() - offset) - 1;
  for (auto block = offset / block_size; block <= last / block_size; ++block)
    prepare_block(static_cast<std::size_t>(block));
}

void SparseFile::prepare_block(std::size_t block) const {
  auto& state = states_[block];
  for (;;) {
    std::uint8_t expected = missing;
    if (state.compare_exchange_strong(expected, busy)) break;
    if (expected == ready) return;
    state.wait(busy);
  }
  try {
    make_block(block);
  } catch (...) {
    state = missing;  // the next one tries again
    state.notify_all();
    throw;
  }
  state = ready;
  state.notify_all();
  if (++ready_ != states_.size()) return;
  if (name_) name_->settle();
  if (watch_.whole) watch_.whole();
}

void SparseFile::make_block(std::size_t block) const {
  auto const offset = block * block_size;
  auto const made = chunk_(offset, std::min(block_size, size() - offset));
  std::string_view bytes = made;
  if (has_bytes_) {
    if (holds(bytes, offset)) return;
    if (watch_.damaged && !was_told_.exchange(true))
      watch_.damaged(fmt::format("content file '{}' is damaged at byte {} or behind: what differs is made again",
                                 name_->shown(), offset));
  }
  for (auto at = offset; !bytes.empty();) {
    auto const written = ::pwrite(descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", name_ ? name_->shown() : "a content file in memory");
    at += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// True when these bytes are in the file already.
bool SparseFile::holds(std::string_view bytes, std::uint64_t offset) const {
  std::string found(bytes.size(), '\0');
  std::size_t done = 0;
  while (done < found.size()) {
    auto const got = ::pread(descriptor(), found.data() + done, found.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return found == bytes;
}

void remove_leftovers(std::filesystem::path const& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  for (fs::directory_iterator folder(directory, error), end; !error && folder != end; folder.increment(error)) {
    std::error_code ignored;
    if (folder->path().filename().string().size() != 2 || !folder->is_directory(ignored)) continue;
    for (fs::directory_iterator file(folder->path(), ignored), none; !ignored && file != none;
         file.increment(ignored)) {
      if (is_draft(file->path().filename().string())) remove_if_left(file->path());
    }
  }
}

}  // namespace wsus::content
