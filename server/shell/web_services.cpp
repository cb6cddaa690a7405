// What follows from a change of a service: see web_services.hpp.
#include "server/shell/web_services.hpp"

#include "server/iis/internet_services.hpp"
#include "windows/fs/caseless.hpp"

#include <utility>

namespace wsus::server_shell {
namespace {

void tell_web_service(ServerControl const& control, bool running) {
  if (control.internet != nullptr && running) control.internet->start();
  if (control.internet != nullptr && !running) control.internet->stop();
  if (running) tell_application_start(control);
}

void tell_database(ServerControl const& control, bool running) {
  if (control.wsus.database == nullptr) return;
  control.wsus.database->change([running](susdb::SusDb& database) {
    database.availability = running ? susdb::Availability::running : susdb::Availability::stopped;
  });
}

}  // namespace

void tell_application_start(ServerControl const& control) {
  if (control.iisreset) control.iisreset();
  auto const& wsus = control.wsus;
  if (wsus.database == nullptr || !wsus.settings || !wsus.replace_settings) return;
  auto settings = *wsus.settings();
  bool is_new = false;
  wsus.database->change([&](susdb::SusDb& database) {
    is_new = database.unread_configuration.has_value();
    susdb::services_started(database, settings);
  });
  if (is_new) wsus.replace_settings(std::move(settings));
}

void tell_changes(ServerControl const& control, server_machine::ServiceTable::Result const& result) {
  for (auto const& service : result.changed) {
    if (windows::equal_caseless(service.name, "W3SVC")) tell_web_service(control, service.running);
    if (windows::equal_caseless(service.name, susdb::service_name)) tell_database(control, service.running);
    if (control.service_changed) control.service_changed(service.name, service.running);
  }
}

}  // namespace wsus::server_shell
