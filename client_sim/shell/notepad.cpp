// notepad: a scripted edit of a text file, in place of the person at the editor.
//
//   notepad FILE                          opens and closes the file; nothing changes
//   notepad FILE /append "LINE"           a new last line
//   notepad FILE /delete "TEXT"           deletes the lines that have TEXT in them, letter case matters
//   notepad FILE /replace "OLD" "NEW"     replaces every OLD; letter case matters
//
// Options may be repeated and mixed; they are done in order, and the file is saved once, or not at all when one fails.
// The options are an extension of the lab; what is said when opening or saving fails is the text of the real dialogs.
#include "client_sim/shell/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

namespace wsus::client_shell {

namespace {

using windows::CommandResult;
using windows::FileError;
using Words = std::span<std::string const>;

constexpr std::string_view usage =
    "Usage (the options are an extension of the lab):\n"
    "  notepad FILE [/append \"LINE\"] [/delete \"TEXT\"] [/replace \"OLD\" \"NEW\"] ...";

CommandResult failed(std::string_view sentence) { return {1, fmt::format("{}\n", sentence)}; }

/// Each gives false when there was nothing to change.
bool append(std::string& text, Words words) {
  if (!text.empty() && !text.ends_with('\n')) text += "\r\n";
  text += words[0] + "\r\n";
  return true;
}

bool erase_lines(std::string& text, Words words) {
  bool found = false;
  for (std::size_t start = 0; start < text.size();) {
    auto const end = std::min(text.find('\n', start), text.size() - 1) + 1;
    bool const has = std::string_view(text).substr(start, end - start).find(words[0]) != std::string_view::npos;
    if (has) text.erase(start, end - start);
    found = found || has;
    if (!has) start = end;
  }
  return found;
}

bool replace(std::string& text, Words words) {
  auto const& old = words[0];
  bool found = false;
  for (auto at = text.find(old); !old.empty() && at != std::string::npos; at = text.find(old, at + words[1].size())) {
    text.replace(at, old.size(), words[1]);
    found = true;
  }
  return found;
}

struct Option {
  std::string_view name;
  std::size_t words;
  bool (*edit)(std::string& text, Words words);
};
constexpr std::array<Option, 3> options{
    {{"/append", 1, append}, {"/delete", 1, erase_lines}, {"/replace", 2, replace}}};

Option const* find_option(std::string_view word) {
  for (auto const& option : options) {
    if (windows::equal_caseless(option.name, word)) return &option;
  }
  return nullptr;
}

/// What to tell the person; empty: all edits are done.
std::optional<CommandResult> edit(std::string& text, Words words) {
  while (!words.empty()) {
    auto const* const option = find_option(words[0]);
    if (option == nullptr) return failed(fmt::format("Unknown option \"{}\".\n{}", words[0], usage));
    if (words.size() <= option->words)
      return failed(fmt::format("{} needs {} more word(s).\n{}", words[0], option->words, usage));
    if (!option->edit(text, words.subspan(1, option->words)))
      return failed(fmt::format("Cannot find \"{}\"", words[1]));
    words = words.subspan(1 + option->words);
  }
  return std::nullopt;
}

bool is_missing(std::optional<FileError> error) {
  return error == FileError::file_not_found || error == FileError::path_not_found;
}

CommandResult run(windows::Session& session, Words words) {
  if (words.empty()) return {};
  if (words[0] == "/?") return {0, fmt::format("{}\n", usage)};
  auto const path = session.resolve(words[0]);
  auto opened = session.files.read(path, session.identity);
  // To "Do you want to create a new file?" the answer is yes when there is something to write.
  if (is_missing(opened.error) && words.size() == 1) return failed(fmt::format("Cannot find the {} file.", words[0]));
  if (opened.error && !is_missing(opened.error)) return failed(windows::message_of(*opened.error));
  if (words.size() == 1) return {};
  if (opened.content.starts_with("\xFF\xFE") || opened.content.starts_with("\xFE\xFF"))
    return failed("The file is in UTF-16; the lab's editor takes UTF-8.");
  if (auto problem = edit(opened.content, words.subspan(1))) return *std::move(problem);
  if (auto const error = session.files.write(path, opened.content, session.identity))
    return failed(windows::message_of(*error));
  return {};
}

}  // namespace

windows::Command notepad() {
  return {.name = "notepad",
          .summary = "notepad FILE [/append LINE] [/delete TEXT] [/replace OLD NEW]: edits a text file",
          .run = [](windows::Session& session, windows::Arguments const& arguments) {
            return run(session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
