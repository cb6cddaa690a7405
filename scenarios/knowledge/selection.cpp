// Words to scenarios: see selection.hpp.
#include "scenarios/knowledge/selection.hpp"

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/knowledge/codes.hpp"
#include "scenarios/knowledge/keys.hpp"
#include "server/config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace wsus::lab {
namespace {

using scenario::Scenario;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

/// `*` is anything, `?` one character. Both in lower case.
bool matches(std::string_view text, std::string_view pattern) {
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      resume = at;
    } else if (in_pattern < pattern.size() && (pattern[in_pattern] == '?' || pattern[in_pattern] == text[at])) {
      ++in_pattern;
      ++at;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(lowered(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// Everything that a symptom is looked for in, in lower case.
std::string visible_text(Scenario const& scenario) {
  auto text = scenario.title + " " + scenario.about;
  for (auto const& id : scenario.modes) {
    if (auto const* mode = catalogue_of_modes::find_mode(id)) text += fmt::format(" {}", mode->title);
  }
  for (auto const& step : scenario.reproduce) {
    auto const* expected = std::get_if<scenario::Expectation>(&step.what);
    if (expected != nullptr && expected->fault)
      text += fmt::format(" {} {}", expected->fault->error_code, expected->fault->message);
  }
  return lowered(text);
}

using Holds = std::function<bool(Scenario const&)>;

std::vector<std::size_t> those(std::vector<Scenario> const& library, Holds const& hold) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < library.size(); ++i) {
    if (hold(library[i])) found.push_back(i);
  }
  return found;
}

std::string without_suffix(std::string word) {
  constexpr std::string_view suffix = ".yaml";
  if (word.ends_with(suffix)) word.resize(word.size() - suffix.size());
  return word;
}

Holds named(std::string_view word) {
  return [pattern = without_suffix(lowered(word))](Scenario const& scenario) {
    return matches(lowered(scenario.name), pattern);
  };
}

Holds tagged(std::string_view word) {
  return [tag = lowered(word)](Scenario const& scenario) {
    auto const tags = tags_of(scenario);
    return std::ranges::find(tags, tag) != tags.end();
  };
}

Holds of_mode(std::string_view word) {
  return [id = lowered(word)](Scenario const& scenario) {
    return std::ranges::any_of(scenario.modes, [&](auto const& mode) { return lowered(mode) == id; });
  };
}

/// What is no code, neither of the table nor by its form, shows in no scenario.
Holds showing(std::string_view word) {
  auto const* info = find_code(word);
  auto const code = info != nullptr ? std::optional(info->code) : parse_code(word);
  return [code](Scenario const& scenario) { return code && shows(scenario, *code); };
}

Holds telling(std::string_view word) {
  return [words = words_of(word)](Scenario const& scenario) {
    auto const text = visible_text(scenario);
    return !words.empty() &&
           std::ranges::all_of(words, [&](auto const& one) { return text.find(one) != std::string::npos; });
  };
}

catalogue_of_modes::FailureMode const* find_mode_caseless(std::string_view word) {
  auto const modes = catalogue_of_modes::failure_modes();
  auto const found = std::ranges::find_if(modes, [&](auto const& mode) { return lowered(mode.id) == lowered(word); });
  return found == modes.end() ? nullptr : &*found;
}

std::string no_scenario_of(catalogue_of_modes::FailureMode const& mode) {
  auto const* left_out = catalogue_of_modes::find_left_out(mode.id);
  return fmt::format("no scenario shows {} ({}){}{}", mode.id, mode.title, left_out != nullptr ? ": " : "",
                     left_out != nullptr ? left_out->reason : "");
}

std::string nobody_shows(agent::HresultInfo const& info) {
  std::string modes;
  for (auto const* mode : catalogue_of_modes::modes_of(info.code))
    modes += fmt::format("{}{}", modes.empty() ? "; failure modes that name it: " : ", ", mode->id);
  return fmt::format("no scenario shows {} {}{}", agent::to_hex(info.code), info.symbol, modes);
}

std::string nearest_words(std::vector<Scenario> const& library, std::string_view word) {
  std::vector<std::string> names;
  std::vector<std::string> tags;
  for (auto const& scenario : library) {
    names.push_back(scenario.name);
    for (auto& tag : tags_of(scenario)) tags.push_back(std::move(tag));
  }
  std::vector<std::string_view> symbols;
  for (auto const& info : agent::all_hresults()) symbols.push_back(info.symbol);
  std::vector<std::string_view> modes;
  for (auto const& mode : catalogue_of_modes::failure_modes()) modes.push_back(mode.id);
  auto const typed = lowered(word);
  std::string upper(word);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  std::string text;
  auto const add = [&text](std::string_view what, std::string_view near) {
    if (!near.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what, near);
  };
  add("the name", config::nearest(typed, {names.begin(), names.end()}));
  add("the tag", config::nearest(typed, {tags.begin(), tags.end()}));
  add("the failure mode", config::nearest(upper, modes));
  add("the code", config::nearest(upper, symbols));
  return text;
}

}  // namespace

Selected select_scenarios(std::vector<Scenario> const& library, std::string_view word) {
  using Maker = Holds (*)(std::string_view);
  struct Kind {
    KeyKind kind;
    Maker make;
  };
  constexpr std::array<Kind, 5> kinds{{{KeyKind::name, named},
                                       {KeyKind::tag, tagged},
                                       {KeyKind::mode, of_mode},
                                       {KeyKind::code, showing},
                                       {KeyKind::symptom, telling}}};
  if (word.empty()) return {};
  for (auto const& kind : kinds) {
    // A mode or a code without a scenario is not looked for in descriptions.
    if (kind.kind == KeyKind::symptom && (find_mode_caseless(word) != nullptr || find_code(word) != nullptr)) break;
    auto found = those(library, kind.make(word));
    if (!found.empty()) return {kind.kind, std::move(found)};
  }
  return {};
}

std::string why_nothing(std::vector<Scenario> const& library, std::string_view word) {
  if (auto const* mode = find_mode_caseless(word)) return no_scenario_of(*mode);
  if (auto const* info = find_code(word)) return nobody_shows(*info);
  auto const near = nearest_words(library, word);
  auto const known = "a file, a name, a tag, a failure mode (FM22), a code, or words of a description";
  if (near.empty()) return fmt::format("nothing is known by '{}'; allowed: {}", word, known);
  return fmt::format("nothing is known by '{}'; nearest: {}; allowed: {}", word, near, known);
}

}  // namespace wsus::lab
