// A completion script of a command line, for bash.
#pragma once

#include "wsdl/command_line/command_tree.hpp"

#include <string>

namespace wsus::command_line {

/// A script to source, or to install as bash-completion's file of the program's name. It needs bash alone, starts
/// nothing and knows all at once: commands, options of the command that stands before the cursor, words and files after
/// options that take them; nothing where only the user knows. Both `--option value` and `--option=value` are
/// understood. zsh takes it after its bashcompinit, without `--option=value`.
[[nodiscard]] std::string bash_completion(Command const& program);

}  // namespace wsus::command_line
