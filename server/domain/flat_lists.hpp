// Many short lists in two arrays: the memory and speed of one vector instead of a vector of vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wsus::domain {

/// Lists that are written once, in order, and then only read. List i is `lists[i]`.
/// Thread safety: const access from any thread.
template <typename Item>
class FlatLists {
public:
  /// Adds an item to the list that is open.
  void push(Item item) { items_.push_back(item); }
  /// Ends the open list and opens the next one.
  void close() { ends_.push_back(static_cast<std::uint32_t>(items_.size())); }
  void reserve(std::size_t lists) {
    ends_.reserve(lists + 1);
    items_.reserve(lists);
  }

  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }
  [[nodiscard]] std::span<Item const> operator[](std::size_t list) const {
    return {items_.data() + ends_[list], items_.data() + ends_[list + 1]};
  }

private:
  std::vector<std::uint32_t> ends_{0};
  std::vector<Item> items_{};
};

}  // namespace wsus::domain
