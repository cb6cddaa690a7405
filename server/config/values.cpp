// Shared values of files that people write: see values.hpp.
#include "server/config/values.hpp"

#include "server/config/duration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace wsus::config {
namespace {

using std::chrono::milliseconds;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

void allow_only(Node const& map, std::initializer_list<std::string_view> keys) {
  for (auto const key : keys) (void)map.child(key);
  if (keys.size() != 0) return map.done();
  // Nothing was asked for yet, so neither the kind of the value nor its keys were looked at.
  auto const found = map.keys();
  if (!found.empty()) map.fail(fmt::format("the key '{}'", found.front()), "no keys, as in {}");
}

std::string read_line(Node const& node) {
  auto text = node.text();
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (text.empty()) node.fail("an empty text", "a text");
  if (std::any_of(text.begin(), text.end(), is_control))
    node.fail("a line end or another control character", "one line of text");
  return text;
}

std::string read_word(Node const& node, std::vector<std::string_view> const& allowed) {
  auto text = node.text();
  if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) return text;
  auto const near = nearest(text, allowed);
  node.fail(fmt::format("'{}'{}", text, near.empty() ? "" : fmt::format(", did you mean '{}'?", near)),
            fmt::format("{}", fmt::join(allowed, ", ")));
}

std::vector<Node> one_or_more(Node const& node) {
  if (!node.is_sequence()) return {node};
  auto items = node.items();
  if (items.empty()) node.fail("an empty list", "at least one entry");
  return items;
}

milliseconds read_duration(Node const& node, milliseconds low, milliseconds high) {
  auto const text = node.text();
  auto const duration = parse_duration(text, low, high);
  if (!duration) node.fail(fmt::format("'{}'", text), allowed_durations(low, high));
  return *duration;
}

double read_probability(Node const& node) {
  constexpr auto allowed = "a share above 0 and at most 100 %, written as in 25 % or 0.25";
  auto const text = node.text();
  auto const quantity = parse_quantity(text).value_or(Quantity{});
  bool const percent = quantity.unit == "%";
  auto const share = percent ? quantity.number / 100 : quantity.number;
  if ((!percent && !quantity.unit.empty()) || share <= 0 || share > 1) node.fail(fmt::format("'{}'", text), allowed);
  return share;
}

std::string_view nearest(std::string_view typed, std::vector<std::string_view> const& candidates) {
  std::string_view best;
  std::size_t least = 0;
  for (auto const candidate : candidates) {
    auto const distance = edit_distance(typed, candidate);
    if (distance * 3 > std::max(typed.size(), candidate.size())) continue;
    if (best.empty() || distance < least) best = candidate, least = distance;
  }
  return best;
}

}  // namespace wsus::config
