// The index of content files and their making: see content_store.hpp.
#include "server/content/content_store.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/content/content_source.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>

namespace wsus::content {
namespace {

/// In the form of IIS's, "<16 hex digits>:0"; real ones are made of the time of the file.
std::string etag_of(Sha1 const& digest) {
  return fmt::format("\"{}:0\"", windows::to_lower(to_hex(digest)).substr(0, 16));
}

}  // namespace

struct ContentStore::Slot {
  explicit Slot(domain::File const& of) : file(of) {}
  domain::File const file;
  std::mutex mutex;
  std::weak_ptr<SparseFile const> open;
  std::atomic<bool> is_known = false;  ///< every block of the file in the folder was written or compared
};

ContentStore::ContentStore(StoreOptions options) : options_(std::move(options)) {
  if (options_.directory) remove_leftovers(*options_.directory);
}

std::optional<ServedFile> ContentStore::find(std::string_view path,
                                             std::shared_ptr<domain::Catalogue const> const& catalogue) {
  auto const digest = digest_in(path);
  if (!digest) return std::nullopt;
  auto const slot = slot_of(*digest, catalogue);
  if (!slot || !windows::equal_caseless(path, catalogue::content_path(slot->file))) return std::nullopt;
  auto const flaw = options_.flaws ? options_.flaws->find(*digest) : std::nullopt;
  if (flaw && flaw->is_missing) return std::nullopt;
  return ServedFile{.size = slot->file.size,
                    .open = [this, slot] { return open(slot); },
                    .validators = {.etag = etag_of(*digest), .modified = slot->file.modified},
                    .content_type = std::string(content_type_of(slot->file.name)),
                    .turned_byte = flaw ? std::optional(flaw->turned_byte) : std::nullopt};
}

std::shared_ptr<ContentStore::Slot> ContentStore::slot_of(Sha1 const& digest,
                                                          std::shared_ptr<domain::Catalogue const> const& catalogue) {
  std::scoped_lock const lock(mutex_);
  if (catalogue != catalogue_) {
    renew(*catalogue);
    catalogue_ = catalogue;
  }
  auto const found = index_.find(digest);
  return found == index_.end() ? nullptr : found->second;
}

void ContentStore::renew(domain::Catalogue const& catalogue) {
  Index fresh;
  auto const add = [&](domain::File const& file) {
    if (fresh.contains(file.sha1)) return;
    auto const old = index_.find(file.sha1);
    bool const is_same = old != index_.end() && old->second->file.name == file.name;
    fresh.emplace(file.sha1, is_same ? old->second : std::make_shared<Slot>(file));
  };
  for (auto const& revision : catalogue.revisions()) {
    for (auto const& file : revision.files) add(file);
    for (auto const& eula : revision.eulas) add(eula.file);
  }
  index_ = std::move(fresh);
}

SharedFile ContentStore::open(std::shared_ptr<Slot> const& slot) {
  Kept file;
  {
    std::scoped_lock const lock(slot->mutex);
    file = slot->open.lock();
    if (!file) {
      file = make(slot);
      slot->open = file;
    }
  }
  keep_open(file);
  return file;
}

/// What was written or compared as a whole by this store is not looked at again.
ContentStore::Kept ContentStore::make(std::shared_ptr<Slot> const& slot) const {
  auto const& file = slot->file;
  if (!options_.directory) return SparseFile::in_memory(file.size, chunk_of(file));
  auto const digits = to_hex(file.sha1);
  auto const path =
      *options_.directory / digits.substr(38) / (digits + windows::to_lower(catalogue::content_extension(file.name)));
  Watch const watch{.damaged = options_.told, .whole = [slot] { slot->is_known = true; }};
  if (auto there = SparseFile::reused(path, file.size, slot->is_known ? Chunk{} : chunk_of(file), watch)) return there;
  return SparseFile::in_folder(path, file.size, chunk_of(file), watch);
}

void ContentStore::keep_open(Kept const& file) {
  std::deque<Kept> dropped;  // closed after the lock is free
  std::scoped_lock const lock(mutex_);
  std::erase(kept_, file);
  kept_.push_back(file);
  std::uint64_t bytes = 0;
  for (auto const& kept : kept_) bytes += kept->memory();
  while (kept_.size() > 1 && (kept_.size() > options_.open_files || bytes > options_.open_bytes)) {
    bytes -= kept_.front()->memory();
    dropped.push_back(std::move(kept_.front()));
    kept_.pop_front();
  }
}

}  // namespace wsus::content
