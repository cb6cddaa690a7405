// The commands an administrator types at the WSUS server. One file a command.
#pragma once

#include "server/domain/computers.hpp"
#include "server/domain/decline.hpp"
#include "server/shell/wsus_control.hpp"
#include "windows/prompt/prompt.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {
class InternetServices;
}
namespace wsus::server_machine {
class ServiceTable;
}

namespace wsus::server_shell {

/// What Decline-SupersededUpdatesWithExclusionPeriod.ps1 asks for.
struct DeclineRequest {
  std::chrono::days exclusion_period{};  ///< updates younger than this stay; 0: none is too young
  bool last_level_only = false;
  bool skip_decline = false;  ///< count only
};

/// What commands do to the server besides its files. All are called on the thread that runs the command. A function
/// that is not set makes its commands act on a server without updates and computers.
struct ServerControl {
  std::function<void()> iisreset{};  ///< returns when the server answers again
  std::function<std::vector<domain::Computer>()> computers{};
  std::function<bool(std::string const& client_id)> delete_computer{};  ///< as domain::Computers::erase
  std::function<bool(std::string const& client_id)> damage_computer{};  ///< as domain::Computers::damage
  /// Declines, and returns what was there before. The next request works on the new catalogue.
  std::function<domain::SupersedenceSummary(DeclineRequest const&)> decline_superseded{};
  /// The content has moved: cookies that are older get FileLocationChanged until GetFileLocations.
  std::function<void()> move_content{};
  /// Sites and pools; null: a server without them. What the pointers name must outlive the commands.
  iis::InternetServices* internet = nullptr;
  server_machine::ServiceTable* services = nullptr;  ///< null: a server without Windows services
  /// A Windows service was started or stopped: the database's, WSUS's own, W3SVC and WAS.
  std::function<void(std::string_view name, bool running)> service_changed{};
  std::function<wusp::UtcTime()> now{};  ///< of the server; not set: the beginning of time
  WsusControl wsus{};
};

[[nodiscard]] windows::Command takeown();
[[nodiscard]] windows::Command icacls();
[[nodiscard]] windows::Command notepad();  ///< a scripted edit: see notepad.cpp for its forms
[[nodiscard]] windows::Command iisreset(ServerControl const& control);
[[nodiscard]] windows::Command appcmd(ServerControl const& control);    ///< see appcmd/appcmd.cpp for its objects
[[nodiscard]] windows::Command net(ServerControl const& control);       ///< stop and start
[[nodiscard]] windows::Command sc(ServerControl const& control);        ///< query, qc, start, stop, config
[[nodiscard]] windows::Command taskkill(ServerControl const& control);  ///< of w3wp.exe
[[nodiscard]] windows::Command get_wsus_computer(ServerControl const& control);
[[nodiscard]] windows::Command decline_superseded_updates(ServerControl const& control);  ///< Microsoft's script
[[nodiscard]] windows::Command wsuscomputer(ServerControl const& control);                ///< the lab's own
[[nodiscard]] windows::Command wsusutil(ServerControl const& control);
[[nodiscard]] windows::Command sqlcmd(ServerControl const& control);  ///< the SQL of the articles
[[nodiscard]] windows::Command del(ServerControl const& control);     ///< files of the drive, and content files
[[nodiscard]] windows::Command w32tm(ServerControl const& control);   ///< /resync and /query /status
[[nodiscard]] windows::Command
wsuscontent(ServerControl const& control);                              ///< the lab's own: what the disk does to files
[[nodiscard]] windows::Command wsusfarm(ServerControl const& control);  ///< the lab's own: nodes behind one name
[[nodiscard]] windows::Command
wsusload(ServerControl const& control);  ///< the lab's own: clients beside the lab's, memory

[[nodiscard]] windows::Command wsusclock(ServerControl const& control);  ///< the lab's own: a clock that swings

/// powershell.exe, which runs lines of a small part of the language (ps/), and `runnable`: cmdlets by their names,
/// scripts by file names that end in ".ps1".
[[nodiscard]] windows::Command powershell(std::vector<windows::Command> runnable, ServerControl const& control);

/// The server's whole list: the common commands and the above. Cmdlets and scripts are found without "powershell" as
/// well, as at a PowerShell prompt.
[[nodiscard]] std::vector<windows::Command> server_commands(ServerControl const& control);

}  // namespace wsus::server_shell
