// Registry files (.reg) as text: what regedit and reg.exe read and write. Pure. Private to the reg command.
#pragma once

#include "client_sim/machine/registry.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::client_shell::reg_parts {

/// One line of a file that does something.
struct RegistryChange {
  enum class Kind { create_key, delete_key, set_value, delete_value };
  Kind kind = Kind::create_key;
  std::string key{};   ///< normalised: short root
  std::string name{};  ///< of a value; "" is the default value
  machine::RegistryValue value{};
};

/// "Windows Registry Editor Version 5.00" or "REGEDIT4", then keys and values; texts, dword and hex. Lines end with
/// CRLF or LF. Empty: this is no registry file, or a line of it is none; then nothing of it counts (assumption: regedit
/// imports what is before the line). Unicode files, as regedit writes them, are read when they hold ASCII only.
[[nodiscard]] std::optional<std::vector<RegistryChange>> read_registry_file(std::string_view text);

/// The key with everything below it, CRLF at line ends. In one byte a character, where the real one writes UTF-16.
[[nodiscard]] std::string write_registry_file(machine::Registry const& registry, std::string_view key);

}  // namespace wsus::client_shell::reg_parts
