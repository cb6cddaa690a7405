// Reads CLI11's options: see command_tree.hpp.
#include "wsdl/command_line/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace wsus::command_line {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    auto const end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == std::string_view::npos;
}

/// Words of "a|b|c" or "{a,b,c}"; empty when it is neither.
std::vector<std::string> choices_in(std::string_view text) {
  bool const member = text.size() > 2 && text.front() == '{' && text.back() == '}';
  if (!member && text.find('|') == std::string_view::npos) return {};
  auto words = member ? split(text.substr(1, text.size() - 2), ',') : split(text, '|');
  return std::ranges::all_of(words, is_word) ? words : std::vector<std::string>();
}

/// CLI11 writes "N:UINT in [1 - 64]": a type, and what each validator says of itself.
void read_type(std::string const& type, Option& option) {
  constexpr std::string_view range = " in [";
  auto const last = type.substr(type.rfind(':') == std::string::npos ? 0 : type.rfind(':') + 1);
  option.choices = choices_in(last);
  option.value = Value::other;
  option.value_name = type;
  if (!option.choices.empty()) {
    option.value = Value::choice;
    option.value_name = fmt::format("{}", fmt::join(option.choices, "|"));
  } else if (auto const start = last.find(range); start != std::string::npos && last.back() == ']') {
    auto const ends = last.substr(start + range.size(), last.size() - start - range.size() - 1);
    auto const hyphen = ends.find(" - ");
    option.limits = fmt::format("{} to {}", ends.substr(0, hyphen), ends.substr(hyphen + 3));
    option.value_name = type.substr(0, type.size() - last.size() - 1);
  }
  for (auto const& part : split(option.value_name, '|')) {
    if (part == "FILE") option.value = Value::file;
    if (part == "DIR" && option.value != Value::file) option.value = Value::folder;
  }
  if (option.value_name == "UINT" || option.value_name == "INT") option.value_name = "N";
  option.value_optional = option.value_name.starts_with('[');
}

std::string first_name(CLI::Option const& option) {
  if (!option.get_lnames().empty()) return fmt::format("--{}", option.get_lnames().front());
  if (!option.get_snames().empty()) return fmt::format("-{}", option.get_snames().front());
  return option.get_name(true);
}

Option read_option(CLI::Option const& from) {
  Option option;
  for (auto const& name : from.get_snames()) option.names.push_back(fmt::format("-{}", name));
  for (auto const& name : from.get_lnames()) option.names.push_back(fmt::format("--{}", name));
  if (option.names.empty()) option.names.push_back(from.get_name(true));
  option.description = from.get_description();
  option.required = from.get_required();
  option.default_value = from.get_default_str();
  for (auto const* needed : from.get_needs()) option.needs.push_back(first_name(*needed));
  std::ranges::sort(option.needs);
  if (from.get_items_expected_max() == 0) return option;
  read_type(from.get_type_name(), option);
  option.value_optional = option.value_optional || from.get_items_expected_min() == 0;
  option.repeated = from.get_positional() && from.get_items_expected_max() > 1;
  return option;
}

}  // namespace

Command describe(CLI::App const& app) {
  Command command;
  command.name = app.get_name();
  command.description = app.get_description();
  command.footer = app.get_footer();
  command.version = app.version();
  for (auto const* option : app.get_options([](CLI::Option const*) { return true; })) {
    if (option->get_group().empty()) continue;
    (option->get_positional() ? command.positionals : command.options).push_back(read_option(*option));
  }
  for (auto const* below : app.get_subcommands([](CLI::App const*) { return true; })) {
    if (!below->get_group().empty()) command.commands.push_back(describe(*below));
  }
  return command;
}

}  // namespace wsus::command_line
