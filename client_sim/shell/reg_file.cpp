// Reading and writing of .reg files: see reg_file.hpp.
#include "client_sim/shell/reg_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace wsus::client_shell::reg_parts {
namespace {

using machine::Registry;
using machine::RegistryValue;
using Kind = RegistryChange::Kind;

constexpr std::string_view header = "Windows Registry Editor Version 5.00";
constexpr std::string_view old_header = "REGEDIT4";

/// UTF-16LE with a byte order mark becomes one byte a character; other characters become '?'.
std::string one_byte_a_character(std::string_view text) {
  if (!text.starts_with("\xFF\xFE")) return std::string(text);
  std::string result;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    auto const low = static_cast<unsigned char>(text[i]);
    result += text[i + 1] == '\0' && low < 0x80U ? static_cast<char>(low) : '?';
  }
  return result;
}

/// The next line without its end; hex data that goes on with '\' is joined.
std::string take_line(std::string_view& rest) {
  std::string line;
  while (!rest.empty()) {
    auto const end = std::min(rest.find('\n'), rest.size());
    auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.ends_with('\r')) part.remove_suffix(1);
    auto const begin = line.empty() ? 0 : std::min(part.find_first_not_of(" \t"), part.size());
    line += part.substr(begin);
    if (!line.ends_with(",\\")) break;
    line.pop_back();
  }
  return line;
}

/// Text in double quotes at the front of `rest`, which moves behind it.
std::optional<std::string> take_quoted(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return text;
    }
    if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
    text += rest[i];
  }
  return std::nullopt;
}

std::optional<RegistryValue> dword_of(std::string_view digits) {
  constexpr int hexadecimal = 16;
  RegistryValue value{.type = "REG_DWORD"};
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value.dword, hexadecimal);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// "de,ad" -> DEAD
std::optional<RegistryValue> binary_of(std::string_view bytes) {
  RegistryValue value{.type = "REG_BINARY"};
  for (char const c : bytes) {
    bool const digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (digit)
      value.text += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    else if (c != ',' && c != ' ')
      return std::nullopt;
  }
  return value;
}

std::optional<RegistryValue> value_of(std::string_view data) {
  if (data.starts_with("dword:")) return dword_of(data.substr(6));
  if (data.starts_with("hex:")) return binary_of(data.substr(4));
  auto text = take_quoted(data);
  if (!text || !data.empty()) return std::nullopt;
  return RegistryValue{.type = "REG_SZ", .text = *std::move(text)};
}

/// "[KEY]" or "[-KEY]"
std::optional<RegistryChange> key_line(std::string_view line) {
  if (!line.ends_with(']')) return std::nullopt;
  bool const removes = line.starts_with("[-");
  auto const name = line.substr(removes ? 2 : 1, line.size() - (removes ? 3 : 2));
  auto key = Registry::normalise(name);
  if (!key) return std::nullopt;
  return RegistryChange{.kind = removes ? Kind::delete_key : Kind::create_key, .key = *std::move(key)};
}

/// `"name"=data`, `@=data` or `"name"=-`
std::optional<RegistryChange> value_line(std::string_view line, std::string const& key) {
  if (key.empty()) return std::nullopt;
  RegistryChange change{.kind = Kind::set_value, .key = key};
  if (line.starts_with('@')) {
    line.remove_prefix(1);
  } else {
    auto name = take_quoted(line);
    if (!name) return std::nullopt;
    change.name = *std::move(name);
  }
  if (!line.starts_with('=')) return std::nullopt;
  line.remove_prefix(1);
  if (line == "-") {
    change.kind = Kind::delete_value;
    return change;
  }
  auto value = value_of(line);
  if (!value) return std::nullopt;
  change.value = *std::move(value);
  return change;
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (char const c : text) {
    if (c == '\\' || c == '"') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string data_of(RegistryValue const& value) {
  if (value.type == "REG_DWORD") return fmt::format("dword:{:08x}", value.dword);
  if (value.type != "REG_BINARY") return in_quotes(value.text);
  std::string bytes = "hex:";
  for (std::size_t i = 0; i < value.text.size(); i += 2)
    bytes += fmt::format("{}{}", i == 0 ? "" : ",", value.text.substr(i, 2));
  return bytes;
}

void write_key(std::string& text, Registry const& registry, std::string_view path) {
  auto const* const key = registry.find_key(path);
  if (key == nullptr) return;
  text += fmt::format("\r\n[{}]\r\n", Registry::long_path(key->path));
  for (auto const& [name, value] : key->values)
    text += fmt::format("{}={}\r\n", name.empty() ? "@" : in_quotes(name), data_of(value));
  for (auto const& below : registry.subkeys(path)) write_key(text, registry, below);
}

}  // namespace

std::optional<std::vector<RegistryChange>> read_registry_file(std::string_view text) {
  auto const plain = one_byte_a_character(text);
  std::string_view rest = plain;
  auto const first = take_line(rest);
  if (first != header && first != old_header) return std::nullopt;
  std::vector<RegistryChange> changes;
  std::string key;
  while (!rest.empty()) {
    auto const line = take_line(rest);
    if (line.empty() || line.starts_with(';')) continue;
    auto change = line.starts_with('[') ? key_line(line) : value_line(line, key);
    if (!change) return std::nullopt;
    if (change->kind == Kind::create_key) key = change->key;
    if (change->kind == Kind::delete_key) key.clear();
    changes.push_back(*std::move(change));
  }
  return changes;
}

std::string write_registry_file(machine::Registry const& registry, std::string_view key) {
  auto text = fmt::format("{}\r\n", header);
  write_key(text, registry, key);
  return text;
}

}  // namespace wsus::client_shell::reg_parts
