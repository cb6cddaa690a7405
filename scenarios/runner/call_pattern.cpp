// Matching of calls: every position of the pattern that the calls so far can have reached is followed at once.
#include "scenarios/runner/call_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace wsus::lab {
namespace {

struct Element {
  std::string_view operation{};
  bool may_be_absent = false;
  bool may_repeat = false;
};

Element element_of(std::string_view text) {
  bool const star = text.ends_with('*');
  bool const plus = text.ends_with('+');
  if (star || plus) text.remove_suffix(1);
  return {.operation = text, .may_be_absent = star, .may_repeat = star || plus};
}

/// Whether position i of the pattern (i elements behind it) can have been reached.
using Reached = std::vector<bool>;

void skip_absent(std::vector<Element> const& elements, Reached& reached) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (reached[i] && elements[i].may_be_absent) reached[i + 1] = true;
  }
}

/// `inside[i]`: element i has matched the last call and may match further ones.
struct Positions {
  Reached reached{};
  std::vector<bool> inside{};
};

bool fits_next(std::vector<Element> const& elements, Positions const& at, std::size_t i) {
  return at.reached[i] || (at.inside[i] && elements[i].may_repeat);
}

Positions step(std::vector<Element> const& elements, Positions const& at, std::string_view operation) {
  Positions next{Reached(elements.size() + 1), std::vector<bool>(elements.size())};
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].operation != operation || !fits_next(elements, at, i)) continue;
    next.inside[i] = true;
    next.reached[i + 1] = true;
  }
  skip_absent(elements, next.reached);
  return next;
}

bool lives(Positions const& at) { return std::ranges::find(at.reached, true) != at.reached.end(); }

std::vector<std::string> next_operations(std::vector<Element> const& elements, Positions const& at) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    auto const name = std::string(elements[i].operation);
    if (fits_next(elements, at, i) && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

std::optional<CallMismatch> match_calls(std::vector<std::string> const& pattern,
                                        std::vector<std::string> const& operations) {
  std::vector<Element> elements;
  elements.reserve(pattern.size());
  for (auto const& text : pattern) elements.push_back(element_of(text));
  Positions at{Reached(elements.size() + 1), std::vector<bool>(elements.size())};
  at.reached[0] = true;
  skip_absent(elements, at.reached);
  for (std::size_t i = 0; i < operations.size(); ++i) {
    auto next = step(elements, at, operations[i]);
    if (!lives(next)) return CallMismatch{i, next_operations(elements, at)};
    at = std::move(next);
  }
  if (at.reached.back()) return std::nullopt;
  return CallMismatch{operations.size(), next_operations(elements, at)};
}

std::string calls_text(std::vector<std::string> const& operations) {
  if (operations.empty()) return "none";
  std::string text;
  for (auto first = operations.begin(); first != operations.end();) {
    auto const last = std::find_if(first, operations.end(), [&](auto const& name) { return name != *first; });
    if (!text.empty()) text += ", ";
    text += last - first == 1 ? *first : fmt::format("{} x {}", *first, last - first);
    first = last;
  }
  return text;
}

}  // namespace wsus::lab
