// Files that a server starts with: see drives.hpp.
#include "server/app/drives.hpp"

#include "server/iis/config/default_application_host.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/site_configuration.hpp"
#include "server/iis/web_config_security.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace wsus::server {
namespace {

void write_new_file(std::filesystem::path const& file, std::string_view content) {
  std::ofstream out(file, std::ios::binary);
  out << content;
  out.flush();
  if (!out) throw std::runtime_error(fmt::format("cannot write '{}'", file.string()));
}

void make_host_folder(std::filesystem::path const& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error)
    throw std::runtime_error(fmt::format("cannot create folder '{}': {}", directory.string(), error.message()));
}

void mount_web_config(windows::FileSystem& files, ServerConfig const& config) {
  auto const security = iis::initial_web_config_security();
  if (!config.web_config) {
    files.write_as_system(iis::client_web_config, iis::default_web_config());
    files.set_security(iis::client_web_config, security);
    return;
  }
  if (!std::filesystem::exists(*config.web_config)) {
    if (config.web_config->has_parent_path()) make_host_folder(config.web_config->parent_path());
    write_new_file(*config.web_config, iis::default_web_config());
  }
  files.mount(iis::client_web_config, *config.web_config, security);
}

void write_site_web_config(windows::FileSystem& files) {
  files.write_as_system(iis::site_web_config, iis::default_site_web_config());
  files.set_security(iis::site_web_config, iis::initial_web_config_security());
}

void write_application_host(windows::FileSystem& files, ServerConfig const& config) {
  iis::ApplicationHostOptions options{.http_port = bound_port(config.shown_port, config.port, 8530)};
  if (config.https_port) options.https_port = bound_port(config.shown_https_port, *config.https_port, 8531);
  for (auto const name : iis::ssl_applications()) {
    if (config.require_ssl.covers(fmt::format("/{}", name))) options.ssl_applications.emplace_back(name);
  }
  files.write_as_system(iis::application_host_config, iis::default_application_host(options));
  for (auto const& folder : iis::installed_folders()) files.make_directory(folder.physical_path);
  files.set_security(iis::content_folder, iis::initial_content_security());
}

void mount_logs(windows::FileSystem& files, ServerConfig const& config) {
  if (!config.log_directory) {
    files.make_directory(iis::iis_log_directory);
    files.write_as_system(iis::software_distribution_log, "");
    return;
  }
  make_host_folder(*config.log_directory);
  auto const log = *config.log_directory / "SoftwareDistribution.log";
  if (!std::filesystem::exists(log)) write_new_file(log, "");
  files.mount(iis::software_distribution_log, log);
  files.mount(iis::iis_log_directory, *config.log_directory);
}

}  // namespace

std::uint16_t bound_port(std::optional<std::uint16_t> shown, std::uint16_t port, std::uint16_t usual) {
  return shown.value_or(port == 0 ? usual : port);
}

Drives::Drives(ServerConfig const& config) {
  mount_web_config(files, config);
  write_site_web_config(files);
  write_application_host(files, config);
  mount_logs(files, config);
}

}  // namespace wsus::server
