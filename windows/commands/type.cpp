// type: shows the content of files.
#include "windows/commands/commands.hpp"

#include <fmt/format.h>

namespace wsus::windows {
namespace {

std::string with_lf(std::string_view content) {
  std::string result;
  result.reserve(content.size());
  for (std::size_t i = 0; i < content.size(); ++i) {
    bool const is_crlf = content.substr(i).starts_with("\r\n");
    if (!is_crlf) result += content[i];
  }
  return result;
}

CommandResult run_type(Session& session, Arguments const& arguments) {
  // Assumption: the text without a file name.
  if (arguments.words.empty()) return {1, "The syntax of the command is incorrect.\n"};
  bool const several = arguments.words.size() > 1;

  CommandResult result;
  for (auto const& name : arguments.words) {
    auto const file = session.files.read(session.resolve(name), session.identity);
    // Assumption: the blank lines around the name, and the second line of the error, when several files are named.
    if (file.error) {
      result.exit_code = 1;
      result.output += fmt::format("{}\n", message_of(*file.error));
      if (several) result.output += fmt::format("Error occurred while processing: {}.\n", name);
      continue;
    }
    if (several) result.output += fmt::format("\n{}\n\n\n", name);
    result.output += with_lf(file.content);
  }
  return result;
}

}  // namespace

Command type() { return {"type", "Displays the contents of a text file or files.", run_type}; }

}  // namespace wsus::windows
