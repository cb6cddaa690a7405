// Packs cached updates.
#include "client_sim/fleet/cache_pool.hpp"

#include "wsdl/wusp/draw.hpp"

#include <algorithm>
#include <string_view>

namespace wsus::fleet {
namespace {

using machine::CachedUpdate;
using machine::CachedUpdates;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) { return wusp::draw(hash ^ value); }

std::uint64_t bits_of(bool a, bool b, bool c, bool d) {
  return static_cast<std::uint64_t>(a) | static_cast<std::uint64_t>(b) << 1U | static_cast<std::uint64_t>(c) << 2U |
         static_cast<std::uint64_t>(d) << 3U;
}

/// Of what differs between records of one revision; equality decides.
std::uint64_t hash_of(CachedUpdate const& update) {
  auto hash = mixed(static_cast<std::uint64_t>(update.revision_id), std::hash<wusp::Guid>{}(update.update_id));
  hash = mixed(hash, bits_of(update.is_leaf, update.needed, update.installed, update.details.has_value()));
  hash = mixed(hash, static_cast<std::uint64_t>(update.deployment_id) << 8U | static_cast<std::uint64_t>(update.list));
  return wusp::fnv1a(update.action, hash);
}

/// Another GUID, and the first one again when it is changed twice.
void change(wusp::Guid& id) {
  constexpr std::uint8_t other = 0x5A;
  id.bytes.back() = static_cast<std::uint8_t>(id.bytes.back() ^ other);
}

}  // namespace

struct CachePool::Packed {
  std::vector<Index> records{};  ///< in the order of their revision ids
};

CachePool::CachePool(std::size_t unpacked) : most_unpacked_(std::max<std::size_t>(1, unpacked)) {}
CachePool::~CachePool() = default;

std::shared_ptr<std::string const> CachePool::fragment(std::string const& text) {
  auto const hash = wusp::fnv1a(text);
  auto const [begin, end] = fragments_.equal_range(hash);
  for (auto known = begin; known != end; ++known) {
    if (*known->second == text) return known->second;
  }
  return fragments_.emplace(hash, std::make_shared<std::string const>(text))->second;
}

CachePool::Index CachePool::record_of(CachedUpdate const& update) {
  auto const hash = hash_of(update);
  auto const [begin, end] = by_hash_.equal_range(hash);
  for (auto known = begin; known != end; ++known) {
    if (records_[known->second] == update) return known->second;
  }
  auto const index = static_cast<Index>(records_.size());
  records_.push_back(update);
  by_hash_.emplace(hash, index);
  return index;
}

CachePool::Handle CachePool::pack(CachedUpdates const& updates) {
  if (updates.empty()) return nullptr;
  if (auto const known = std::ranges::find_if(
          unpacked_, [&updates](Unpacked const& each) { return each.updates.shares_with(updates); });
      known != unpacked_.end())
    return known->packed;
  Packed packed;
  packed.records.reserve(updates.size());
  std::uint64_t hash = 0;
  for (auto const& [id, update] : updates) {
    packed.records.push_back(record_of(update));
    hash = mixed(hash, packed.records.back());
  }
  auto const [begin, end] = lists_.equal_range(hash);
  for (auto known = begin; known != end; ++known) {
    auto const list = known->second.lock();
    if (!list || list->records != packed.records) continue;
    if (!unpacked_at_.contains(list.get())) keep_unpacked(list, updates);
    return list;
  }
  auto const handle = std::make_shared<Packed const>(std::move(packed));
  if (lists_.size() >= sweep_at_) {
    std::erase_if(lists_, [](auto const& entry) { return entry.second.expired(); });
    sweep_at_ = std::max<std::size_t>(64, 2 * lists_.size());
  }
  lists_.emplace(hash, handle);
  keep_unpacked(handle, updates);
  return handle;
}

CachedUpdates CachePool::unpack(Handle const& packed) {
  if (!packed) return {};
  if (auto const known = unpacked_at_.find(packed.get()); known != unpacked_at_.end()) {
    unpacked_.splice(unpacked_.begin(), unpacked_, known->second);
    return unpacked_.front().updates;
  }
  CachedUpdates::Map map;
  for (auto const index : packed->records) {
    auto const& record = records_[index];
    map.emplace_hint(map.end(), record.revision_id, record);
  }
  CachedUpdates updates(std::move(map));
  keep_unpacked(packed, updates);
  return updates;
}

void CachePool::keep_unpacked(Handle const& packed, CachedUpdates const& updates) {
  unpacked_.push_front({.packed = packed, .updates = updates});
  unpacked_at_[packed.get()] = unpacked_.begin();
  if (unpacked_.size() <= most_unpacked_) return;
  unpacked_at_.erase(unpacked_.back().packed.get());
  unpacked_.pop_back();
}

CachePool::Handle CachePool::foreign(Handle const& packed) {
  if (!packed) return nullptr;
  auto& known = foreign_[packed.get()];
  if (auto handle = known.list.lock()) return handle;
  CachedUpdates::Map map;
  for (auto const index : packed->records) {
    auto record = records_[index];
    change(record.update_id);
    map.emplace_hint(map.end(), record.revision_id, std::move(record));
  }
  auto handle = pack(CachedUpdates(std::move(map)));
  known = {.of = packed, .list = handle};
  return handle;
}

std::size_t CachePool::size(Handle const& packed) { return packed ? packed->records.size() : 0; }

std::size_t CachePool::lists() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(lists_, [](auto const& entry) { return !entry.second.expired(); }));
}

}  // namespace wsus::fleet
