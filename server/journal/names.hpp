// Texts that many entries share, each kept once. Internal to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wsus::journal {

/// Counts who uses a text and forgets it after the last of them, so that texts nobody repeats cost no more than their
/// entries live. Thread safety: none.
class Names {
public:
  using Id = std::uint32_t;
  static constexpr Id empty = 0;  ///< of the empty text, which is not counted

  /// One more user. Throws std::length_error after 2^32 - 1 texts.
  [[nodiscard]] Id take(std::string_view text);
  /// One user less.
  void release(Id id);
  /// Valid until its last user is gone.
  [[nodiscard]] std::string_view text(Id id) const { return id == empty ? std::string_view() : slots_[id - 1].text; }
  /// How many there are now.
  [[nodiscard]] std::size_t size() const { return ids_.size(); }

private:
  struct Slot {
    std::string text{};
    std::uint64_t uses = 0;
  };
  [[nodiscard]] Id new_slot(std::string_view text);

  std::deque<Slot> slots_;  // a deque: keys of `ids_` look into its texts, which must not move
  std::unordered_map<std::string_view, Id> ids_;
  std::vector<Id> free_;
};

}  // namespace wsus::journal
