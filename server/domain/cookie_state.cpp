// When a readable cookie is refused.
#include "server/domain/cookie_state.hpp"

namespace wsus::domain {

std::optional<wusp::ErrorCode> refusal(CookieState const& cookie, CookieRules const& rules, bool check_config) {
  if (cookie.server_id != rules.server_id) return wusp::ErrorCode::server_changed;
  if (rules.now >= cookie.expires) return wusp::ErrorCode::cookie_expired;
  if (check_config && cookie.config_last_change != rules.config_last_change) return wusp::ErrorCode::config_changed;
  return std::nullopt;
}

}  // namespace wsus::domain
