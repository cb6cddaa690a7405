// The cached updates of many agents in little memory: what several agents know alike is there once. Pure.
#pragma once

#include "client_sim/machine/cached_updates.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace wsus::fleet {

/// Two levels. A record is a cached update with everything that is known of it; agents of one kind that have scanned
/// one server know most of them alike. A list is the records of one agent as numbers of 32 bits; agents that know the
/// same have one list between them. A list that is asked for is unpacked into the updates that a datastore holds, and
/// those asked for last stay unpacked, so that the next agent only shares them. Records and fragments are never
/// dropped: as many as the server's catalogue has, for each kind of agent and for each state that it was seen in.
/// Thread safety: none. Lifetime: handles may outlive the pool.
class CachePool {
public:
  struct Packed;
  /// A list of updates; null: none are known.
  using Handle = std::shared_ptr<Packed const>;

  /// `unpacked`: so many lists stay unpacked beside those that are in use, at least 1.
  explicit CachePool(std::size_t unpacked = 64);
  ~CachePool();
  CachePool(CachePool const&) = delete;
  CachePool& operator=(CachePool const&) = delete;

  /// The one text with this content, for agent::FragmentReaders::keep.
  [[nodiscard]] std::shared_ptr<std::string const> fragment(std::string const& text);

  /// Fragments of the updates should be of fragment(): records are the same only when their fragments are one text.
  [[nodiscard]] Handle pack(machine::CachedUpdates const& updates);
  [[nodiscard]] machine::CachedUpdates unpack(Handle const& packed);

  /// What the agent of another server would know: the same revisions of updates that have other GUIDs.
  [[nodiscard]] Handle foreign(Handle const& packed);

  [[nodiscard]] static std::size_t size(Handle const& packed);
  /// For tests and figures.
  [[nodiscard]] std::size_t records() const { return records_.size(); }
  [[nodiscard]] std::size_t lists() const;
  [[nodiscard]] std::size_t fragments() const { return fragments_.size(); }

private:
  using Index = std::uint32_t;

  [[nodiscard]] Index record_of(machine::CachedUpdate const& update);
  void keep_unpacked(Handle const& packed, machine::CachedUpdates const& updates);

  std::size_t most_unpacked_;
  std::vector<machine::CachedUpdate> records_{};
  std::unordered_multimap<std::uint64_t, Index> by_hash_{};
  std::unordered_multimap<std::uint64_t, std::shared_ptr<std::string const>> fragments_{};
  std::unordered_multimap<std::uint64_t, std::weak_ptr<Packed const>> lists_{};
  std::size_t sweep_at_ = 64;  ///< lists_ is rid of lists that nobody has any more when it is as large
  struct Foreign {
    std::weak_ptr<Packed const> of{};  ///< keeps the address from being another list's
    std::weak_ptr<Packed const> list{};
  };
  std::unordered_map<Packed const*, Foreign> foreign_{};
  /// The last one first: lists with what they were unpacked to.
  struct Unpacked {
    Handle packed{};
    machine::CachedUpdates updates{};
  };
  std::list<Unpacked> unpacked_{};
  std::unordered_map<Packed const*, std::list<Unpacked>::iterator> unpacked_at_{};
};

}  // namespace wsus::fleet
