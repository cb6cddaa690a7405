// Why a readable cookie is refused (wusp-protocol 5.2, 5.3).
#include "server/domain/cookie_state.hpp"

#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using wusp::ErrorCode;

struct RefusalRow {
  char const* name;
  bool other_server;
  int minutes_left;
  bool config_changed;
  bool check_config;
  std::optional<ErrorCode> refusal;
};

class CookieRefusal : public testing::TestWithParam<RefusalRow> {};

TEST_P(CookieRefusal, FollowsTheOrderOfTheChecks) {
  auto const& row = GetParam();
  wusp::UtcTime const now(std::chrono::hours(1'000));
  CookieState const cookie{.server_id = wusp::guid_from_bits(1, 1),
                           .expires = now + std::chrono::minutes(row.minutes_left),
                           .config_last_change = now};
  CookieRules const rules{.now = now,
                          .server_id = row.other_server ? wusp::guid_from_bits(2, 2) : cookie.server_id,
                          .config_last_change = row.config_changed ? now + wusp::Ticks(1) : now};
  EXPECT_EQ(refusal(cookie, rules, row.check_config), row.refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CookieRefusal,
    testing::Values(RefusalRow{"Good", false, 60, false, true, std::nullopt},
                    RefusalRow{"OtherServer", true, 60, false, true, ErrorCode::server_changed},
                    RefusalRow{"Expired", false, -1, false, true, ErrorCode::cookie_expired},
                    RefusalRow{"ExpiresNow", false, 0, false, true, ErrorCode::cookie_expired},
                    RefusalRow{"ConfigChanged", false, 60, true, true, ErrorCode::config_changed},
                    RefusalRow{"ConfigNotChecked", false, 60, true, false, std::nullopt},
                    RefusalRow{"ServerBeforeExpiry", true, -1, true, true, ErrorCode::server_changed},
                    RefusalRow{"ExpiryBeforeConfig", false, -1, true, true, ErrorCode::cookie_expired},
                    RefusalRow{"ExpiryWithoutConfigCheck", false, -1, true, false, ErrorCode::cookie_expired}),
    [](auto const& test) { return test.param.name; });

}  // namespace
}  // namespace wsus::domain
