// Makes a list that shows a failure small: what is left is needed for it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wsus::lab {

/// Delta debugging (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, ddmin), with an end: no more
/// than `most_tries` calls of `fails`, then what was reached counts.
///
/// `fails(items)` is true for the given list. The result fails too, keeps the order, and no single element of it can be
/// left out (unless the tries were used up). Pure but for what `fails` does.
template <typename Item, typename Fails>
[[nodiscard]] std::vector<Item> minimised(std::vector<Item> items, Fails const& fails, std::size_t most_tries = 200) {
  std::size_t tries = 0;
  auto const still_fails = [&](std::vector<Item> const& candidate) {
    if (tries == most_tries) return false;
    ++tries;
    return fails(candidate);
  };
  std::size_t parts = 2;
  while (items.size() >= 2 && tries < most_tries) {
    auto const length = (items.size() + parts - 1) / parts;
    bool smaller = false;
    for (std::size_t begin = 0; begin < items.size() && !smaller; begin += length) {
      auto const from = items.begin() + static_cast<std::ptrdiff_t>(begin);
      auto const to = items.begin() + static_cast<std::ptrdiff_t>(std::min(begin + length, items.size()));
      std::vector<Item> without(items.begin(), from);
      without.insert(without.end(), to, items.end());
      if (without.empty() || !still_fails(without)) continue;
      items = std::move(without);
      smaller = true;
    }
    if (smaller)
      parts = std::max<std::size_t>(parts - 1, 2);
    else if (length == 1)
      break;
    else
      parts = std::min(parts * 2, items.size());
  }
  return items;
}

}  // namespace wsus::lab
