// Settings and limits as JSON: see server_json.hpp.
#include "server/control/server_json.hpp"

#include "server/config/duration.hpp"

#include <fmt/format.h>

#include <variant>

namespace wsus::control {

namespace json = boost::json;

json::object to_json(domain::Settings const& settings) {
  using std::chrono::floor;
  using std::chrono::milliseconds;
  return {{"page_updates", settings.page.updates},
          {"page_bytes", settings.page.xml_bytes},
          {"cached_count", settings.cached_count == domain::CachedCount::other ? "other" : "union"},
          {"cookie_lifetime", config::duration_text(settings.cookie_lifetime)},
          {"registration_required", settings.registration_required},
          {"max_concurrent_syncs", settings.max_concurrent_syncs},
          {"max_computers", settings.max_computers},
          {"max_extended_updates_per_request", settings.max_extended_updates_per_request},
          {"protocol_version", settings.protocol_version},
          {"config_last_change", wusp::to_xsd_date_time(settings.config_last_change)},
          {"clock_swing_ms", floor<milliseconds>(settings.clock_swing).count()},
          {"content_folder", settings.content_folder},
          {"content_generation", settings.content_generation},
          {"file_digest_algorithm", settings.file_digest_algorithm},
          {"asmx_only", settings.asmx_only},
          {"live_operations", settings.live_operations},
          {"offer_ping", settings.offer_ping}};
}

json::object limits_of(iis::ApplicationState const& application) {
  if (auto const* wrong = std::get_if<iis::ConfigurationError>(&application.config))
    return {{"max_installed_prerequisites", nullptr},
            {"max_cached_updates", nullptr},
            {"max_request_length_kb", nullptr},
            {"execution_timeout", nullptr},
            {"error", fmt::format("line {}: {}", wrong->line, wrong->what)}};
  auto const& web_config = std::get<iis::WebConfig>(application.config);
  return {{"max_installed_prerequisites", web_config.max_installed_prerequisites},
          {"max_cached_updates", web_config.max_cached_updates},
          {"max_request_length_kb", web_config.max_request_length_kb},
          {"execution_timeout", config::duration_text(web_config.execution_timeout)},
          {"error", nullptr}};
}

}  // namespace wsus::control
