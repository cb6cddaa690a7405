// A man page of a command line.
#pragma once

#include "wsdl/command_line/command_tree.hpp"

#include <string>

namespace wsus::command_line {

/// The page in section 1, for man(7) macros, in ASCII: names, what is typed, options, commands with theirs, what the
/// help ends with. No date: two builds of one version give the same bytes.
[[nodiscard]] std::string man_page(Command const& program);

}  // namespace wsus::command_line
