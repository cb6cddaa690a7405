// What a line of PowerShell runs in, and how it fails. Internal to this room.
#pragma once

#include "server/shell/commands.hpp"
#include "server/shell/ps/update_look.hpp"
#include "server/shell/ps/value.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::server_shell::ps {

/// An error record that ends the line; thrown and caught inside this folder only.
struct Failure {
  std::string text{};
};

/// One run of powershell.exe. Lifetime: `session` and `runnable` outlive it.
struct Context {
  windows::Session& session;
  ServerControl const& control;
  /// Commands that are no part of the language: the decline script, Get-WsusComputer.
  std::vector<windows::Command> const& runnable;
  std::string line{};  ///< as it was typed, for error records
  std::map<std::string, Value, windows::CaselessLess> variables{};
  std::shared_ptr<UpdateLook const> updates{};  ///< of the catalogue that was asked about last

  [[nodiscard]] WsusControl const& wsus() const { return control.wsus; }
  /// What the catalogue of now says about its updates.
  [[nodiscard]] std::shared_ptr<UpdateLook const> look();
};

/// A RuntimeException of the language: sentence, category ("InvalidOperation"), id; and what the lab knows, in a line
/// of its own when it is not empty.
[[noreturn]] void fail(Context const& context, std::string_view sentence, std::string_view category,
                       std::string_view id, std::string_view known = {});

/// An error of a cmdlet.
[[noreturn]] void fail_cmdlet(std::string_view cmdlet, std::string_view sentence, std::string_view category,
                              std::string_view id, std::string_view known = {});

/// The lab's own line behind an error: the nearest of the names, and all of them.
[[nodiscard]] std::string known_names(std::string_view typed, std::vector<std::string_view> const& names);

}  // namespace wsus::server_shell::ps
