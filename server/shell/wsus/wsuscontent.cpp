// wsuscontent: the content files as they lie in the content folder, and what a disk or a virus scanner does to them.
//
//   wsuscontent list
//   wsuscontent change FILE [BYTE]   a byte of the file is turned
//
// FILE is the name of a file as the update calls it, or its path in the content folder. The command is the lab's own; a
// file goes missing by 'del', and 'wsusutil reset' mends.
#include "server/shell/commands.hpp"
#include "server/shell/wsus/wsus_parts.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <charconv>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage = R"(wsuscontent list
wsuscontent change FILE [BYTE]

A command of the lab's own, for what a disk or a virus scanner does to a content
file: a byte of it is turned, by default the last. 'del' takes a file away,
'wsusutil reset' downloads it again.
)";

std::string_view state_of(content::ListedFile const& file) {
  if (!file.flaw) return "good";
  return file.flaw->is_missing ? "missing" : "changed";
}

CommandResult list(std::string_view folder, std::vector<content::ListedFile> const& files) {
  std::string text = fmt::format("{}\n", folder);
  for (auto const& file : files)
    text += fmt::format("{:<8} {:>12}  {}  {}\n", state_of(file), file.file.size, file.path, file.file.name);
  return {.exit_code = 0, .output = text};
}

/// By name, by path below the folder, or by full path.
std::vector<content::ListedFile> find(std::vector<content::ListedFile> const& files, std::string_view folder,
                                      std::string_view typed) {
  std::vector<content::ListedFile> found;
  for (auto const& file : files) {
    if (equal_caseless(file.file.name, typed) || equal_caseless(file.path, typed) ||
        equal_caseless(windows::join_path(folder, file.path), typed))
      found.push_back(file);
  }
  return found;
}

CommandResult change(content::ContentFlaws& flaws, content::ListedFile const& file, std::string const* typed_byte) {
  auto const last = file.file.size == 0 ? 0 : file.file.size - 1;
  auto byte = last;
  if (typed_byte != nullptr) {
    auto const* const end = typed_byte->data() + typed_byte->size();
    auto const [stop, error] = std::from_chars(typed_byte->data(), end, byte);
    if (error != std::errc{} || stop != end || byte > last)
      return failed(fmt::format("The file has no byte \"{}\"; allowed: 0 to {}.", *typed_byte, last));
  }
  if (file.file.size == 0) return failed("An empty file has no byte to change.");
  flaws.set(file.file.sha1, {.turned_byte = byte});
  return {.exit_code = 0, .output = fmt::format("Byte {} of {} is another one now.\n", byte, file.path)};
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (words.size() == 1 && (words[0] == "/?" || words[0] == "-?"))
    return {.exit_code = 0, .output = std::string(usage)};
  bool const lists = words.size() == 1 && equal_caseless(words[0], "list");
  bool const changes = (words.size() == 2 || words.size() == 3) && equal_caseless(words[0], "change");
  if (!lists && !changes) return {.exit_code = 1, .output = std::string(usage)};
  auto const& wsus = control.wsus;
  if (!wsus.is_complete()) return not_here("wsuscontent");
  auto const folder = content_folder(*wsus.settings());
  auto const files = content::list_files(*wsus.catalogue(), *wsus.content);
  if (lists) return list(folder, files);
  if (!session.identity.elevated) return failed("Access is denied.");
  auto const found = find(files, folder, words[1]);
  if (found.empty()) return failed(fmt::format("The content folder has no file \"{}\".", words[1]));
  if (found.size() > 1)
    return failed(
        fmt::format("{} files are called \"{}\"; name one by its path ('wsuscontent list').", found.size(), words[1]));
  return change(*wsus.content, found.front(), words.size() == 3 ? &words[2] : nullptr);
}

}  // namespace

windows::Command wsuscontent(ServerControl const& control) {
  return {.name = "wsuscontent",
          .summary = "wsuscontent list|change FILE: the content folder's files (the lab's own command)",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
