// A WSUS server's drive and prompts for the tests of its commands.
#pragma once

#include "server/iis/config/default_application_host.hpp"
#include "server/iis/internet_services.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/web_config.hpp"
#include "server/iis/web_config_security.hpp"
#include "server/machine/service_table.hpp"
#include "server/shell/commands.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::server_shell::test {

/// The folder of web.config, where the article has the administrator go.
inline constexpr std::string_view folder = R"(C:\Program Files\Update Services\WebServices\ClientWebService)";

/// A drive with web.config and applicationHost.config as installed, IIS, services, and prompts that stand in
/// web.config's folder.
struct ServerMachine {
  windows::FileSystem files;
  iis::InternetServices internet{files};
  server_machine::ServiceTable services;
  std::vector<std::string> changes{};  ///< of services, "W3SVC off"
  int resets = 0;

  ServerMachine() {
    files.write_as_system(iis::application_host_config, iis::default_application_host({.https_port = 8531}));
    files.make_directory(iis::content_folder);
    files.write_as_system(iis::client_web_config, iis::default_web_config());
    files.set_security(iis::client_web_config, iis::initial_web_config_security());
  }

  windows::Prompt prompt(windows::Identity identity = {}) {
    windows::Session session{.files = files, .identity = std::move(identity), .cwd = std::string(folder)};
    return {std::move(session), server_commands(control())};
  }
  ServerControl control() {
    return {
        .iisreset = [this] { ++resets; },
        .internet = &internet,
        .services = &services,
        .service_changed = [this](std::string_view name,
                                  bool running) { changes.push_back(std::string(name) + (running ? " on" : " off")); }};
  }
  iis::ConfigurationFile host() { return *internet.configuration().host(); }
  windows::CommandResult run(std::string_view line, windows::Identity identity = {}) {
    return prompt(std::move(identity)).run(line);
  }

  std::string host_text() const { return files.read_as_system(iis::application_host_config).value_or("(missing)"); }
  std::string config() const { return files.read_as_system(iis::client_web_config).value_or("(missing)"); }
  windows::Security security() const { return files.security(iis::client_web_config).value(); }
  /// The two commands of the article that come before notepad.
  void open_up() {
    (void)run("takeown /f web.config");
    (void)run("icacls web.config /grant administrator:(F)");
  }
};

inline windows::Identity const not_elevated{.user = "administrator", .elevated = false};
inline windows::Identity const plain_user{.user = "alice", .elevated = false};

}  // namespace wsus::server_shell::test
