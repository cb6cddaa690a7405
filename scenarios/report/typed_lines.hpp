// The steps of a fix as a person would do them.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

/// One line of a fix.
struct TypedLine {
  std::string text{};       ///< "wsus> iisreset", or a remark in parentheses: "(wait 15 min)"
  bool is_command = false;  ///< else a remark
};

/// Commands with the prompt they are typed at, and remarks: what to wait for, what goes on at the same time, failures
/// that are as they should be, and what Windows has people do by hand. Expectations have no line.
[[nodiscard]] std::vector<TypedLine> typed_lines(std::vector<scenario::Step> const& steps);

/// Whether every command is typed at an elevated prompt, and there is one.
[[nodiscard]] bool all_elevated(std::vector<scenario::Step> const& steps);

}  // namespace wsus::lab
