// Sites, applications and directories of a request: see routing.hpp.
#include "server/iis/admission/routing.hpp"

#include "server/iis/config/default_application_host.hpp"
#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

/// Whether `path` is `root` or below it, by whole segments. The root "/" has everything.
bool is_in(std::string_view path, std::string_view root) {
  if (root == "/" || root.empty()) return true;
  return path.size() >= root.size() && equal_caseless(path.substr(0, root.size()), root) &&
         (path.size() == root.size() || path[root.size()] == '/');
}

/// The host name of a Host header, without the port.
std::string_view name_of(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool listens(Binding const& binding, RequestFacts const& facts) {
  return binding.port == facts.port && binding.protocol == (facts.secure ? "https" : "http");
}

struct SiteMatch {
  Site const* site = nullptr;
  bool port_is_known = false;
};

SiteMatch site_of(ConfigurationFile const& host, RequestFacts const& facts) {
  SiteMatch match;
  auto const name = name_of(facts.host);
  for (auto const& site : host.sites) {
    for (auto const& binding : site.bindings) {
      if (!listens(binding, facts)) continue;
      match.port_is_known = true;
      if (!binding.host.empty() && equal_caseless(binding.host, name)) return {&site, true};
      if (binding.host.empty() && match.site == nullptr) match.site = &site;
    }
  }
  return match;
}

template <typename Part>
Part const* longest(std::vector<Part> const& parts, std::string_view path) {
  Part const* best = nullptr;
  for (auto const& part : parts) {
    if (is_in(path, part.path) && (best == nullptr || part.path.size() > best->path.size())) best = &part;
  }
  return best;
}

std::string_view without_slash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// The part of `url` below `root`, with its slash in front, or nothing.
std::string_view rest_of(std::string_view url, std::string_view root) {
  return url.substr(std::min(url.size(), without_slash(root).size()));
}

std::string on_drive(std::string_view physical, std::string_view rest) {
  auto path = expanded_path(physical);
  while (path.ends_with('\\')) path.pop_back();
  path += rest;
  std::replace(path.begin(), path.end(), '/', '\\');
  return path;
}

bool is_below_folder(std::string_view path, std::string_view folder) {
  return path.size() >= folder.size() && equal_caseless(path.substr(0, folder.size()), folder) &&
         (path.size() == folder.size() || path[folder.size()] == '\\');
}

/// Whether the first segment of `rest` is what WSUS calls a folder that lies elsewhere: below the root folder on the
/// drive there is no such thing.
bool names_other_folder(std::string_view rest) {
  auto const folders = installed_folders();
  return std::any_of(folders.begin(), folders.end(),
                     [rest](InstalledFolder const& one) { return one.path != "/" && is_in(rest, one.path); });
}

std::string address_of(std::string_view physical_path) {
  for (auto const& folder : installed_folders()) {
    if (!is_below_folder(physical_path, folder.physical_path)) continue;
    std::string rest(physical_path.substr(folder.physical_path.size()));
    std::replace(rest.begin(), rest.end(), '\\', '/');
    bool const is_root = folder.path == "/";
    if (is_root && names_other_folder(rest)) return {};
    auto address = is_root ? rest : std::string(folder.path).append(rest);
    return address.empty() ? "/" : address;
  }
  return {};
}

std::optional<char> decoded_byte(std::string_view digits) {
  unsigned value = 0;
  auto const end = digits.data() + digits.size();
  auto const [read, error] = std::from_chars(digits.data(), end, value, 16);
  if (digits.size() != 2 || error != std::errc() || read != end || value == 0) return std::nullopt;
  return static_cast<char>(value);
}

std::string decoded(std::string_view path) {
  std::string text;
  text.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto const byte = path[i] == '%' ? decoded_byte(path.substr(i + 1, 2)) : std::nullopt;
    text += byte.value_or(path[i]);
    if (byte) i += 2;
  }
  return text;
}

}  // namespace

std::string canonical_url(std::string_view path) {
  auto text = decoded(path);
  std::replace(text.begin(), text.end(), '\\', '/');
  std::vector<std::string_view> names;
  std::string_view rest = text;
  bool const ends_in_slash = rest.ends_with('/');
  while (!rest.empty()) {
    auto const end = rest.find('/');
    auto const name = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (name == ".." && !names.empty()) names.pop_back();
    if (!name.empty() && name != "." && name != "..") names.push_back(name);
  }
  std::string url;
  for (auto const name : names) url.append("/").append(name);
  if (url.empty() || ends_in_slash) url += '/';
  return url;
}

std::string expanded_path(std::string_view physical) {
  constexpr std::array<std::array<std::string_view, 2>, 4> variables{{{"%SystemDrive%", "C:"},
                                                                      {"%windir%", R"(C:\Windows)"},
                                                                      {"%SystemRoot%", R"(C:\Windows)"},
                                                                      {"%ProgramFiles%", R"(C:\Program Files)"}}};
  for (auto const& [name, value] : variables) {
    if (physical.size() >= name.size() && equal_caseless(physical.substr(0, name.size()), name))
      return windows::absolute_path({}, std::string(value).append(physical.substr(name.size())));
  }
  return windows::absolute_path({}, physical);
}

std::string Route::location() const { return site->name + directory_url; }

std::optional<Route> route_in(Site const& site, std::string_view path) {
  Route route{.site = &site, .url = canonical_url(path)};
  route.application = longest(site.applications, route.url);
  if (route.application == nullptr) return std::nullopt;
  auto const inside = rest_of(route.url, route.application->path);
  route.directory = longest(route.application->directories, inside.empty() ? "/" : inside);
  if (route.directory == nullptr) return std::nullopt;
  route.directory_url =
      std::string(without_slash(route.application->path)).append(without_slash(route.directory->path));
  route.physical_path = on_drive(route.directory->physical_path, rest_of(inside, route.directory->path));
  route.address = address_of(route.physical_path);
  if (!route.address.empty() && route.url != path) route.address = path;
  return route;
}

Routing route_of(ConfigurationFile const& host, RequestFacts const& facts) {
  auto const match = site_of(host, facts);
  if (match.site == nullptr) return {.why = match.port_is_known ? NoRoute::no_host_name : NoRoute::no_site};
  return {.route = route_in(*match.site, facts.path), .why = NoRoute::no_application};
}

}  // namespace wsus::iis
