// States with every field set, as a usual client has them.
#pragma once

#include "server/domain/cookie_state.hpp"

namespace wsus::cookies {

inline domain::CookieState usual_cookie() {
  using namespace std::chrono_literals;
  wusp::UtcTime const noon = std::chrono::sys_days(std::chrono::year(2026) / 10 / 4) + 12h;
  return {.client_id = "8d5b9fa2-7a3c-4c0e-9d2e-0d1f6b3a5c77",
          .target_group = "Servers",
          .protocol_version = "3.2",
          .server_id = wusp::guid_from_bits(0x1122334455667788u, 0x99aabbccddeeff00u),
          .expires = noon + 1h,
          .config_last_change = noon - 72h,
          .anchor = wusp::UtcTime(wusp::Ticks(-1)),
          .content_generation = 0x8877'6655'4433'2211,
          .driver_anchor = noon - 1h,
          .filter_anchor = noon - 2h,
          .filter_mark = 0x0102'0304'0506'0708};
}

inline domain::AuthorizationState usual_authorization() {
  return {
      .client_id = "8d5b9fa2-7a3c-4c0e-9d2e-0d1f6b3a5c77", .dns_name = "pc01.contoso.com", .target_group = "Servers"};
}

}  // namespace wsus::cookies
