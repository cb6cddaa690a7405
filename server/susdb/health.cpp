// Health of a server as events: see health.hpp.
#include "server/susdb/health.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::susdb {
namespace {

constexpr std::string_view core = "Core";
constexpr std::string_view web_services = "WebServices";

std::string_view name_of(EventType type) {
  switch (type) {
  case EventType::information: return "Information";
  case EventType::warning: return "Warning";
  case EventType::error: break;
  }
  return "Error";
}

/// The services that do not answer without a database or without their pool.
constexpr std::array<Event, 6> all_services_down{{
    {.id = 12002, .category = web_services, .message = "The Reporting Web Service is not working."},
    {.id = 12012, .category = web_services, .message = "The API Remoting Web Service is not working."},
    {.id = 12022, .category = web_services, .message = "The Client Web Service is not working."},
    {.id = 12032, .category = web_services, .message = "The Server Synchronization Web Service is not working."},
    {.id = 12042, .category = web_services, .message = "The SimpleAuth Web Service is not working."},
    {.id = 12052, .category = web_services, .message = "The DSS Authentication Web Service is not working."},
}};
constexpr Event const& simple_auth_down = all_services_down[4];

}  // namespace

Event initialization_failed() {
  return {.id = 507, .category = core, .message = "Update Services failed its initialization and stopped."};
}

std::vector<Event> check_health(HealthFacts const& facts) {
  std::vector<Event> events;
  if (!facts.content_is_complete)
    events.push_back({.id = 10032, .category = core, .message = "The server is failing to download some updates."});
  if (!facts.database_answers || !facts.web_services_answer) {
    events.insert(events.end(), all_services_down.begin(), all_services_down.end());
  } else if (facts.postinstall_is_due) {
    events.push_back(simple_auth_down);
  }
  if (!facts.content_folder_is_readable)
    events.push_back(
        {.id = 12072, .category = web_services, .message = "The WSUS content directory is not accessible."});
  if (!facts.self_update_answers)
    events.push_back({.id = 13042, .category = "Clients", .message = "Self-update is not working."});
  if (events.empty())
    events.push_back(
        {.id = 10000, .type = EventType::information, .category = core, .message = "WSUS is working correctly."});
  return events;
}

std::string log_text(Event const& event) {
  return fmt::format("EventId={},Type={},Category={},Message={}", event.id, name_of(event.type), event.category,
                     event.message);
}

}  // namespace wsus::susdb
