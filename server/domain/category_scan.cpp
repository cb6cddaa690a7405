// StartCategoryScan: from a formula over categories to the list that a filtered scan must name (wusp-protocol 6.4).
#include "server/domain/sync.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace wsus::domain {
namespace {

struct Group {
  std::vector<wusp::Guid> products{};
  std::vector<wusp::Guid> classifications{};
  bool has_unknown = false;
};

void add_once(std::vector<wusp::Guid>& list, wusp::Guid const& category) {
  if (std::ranges::find(list, category) == list.end()) list.push_back(category);
}

/// The type of a known category; empty when the server has no such category.
std::optional<CategoryType> category_type(Catalogue const& catalogue, wusp::Guid const& category) {
  auto const index = catalogue.current(category);
  if (!index || catalogue.at(*index).type != UpdateType::category) return std::nullopt;
  return catalogue.at(*index).category_type;
}

/// Groups in ascending order of their numbers. A category that is no classification counts as a product (assumption:
/// families and companies are not named by the specification).
std::map<int, Group> sort_into_groups(Catalogue const& catalogue, std::span<CategoryRequest const> requested,
                                      CategoryAnswer& answer) {
  std::map<int, Group> groups;
  for (auto const& request : requested) {
    auto& group = groups[request.and_group];
    auto const type = category_type(catalogue, request.category);
    if (!type) {
      group.has_unknown = true;
      add_once(answer.in_error, request.category);
    } else {
      add_once(*type == CategoryType::update_classification ? group.classifications : group.products, request.category);
    }
  }
  return groups;
}

}  // namespace

CategoryAnswer start_category_scan(Catalogue const& catalogue, std::span<CategoryRequest const> requested) {
  CategoryAnswer answer;
  for (auto const& [number, group] : sort_into_groups(catalogue, requested, answer)) {
    if (group.has_unknown) continue;
    if (group.products.size() != 1 || group.classifications.size() > 1) {
      answer.preferred.clear();  // no filter expresses this: the client scans everything
      return answer;
    }
    add_once(answer.preferred, group.products.front());
  }
  return answer;
}

}  // namespace wsus::domain
