// Proves that a wake comes once, on its executor, and not at all once it was taken back.
#include "wsdl/waiting/wake.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <thread>

namespace wsus::waiting {
namespace {

using std::chrono::steady_clock;

struct WakeTest : testing::Test {
  boost::asio::io_context context{};
  int rung = 0;
  Wake counting() {
    return [this] { ++rung; };
  }
};

TEST_F(WakeTest, ABellRingsOnceAndASilencedOneNever) {
  Bell bell(counting());
  bell.ring();
  bell.ring();
  EXPECT_EQ(rung, 1);
  Bell silenced(counting());
  silenced.silence();
  silenced.ring();
  EXPECT_EQ(rung, 1);
}

TEST_F(WakeTest, ATimerThatIsOverRingsOnItsExecutorAndNotFromItsConstructor) {
  Timer const timer(context.get_executor(), steady_clock::now(), counting());
  EXPECT_EQ(rung, 0);
  context.run();
  EXPECT_EQ(rung, 1);
}

TEST_F(WakeTest, ATimerThatIsDestroyedOnceItIsOverDoesNotRing) {
  { Timer const timer(context.get_executor(), steady_clock::now(), counting()); }
  context.run();
  EXPECT_EQ(rung, 0);
}

TEST_F(WakeTest, ATimerWithoutAnEndNeverRings) {
  Timer const timer(context.get_executor(), std::nullopt, counting());
  EXPECT_EQ(context.run(), 0U);
  EXPECT_EQ(rung, 0);
}

TEST_F(WakeTest, AGateIsPassedFromAnyThreadAndRingsOnItsExecutor) {
  auto const gate = std::make_shared<Gate>(context.get_executor(), counting());
  std::thread([&] { gate->pass(); }).join();
  EXPECT_EQ(rung, 0);
  context.run();
  EXPECT_EQ(rung, 1);
}

TEST_F(WakeTest, AGateThatIsClosedLetsNothingThroughNotEvenWhatHadPassed) {
  auto const gate = std::make_shared<Gate>(context.get_executor(), counting());
  gate->pass();
  gate->close();
  gate->pass();
  context.run();
  EXPECT_EQ(rung, 0);
}

}  // namespace
}  // namespace wsus::waiting
