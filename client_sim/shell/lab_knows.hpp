// The line behind Windows' own message for what the lab does not have: what it does have.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace wsus::client_shell {

/// `result` with "The lab knows: ..." as its last line.
[[nodiscard]] inline windows::CommandResult lab_knows(windows::CommandResult result, std::string_view known) {
  result.output += fmt::format("The lab knows: {}\n", known);
  return result;
}

}  // namespace wsus::client_shell
