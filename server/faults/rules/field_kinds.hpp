// The kinds of fields that `when` has. A kind is a struct of static functions, the columns of MatchField. Internal.
#pragma once

#include "server/config/values.hpp"
#include "server/faults/rules/match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

[[nodiscard]] std::vector<Pattern> read_patterns(config::Node const& node);
/// A number, or a map with at_least, at_most or both.
[[nodiscard]] Range read_range(config::Node const& node);
[[nodiscard]] std::string read_operation_name(config::Node const& node);
[[nodiscard]] std::string read_client_id(config::Node const& node);

[[nodiscard]] std::string text_of(std::vector<Pattern> const& patterns);
[[nodiscard]] std::string text_of(std::vector<std::string> const& words);
[[nodiscard]] std::string text_of(Range const& range);
/// "'text'", or "nothing".
[[nodiscard]] std::string quoted(std::string_view text);

/// Before its stage nothing is known, and no field of it holds.
[[nodiscard]] bool is_known(Stage stage, Facts const& facts);

template <typename Kind>
[[nodiscard]] MatchField field(std::string_view name) {
  return {.name = name,
          .stage = Kind::stage,
          .is_set = Kind::is_set,
          .read = Kind::read,
          .holds = Kind::holds,
          .wanted = Kind::wanted,
          .found = Kind::found,
          .covers = Kind::covers,
          .excludes = Kind::excludes};
}

/// One of some patterns. `of`: the text of the facts, asked from `known` on.
template <auto member, auto of, Stage known>
struct Patterns {
  static constexpr Stage stage = known;
  static constexpr bool (*excludes)(Match const&, Match const&) = nullptr;

  static bool is_set(Match const& match) { return !(match.*member).empty(); }
  static void read(config::Node const& node, Match& match) { match.*member = read_patterns(node); }
  static bool holds(Match const& match, Facts const& facts) {
    if (!is_known(stage, facts)) return false;
    std::string_view const text = of(facts);
    auto const& patterns = match.*member;
    return std::any_of(patterns.begin(), patterns.end(), [&](Pattern const& one) { return one.matches(text); });
  }
  static std::string wanted(Match const& match) { return text_of(match.*member); }
  static std::string found(Match const& /*match*/, Facts const& facts) {
    return quoted(is_known(stage, facts) ? std::string_view(of(facts)) : std::string_view());
  }
  /// A narrow pattern with stars of its own is covered by the same one, or by `*`.
  static bool covers(Match const& wide, Match const& narrow) {
    auto const& patterns = wide.*member;
    auto const is_covered = [&](Pattern const& one) {
      bool const plain = one.text.find_first_of("*?") == std::string::npos;
      return std::any_of(patterns.begin(), patterns.end(), [&](Pattern const& pattern) {
        return pattern == one || pattern.text == "*" || (plain && pattern.matches(one.text));
      });
    };
    auto const& all = narrow.*member;
    return std::all_of(all.begin(), all.end(), is_covered);
  }
};

/// One of some words. `as_compared` brings what was found into the form that `read_one` gives.
template <auto member, auto of, auto read_one, auto as_compared>
struct Words {
  static constexpr Stage stage = Stage::call;

  static bool is_set(Match const& match) { return !(match.*member).empty(); }
  static void read(config::Node const& node, Match& match) {
    auto& words = match.*member;
    for (auto const& item : config::one_or_more(node)) {
      auto word = read_one(item);
      if (contains(words, word)) item.fail(fmt::format("'{}' a second time", item.text()), "every entry once");
      words.push_back(std::move(word));
    }
  }
  static bool contains(std::vector<std::string> const& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }
  static bool holds(Match const& match, Facts const& facts) {
    return is_known(stage, facts) && contains(match.*member, as_compared(of(facts)));
  }
  static std::string wanted(Match const& match) { return text_of(match.*member); }
  static std::string found(Match const& /*match*/, Facts const& facts) {
    return quoted(is_known(stage, facts) ? std::string_view(of(facts)) : std::string_view());
  }
  static bool covers(Match const& wide, Match const& narrow) {
    auto const& all = narrow.*member;
    return std::all_of(all.begin(), all.end(), [&](std::string const& one) { return contains(wide.*member, one); });
  }
  static bool excludes(Match const& one, Match const& other) {
    auto const& all = one.*member;
    return std::none_of(all.begin(), all.end(), [&](std::string const& word) { return contains(other.*member, word); });
  }
};

/// A number in a range; a call that has no such number never holds.
template <auto member, auto of, Stage known>
struct Numbers {
  static constexpr Stage stage = known;

  static bool is_set(Match const& match) { return (match.*member).has_value(); }
  static void read(config::Node const& node, Match& match) { match.*member = read_range(node); }
  static std::optional<std::uint64_t> number(Facts const& facts) {
    return is_known(stage, facts) ? of(facts) : std::nullopt;
  }
  static bool holds(Match const& match, Facts const& facts) {
    auto const found = number(facts);
    auto const& range = *(match.*member);
    return found && *found >= range.least && *found <= range.most;
  }
  static std::string wanted(Match const& match) { return text_of(*(match.*member)); }
  static std::string found(Match const& /*match*/, Facts const& facts) {
    auto const found = number(facts);
    return found ? std::to_string(*found) : "nothing";
  }
  static bool covers(Match const& wide, Match const& narrow) {
    auto const& outer = *(wide.*member);
    auto const& inner = *(narrow.*member);
    return outer.least <= inner.least && inner.most <= outer.most;
  }
  static bool excludes(Match const& one, Match const& other) {
    auto const& a = *(one.*member);
    auto const& b = *(other.*member);
    return a.most < b.least || b.most < a.least;
  }
};

}  // namespace wsus::faults
