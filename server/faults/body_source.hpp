// A body whose bytes come over time, or that is too large to be made at once.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace wsus::faults {

/// One response asks it for one piece after the other. Thread safety: next() and when_ready() from one thread at a
/// time; the wake from any thread.
class BodySource {
public:
  struct Piece {
    std::string bytes{};  ///< empty: nothing yet
    bool last = false;    ///< the body ends with it
    /// Where there is nothing yet: asked again after so long at the latest; empty: when it says that it is ready.
    std::optional<std::chrono::milliseconds> ask_again{};
  };

  virtual ~BodySource() = default;
  /// Must not block. What it throws ends the connection.
  [[nodiscard]] virtual Piece next() = 0;
  /// `wake` is called once when next() has something to give, at once where it has by now; empty: nobody waits any
  /// more, and none that was given before is called after this returns. A source that always has something ignores it.
  virtual void when_ready(std::function<void()> /*wake*/) {}
};

}  // namespace wsus::faults
