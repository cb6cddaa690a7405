// reg add KEY [/v NAME | /ve] [/t TYPE] [/d DATA] [/f]
#include "client_sim/shell/reg_parts.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>

namespace wsus::client_shell::reg_parts {

namespace {

using machine::RegistryValue;

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  Number number{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<RegistryValue> make_dword(std::string_view data) {
  auto const number = parse_number<std::uint32_t>(data);
  if (!number) return std::nullopt;
  return RegistryValue{.type = "REG_DWORD", .text = {}, .dword = *number};
}

std::optional<RegistryValue> make_qword(std::string_view data) {
  auto const number = parse_number<std::uint64_t>(data);
  if (!number) return std::nullopt;
  return RegistryValue{.type = "REG_QWORD", .text = fmt::format("{:#x}", *number)};
}

// Bytes in hexadecimal, shown in upper case; a missing first digit counts as 0 (assumption).
std::optional<RegistryValue> make_binary(std::string_view data) {
  std::string text = data.size() % 2 == 0 ? "" : "0";
  for (char const c : data) text.push_back(c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c);
  if (text.find_first_not_of("0123456789ABCDEF") != std::string::npos) return std::nullopt;
  return RegistryValue{.type = "REG_BINARY", .text = std::move(text)};
}

std::optional<RegistryValue> make_value(std::string_view written_type, std::string_view data) {
  constexpr std::array<std::string_view, 4> text_types{"REG_SZ", "REG_EXPAND_SZ", "REG_MULTI_SZ", "REG_NONE"};
  if (windows::equal_caseless(written_type, "REG_DWORD")) return make_dword(data);
  if (windows::equal_caseless(written_type, "REG_QWORD")) return make_qword(data);
  if (windows::equal_caseless(written_type, "REG_BINARY")) return make_binary(data);
  for (auto const type : text_types) {
    if (windows::equal_caseless(written_type, type)) {
      return RegistryValue{.type = std::string(type), .text = std::string(data)};
    }
  }
  return std::nullopt;
}

}  // namespace

windows::CommandResult add(machine::Machine& machine, windows::Session const& session,
                           std::span<std::string const> words) {
  auto const [line, error] = parse("add", words, {"/v", "/ve", "/t", "/d", "/f"});
  if (error) return *error;
  auto value = make_value(line.type.value_or("REG_SZ"), line.data.value_or(""));
  if (!value) return invalid_syntax("add");
  if (!may_write(session, line.key)) return access_denied();
  auto& registry = machine.registry();
  registry.create_key(line.key);
  // Without a name reg.exe sets the default value, but only when it was told to what.
  if (!line.name && !line.data && !line.type) return completed();
  auto const name = line.name.value_or("");
  if (!line.force && registry.get(line.key, name)) {
    return unanswered(fmt::format("Value {} exists, overwrite(Yes/No)? ", name.empty() ? "(Default)" : name));
  }
  registry.set(line.key, name, *std::move(value));
  return completed();
}

}  // namespace wsus::client_shell::reg_parts
