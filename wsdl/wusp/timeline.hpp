// Virtual time for waits on the wire: it stands still while anybody can go on, and jumps when everybody waits.
#pragma once

#include "wsdl/wusp/clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace wsus::wusp {

/// One TCP connection as both of its ends can name it: "127.0.0.1:40123" and "127.0.0.1:8530", an IPv6 address in
/// brackets. Counts of its bytes are of those that TCP carries: over TLS the encrypted ones, handshake included.
struct WireId {
  std::string client{};
  std::string server{};
  auto operator<=>(WireId const&) const = default;
};

/// A clock for a world in which simulated machines call servers over real sockets. A slow server must cost a client its
/// receive timeout, and nobody a second of real time.
///
/// Who takes part:
/// - Running: something that can go on: a thread that runs a command of a machine, a coroutine that makes its calls.
///   While anything runs, time stands still. A Pause takes back one Running while it only waits for other participants;
/// - Wait: a Running that awaits bytes on a connection until a deadline, and does nothing else;
/// - Hold: a server's end of a connection that deliberately sends nothing before a point in time, or ever. Servers do
///   not run; as long as one works, its connection has no hold.
///
/// Time moves when nothing runs, somebody waits, and every wait is quiet: its connection is held, and as many bytes
/// have come as the server had sent when it began to hold. It moves to the earliest deadline of a wait or end of a hold
/// on those connections, and no further. A wait that is woken runs again from that moment; a hold that is woken is
/// over. Holds of connections on which nobody waits (the client gave up) never move time.
///
/// Thread safety: every call from any thread. Wakes are called without locks held, from the thread that moved time;
/// they must not block. Lifetime: the timeline outlives everything that takes part.
class Timeline final : public Clock {
public:
  using Wake = std::function<void()>;

  explicit Timeline(UtcTime start);
  ~Timeline() override;
  Timeline(Timeline const&) = delete;
  Timeline& operator=(Timeline const&) = delete;

  [[nodiscard]] UtcTime now() const override;
  /// Moves time by hand, for steps between commands: forward, or back. Whoever's point is reached is woken.
  void advance(Ticks step);

  class Running;
  class Pause;
  class Wait;
  class Hold;

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// From construction to destruction something can go on.
class Timeline::Running {
public:
  explicit Running(Timeline& timeline);
  ~Running();
  Running(Running const&) = delete;
  Running& operator=(Running const&) = delete;

private:
  Timeline& timeline_;
};

/// A Running waits for other participants from construction to destruction.
class Timeline::Pause {
public:
  explicit Pause(Timeline& timeline);
  ~Pause();
  Pause(Pause const&) = delete;
  Pause& operator=(Pause const&) = delete;

private:
  Timeline& timeline_;
};

/// A Running awaits bytes from construction to destruction.
class Timeline::Wait {
public:
  /// `received`: bytes that have come on this connection since it was opened. `wake` is called once, when the deadline
  /// has passed. It may be on its way while the destructor runs, so it owns or weakly refers to what it uses.
  Wait(Timeline& timeline, WireId wire, std::uint64_t received, UtcTime deadline, Wake wake);
  ~Wait();
  Wait(Wait const&) = delete;
  Wait& operator=(Wait const&) = delete;

  struct Entry;

private:
  Timeline& timeline_;
  std::shared_ptr<Entry> entry_;
};

/// A server's end says nothing from construction to destruction, or until it is woken.
class Timeline::Hold {
public:
  /// `sent`: bytes that were written to this connection since it was opened. `until` empty: for good; `wake` is not
  /// called then. A wake that is due at once is called before the constructor returns; as with Wait, it may be on its
  /// way while the destructor runs.
  Hold(Timeline& timeline, WireId wire, std::uint64_t sent, std::optional<UtcTime> until, Wake wake);
  ~Hold();
  Hold(Hold const&) = delete;
  Hold& operator=(Hold const&) = delete;

  struct Entry;

private:
  Timeline& timeline_;
  std::shared_ptr<Entry> entry_;
};

}  // namespace wsus::wusp
