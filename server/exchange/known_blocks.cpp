// Compressed blocks by what they are made of: see known_blocks.hpp.
#include "server/exchange/known_blocks.hpp"

#include "wsdl/xpress/lz77.hpp"

#include <functional>
#include <iterator>
#include <utility>

namespace wsus::exchange {
namespace {

bool decodes_to(std::string const& coded, std::string_view plain) {
  std::string room(plain.size() + xpress::decode_slack, '\0');
  return !xpress::lz77_decompress(coded, plain.size(), room) && std::string_view(room).starts_with(plain);
}

}  // namespace

std::shared_ptr<std::string const> KnownBlocks::compressed(std::string_view plain) {
  std::uint64_t const hash = std::hash<std::string_view>{}(plain) ^ plain.size();
  if (auto known = find(hash); known != nullptr && decodes_to(*known, plain)) return known;
  auto coded = std::make_shared<std::string const>(xpress::lz77_compress(plain));
  add(hash, coded);
  return coded;
}

std::shared_ptr<std::string const> KnownBlocks::find(std::uint64_t hash) {
  std::lock_guard const lock(mutex_);
  auto const found = by_hash_.find(hash);
  if (found == by_hash_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->coded;
}

void KnownBlocks::add(std::uint64_t hash, std::shared_ptr<std::string const> coded) {
  std::lock_guard const lock(mutex_);
  if (auto const same = by_hash_.find(hash); same != by_hash_.end()) erase(same->second);
  bytes_ += coded->size();
  entries_.push_front({.hash = hash, .coded = std::move(coded)});
  by_hash_.emplace(hash, entries_.begin());
  while (bytes_ > most_bytes_) erase(std::prev(entries_.end()));
}

void KnownBlocks::erase(Entries::iterator entry) {
  bytes_ -= entry->coded->size();
  by_hash_.erase(entry->hash);
  entries_.erase(entry);
}

std::size_t KnownBlocks::bytes() const {
  std::lock_guard const lock(mutex_);
  return bytes_;
}

}  // namespace wsus::exchange
