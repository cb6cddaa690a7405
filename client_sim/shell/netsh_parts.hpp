// What the contexts of netsh have in common: "tag=value" arguments and the texts for what is wrong. Private to netsh.
// Texts are those of the English netsh.exe, written from memory (README.md).
#pragma once

#include "client_sim/machine/machine.hpp"
#include "windows/prompt/prompt.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::client_shell::netsh_parts {

using Words = std::span<std::string const>;

[[nodiscard]] windows::CommandResult failed(std::string_view sentence);

/// `path` is what was typed behind netsh: "winhttp foo".
[[nodiscard]] windows::CommandResult not_found(std::string_view path);

/// The words as typed, one blank between two.
[[nodiscard]] std::string joined(Words words);

[[nodiscard]] bool asks_for_help(Words words);

/// One value a tag, in the order of `tags`, or what netsh says. Values without a tag fill the tags in order.
struct Tags {
  std::vector<std::optional<std::string>> values{};
  std::optional<windows::CommandResult> error{};
};
[[nodiscard]] Tags parse_tags(Words words, std::initializer_list<std::string_view> tags, std::string_view usage);

/// The contexts; `words` are those behind the context's name.
/// `tail` is what was typed behind netsh, with its quotes: settings of advproxy are JSON.
[[nodiscard]] windows::CommandResult winhttp(machine::Machine& machine, windows::Session const& session, Words words,
                                             std::string_view tail);
[[nodiscard]] windows::CommandResult advproxy(machine::Machine& machine, windows::Session const& session, Words words,
                                              std::string_view tail);
[[nodiscard]] windows::CommandResult advfirewall(machine::Machine& machine, windows::Session const& session,
                                                 Words words);
[[nodiscard]] windows::CommandResult wlan(machine::Machine& machine, Words words);

}  // namespace wsus::client_shell::netsh_parts
