// Ctrl-C and SIGTERM as a stop token.
#pragma once

#include <stop_token>
#include <thread>

namespace wsus::program {

/// The first SIGINT or SIGTERM requests a stop; a second one ends the process at once, for a run that hangs.
///
/// To be made before any other thread: threads inherit that the signals are held back from them. One a process.
class Interrupts {
public:
  Interrupts();
  ~Interrupts();
  Interrupts(Interrupts const&) = delete;
  Interrupts& operator=(Interrupts const&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

private:
  std::stop_source stop_{};
  std::jthread waiter_;
};

}  // namespace wsus::program
