// Time as a parameter: everything that needs the time of day is given a Clock.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <atomic>

namespace wsus::wusp {

/// Tells the time of day, in UTC.
/// Thread safety: `now` may be called from any thread.
class Clock {
public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual UtcTime now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
public:
  [[nodiscard]] UtcTime now() const override;
};

/// A clock that stands still until it is moved: the virtual clock of scenarios and tests.
class ManualClock final : public Clock {
public:
  explicit ManualClock(UtcTime start) : ticks_(start.time_since_epoch().count()) {}
  [[nodiscard]] UtcTime now() const override { return UtcTime(Ticks(ticks_.load())); }
  /// Moves the clock by `step`; a negative step moves it back.
  void advance(Ticks step) { ticks_ += step.count(); }

private:
  std::atomic<std::int64_t> ticks_;
};

}  // namespace wsus::wusp
