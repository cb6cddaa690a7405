// What the admin API of a server is made of: its resources, and what each works on.
#pragma once

#include "server/control/resources/resources.hpp"
#include "server/control/route.hpp"
#include "server/expectations/watch.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/iis/internet_services.hpp"
#include "server/journal/journal.hpp"
#include "server/services/wsus_state.hpp"
#include "server/susdb/database.hpp"
#include "windows/fs/file_system.hpp"
#include "wsdl/wusp/offset_clock.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace wsus::server {

/// Lifetime: everything must outlive the routes.
struct AdminGround {
  iis::Application& application;
  journal::Journal& journal;
  services::WsusState& state;
  faults::RuleBook& rules;
  expectations::Watch& watch;
  std::function<bool()> iisreset{};  ///< as control::iisreset_routes
  control::JournalGround observed;
  control::EventHub& events;
  std::function<std::string()> metrics{};
  // What a server is and how it stands.
  iis::InternetServices& internet;
  susdb::Database const& database;
  windows::FileSystem const& files;
  wusp::Clock const& clock;
  wusp::OffsetClock* movable_clock = nullptr;  ///< `clock`, when it can be moved
  std::uint64_t seed = 0;
  std::string http_url{};
  std::string https_url{};  ///< empty: no HTTPS
};

/// Every resource in one list.
[[nodiscard]] control::Routes admin_routes(AdminGround const& ground);

}  // namespace wsus::server
