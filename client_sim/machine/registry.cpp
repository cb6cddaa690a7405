// Keys and values of the simulated registry.
#include "client_sim/machine/registry.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace wsus::machine {

namespace {

struct Root {
  std::string_view short_name;
  std::string_view long_name;
};
constexpr std::array<Root, 5> roots{{
    {"HKLM", "HKEY_LOCAL_MACHINE"},
    {"HKCU", "HKEY_CURRENT_USER"},
    {"HKCR", "HKEY_CLASSES_ROOT"},
    {"HKU", "HKEY_USERS"},
    {"HKCC", "HKEY_CURRENT_CONFIG"},
}};

Root const* find_root(std::string_view name) {
  for (auto const& root : roots) {
    if (windows::equal_caseless(name, root.short_name) || windows::equal_caseless(name, root.long_name)) return &root;
  }
  return nullptr;
}

std::string_view root_of(std::string_view path) { return path.substr(0, path.find('\\')); }

std::string_view parent_of(std::string_view path) {
  auto const separator = path.rfind('\\');
  return separator == std::string_view::npos ? std::string_view{} : path.substr(0, separator);
}

bool starts_with_caseless(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && windows::equal_caseless(text.substr(0, start.size()), start);
}

// For writers: a path that names no key is a mistake of the program, not of the machine's user.
std::string checked(std::string_view path) {
  auto normal = Registry::normalise(path);
  if (!normal) throw std::invalid_argument("not a registry key: \"" + std::string(path) + "\"");
  return *std::move(normal);
}

}  // namespace

std::optional<std::string> Registry::normalise(std::string_view path) {
  if (path.ends_with('\\')) path.remove_suffix(1);
  auto const* const root = find_root(root_of(path));
  if (root == nullptr) return std::nullopt;
  auto const below = path.substr(root_of(path).size());
  // An empty name between two backslashes names no key.
  if (below.ends_with('\\') || below.find("\\\\") != std::string_view::npos) return std::nullopt;
  return std::string(root->short_name) + std::string(below);
}

std::string Registry::long_path(std::string_view path) {
  auto const normal = checked(path);
  auto const root = root_of(normal);
  return std::string(find_root(root)->long_name) + normal.substr(root.size());
}

Registry::Key& Registry::create(std::string_view normal) {
  if (auto const known = keys_.find(normal); known != keys_.end()) return known->second;
  auto const parent = parent_of(normal);
  // The part that exists keeps its spelling, as the key that it is.
  std::string const path =
      parent.empty() ? std::string(normal) : create(parent).path + std::string(normal.substr(parent.size()));
  return keys_.emplace(path, Key{.path = path}).first->second;
}

void Registry::create_key(std::string_view path) { create(checked(path)); }

Registry::Key const* Registry::find_key(std::string_view path) const {
  auto const normal = normalise(path);
  if (!normal) return nullptr;
  auto const key = keys_.find(*normal);
  return key == keys_.end() ? nullptr : &key->second;
}

std::vector<std::string> Registry::subkeys(std::string_view path) const {
  std::vector<std::string> result;
  auto const normal = normalise(path);
  if (!normal) return result;
  auto const prefix = *normal + '\\';
  for (auto key = keys_.lower_bound(prefix); key != keys_.end() && starts_with_caseless(key->first, prefix); ++key) {
    bool const direct = key->first.find('\\', prefix.size()) == std::string::npos;
    if (direct) result.push_back(key->second.path);
  }
  return result;
}

bool Registry::has_subkeys(std::string_view path) const {
  auto const normal = normalise(path);
  if (!normal) return false;
  auto const prefix = *normal + '\\';
  auto const key = keys_.lower_bound(prefix);
  return key != keys_.end() && starts_with_caseless(key->first, prefix);
}

bool Registry::delete_key(std::string_view path) {
  auto const normal = normalise(path);
  if (!normal || parent_of(*normal).empty()) return false;  // a root cannot be deleted
  if (keys_.erase(*normal) == 0) return false;
  auto const prefix = *normal + '\\';
  auto key = keys_.lower_bound(prefix);
  while (key != keys_.end() && starts_with_caseless(key->first, prefix)) key = keys_.erase(key);
  return true;
}

std::optional<RegistryValue> Registry::get(std::string_view key, std::string_view name) const {
  auto const* const found = find_key(key);
  if (found == nullptr) return std::nullopt;
  auto const value = found->values.find(name);
  if (value == found->values.end()) return std::nullopt;
  return value->second;
}

std::optional<std::string> Registry::get_text(std::string_view key, std::string_view name) const {
  auto value = get(key, name);
  if (!value || value->type == "REG_DWORD") return std::nullopt;
  return std::move(value->text);
}

std::optional<std::uint32_t> Registry::get_dword(std::string_view key, std::string_view name) const {
  auto const value = get(key, name);
  if (!value || value->type != "REG_DWORD") return std::nullopt;
  return value->dword;
}

void Registry::set(std::string_view key, std::string_view name, RegistryValue value) {
  auto& values = create(checked(key)).values;
  if (auto const known = values.find(name); known != values.end()) {
    known->second = std::move(value);
  } else {
    values.emplace(std::string(name), std::move(value));
  }
}

void Registry::set_text(std::string_view key, std::string_view name, std::string text) {
  set(key, name, {.type = "REG_SZ", .text = std::move(text)});
}

void Registry::set_dword(std::string_view key, std::string_view name, std::uint32_t dword) {
  set(key, name, {.type = "REG_DWORD", .text = {}, .dword = dword});
}

bool Registry::delete_value(std::string_view key, std::string_view name) {
  auto const normal = normalise(key);
  if (!normal) return false;
  auto const found = keys_.find(*normal);
  if (found == keys_.end()) return false;
  auto const value = found->second.values.find(name);
  if (value == found->second.values.end()) return false;
  found->second.values.erase(value);
  return true;
}

std::vector<Registry::Key> Registry::all() const {
  std::vector<Key> result;
  result.reserve(keys_.size());
  for (auto const& [path, key] : keys_) result.push_back(key);
  return result;
}

}  // namespace wsus::machine
