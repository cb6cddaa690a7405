// notepad: a scripted edit of a text file, in place of the person at the editor (KB4096317 steps 2 to 4).
//
//   notepad FILE                          opens and closes the file; nothing changes
//   notepad FILE /set KEY=VALUE           <add key="KEY"> of appSettings gets the value; a new entry when there is none
//   notepad FILE /remove KEY              deletes the entry
//   notepad FILE /replace "OLD" "NEW"     replaces every OLD; letter case matters
//
// Options may be repeated and mixed; they are done in order, and the file is saved once, or not at all when one fails.
// The options are an extension of the lab; what is said when opening or saving fails is the text of the real dialogs.
#include "server/shell/commands.hpp"
#include "server/shell/text_edit.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <span>
#include <variant>
#include <vector>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::Session;

constexpr std::string_view usage = "Usage (the options are an extension of the lab):\n"
                                   "  notepad FILE [/set KEY=VALUE] [/remove KEY] [/replace \"OLD\" \"NEW\"] ...";

using Words = std::span<std::string const>;

/// One option: how many words it takes, and the edit they make.
struct Option {
  std::string_view name;
  std::size_t words;
  EditResult (*edit)(std::string_view text, Words words);
};

EditResult set(std::string_view text, Words words) {
  auto const equals = words[0].find('=');
  if (equals == std::string::npos || equals == 0) {
    return {.text = std::nullopt, .error = fmt::format("/set takes KEY=VALUE, not \"{}\".", words[0])};
  }
  return set_app_setting(text, std::string_view(words[0]).substr(0, equals),
                         std::string_view(words[0]).substr(equals + 1));
}
EditResult remove(std::string_view text, Words words) { return remove_app_setting(text, words[0]); }
EditResult replace(std::string_view text, Words words) { return replace_all(text, words[0], words[1]); }

constexpr std::array<Option, 3> options{{{"/set", 1, set}, {"/remove", 1, remove}, {"/replace", 2, replace}}};

CommandResult failed(std::string_view sentence) { return {.exit_code = 1, .output = fmt::format("{}\n", sentence)}; }

Option const* find_option(std::string_view word) {
  for (auto const& option : options) {
    if (windows::equal_caseless(option.name, word)) return &option;
  }
  return nullptr;
}

/// The text after all edits, or what to tell the person.
std::variant<std::string, CommandResult> edited(std::string text, Words words) {
  while (!words.empty()) {
    auto const* const option = find_option(words[0]);
    if (option == nullptr) return failed(fmt::format("Unknown option \"{}\".\n{}", words[0], usage));
    if (words.size() <= option->words)
      return failed(fmt::format("{} needs {} more word(s).\n{}", words[0], option->words, usage));
    auto result = option->edit(text, words.subspan(1, option->words));
    if (!result.text) return failed(result.error);
    text = std::move(*result.text);
    words = words.subspan(1 + option->words);
  }
  return text;
}

bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

CommandResult run(Session& session, Arguments const& arguments) {
  auto const& words = arguments.words;
  if (words.empty()) return {};
  if (words[0] == "/?") return {.exit_code = 0, .output = fmt::format("{}\n", usage)};

  auto const path = session.resolve(words[0]);
  auto const opened = session.files.read(path, session.identity);
  if (opened.error == windows::FileError::file_not_found || opened.error == windows::FileError::path_not_found) {
    return failed(fmt::format("Cannot find the {} file.", words[0]));
  }
  if (opened.error) return failed(message_of(*opened.error));
  if (words.size() == 1) return {};
  if (is_utf16(opened.content)) return failed("The file is in UTF-16; the lab's editor takes UTF-8.");

  auto const result = edited(opened.content, Words(words).subspan(1));
  if (auto const* problem = std::get_if<CommandResult>(&result)) return *problem;
  if (auto const error = session.files.write(path, std::get<std::string>(result), session.identity)) {
    return failed(message_of(*error));
  }
  return {};
}

}  // namespace

windows::Command notepad() {
  return {.name = "notepad",
          .summary = "notepad FILE [/set KEY=VALUE] [/remove KEY] [/replace \"OLD\" \"NEW\"]: edits a text file",
          .run = run};
}

}  // namespace wsus::server_shell
