// What the operations of reg.exe have in common: options, access, texts. Private to the reg command.
// Texts are those of the English reg.exe; where no source gives them they are assumptions (README.md).
#pragma once

#include "client_sim/machine/machine.hpp"
#include "windows/prompt/prompt.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wsus::client_shell::reg_parts {

/// "KEY /v NAME /t TYPE /d DATA /f": what stands after the operation's name.
struct Line {
  std::string key{};                  ///< normalised: short root
  std::optional<std::string> name{};  ///< /v NAME; /ve is ""
  std::optional<std::string> type{};
  std::optional<std::string> data{};
  bool all_values = false;  ///< /va
  bool force = false;       ///< /f
  bool subkeys = false;     ///< /s
};

/// A line, or what reg.exe says about it. `known` are the options of the operation, in lower case.
struct Parsed {
  Line line{};
  std::optional<windows::CommandResult> error{};
};
[[nodiscard]] Parsed parse(std::string_view operation, std::span<std::string const> words,
                           std::initializer_list<std::string_view> known);

/// Administrators write everywhere, everybody else under HKCU only.
[[nodiscard]] bool may_write(windows::Session const& session, std::string_view key);

[[nodiscard]] windows::CommandResult completed();
[[nodiscard]] windows::CommandResult not_found();
[[nodiscard]] windows::CommandResult access_denied();
/// `operation` may be empty.
[[nodiscard]] windows::CommandResult invalid_syntax(std::string_view operation);
/// The lab's prompt has nobody who could answer: the question meets the end of the input, which counts as No, and
/// nothing is changed (assumption: exit code 1, so that scripts stop). Use /f.
[[nodiscard]] windows::CommandResult unanswered(std::string_view question);

[[nodiscard]] windows::CommandResult query(machine::Machine& machine, std::span<std::string const> words);
[[nodiscard]] windows::CommandResult add(machine::Machine& machine, windows::Session const& session,
                                         std::span<std::string const> words);
/// What of a file is no line of a registry file keeps all of it from being imported.
[[nodiscard]] windows::CommandResult import_file(machine::Machine& machine, windows::Session const& session,
                                                 std::span<std::string const> words);
[[nodiscard]] windows::CommandResult export_file(machine::Machine& machine, windows::Session const& session,
                                                 std::span<std::string const> words);
[[nodiscard]] windows::CommandResult remove(machine::Machine& machine, windows::Session const& session,
                                            std::span<std::string const> words);

}  // namespace wsus::client_shell::reg_parts
