// A WSUS server's drive and prompts for the tests of its commands.
#pragma once

#include "server/iis/server_files.hpp"
#include "server/iis/web_config.hpp"
#include "server/iis/web_config_security.hpp"
#include "server/shell/commands.hpp"

#include <string>

namespace wsus::server_shell::test {

/// The folder of web.config, where the article has the administrator go.
inline constexpr std::string_view folder = R"(C:\Program Files\Update Services\WebServices\ClientWebService)";

/// A drive with web.config as installed, and prompts that stand in its folder.
struct ServerMachine {
  windows::FileSystem files;
  int resets = 0;

  ServerMachine() {
    files.write_as_system(iis::client_web_config, iis::default_web_config());
    files.set_security(iis::client_web_config, iis::initial_web_config_security());
  }

  windows::Prompt prompt(windows::Identity identity = {}) {
    windows::Session session{.files = files, .identity = std::move(identity), .cwd = std::string(folder)};
    return {std::move(session), server_commands({.iisreset = [this] { ++resets; }})};
  }
  windows::CommandResult run(std::string_view line, windows::Identity identity = {}) {
    return prompt(std::move(identity)).run(line);
  }

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
