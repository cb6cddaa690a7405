// Search for the nearest spelling: see nearest.hpp.
#include "scenarios/knowledge/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace wsus::lab {
namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      auto const replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::vector<agent::HresultInfo const*> nearest_hresults(std::string_view typed, std::size_t count) {
  auto const code = agent::parse_hresult(typed);
  auto const wanted = upper(code ? agent::to_hex(*code) : std::string(typed));
  auto const distance = [&](agent::HresultInfo const* info) {
    return edit_distance(wanted, upper(code ? agent::to_hex(info->code) : std::string(info->symbol)));
  };
  std::vector<std::pair<std::size_t, agent::HresultInfo const*>> rows;
  for (auto const& info : agent::all_hresults()) rows.emplace_back(distance(&info), &info);
  std::ranges::stable_sort(rows, {}, [](auto const& row) { return row.first; });
  rows.resize(std::min(rows.size(), count));
  std::vector<agent::HresultInfo const*> nearest;
  nearest.reserve(rows.size());
  for (auto const& row : rows) nearest.push_back(row.second);
  return nearest;
}

}  // namespace wsus::lab
