// Edits of a configuration file as a person makes them in an editor: the rest of the text stays byte for byte.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wsus::server_shell {

/// What an edit made, or the sentence that says why it could not be made.
struct EditResult {
  std::optional<std::string> text{};
  std::string error{};
};

/// Gives every <add key="KEY"> of appSettings the value; adds an entry at the end of appSettings when there is none,
/// and the section itself when the file has none. Comments are not looked into. Letter case of the key does not matter.
/// The value is written as it is: a person may type something that breaks the file, too.
[[nodiscard]] EditResult set_app_setting(std::string_view text, std::string_view key, std::string_view value);

/// Deletes every <add key="KEY"> of appSettings, with its line when nothing else is on it.
[[nodiscard]] EditResult remove_app_setting(std::string_view text, std::string_view key);

/// Replaces every occurrence; letter case matters.
[[nodiscard]] EditResult replace_all(std::string_view text, std::string_view old_text, std::string_view new_text);

}  // namespace wsus::server_shell
