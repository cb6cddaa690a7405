// The search for circles: see update_circle.hpp.
#include "client_sim/agent/update_circle.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <unordered_map>

namespace wsus::agent {
namespace {

/// A walk along the relations, deeper first. What it has left for good leads to no circle.
class Walk {
public:
  explicit Walk(Relations const& relations) : relations_(relations) { seen_.reserve(relations.size()); }

  [[nodiscard]] std::vector<wusp::Guid> circle_from(wusp::Guid const& start) {
    if (!seen_.contains(start)) enter(start);
    while (!path_.empty()) {
      auto& place = path_.back();
      if (place.next == place.needed->size()) {
        seen_.at(place.update) = State::left;
        path_.pop_back();
        continue;
      }
      auto const& next = (*place.needed)[place.next++];
      auto const known = seen_.find(next);
      if (known == seen_.end())
        enter(next);
      else if (known->second == State::on_path)
        return circle_back_to(next);
    }
    return {};
  }

private:
  enum class State { on_path, left };
  struct Place {
    wusp::Guid update{};
    std::vector<wusp::Guid> const* needed = nullptr;
    std::size_t next = 0;  ///< of what it needs: the one to look at next
  };

  void enter(wusp::Guid const& update) {
    auto const found = relations_.find(update);
    if (found == relations_.end()) return;
    path_.push_back({.update = update, .needed = &found->second});
    seen_.emplace(update, State::on_path);
  }
  [[nodiscard]] std::vector<wusp::Guid> circle_back_to(wusp::Guid const& first) const {
    auto const begin =
        std::find_if(path_.begin(), path_.end(), [&](Place const& place) { return place.update == first; });
    std::vector<wusp::Guid> circle;
    circle.reserve(path_.size());
    std::transform(begin, path_.end(), std::back_inserter(circle), [](Place const& place) { return place.update; });
    return circle;
  }

  Relations const& relations_;
  std::vector<Place> path_{};
  std::unordered_map<wusp::Guid, State> seen_{};
};

}  // namespace

std::vector<wusp::Guid> find_circle(Relations const& relations) {
  Walk walk(relations);
  for (auto const& [update, needed] : relations) {
    auto circle = walk.circle_from(update);
    if (!circle.empty()) return circle;
  }
  return {};
}

}  // namespace wsus::agent
