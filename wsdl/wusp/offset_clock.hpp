// A clock that goes on by itself and can be moved: that of a server whose operator tries out what comes later.
#pragma once

#include "wsdl/wusp/clock.hpp"

#include <atomic>
#include <cstdint>

namespace wsus::wusp {

/// Another clock, ahead of it or behind it by an offset; none at first. Lifetime: `base` outlives it.
/// Thread safety: every call from any thread; of two moves at one time both count, or the later one.
class OffsetClock final : public Clock {
public:
  explicit OffsetClock(Clock const& base) : base_(base) {}

  [[nodiscard]] UtcTime now() const override { return base_.now() + offset(); }
  /// How far it is ahead; negative: behind.
  [[nodiscard]] Ticks offset() const { return Ticks(ticks_.load()); }
  /// Moves it by `step`; a negative step moves it back. The caller keeps it within the years of UtcTime.
  void advance(Ticks step) { ticks_ += step.count(); }
  /// From now on it is this time.
  void set(UtcTime time) { ticks_ = (time - base_.now()).count(); }
  /// Back to the time of `base`.
  void reset() { ticks_ = 0; }

private:
  Clock const& base_;
  std::atomic<std::int64_t> ticks_ = 0;
};

}  // namespace wsus::wusp
