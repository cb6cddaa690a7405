// Strongly connected components, by Tarjan's algorithm with a stack of its own: long chains must not exhaust the
// program's.
#include "server/catalogue/cycles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <unordered_map>
#include <utility>

namespace wsus::catalogue {
namespace {

using Nodes = std::vector<std::size_t>;
using Graph = std::vector<Nodes>;

/// Positions of revisions by what references name.
class Places {
public:
  explicit Places(std::span<domain::Revision const> revisions) : revisions_(revisions) {
    for (std::size_t i = 0; i < revisions.size(); ++i) {
      auto const& identity = revisions[i].identity;
      exact_.emplace(identity, i);
      auto const [highest, is_new] = highest_.emplace(identity.update_id, i);
      if (!is_new && revisions[highest->second].identity.revision_number < identity.revision_number)
        highest->second = i;
    }
  }

  [[nodiscard]] Graph dependencies() const {
    Graph graph(revisions_.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
      for (auto const& clause : revisions_[i].prerequisites) {
        for (auto const& update : clause.any_of) add(graph[i], highest_, update);
      }
      for (auto const& clause : revisions_[i].bundled_updates) {
        for (auto const& identity : clause) add(graph[i], exact_, identity);
      }
    }
    return graph;
  }

  [[nodiscard]] Graph supersessions() const {
    Graph graph(revisions_.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
      for (auto const& update : revisions_[i].superseded_updates) add(graph[i], highest_, update);
    }
    return graph;
  }

private:
  static void add(Nodes& nodes, auto const& places, auto const& named) {
    if (auto const found = places.find(named); found != places.end()) nodes.push_back(found->second);
  }

  std::span<domain::Revision const> revisions_;
  std::map<domain::UpdateIdentity, std::size_t> exact_{};
  std::unordered_map<wusp::Guid, std::size_t> highest_{};
};

class Components {
public:
  explicit Components(Graph const& graph) : graph_(graph), marks_(graph.size()) {
    for (std::size_t node = 0; node < graph.size(); ++node) {
      if (marks_[node].index == 0) visit(node);
    }
  }

  /// Groups of more than one node, and nodes that name themselves; in each group and among groups by position.
  [[nodiscard]] std::vector<Nodes> circles() && {
    std::ranges::sort(circles_);
    return std::move(circles_);
  }

private:
  struct Mark {
    std::size_t index = 0;  ///< 0: not seen
    std::size_t low = 0;
    bool on_stack = false;
  };
  struct Step {
    std::size_t node = 0;
    std::size_t next = 0;
  };

  void visit(std::size_t root) {
    enter(root);
    while (!path_.empty()) {
      auto& [node, next] = path_.back();
      if (next == graph_[node].size()) {
        leave(node);
        continue;
      }
      auto const target = graph_[node][next++];
      if (marks_[target].index == 0) {
        enter(target);
      } else if (marks_[target].on_stack) {
        marks_[node].low = std::min(marks_[node].low, marks_[target].index);
      }
    }
  }

  void enter(std::size_t node) {
    ++count_;
    marks_[node] = {.index = count_, .low = count_, .on_stack = true};
    stack_.push_back(node);
    path_.push_back({.node = node});
  }

  void leave(std::size_t node) {
    path_.pop_back();
    if (!path_.empty()) {
      auto& above = marks_[path_.back().node];
      above.low = std::min(above.low, marks_[node].low);
    }
    if (marks_[node].low != marks_[node].index) return;
    auto const first = std::find(stack_.rbegin(), stack_.rend(), node).base() - 1;
    Nodes group(first, stack_.end());
    stack_.erase(first, stack_.end());
    for (auto const each : group) marks_[each].on_stack = false;
    bool const names_itself = std::ranges::find(graph_[node], node) != graph_[node].end();
    if (group.size() == 1 && !names_itself) return;
    std::ranges::sort(group);
    circles_.push_back(std::move(group));
  }

  Graph const& graph_;
  std::vector<Mark> marks_;
  std::size_t count_ = 0;
  Nodes stack_{};
  std::vector<Step> path_{};
  std::vector<Nodes> circles_{};
};

/// "update A revision 1, update B revision 2 and 7 more".
std::string names_of(Nodes const& circle, std::span<domain::Revision const> revisions) {
  constexpr std::size_t shown = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(circle.size(), shown); ++i) {
    auto const& identity = revisions[circle[i]].identity;
    names +=
        fmt::format("{}{} revision {}", i == 0 ? "" : ", ", to_string(identity.update_id), identity.revision_number);
  }
  return circle.size() > shown ? fmt::format("{} and {} more", names, circle.size() - shown) : names;
}

void add_notes(Graph const& graph, std::span<domain::Revision const> revisions, std::string_view relation,
               std::string_view meaning, std::vector<std::string>& notes) {
  auto const is_imported = [&](std::size_t node) { return revisions[node].imported != nullptr; };
  for (auto const& circle : Components(graph).circles()) {
    if (std::ranges::none_of(circle, is_imported)) continue;
    notes.push_back(
        fmt::format("a cycle of {} through imported updates: {}: {}", relation, names_of(circle, revisions), meaning));
  }
}

}  // namespace

std::vector<std::string> cycle_notes(std::span<domain::Revision const> revisions) {
  std::vector<std::string> notes;
  Places const places(revisions);
  add_notes(places.dependencies(), revisions, "prerequisites and bundles", "agents may never get them", notes);
  add_notes(places.supersessions(), revisions, "supersedes", "each makes the others superseded", notes);
  return notes;
}

}  // namespace wsus::catalogue
