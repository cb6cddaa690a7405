// Signals become a stop request; the second one ends the process.
#include "wsdl/program/interrupts.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <future>

#include <unistd.h>

namespace wsus::program {
namespace {

/// Sends the signal to the whole process, as a terminal does, and waits until the stop was requested.
void interrupt(Interrupts const& interrupts, int signal) {
  std::promise<void> stopped;
  std::stop_callback const note(interrupts.token(), [&] { stopped.set_value(); });
  ::kill(::getpid(), signal);
  stopped.get_future().wait();
}

TEST(InterruptsDeathTest, SecondSignalEndsTheProcess) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        Interrupts const interrupts;
        interrupt(interrupts, SIGINT);
        ::kill(::getpid(), SIGINT);
        std::promise<void>().get_future().wait();
      },
      testing::KilledBySignal(SIGINT), "");
}

TEST(Interrupts, RequestNothingByThemselves) {
  Interrupts const interrupts;
  EXPECT_FALSE(interrupts.token().stop_requested());
}

TEST(Interrupts, TurnSigintIntoAStopRequest) {
  Interrupts const interrupts;
  interrupt(interrupts, SIGINT);
  EXPECT_TRUE(interrupts.token().stop_requested());
}

TEST(Interrupts, TurnSigtermIntoAStopRequest) {
  Interrupts const interrupts;
  interrupt(interrupts, SIGTERM);
  EXPECT_TRUE(interrupts.token().stop_requested());
}

}  // namespace
}  // namespace wsus::program
