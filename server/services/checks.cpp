// Argument checks of operations: see checks.hpp.
#include "server/services/checks.hpp"

#include <algorithm>

namespace wsus::services {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

constexpr std::size_t max_name = 255;

/// GetFileLocations must not: its NewCookie is the way out. MS-WUSP names the code and no operation
/// (wusp-protocol 5.3).
bool tells_moved_content(std::string_view operation) {
  return operation == "SyncUpdates" || operation == "GetExtendedUpdateInfo";
}

}  // namespace

bool is_protocol_version(std::optional<std::string> const& text) {
  if (!text) return false;
  std::string_view const whole = *text;
  auto const dot = whole.find('.');
  return dot != std::string_view::npos && all_digits(whole.substr(0, dot)) && all_digits(whole.substr(dot + 1));
}

bool is_client_id(std::string_view text) {
  return !text.empty() && text.size() <= max_name &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_dns_name(std::string_view text) {
  if (text.empty() || text.size() > max_name || text.front() == '.' || text.find("..") != std::string_view::npos)
    return false;
  return std::ranges::all_of(text,
                             [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; });
}

domain::CookieState require_cookie(ServiceCall& call, std::optional<std::string_view> encrypted_data,
                                   bool check_config) {
  auto const cookie = encrypted_data ? sealer_of(call).open_cookie(*encrypted_data) : std::nullopt;
  if (!cookie) throw Refused{.error_code = wusp::ErrorCode::invalid_cookie};
  call.record.client_id = cookie->client_id;
  call.record.target_group = cookie->target_group;
  examine(call);
  auto const& settings = *call.settings;
  domain::CookieRules const rules{.now = call.state.now(),
                                  .server_id = call.state.server_id(),
                                  .config_last_change =
                                      domain::config_last_change_for(settings, call.record.operation)};
  if (auto const error = domain::refusal(*cookie, rules, check_config)) throw Refused{.error_code = *error};
  if (cookie->content_generation < settings.content_generation && tells_moved_content(call.record.operation))
    throw Refused{.error_code = wusp::ErrorCode::file_location_changed};
  call.state.computers().contacted(cookie->client_id, rules.now);
  return *cookie;
}

void require_registration(ServiceCall& call, std::string const& client_id) {
  if (call.settings->registration_required && !call.state.computers().is_registered(client_id))
    throw Refused{.error_code = wusp::ErrorCode::registration_required};
}

void invalid_parameter(std::string_view name) {
  throw Refused{.error_code = wusp::ErrorCode::invalid_parameters, .message = std::string(name)};
}

}  // namespace wsus::services
