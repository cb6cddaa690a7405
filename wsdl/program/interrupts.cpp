// A thread that waits for signals: see interrupts.hpp. No handler, so nothing runs in the middle of something else.
#include "wsdl/program/interrupts.hpp"

#include <csignal>
#include <initializer_list>

namespace wsus::program {
namespace {

constexpr int wake_up = SIGUSR1;  // from the destructor

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (int const signal : signals) sigaddset(&set, signal);
  return set;
}

void wait_for_signals(std::stop_source stop) {
  auto const all = set_of({SIGINT, SIGTERM, wake_up});
  int signal = 0;
  if (sigwait(&all, &signal) != 0 || signal == wake_up) return;
  stop.request_stop();
  // From here on this thread takes the next one in the default way, which ends the process.
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  auto const deadly = set_of({SIGINT, SIGTERM});
  pthread_sigmask(SIG_UNBLOCK, &deadly, nullptr);
  auto const end = set_of({wake_up});
  sigwait(&end, &signal);
}

}  // namespace

Interrupts::Interrupts() {
  auto const all = set_of({SIGINT, SIGTERM, wake_up});
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  waiter_ = std::jthread(wait_for_signals, stop_);
}

Interrupts::~Interrupts() { pthread_kill(waiter_.native_handle(), wake_up); }

}  // namespace wsus::program
