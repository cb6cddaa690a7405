// LastChange as calls see it.
#include "server/domain/settings.hpp"

#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

TEST(ConfigLastChange, IsTheSameForEveryCallOfASteadyServer) {
  Settings const settings{.config_last_change = wusp::UtcTime(wusp::Ticks(500))};
  for (auto const* const operation : {"GetConfig", "GetCookie", "SyncUpdates", "ReportEventBatch"})
    EXPECT_EQ(config_last_change_for(settings, operation), settings.config_last_change) << operation;
}

TEST(ConfigLastChange, WithAClockThatSwingsTheHandshakeSeesAnotherOne) {
  Settings const settings{.config_last_change = wusp::UtcTime(wusp::Ticks(500)), .clock_swing = wusp::Ticks(7)};
  EXPECT_EQ(config_last_change_for(settings, "GetConfig"), wusp::UtcTime(wusp::Ticks(507)));
  EXPECT_EQ(config_last_change_for(settings, "GetCookie"), wusp::UtcTime(wusp::Ticks(507)));
  EXPECT_EQ(config_last_change_for(settings, "SyncUpdates"), wusp::UtcTime(wusp::Ticks(500)));
}

}  // namespace
}  // namespace wsus::domain
