// What the admin API of a server is made of: its resources, and what each works on.
#pragma once

#include "server/control/resources/resources.hpp"
#include "server/control/route.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/journal/journal.hpp"
#include "server/services/wsus_state.hpp"

#include <functional>
#include <string>

namespace wsus::server {

/// Lifetime: everything must outlive the routes.
struct AdminGround {
  iis::Application& application;
  journal::Journal& journal;
  services::WsusState& state;
  faults::RuleBook& rules;
  std::function<void()> iisreset{};
  control::JournalGround observed;
  control::EventHub& events;
  std::function<std::string()> metrics{};
};

/// Every resource in one list.
[[nodiscard]] control::Routes admin_routes(AdminGround const& ground);

}  // namespace wsus::server
