// Pages by what they depend on: see page_cache.hpp.
#include "server/services/page_cache.hpp"

#include <functional>
#include <iterator>
#include <utility>

namespace wsus::services {
namespace {

std::uint64_t hash_of(PageKey const& key) {
  std::uint64_t hash = std::hash<void const*>{}(key.catalogue.get()) ^ (key.auto_select ? 1U : 0U);
  for (auto const index : key.updates) hash = (hash ^ index) * 0x100000001b3u;
  return hash ^ (hash >> 29U);
}

}  // namespace

/// The same owner, not the same address: another catalogue may come to lie where one has been.
bool PageCache::Entry::is(PageKey const& key) const {
  bool const same_catalogue = !catalogue.owner_before(key.catalogue) && !key.catalogue.owner_before(catalogue);
  return same_catalogue && auto_select == key.auto_select && updates == key.updates;
}

std::shared_ptr<std::string const> PageCache::find(PageKey const& key) {
  auto const hash = hash_of(key);
  std::lock_guard const lock(mutex_);
  auto const found = by_hash_.find(hash);
  if (found == by_hash_.end() || !found->second->is(key)) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->text;
}

void PageCache::add(PageKey const& key, std::string text) {
  auto const hash = hash_of(key);
  auto kept = std::make_shared<std::string const>(std::move(text));
  std::lock_guard const lock(mutex_);
  if (auto const same = by_hash_.find(hash); same != by_hash_.end()) erase(same->second);
  bytes_ += kept->size();
  entries_.push_front({.hash = hash,
                       .catalogue = key.catalogue,
                       .auto_select = key.auto_select,
                       .updates = key.updates,
                       .text = std::move(kept)});
  by_hash_.emplace(hash, entries_.begin());
  while (bytes_ > most_bytes_) erase(std::prev(entries_.end()));
}

void PageCache::erase(Entries::iterator entry) {
  bytes_ -= entry->text->size();
  by_hash_.erase(entry->hash);
  entries_.erase(entry);
}

std::size_t PageCache::bytes() const {
  std::lock_guard const lock(mutex_);
  return bytes_;
}

}  // namespace wsus::services
