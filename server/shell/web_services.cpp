// What follows from a change of a service: see web_services.hpp.
#include "server/shell/web_services.hpp"

#include "server/iis/internet_services.hpp"
#include "windows/fs/caseless.hpp"

namespace wsus::server_shell {

void tell_changes(ServerControl const& control, server_machine::ServiceTable::Result const& result) {
  for (auto const& service : result.changed) {
    if (windows::equal_caseless(service.name, "W3SVC")) {
      if (control.internet != nullptr && service.running) control.internet->start();
      if (control.internet != nullptr && !service.running) control.internet->stop();
      if (control.iisreset && service.running) control.iisreset();
    }
    if (control.service_changed) control.service_changed(service.name, service.running);
  }
}

}  // namespace wsus::server_shell
