// Option parsing and the shared texts of reg.exe.
#include "client_sim/shell/reg_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::client_shell::reg_parts {

namespace {

using windows::CommandResult;

constexpr int failed = 1;

std::string upper_with_space(std::string_view operation) {
  std::string text;
  for (char const c : operation) text.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return text.empty() ? text : text + ' ';
}

CommandResult usage_error(std::string_view what, std::string_view operation) {
  return {failed, fmt::format("ERROR: {}\nType \"REG {}/?\" for usage.\n", what, upper_with_space(operation))};
}

std::optional<std::string>* argument_of(Line& line, std::string_view option) {
  if (option == "/v") return &line.name;
  if (option == "/t") return &line.type;
  if (option == "/d") return &line.data;
  return nullptr;
}

bool set_switch(Line& line, std::string_view option) {
  bool* const flag = option == "/f" ? &line.force : option == "/s" ? &line.subkeys : &line.all_values;
  if (*flag) return false;  // given twice
  *flag = true;
  return true;
}

/// Reads one option (and its argument) from the front of `words`. False when reg.exe would refuse it.
bool take_option(Line& line, std::span<std::string const>& words, std::initializer_list<std::string_view> known) {
  auto const option = windows::to_lower(words.front());
  words = words.subspan(1);
  if (std::ranges::find(known, std::string_view(option)) == known.end()) return false;
  if (option == "/ve") {
    if (line.name) return false;
    line.name = "";
    return true;
  }
  auto* const argument = argument_of(line, option);
  if (argument == nullptr) return set_switch(line, option);
  if (words.empty() || *argument) return false;
  *argument = words.front();
  words = words.subspan(1);
  return true;
}

}  // namespace

Parsed parse(std::string_view operation, std::span<std::string const> words,
             std::initializer_list<std::string_view> known) {
  if (words.empty()) return {.error = invalid_syntax(operation)};
  auto key = machine::Registry::normalise(words.front());
  if (!key) return {.error = usage_error("Invalid key name.", operation)};
  Parsed parsed{.line = {.key = *std::move(key)}};
  words = words.subspan(1);
  while (!words.empty()) {
    if (!take_option(parsed.line, words, known)) return {.error = invalid_syntax(operation)};
  }
  if (parsed.line.all_values && parsed.line.name) return {.error = invalid_syntax(operation)};
  return parsed;
}

bool may_write(windows::Session const& session, std::string_view key) {
  return session.identity.elevated || windows::equal_caseless(key.substr(0, key.find('\\')), "HKCU");
}

CommandResult completed() { return {0, "The operation completed successfully.\n\n"}; }

CommandResult not_found() {
  return {failed, "ERROR: The system was unable to find the specified registry key or value.\n"};
}

CommandResult access_denied() { return {failed, "ERROR: Access is denied.\n"}; }

CommandResult invalid_syntax(std::string_view operation) { return usage_error("Invalid syntax.", operation); }

CommandResult unanswered(std::string_view question) {
  return {failed, fmt::format("{}\nThe operation was canceled by the user.\n", question)};
}

}  // namespace wsus::client_shell::reg_parts
