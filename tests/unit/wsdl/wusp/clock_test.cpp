// Clocks: the virtual one stands still until it is moved.
#include "wsdl/wusp/clock.hpp"

#include <gtest/gtest.h>

namespace wsus::wusp {
namespace {

TEST(ManualClock, StandsStillUntilItIsMoved) {
  UtcTime const start = *parse_xsd_date_time("2026-10-04T13:17:07.59Z");
  ManualClock clock(start);
  EXPECT_EQ(clock.now(), start);
  EXPECT_EQ(clock.now(), start);
  clock.advance(std::chrono::hours{22});
  EXPECT_EQ(to_xsd_date_time(clock.now()), "2026-10-05T11:17:07.59Z");
  clock.advance(-std::chrono::days{1} - Ticks{1});
  EXPECT_EQ(to_xsd_date_time(clock.now()), "2026-10-04T11:17:07.5899999Z");
}

TEST(SystemClock, IsTheClockOfTheMachine) {
  auto const before = std::chrono::floor<Ticks>(std::chrono::system_clock::now());
  UtcTime const now = SystemClock{}.now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

}  // namespace
}  // namespace wsus::wusp
