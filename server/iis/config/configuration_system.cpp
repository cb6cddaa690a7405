// Reads, keeps and merges the files: see configuration_system.hpp.
#include "server/iis/config/configuration_system.hpp"

#include "server/iis/admission/authentication.hpp"
#include "server/iis/server_files.hpp"
#include "windows/fs/caseless.hpp"
#include "windows/fs/path.hpp"

#include <algorithm>
#include <utility>

namespace wsus::iis {
namespace {

constexpr std::uint32_t error_access_denied = 0x8007'0005;
constexpr std::uint32_t error_file_not_found = 0x8007'0002;

/// More locations than these are not kept merged: what a client may put into URLs must not grow memory.
constexpr std::size_t most_merged = 256;

MisplacedConfiguration mistake_in(std::string const& path, std::string what, std::uint32_t hresult) {
  return {.error = {.what = std::move(what), .line = 0, .hresult = hresult}, .file = path};
}

bool is_prefix(std::string_view path, std::string_view prefix) {
  return path.size() >= prefix.size() && windows::equal_caseless(path.substr(0, prefix.size()), prefix) &&
         (path.size() == prefix.size() || path[prefix.size()] == '/');
}

/// The deepest level that a file speaks of, from the route's directory downwards.
std::string deepest_level(std::vector<ConfigurationLayer> const& layers, Route const& route) {
  auto deepest = route.location();
  auto const address = route.site->name + route.url;
  for (auto const& layer : layers) {
    for (auto const& section : layer.file->sections) {
      if (section.location.empty()) continue;
      auto const level = layer.level.empty() ? section.location : layer.level + "/" + section.location;
      if (level.size() > deepest.size() && is_prefix(address, level)) deepest = level;
    }
  }
  return deepest;
}

struct WebConfigPlace {
  std::string level{};
  std::string path{};
};

/// Those of the site's root and of the route's directory.
std::vector<WebConfigPlace> web_configs_of(Site const& site, Route const& route) {
  std::vector<WebConfigPlace> places;
  auto const add = [&places](std::string level, std::string const& physical) {
    places.push_back({std::move(level), windows::join_path(expanded_path(physical), "web.config")});
  };
  for (auto const& application : site.applications) {
    if (application.path != "/") continue;
    for (auto const& directory : application.directories) {
      if (directory.path == "/") add(site.name, directory.physical_path);
    }
  }
  if (!route.directory_url.empty()) add(route.location(), route.directory->physical_path);
  return places;
}

}  // namespace

ConfigurationSystem::Read const& ConfigurationSystem::read(std::string const& path, ConfigurationFileKind kind) {
  auto const before = read_.find(path);
  if (before != read_.end() && files_.is_current(before->second.stamp)) return before->second;

  bool const is_host = kind == ConfigurationFileKind::application_host;
  auto stamp = files_.stamp(path);
  std::optional<std::string> text;
  bool may_read = true;
  if (is_host) {
    text = files_.read_as_system(path);
  } else {
    auto result = files_.read(path, pool_identity());
    if (!result.error) text = std::move(result.content);
    may_read = result.error != windows::FileError::access_denied || !files_.is_file(path);
  }
  auto const [entry, is_new] = read_.try_emplace(path);
  auto& known = entry->second;
  if (!is_new && known.text == text && known.may_read == may_read) {
    known.stamp = std::move(stamp);
    return known;
  }
  known = {.stamp = std::move(stamp), .text = std::move(text), .may_read = may_read};
  if (!may_read) {
    known.mistake =
        mistake_in(path, "Cannot read configuration file due to insufficient permissions", error_access_denied);
  } else if (known.text) {
    auto parsed = parse_configuration_file(*known.text, kind);
    if (auto* error = std::get_if<ConfigurationError>(&parsed))
      known.mistake = MisplacedConfiguration{.error = std::move(*error), .file = path};
    else
      known.file = std::make_shared<ConfigurationFile const>(std::get<ConfigurationFile>(std::move(parsed)));
  } else if (is_host) {
    known.mistake = mistake_in(path, "Cannot read configuration file", error_file_not_found);
  }
  return known;
}

ConfigurationSystem::Read const& ConfigurationSystem::read_host() {
  auto const& host = read(std::string(application_host_config), ConfigurationFileKind::application_host);
  if (host.file) last_host_ = host.file;
  return host;
}

std::shared_ptr<ConfigurationFile const> ConfigurationSystem::host() {
  std::lock_guard const lock(mutex_);
  (void)read_host();
  return last_host_;
}

std::optional<MisplacedConfiguration> ConfigurationSystem::host_mistake() {
  std::lock_guard const lock(mutex_);
  return read_host().mistake;
}

std::variant<std::vector<ConfigurationLayer>, MisplacedConfiguration>
ConfigurationSystem::layers_of(Read const& host, Site const& site, Route const& route) {
  if (host.mistake) return *host.mistake;
  std::vector<ConfigurationLayer> layers{
      {.file = host.file, .level = {}, .name = std::string(application_host_config)}};
  for (auto& place : web_configs_of(site, route)) {
    auto const& web_config = read(place.path, ConfigurationFileKind::web_config);
    if (web_config.mistake) return *web_config.mistake;
    if (web_config.file)
      layers.push_back({.file = web_config.file, .level = std::move(place.level), .name = std::move(place.path)});
  }
  return layers;
}

std::vector<std::string> ConfigurationSystem::paths_for(Route const& route) {
  std::vector<std::string> paths{std::string(application_host_config)};
  for (auto& place : web_configs_of(*route.site, route)) paths.push_back(std::move(place.path));
  return paths;
}

std::variant<std::vector<ConfigurationLayer>, MisplacedConfiguration> ConfigurationSystem::layers(Site const& site,
                                                                                                  Route const& route) {
  std::lock_guard const lock(mutex_);
  return layers_of(read_host(), site, route);
}

std::shared_ptr<ConfigurationSystem::Settings const> ConfigurationSystem::settings(Route const& route) {
  std::lock_guard const lock(mutex_);
  // A request has asked for the host's file a moment ago, and one reading of it is one state for the request.
  auto const known = read_.find(std::string(application_host_config));
  auto found = layers_of(known == read_.end() ? read_host() : known->second, *route.site, route);
  if (auto* mistake = std::get_if<MisplacedConfiguration>(&found))
    return std::make_shared<Settings const>(std::move(*mistake));
  auto const& layers = std::get<std::vector<ConfigurationLayer>>(found);
  auto const level = deepest_level(layers, route);
  std::vector<std::shared_ptr<ConfigurationFile const>> of;
  of.reserve(layers.size());
  for (auto const& layer : layers) of.push_back(layer.file);
  if (merged_.size() >= most_merged && !merged_.contains(level)) merged_.clear();
  auto& kept = merged_[level];
  if (!kept.settings || kept.of != of)
    kept = {.of = std::move(of), .settings = std::make_shared<Settings const>(settings_at(layers, level))};
  return kept.settings;
}

}  // namespace wsus::iis
