// The objects of appcmd: one file each. Private to server/shell/appcmd.
#pragma once

#include "server/iis/config/configuration_edit.hpp"
#include "server/iis/internet_services.hpp"
#include "server/shell/appcmd/words.hpp"
#include "server/shell/commands.hpp"
#include "windows/prompt/prompt.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::server_shell::appcmd_parts {

/// What a verb of an object acts on. Lifetime: of the command's run.
struct Ground {
  windows::Session& session;
  ServerControl const& control;
  iis::InternetServices& internet;
  std::shared_ptr<iis::ConfigurationFile const> host{};  ///< applicationHost.config, usable
};

struct Verb {
  std::string_view name;
  CommandResult (*run)(Ground const&, Words);
};

[[nodiscard]] std::span<Verb const> pool_verbs();         ///< list, set, start, stop, recycle
[[nodiscard]] std::span<Verb const> site_verbs();         ///< list, set, start, stop
[[nodiscard]] std::span<Verb const> application_verbs();  ///< list, set, add, delete
[[nodiscard]] std::span<Verb const> directory_verbs();    ///< list, set, add, delete
[[nodiscard]] std::span<Verb const> config_verbs();       ///< list, set, clear
[[nodiscard]] std::span<Verb const> worker_verbs();       ///< list

/// list and set of <httpRedirect> in the web.config of the site.
[[nodiscard]] bool is_about_redirect(Words const& words);
[[nodiscard]] CommandResult redirect_section(windows::Session& session, Words words);

/// Writes applicationHost.config anew, or says why not; `done` is the line of success.
[[nodiscard]] CommandResult commit(Ground const& ground, iis::EditedFile const& edited, std::string_view file,
                                   std::string done);
/// Text of the file on the server's drive; empty when it is not there.
[[nodiscard]] std::string text_of(Ground const& ground, std::string_view file);

/// "WSUS Administration" and "/Content" of "WSUS Administration/Content"; the path is "/" without one.
struct SitePath {
  std::string site{};
  std::string path{};
};
[[nodiscard]] SitePath split_identifier(std::string_view identifier);

}  // namespace wsus::server_shell::appcmd_parts
