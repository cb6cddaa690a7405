// How the agent's waits pass: in real time, or on the timeline of a simulated world. Private to client_sim/transport.
#pragma once

#include "wsdl/waiting/wake.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <chrono>
#include <cstdint>
#include <memory>

namespace wsus::transport {

/// Where on the wire bytes are awaited.
struct WaitPlace {
  wusp::WireId wire{};
  std::uint64_t received = 0;  ///< bytes that have come since the connection was opened, as TCP carries them
};

/// All waits of one session. Thread safety: one thread. Lifetime: outlives its waits.
class Waits {
public:
  using Wake = waiting::Wake;
  using Executor = waiting::Executor;

  /// One wait under way; ended by its destruction.
  class Running {
  public:
    virtual ~Running() = default;
  };

  virtual ~Waits() = default;

  /// Since a beginning that means nothing by itself: only differences count.
  [[nodiscard]] virtual wusp::Ticks now() const = 0;
  /// Until the time has come, or nothing that anybody could do would bring more bytes before. `wake` is called once, on
  /// `executor` (one handler at a time), never from inside the call and never once the wait has been destroyed there.
  [[nodiscard]] virtual std::unique_ptr<Running> for_bytes(Executor const& executor, WaitPlace const& place,
                                                           wusp::Ticks until, Wake wake) = 0;
  /// The same for what no peer has a part in: packets that nobody gets.
  [[nodiscard]] virtual std::unique_ptr<Running> for_time(Executor const& executor, wusp::Ticks until, Wake wake) = 0;
  /// The same for what this system does by itself, as connecting within it: always real time.
  [[nodiscard]] virtual std::unique_ptr<Running> for_system(Executor const& executor, std::chrono::milliseconds lasting,
                                                            Wake wake);
};

[[nodiscard]] std::unique_ptr<Waits> make_real_waits();

/// Who waits is a Running of the timeline, and it outlives the waits. A peer that takes no part in the timeline and
/// says nothing would hold time back for good: after `guard` of real time the wait is over all the same.
[[nodiscard]] std::unique_ptr<Waits> make_timeline_waits(wusp::Timeline& timeline,
                                                         std::chrono::milliseconds guard = std::chrono::minutes(5));

}  // namespace wsus::transport
