// Takes an appcmd line apart: see words.hpp. Texts of refusals: public transcripts where there are some, else from
// memory.
#include "server/shell/appcmd/words.hpp"

#include "server/config/values.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::server_shell::appcmd_parts {
namespace {

using windows::equal_caseless;

/// "key='value',key='value'"; empty when it is no such list.
std::optional<std::vector<std::pair<std::string, std::string>>> pairs_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!text.empty()) {
    auto const equals = text.find("='");
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    auto const end = text.find('\'', equals + 2);
    if (end == std::string_view::npos) return std::nullopt;
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 2, end - equals - 2));
    text.remove_prefix(end + 1);
    if (text.empty()) break;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return pairs.empty() ? std::nullopt : std::optional(std::move(pairs));
}

/// `word` without its '/' or '-'.
std::optional<EntryOption> entry_of(std::string_view word) {
  EntryOption entry{.change = EntryOption::Change::set};
  if (word.starts_with('+') || word.starts_with('-')) {
    entry.change = word.front() == '+' ? EntryOption::Change::add : EntryOption::Change::remove;
    word.remove_prefix(1);
  }
  auto const open = word.find('[');
  auto const close = word.rfind(']');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  auto parent = word.substr(0, open);
  if (parent.ends_with('.')) parent.remove_suffix(1);
  entry.parent = parent;
  auto values = pairs_of(word.substr(open + 1, close - open - 1));
  if (!values) return std::nullopt;
  entry.values = std::move(*values);
  auto const rest = word.substr(close + 1);
  if (entry.change != EntryOption::Change::set) return rest.empty() ? std::optional(entry) : std::nullopt;
  auto const colon = rest.find(':');
  if (!rest.starts_with('.') || colon == std::string_view::npos) return std::nullopt;
  entry.attribute = rest.substr(1, colon - 1);
  entry.value = rest.substr(colon + 1);
  return entry;
}

/// A bracket before any ':' makes it a word about a collection.
bool is_about_entry(std::string_view word) {
  auto const bracket = word.find('[');
  return bracket != std::string_view::npos && bracket < word.find(':');
}

Option option_of(std::string_view word) {
  auto const colon = word.find(':');
  if (colon == std::string_view::npos) return {.name = std::string(word), .value = std::nullopt};
  return {.name = std::string(word.substr(0, colon)), .value = std::string(word.substr(colon + 1))};
}

}  // namespace

std::optional<std::string> Words::take(std::string_view name) {
  std::optional<std::string> value;
  std::erase_if(options, [&](Option const& option) {
    if (!equal_caseless(option.name, name)) return false;
    value = option.value.value_or("");
    return true;
  });
  return value;
}

std::variant<Words, CommandResult> parse(std::vector<std::string> const& words) {
  Words result{.verb = windows::to_lower(words.at(0)), .object = words.size() > 1 ? words[1] : std::string()};
  for (std::size_t i = 2; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (!word.starts_with('/') && !word.starts_with('-')) {
      if (!result.identifier.empty()) return unknown_attribute(word, {});
      result.identifier = word;
      continue;
    }
    word.remove_prefix(1);
    if (!is_about_entry(word)) {
      result.options.push_back(option_of(word));
    } else if (auto entry = entry_of(word)) {
      result.entries.push_back(std::move(*entry));
    } else {
      return failed(error_invalid_parameter, fmt::format("Malformed collection indexer; format is [@position,name="
                                                         "'value',name2='value2',...].  The @position specifier must "
                                                         "be '@start', '@end', or '@N'.  [{}]",
                                                         word));
    }
  }
  return result;
}

CommandResult failed(int code, std::string_view message) {
  return {.exit_code = code, .output = fmt::format("ERROR ( message:{} )\n", message)};
}

CommandResult failed_to_run(int code, std::string_view message) {
  return {.exit_code = code,
          .output = fmt::format("ERROR ( hresult:{:08x}, message:Command execution failed.\n{}\n )\n",
                                0x8007'0000U + static_cast<unsigned>(code), message)};
}

CommandResult unknown_attribute(std::string_view name, std::vector<std::string_view> const& known) {
  auto const near = config::nearest(name, known);
  auto const hint = near.empty() ? std::string() : fmt::format("  The nearest that the lab knows: \"{}\".", near);
  return failed(error_invalid_parameter,
                fmt::format("Unknown attribute \"{}\".  Replace with -? for help.{}", name, hint));
}

CommandResult no_such(std::string_view object, std::string_view identifier) {
  return failed(error_not_found, fmt::format("Cannot find {} object with identifier \"{}\".", object, identifier));
}

CommandResult configuration_error(int code, std::string_view file, int line, std::string_view description) {
  return failed(code, fmt::format("Configuration error\nFilename: {}\nLine Number: {}\nDescription: {}\n.", file, line,
                                  description));
}

CommandResult unusable(iis::MisplacedConfiguration const& mistake) {
  return configuration_error(static_cast<int>(mistake.error.hresult & 0xFFFFU), fmt::format(R"(\\?\{})", mistake.file),
                             mistake.error.line, mistake.error.what);
}

std::variant<std::string, CommandResult> checked(iis::AttributeSchema const& schema, std::string_view value) {
  auto result = iis::check_value(schema, value);
  if (!result.canonical) return failed(error_invalid_data, result.error);
  return std::move(*result.canonical);
}

std::variant<iis::StatedValues, CommandResult> attributes(std::vector<Option> const& options,
                                                          std::span<iis::AttributeSchema const> schema) {
  iis::StatedValues values;
  for (auto const& option : options) {
    auto const* const attribute = iis::find_attribute(schema, option.name);
    if (attribute == nullptr || !option.value) {
      std::vector<std::string_view> known;
      known.reserve(schema.size());
      for (auto const& one : schema) known.push_back(one.name);
      return unknown_attribute(option.name, attribute == nullptr ? known : std::vector<std::string_view>());
    }
    auto value = checked(*attribute, *option.value);
    if (auto* const mistake = std::get_if<CommandResult>(&value)) return std::move(*mistake);
    values.insert_or_assign(std::string(attribute->name), std::get<std::string>(std::move(value)));
  }
  return values;
}

}  // namespace wsus::server_shell::appcmd_parts
