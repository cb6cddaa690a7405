// How deliberate waits pass: in real time, or on the timeline of a simulated world. Internal to this room.
#pragma once

#include "wsdl/waiting/wake.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

namespace wsus::http {

/// Where on the wire somebody waits.
struct WaitPlace {
  wusp::WireId wire{};
  /// Bytes that were written to the connection since it was opened, as TCP carries them.
  std::uint64_t sent = 0;
};

/// `sent` of a wait that must not move time, since the peer may be sending at that moment: of an idle connection.
inline constexpr std::uint64_t never_quiet = std::numeric_limits<std::uint64_t>::max();

/// Thread safety: begin() from any thread. Lifetime: must outlive every wait.
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
  /// `wake` is called once when `lasting` is over, on `executor`; never from inside begin(), and never once the wait
  /// has been destroyed there. `lasting` empty: never. The executor runs one handler at a time (a strand).
  [[nodiscard]] virtual std::unique_ptr<Running> begin(Executor const& executor, WaitPlace const& place,
                                                       std::optional<std::chrono::milliseconds> lasting, Wake wake) = 0;
};

[[nodiscard]] std::unique_ptr<Waits> make_real_waits();
/// Waits are holds on the timeline, which must outlive them.
[[nodiscard]] std::unique_ptr<Waits> make_timeline_waits(wusp::Timeline& timeline);

}  // namespace wsus::http
