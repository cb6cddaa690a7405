// Service times of a mock server, with a clock of the test's own.
#include "scenarios/measurement/service_time.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::measurement {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// Moves on each time it is looked at: by 1 s before a call, and for the call itself by 10 and 30 ms in turn.
class Steps {
public:
  std::chrono::nanoseconds operator()() {
    using std::chrono::milliseconds;
    ++looks_;
    now_ += looks_ % 2 == 1 ? milliseconds(1'000) : looks_ % 4 == 0 ? milliseconds(30) : milliseconds(10);
    return now_;
  }

private:
  unsigned looks_ = 0;
  std::chrono::nanoseconds now_{};
};

TEST(ServiceTime, IsWhatTheClockSaysOfEachCall) {
  auto const sample = measure(Target{}, {.calls = 8, .cold_scans = 2, .now = Steps()});
  EXPECT_EQ(sample.cold.scans, 2u);
  EXPECT_GT(sample.cold.calls_of_scan(), 6);  // handshake, pages, driver pass
  EXPECT_GE(sample.warm.calls(), 8u);
  EXPECT_EQ(sample.warm.calls_of_scan(),
            4);  // nothing new: a page, the driver pass, texts of what is needed, the report
  EXPECT_NEAR(sample.warm.mean(), 0.020, 1e-9);
  EXPECT_NEAR(sample.warm.variation(), 0.5, 0.05);
  EXPECT_NEAR(sample.cold.mean(), 0.020, 0.002);
}

TEST(ServiceTime, AScanThatFailsIsToldWithItsCode) {
  Target const nobody{.server = "http://127.0.0.1:1"};
  EXPECT_THAT([&] { static_cast<void>(measure(nobody, {})); },
              ThrowsMessage<Unmeasured>(HasSubstr("a scan of http://127.0.0.1:1 ended with 0x80072EFD")));
}

TEST(ServiceTime, EndsWhenItIsToStop) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(static_cast<void>(measure(Target{}, {.stop = stop.get_token()})), Unmeasured);
}

}  // namespace
}  // namespace wsus::measurement
