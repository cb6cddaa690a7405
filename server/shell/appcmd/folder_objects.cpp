// appcmd list|set|add|delete app and vdir.
#include "server/iis/admission/routing.hpp"
#include "server/iis/server_files.hpp"
#include "server/shell/appcmd/objects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::server_shell::appcmd_parts {
namespace {

using windows::equal_caseless;

std::string host_text(Ground const& ground) { return text_of(ground, iis::application_host_config); }

CommandResult commit_host(Ground const& ground, iis::EditedFile const& edited, std::string done) {
  return commit(ground, edited, iis::application_host_config, std::move(done));
}

std::string identifier(Words& words, std::string_view option) {
  auto const named = words.take(option);
  return words.identifier.empty() ? named.value_or("") : words.identifier;
}

std::string app_name(iis::Site const& site, iis::SiteApplication const& application) {
  return site.name + application.path;
}

std::string directory_name(iis::Site const& site, iis::SiteApplication const& application,
                           iis::VirtualDirectory const& directory) {
  auto name = app_name(site, application);
  while (name.ends_with('/')) name.pop_back();
  return name + directory.path;
}

struct FoundApp {
  iis::Site const* site = nullptr;
  iis::SiteApplication const* application = nullptr;
};

/// "WSUS Administration/" and "WSUS Administration" are the root application.
FoundApp find_app(Ground const& ground, std::string_view typed) {
  auto const wanted = split_identifier(typed);
  FoundApp found{.site = ground.host->find_site(wanted.site)};
  if (found.site == nullptr) return {};
  for (auto const& application : found.site->applications) {
    if (equal_caseless(application.path, wanted.path)) found.application = &application;
  }
  return found;
}

struct FoundDirectory {
  FoundApp app{};
  iis::VirtualDirectory const* directory = nullptr;
};

FoundDirectory find_directory(Ground const& ground, std::string_view typed) {
  auto const wanted = split_identifier(typed);
  auto const name = wanted.site + wanted.path;
  for (auto const& site : ground.host->sites) {
    for (auto const& application : site.applications) {
      for (auto const& directory : application.directories) {
        auto own = directory_name(site, application, directory);
        if (own.ends_with('/') && !name.ends_with('/')) own.pop_back();
        if (equal_caseless(own, name)) return {{&site, &application}, &directory};
      }
    }
  }
  return {};
}

CommandResult missing_parameter(std::string_view name) {
  return failed(error_invalid_parameter, fmt::format("Must specify the parameter \"{}\".", name));
}

// ---- app

CommandResult list_apps(Ground const& ground, Words words) {
  auto const name = identifier(words, "app.name");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"app.name"});
  if (!name.empty() && find_app(ground, name).application == nullptr) return no_such("APP", name);
  CommandResult result;
  for (auto const& site : ground.host->sites) {
    for (auto const& application : site.applications) {
      if (!name.empty() && find_app(ground, name).application != &application) continue;
      result.output += fmt::format("APP \"{}\" (applicationPool:{})\n", app_name(site, application), application.pool);
    }
  }
  return result;
}

CommandResult set_app(Ground const& ground, Words words) {
  auto const name = identifier(words, "app.name");
  auto const pool = words.take("applicationPool");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"app.name", "applicationPool"});
  auto const found = find_app(ground, name);
  if (found.application == nullptr) return no_such("APP", name);
  if (!pool) return missing_parameter("applicationPool");
  return commit_host(ground,
                     iis::set_application_pool(host_text(ground), found.site->name, found.application->path, *pool),
                     fmt::format("APP object \"{}\" changed\n", app_name(*found.site, *found.application)));
}

CommandResult add_app(Ground const& ground, Words words) {
  auto const site_name = words.take("site.name");
  auto const path = words.take("path");
  auto const physical = words.take("physicalPath");
  auto const pool = words.take("applicationPool");
  if (!words.options.empty()) {
    return unknown_attribute(words.options.front().name, {"site.name", "path", "physicalPath", "applicationPool"});
  }
  if (!site_name) return missing_parameter("site.name");
  if (!path || !path->starts_with('/')) return missing_parameter("path");
  auto const* const site = ground.host->find_site(*site_name);
  if (site == nullptr) return no_such("SITE", *site_name);
  iis::SiteApplication application{.path = *path};
  if (pool) application.pool = *pool;
  auto done = fmt::format("APP object \"{}\" added\n", app_name(*site, application));
  if (physical) {
    application.directories.push_back({.path = "/", .physical_path = *physical});
    done += fmt::format("VDIR object \"{}/\" added\n", app_name(*site, application));
  }
  return commit_host(ground, iis::add_application(host_text(ground), site->name, application), std::move(done));
}

CommandResult delete_app(Ground const& ground, Words words) {
  auto const name = identifier(words, "app.name");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"app.name"});
  auto const found = find_app(ground, name);
  if (found.application == nullptr) return no_such("APP", name);
  return commit_host(ground, iis::remove_application(host_text(ground), found.site->name, found.application->path),
                     fmt::format("APP object \"{}\" deleted\n", app_name(*found.site, *found.application)));
}

// ---- vdir

CommandResult list_directories(Ground const& ground, Words words) {
  auto const name = identifier(words, "vdir.name");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"vdir.name"});
  auto const* const wanted = name.empty() ? nullptr : find_directory(ground, name).directory;
  if (!name.empty() && wanted == nullptr) return no_such("VDIR", name);
  CommandResult result;
  for (auto const& site : ground.host->sites) {
    for (auto const& application : site.applications) {
      for (auto const& directory : application.directories) {
        if (wanted != nullptr && wanted != &directory) continue;
        result.output += fmt::format("VDIR \"{}\" (physicalPath:{})\n", directory_name(site, application, directory),
                                     directory.physical_path);
      }
    }
  }
  return result;
}

CommandResult set_directory(Ground const& ground, Words words) {
  auto const name = identifier(words, "vdir.name");
  auto const physical = words.take("physicalPath");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"vdir.name", "physicalPath"});
  auto const found = find_directory(ground, name);
  if (found.directory == nullptr) return no_such("VDIR", name);
  if (!physical) return missing_parameter("physicalPath");
  return commit_host(ground,
                     iis::set_directory(host_text(ground), found.app.site->name, found.app.application->path,
                                        {.path = found.directory->path, .physical_path = *physical}),
                     fmt::format("VDIR object \"{}\" changed\n",
                                 directory_name(*found.app.site, *found.app.application, *found.directory)));
}

CommandResult add_directory(Ground const& ground, Words words) {
  auto const name = words.take("app.name");
  auto const path = words.take("path");
  auto const physical = words.take("physicalPath");
  if (!words.options.empty())
    return unknown_attribute(words.options.front().name, {"app.name", "path", "physicalPath"});
  if (!name) return missing_parameter("app.name");
  if (!path || !path->starts_with('/')) return missing_parameter("path");
  auto const found = find_app(ground, *name);
  if (found.application == nullptr) return no_such("APP", *name);
  iis::VirtualDirectory const directory{.path = *path, .physical_path = physical.value_or("")};
  return commit_host(
      ground, iis::add_directory(host_text(ground), found.site->name, found.application->path, directory),
      fmt::format("VDIR object \"{}\" added\n", directory_name(*found.site, *found.application, directory)));
}

CommandResult delete_directory(Ground const& ground, Words words) {
  auto const name = identifier(words, "vdir.name");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"vdir.name"});
  auto const found = find_directory(ground, name);
  if (found.directory == nullptr) return no_such("VDIR", name);
  return commit_host(ground,
                     iis::remove_directory(host_text(ground), found.app.site->name, found.app.application->path,
                                           found.directory->path),
                     fmt::format("VDIR object \"{}\" deleted\n",
                                 directory_name(*found.app.site, *found.app.application, *found.directory)));
}

constexpr std::array<Verb, 4> app_verbs{
    {{"list", list_apps}, {"set", set_app}, {"add", add_app}, {"delete", delete_app}}};
constexpr std::array<Verb, 4> vdir_verbs{
    {{"list", list_directories}, {"set", set_directory}, {"add", add_directory}, {"delete", delete_directory}}};

}  // namespace

std::span<Verb const> application_verbs() { return app_verbs; }
std::span<Verb const> directory_verbs() { return vdir_verbs; }

}  // namespace wsus::server_shell::appcmd_parts
