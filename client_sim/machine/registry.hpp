// The registry of a simulated Windows machine.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::machine {

/// REG_SZ, REG_DWORD; other types are kept as their text.
struct RegistryValue {
  std::string type = "REG_SZ";
  std::string text{};       ///< REG_SZ and others
  std::uint32_t dword = 0;  ///< REG_DWORD
  bool operator==(RegistryValue const&) const = default;
};

/// Where WUA keeps its identity and where policy tells it its server (wua-behaviour 7).
namespace keys {
inline constexpr std::string_view windows_update = R"(HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate)";
inline constexpr std::string_view policy = R"(HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate)";
/// Hostname and Domain of the machine.
inline constexpr std::string_view tcpip_parameters = R"(HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters)";
inline constexpr std::string_view policy_au = R"(HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU)";
}  // namespace keys

/// Keys and values; names are compared without regard to case and keep their first spelling. A value type: copied whole
/// by snapshots. Key paths start with HKLM, HKCU, ... or the long names, which mean the same.
/// Writers (create_key, set...) make missing parents and throw std::invalid_argument when the root is unknown; readers
/// and delete... find nothing then. A root cannot be deleted. The value "" is the key's default value.
class Registry {
public:
  struct Key {
    std::string path{};  ///< as first written, short root
    std::map<std::string, RegistryValue, windows::CaselessLess> values{};
  };

  /// "HKEY_LOCAL_MACHINE\x" -> "HKLM\x"; empty when the root is unknown.
  /// A backslash at the end is dropped; an empty name between two backslashes makes the path no path.
  [[nodiscard]] static std::optional<std::string> normalise(std::string_view path);

  /// "HKLM\x" -> "HKEY_LOCAL_MACHINE\x", as reg.exe prints it. Throws std::invalid_argument when the root is unknown.
  [[nodiscard]] static std::string long_path(std::string_view path);

  void create_key(std::string_view path);
  [[nodiscard]] Key const* find_key(std::string_view path) const;
  [[nodiscard]] bool has_subkeys(std::string_view path) const;
  [[nodiscard]] std::vector<std::string> subkeys(std::string_view path) const;  ///< full paths, direct children
  bool delete_key(std::string_view path);                                       ///< with everything below it

  [[nodiscard]] std::optional<RegistryValue> get(std::string_view key, std::string_view name) const;
  [[nodiscard]] std::optional<std::string> get_text(std::string_view key, std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> get_dword(std::string_view key, std::string_view name) const;
  void set(std::string_view key, std::string_view name, RegistryValue value);
  void set_text(std::string_view key, std::string_view name, std::string text);
  void set_dword(std::string_view key, std::string_view name, std::uint32_t dword);
  bool delete_value(std::string_view key, std::string_view name);

  /// Every key, in order, for saving.
  [[nodiscard]] std::vector<Key> all() const;

private:
  Key& create(std::string_view normal);

  std::map<std::string, Key, windows::CaselessLess> keys_;
};

}  // namespace wsus::machine
