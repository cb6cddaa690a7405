// Writing of .reg files: see registry_file.hpp.
#include "server/guide/registry_file.hpp"

#include <fmt/format.h>

namespace wsus::guide {
namespace {

constexpr std::string_view header = "Windows Registry Editor Version 5.00\r\n";

/// A key's line where another key begins.
void enter(std::string& file, std::string_view& current, std::string_view key) {
  if (key == current) return;
  current = key;
  file += fmt::format("\r\n[{}]\r\n", key);
}

std::string data_of(PolicyValue const& value) {
  return value.text.empty() ? fmt::format("dword:{:08x}", value.number) : quoted_for_registry(value.text);
}

}  // namespace

std::string quoted_for_registry(std::string_view text) {
  std::string quoted = "\"";
  for (char const c : text) {
    if (c == '\\' || c == '"') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::vector<PolicyValue> policy_values(ClientTarget const& target) {
  return {{.key = policy_key, .name = "WUServer", .text = target.url()},
          {.key = policy_key, .name = "WUStatusServer", .text = target.url()},
          {.key = policy_au_key, .name = "UseWUServer", .number = 1}};
}

std::string point_registry_file(ClientTarget const& target) {
  std::string file(header);
  std::string_view current;
  for (auto const& value : policy_values(target)) {
    enter(file, current, value.key);
    file += fmt::format("{}={}\r\n", quoted_for_registry(value.name), data_of(value));
  }
  return file;
}

std::string back_registry_file() {
  std::string file(header);
  std::string_view current;
  for (auto const& value : policy_values({})) {
    enter(file, current, value.key);
    file += fmt::format("{}=-\r\n", quoted_for_registry(value.name));
  }
  return file;
}

}  // namespace wsus::guide
