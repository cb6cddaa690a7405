// The words of an appcmd line, taken apart, and the forms of its refusals. Private to server/shell/appcmd.
#pragma once

#include "server/iis/config/path_settings.hpp"
#include "server/iis/web_config.hpp"
#include "windows/prompt/prompt.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::server_shell::appcmd_parts {

using windows::CommandResult;

// Exit codes are the Win32 errors of the refusals (assumption).
inline constexpr int error_access_denied = 5;
inline constexpr int error_invalid_data = 13;
inline constexpr int error_locked = 33;
inline constexpr int error_invalid_parameter = 87;
inline constexpr int error_already_exists = 183;
inline constexpr int error_already_running = 1056;
inline constexpr int error_not_active = 1062;
inline constexpr int error_not_found = 1168;

/// /name:value or -name:value.
struct Option {
  std::string name{};
  std::optional<std::string> value{};
};

/// /+"[key='value',...]", /-"[key='value']", /"[key='value'].attribute:value"; with "parent." in front of the bracket
/// for the collections of a child element or of a site ("bindings").
struct EntryOption {
  enum class Change { add, remove, set };
  Change change = Change::add;
  std::string parent{};
  std::vector<std::pair<std::string, std::string>> values{};
  std::string attribute{};  ///< of set
  std::string value{};      ///< of set
};

struct Words {
  std::string verb{};        ///< lower case
  std::string object{};      ///< as typed: "apppool"
  std::string identifier{};  ///< "WsusPool"; empty: none
  std::vector<Option> options{};
  std::vector<EntryOption> entries{};

  /// Takes the option out; the last of several. An option without a value gives an empty text.
  [[nodiscard]] std::optional<std::string> take(std::string_view name);
};

[[nodiscard]] std::variant<Words, CommandResult> parse(std::vector<std::string> const& words);

[[nodiscard]] CommandResult failed(int code, std::string_view message);
/// "ERROR ( hresult:80070426, message:Command execution failed. ... )": of start, stop and recycle.
[[nodiscard]] CommandResult failed_to_run(int code, std::string_view message);
[[nodiscard]] CommandResult unknown_attribute(std::string_view name, std::vector<std::string_view> const& known);
[[nodiscard]] CommandResult no_such(std::string_view object, std::string_view identifier);
[[nodiscard]] CommandResult configuration_error(int code, std::string_view file, int line,
                                                std::string_view description);
/// As the configuration system reports a file that it cannot use, by its Win32 code.
[[nodiscard]] CommandResult unusable(iis::MisplacedConfiguration const& mistake);

/// The attribute's canonical value, or the refusal of it.
[[nodiscard]] std::variant<std::string, CommandResult> checked(iis::AttributeSchema const& schema,
                                                               std::string_view value);
/// The options as attributes of a schema.
[[nodiscard]] std::variant<iis::StatedValues, CommandResult> attributes(std::vector<Option> const& options,
                                                                        std::span<iis::AttributeSchema const> schema);

}  // namespace wsus::server_shell::appcmd_parts
