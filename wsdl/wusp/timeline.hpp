// Virtual time for waits on the wire: it stands still while anybody can go on, and jumps when everybody waits.
#pragma once

#include "wsdl/wusp/clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace wsus::wusp {

/// One TCP connection as both of its ends can name it: "127.0.0.1:40123" and "127.0.0.1:8530".
struct WireId {
  std::string client{};
  std::string server{};
  auto operator<=>(WireId const&) const = default;
};

/// A clock for a world in which simulated machines call servers over real sockets. A slow server must cost a client its
/// receive timeout, and nobody a second of real time.
///
/// Who takes part:
/// - an Actor is a thread that runs a command of a machine. While it computes, time stands still;
/// - an actor's Asking is the time in which it does nothing but wait for its calls;
/// - a Call is one connection of an asking actor on which an answer is awaited, with a deadline;
/// - a Hold is a server's end of a connection that deliberately sends nothing before a point in time, or ever.
///
/// Time moves when there is a call, no actor computes, and every call is quiet: its connection is held, and the client
/// has received as many bytes as the server had sent when it began to hold. It moves to the earliest deadline or end of
/// a hold among the quiet connections, and no further; who waited for that point is woken, and counts as able to go on
/// until it waits again or is done. Holds of connections on which nobody calls (the client gave up) never move time.
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
  /// Moves time by hand; for steps between commands. Wakes whose point is reached are called.
  void advance(Ticks step);

  class Actor;
  class Asking;
  class Call;
  class Hold;

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Takes part from construction to destruction. Not to be nested on one thread.
class Timeline::Actor {
public:
  explicit Actor(Timeline& timeline);
  ~Actor();
  Actor(Actor const&) = delete;
  Actor& operator=(Actor const&) = delete;

private:
  Timeline& timeline_;
};

/// From construction to destruction the actor of this thread waits for its calls.
class Timeline::Asking {
public:
  explicit Asking(Timeline& timeline);
  ~Asking();
  Asking(Asking const&) = delete;
  Asking& operator=(Asking const&) = delete;

private:
  Timeline& timeline_;
};

/// One awaited answer.
class Timeline::Call {
public:
  /// `wake` is called once the deadline has passed.
  Call(Timeline& timeline, WireId wire, UtcTime deadline, Wake wake);
  ~Call();
  Call(Call const&) = delete;
  Call& operator=(Call const&) = delete;

  /// So many bytes have come on this connection since it was opened, and the next deadline.
  void received(std::uint64_t total, UtcTime deadline);

private:
  struct Entry;
  Timeline& timeline_;
  std::shared_ptr<Entry> entry_;
};

/// A server's end that says nothing for a while.
class Timeline::Hold {
public:
  /// `sent`: bytes that were written to this connection since it was opened. `until` empty: for good; `wake` is not
  /// called then. A wake that is due at once is called before the constructor returns.
  Hold(Timeline& timeline, WireId wire, std::uint64_t sent, std::optional<UtcTime> until, Wake wake);
  ~Hold();
  Hold(Hold const&) = delete;
  Hold& operator=(Hold const&) = delete;

private:
  struct Entry;
  Timeline& timeline_;
  std::shared_ptr<Entry> entry_;
};

}  // namespace wsus::wusp
