// Common parts of the commands of WSUS: see wsus_parts.hpp.
#include "server/shell/wsus/wsus_parts.hpp"

#include "server/iis/logs.hpp"
#include "server/iis/server_files.hpp"
#include "windows/fs/path.hpp"
#include "wsdl/wusp/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace wsus::server_shell {

windows::CommandResult failed(std::string_view sentence) {
  return {.exit_code = 1, .output = fmt::format("{}\n", sentence)};
}

windows::CommandResult not_here(std::string_view command) {
  return failed(fmt::format("'{}' has nothing to act on: this server was put together without it.", command));
}

std::string content_folder(domain::Settings const& settings) {
  return windows::join_path(settings.content_folder, "WsusContent");
}

std::string seconds_text(wusp::UtcTime time) {
  auto const p = wusp::calendar_time(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", p.year, p.month, p.day, p.hour, p.minute, p.second);
}

void log_row(windows::Session const& session, WsusControl const& control, std::string_view severity,
             std::string_view method, std::string_view text) {
  session.files.append_as_system(
      iis::software_distribution_log,
      iis::format(iis::SoftwareDistributionEntry{
          .time = control.now(), .severity = severity, .source = "WsusService.15", .method = method, .text = text}));
}

bool database_answers(WsusControl const& control) {
  return control.database->state()->availability == susdb::Availability::running;
}

void save_configuration(WsusControl const& control, std::function<void(domain::Settings&)> const& edit) {
  auto settings = *control.settings();
  edit(settings);
  // Two changes within one tick of the clock are two changes all the same.
  settings.config_last_change = std::max(control.now(), settings.config_last_change + wusp::Ticks(1));
  control.database->change([](susdb::SusDb& state) { state.unread_configuration.reset(); });
  control.replace_settings(std::move(settings));
}

void decide(WsusControl const& control, domain::UpdateIds const& updates,
            std::function<domain::Catalogue(domain::Catalogue const&)> const& decision) {
  control.replace_catalogue(std::make_shared<domain::Catalogue const>(decision(*control.catalogue())));
  control.database->change([&](susdb::SusDb& state) { susdb::rewrite_deployments(state, updates); });
}

std::size_t mend_content(windows::Session const& session, WsusControl const& control) {
  log_row(session, control, "Info", "DispatchManager.TriggerEvent",
          "TriggerEvent called for NotificationEventName: StateMachineReset, EventInfo:");
  log_row(session, control, "Info", "DispatchManager.WorkerThread",
          "DispatchManager Worker Thread Processing NotificationEvent: StateMachineReset");
  log_row(session, control, "Info", "StateMachineResetAgent.WakeUpWorkerThreadProc",
          "State Machine Reset Agent Starting");
  auto const mended = content::verify_and_mend(*control.catalogue(), *control.content);
  for (auto const& file : mended) {
    log_row(session, control, "Info", "ContentSyncAgent.Download",
            fmt::format("{} was {} and is downloaded again", file.path,
                        file.flaw->is_missing ? "missing" : "not what its digest tells"));
  }
  log_row(session, control, "Info", "StateMachineResetAgent.WakeUpWorkerThreadProc",
          "State Machine Reset Agent Finished");
  return mended.size();
}

}  // namespace wsus::server_shell
