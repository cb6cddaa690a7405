// Arguments and shared texts of netsh.exe.
#include "client_sim/shell/netsh_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::client_shell::netsh_parts {

namespace {

struct Tagged {
  bool has_tag = false;
  std::string_view tag{};
  std::string_view value{};
};

Tagged take_apart(std::string_view word) {
  auto const equals = word.find('=');
  if (equals == std::string_view::npos) return {.value = word};
  auto const tag = word.substr(0, equals);
  // "http=proxy:80" is one value of a list of proxies, not a tag.
  if (windows::equal_caseless(tag, "http") || windows::equal_caseless(tag, "https")) return {.value = word};
  return {true, tag, word.substr(equals + 1)};
}

/// Which of the values a word sets; as many as there are tags when none.
std::size_t place_of(Tagged const& word, std::vector<std::string_view> const& tags,
                     std::vector<std::optional<std::string>> const& values) {
  if (!word.has_tag) {
    auto const free = std::find(values.begin(), values.end(), std::nullopt);
    return static_cast<std::size_t>(free - values.begin());
  }
  auto const tag = std::find_if(tags.begin(), tags.end(),
                                [&](std::string_view known) { return windows::equal_caseless(known, word.tag); });
  return static_cast<std::size_t>(tag - tags.begin());
}

}  // namespace

windows::CommandResult failed(std::string_view sentence) { return {1, fmt::format("{}\n", sentence)}; }

windows::CommandResult not_found(std::string_view path) {
  return failed(fmt::format("The following command was not found: {}.", path));
}

std::string joined(Words words) { return fmt::format("{}", fmt::join(words, " ")); }

bool asks_for_help(Words words) {
  return std::any_of(words.begin(), words.end(), [](std::string const& word) {
    return word == "/?" || word == "-?" || word == "?" || windows::equal_caseless(word, "help");
  });
}

Tags parse_tags(Words words, std::initializer_list<std::string_view> tags, std::string_view usage) {
  std::vector<std::string_view> const known(tags);
  Tags result{.values = std::vector<std::optional<std::string>>(known.size())};
  for (auto const& word : words) {
    auto const tagged = take_apart(word);
    auto const place = place_of(tagged, known, result.values);
    if (place == known.size() || result.values[place]) {
      result.error = windows::CommandResult{
          1, fmt::format("{} is not a valid argument for this command.\n"
                         "The syntax supplied for this command is not valid. Check help for the correct syntax.\n\n{}",
                         word, usage)};
      return result;
    }
    result.values[place] = std::string(tagged.value);
  }
  return result;
}

}  // namespace wsus::client_shell::netsh_parts
