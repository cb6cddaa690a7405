// Pages of updates as text: machines that go the same way through a catalogue are given the same ones.
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace wsus::services {

/// Everything that the element NewUpdates of an answer depends on, while no row of the database is damaged and no
/// driver names its hardware ids.
struct PageKey {
  std::shared_ptr<domain::Catalogue const> catalogue{};  ///< the view that the client has
  bool auto_select = false;                              ///< as the client's protocol version allows
  std::vector<domain::RevisionIndex> updates{};
};

/// Texts of NewUpdates that were written before: metadata are made, escaped and written once a page instead of once an
/// answer. A page of a catalogue that is gone is never found; the least used ones make room. Thread safety: every call
/// from any thread.
class PageCache {
public:
  /// `most_bytes`: of all texts together.
  explicit PageCache(std::size_t most_bytes = 3U << 20U) : most_bytes_(most_bytes) {}

  /// The whole element; null: it was not written yet, or not lately.
  [[nodiscard]] std::shared_ptr<std::string const> find(PageKey const& key);
  void add(PageKey const& key, std::string text);

  [[nodiscard]] std::size_t bytes() const;

private:
  struct Entry {
    std::uint64_t hash = 0;
    std::weak_ptr<domain::Catalogue const> catalogue{};  ///< weak: pages keep no catalogue alive
    bool auto_select = false;
    std::vector<domain::RevisionIndex> updates{};
    std::shared_ptr<std::string const> text{};
    [[nodiscard]] bool is(PageKey const& key) const;
  };
  using Entries = std::list<Entry>;

  // With the lock held.
  void erase(Entries::iterator entry);

  std::size_t const most_bytes_;
  mutable std::mutex mutex_;
  Entries entries_{};  ///< the one that was used last is the first
  std::unordered_map<std::uint64_t, Entries::iterator> by_hash_{};
  std::size_t bytes_ = 0;
};

}  // namespace wsus::services
