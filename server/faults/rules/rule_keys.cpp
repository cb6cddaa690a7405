// Which keys a rule has: see rule_keys.hpp.
#include "server/faults/rules/rule_keys.hpp"

#include "server/config/values.hpp"
#include "server/faults/rules/match.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {
namespace {

constexpr std::array<std::string_view, 9> rule_keys{"name", "when",    "times",   "between", "chance",
                                                    "seed", "at_once", "at_most", "enabled"};
constexpr std::array<std::string_view, 6> times_keys{"first", "only", "from", "to", "every", "per"};

template <typename Words>
bool contains(Words const& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names;
  for (auto const& kind : fault_kinds()) names.push_back(kind.name);
  return names;
}

/// The key of a rule under which a word belongs that stands beside it; empty when it belongs nowhere.
std::string_view home_of(std::string_view word) {
  auto const& fields = match_fields();
  auto const is_word = [word](MatchField const& field) { return field.name == word; };
  if (std::any_of(fields.begin(), fields.end(), is_word)) return "when";
  if (contains(times_keys, word)) return "times";
  return word == "until" ? "between" : "";
}

/// ", did you mean 'times'?", ", which belongs under 'when'", or nothing.
std::string advice_on(std::string_view word, std::vector<std::string_view> const& known) {
  if (auto const home = home_of(word); !home.empty()) return fmt::format(", which belongs under '{}'", home);
  auto const near = config::nearest(word, known);
  return near.empty() ? std::string() : fmt::format(", did you mean '{}'?", near);
}

/// `fault`: of the same rule; null when none of its keys names one.
[[noreturn]] void fail_for_unknown(config::Node const& item, std::string_view key, FaultKind const* fault) {
  if (fault != nullptr) {
    item.fail(fmt::format("found the unknown key '{}' beside the fault '{}'{}; known beside a fault: {}", key,
                          fault->name, advice_on(key, {rule_keys.begin(), rule_keys.end()}),
                          fmt::join(rule_keys, ", ")));
  }
  auto known = fault_names();
  known.insert(known.end(), rule_keys.begin(), rule_keys.end());
  item.fail(fmt::format("found the unknown fault '{}'{}; known: {}", key, advice_on(key, known),
                        fmt::join(fault_names(), ", ")));
}

}  // namespace

FaultKind const* read_kind(config::Node const& item, config::Mistakes& mistakes) {
  std::vector<FaultKind const*> kinds;
  std::vector<std::string> unknown;
  bool const is_map = mistakes.attempt([&] {
    for (auto const& key : item.keys()) {
      if (contains(rule_keys, key)) continue;
      if (auto const* const kind = find_fault_kind(key))
        kinds.push_back(kind);
      else
        unknown.push_back(key);
    }
  });
  if (!is_map) return nullptr;
  auto const* const first = kinds.empty() ? nullptr : kinds.front();
  for (auto const& key : unknown) mistakes.attempt([&] { fail_for_unknown(item, key, first); });
  if (kinds.size() > 1) {
    mistakes.attempt([&] {
      item.fail(fmt::format("found two faults, '{}' and '{}'; allowed: one a rule", kinds[0]->name, kinds[1]->name));
    });
  } else if (kinds.empty() && unknown.empty()) {
    mistakes.attempt([&] { item.fail(fmt::format("found no fault; known: {}", fmt::join(fault_names(), ", "))); });
  }
  return first;
}

}  // namespace wsus::faults
