// Kept bodies: see bodies.hpp.
#include "server/journal/bodies.hpp"

#include <algorithm>
#include <utility>

namespace wsus::journal {

void Bodies::add(std::uint64_t sequence, std::string request, std::string response) {
  if (request.empty() && response.empty()) return;
  bytes_ += request.size() + response.size();
  pairs_.push_back({.sequence = sequence, .request = std::move(request), .response = std::move(response)});
}

Bodies::Pair const* Bodies::find(std::uint64_t sequence) const {
  auto const at = std::partition_point(pairs_.begin(), pairs_.end(),
                                       [sequence](Pair const& pair) { return pair.sequence < sequence; });
  return at == pairs_.end() || at->sequence != sequence ? nullptr : &*at;
}

std::size_t Bodies::shrink_to(std::size_t bytes) {
  std::size_t dropped = 0;
  for (; bytes_ > bytes; ++dropped) drop_first();
  return dropped;
}

void Bodies::forget_through(std::uint64_t sequence) {
  while (!pairs_.empty() && pairs_.front().sequence <= sequence) drop_first();
}

void Bodies::drop_first() {
  bytes_ -= pairs_.front().request.size() + pairs_.front().response.size();
  pairs_.pop_front();
}

}  // namespace wsus::journal
