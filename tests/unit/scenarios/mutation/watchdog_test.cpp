// The guard against what does not end.
#include "scenarios/mutation/watchdog.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace wsus::lab {
namespace {

TEST(Watchdog, IsSilentWhenTheEndComesFirst) {
  std::atomic<bool> bitten = false;
  {
    Watchdog const dog(std::chrono::hours(1), [&] { bitten = true; });
  }
  EXPECT_FALSE(bitten);
}

TEST(Watchdog, BitesWhenTheLimitComesFirst) {
  std::promise<void> bitten;
  Watchdog const dog(std::chrono::milliseconds(1), [&] { bitten.set_value(); });
  bitten.get_future().wait();  // the test's own limit is the guard
}

}  // namespace
}  // namespace wsus::lab
