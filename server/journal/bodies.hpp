// The bodies of entries that are kept, bounded in all. Internal to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace wsus::journal {

/// Thread safety: none.
class Bodies {
public:
  struct Pair {
    std::uint64_t sequence = 0;
    std::string request{};
    std::string response{};
  };

  /// The newest. Empty ones take no room.
  void add(std::uint64_t sequence, std::string request, std::string response);
  /// Null: there are none, or none any more.
  [[nodiscard]] Pair const* find(std::uint64_t sequence) const;
  /// Drops the oldest ones until so many bytes are left at most. How many entries lost theirs.
  std::size_t shrink_to(std::size_t bytes);
  /// Those of entries up to this one are gone with them.
  void forget_through(std::uint64_t sequence);
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
  void drop_first();

  std::deque<Pair> pairs_;
  std::size_t bytes_ = 0;
};

}  // namespace wsus::journal
