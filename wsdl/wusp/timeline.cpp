// Virtual time: see timeline.hpp.
#include "wsdl/wusp/timeline.hpp"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace wsus::wusp {

struct Timeline::Wait::Entry {
  WireId wire{};
  std::uint64_t received = 0;
  UtcTime deadline{};
  Wake wake{};
  bool over = false;  ///< woken; it runs again
};

struct Timeline::Hold::Entry {
  WireId wire{};
  std::uint64_t sent = 0;
  std::optional<UtcTime> until{};
  Wake wake{};
};

struct Timeline::State {
  using Waits = std::vector<std::shared_ptr<Wait::Entry>>;
  using Holds = std::vector<std::shared_ptr<Hold::Entry>>;

  mutable std::mutex mutex{};
  UtcTime now{};
  std::size_t running = 0;
  Waits waits{};
  Holds holds{};

  [[nodiscard]] Hold::Entry const* quiet_hold(Wait::Entry const& wait) const {
    auto const found = std::find_if(holds.begin(), holds.end(), [&](auto const& hold) {
      return hold->wire == wait.wire && hold->sent == wait.received;
    });
    return found == holds.end() ? nullptr : found->get();
  }

  /// Where time can go; empty: it has to stand still.
  [[nodiscard]] std::optional<UtcTime> next() const {
    if (running > 0 || waits.empty()) return std::nullopt;
    auto earliest = UtcTime::max();
    for (auto const& wait : waits) {
      auto const* const hold = quiet_hold(*wait);
      if (hold == nullptr) return std::nullopt;
      earliest = std::min({earliest, wait->deadline, hold->until.value_or(UtcTime::max())});
    }
    return earliest;
  }

  /// Takes out who is woken by the present time.
  [[nodiscard]] std::vector<Wake> due() {
    std::vector<Wake> wakes;
    for (auto const& wait : waits) {
      if (wait->deadline > now) continue;
      wait->over = true;
      ++running;
      wakes.push_back(wait->wake);
    }
    for (auto const& hold : holds) {
      if (hold->until && *hold->until <= now) wakes.push_back(hold->wake);
    }
    std::erase_if(waits, [](auto const& wait) { return wait->over; });
    std::erase_if(holds, [this](auto const& hold) { return hold->until && *hold->until <= now; });
    return wakes;
  }

  /// Changes something under the lock, then lets time move as far as it may, and wakes.
  template <typename Change>
  void change(Change const& change) {
    std::vector<Wake> wakes;
    {
      std::scoped_lock const lock(mutex);
      change();
      if (auto const point = next()) now = std::max(now, *point);
      wakes = due();
    }
    for (auto const& wake : wakes) wake();
  }
};

Timeline::Timeline(UtcTime start) : state_(std::make_unique<State>()) { state_->now = start; }
Timeline::~Timeline() = default;

UtcTime Timeline::now() const {
  std::scoped_lock const lock(state_->mutex);
  return state_->now;
}

void Timeline::advance(Ticks step) {
  state_->change([&] { state_->now += step; });
}

Timeline::Running::Running(Timeline& timeline) : timeline_(timeline) {
  timeline_.state_->change([&] { ++timeline_.state_->running; });
}
Timeline::Running::~Running() {
  timeline_.state_->change([&] { --timeline_.state_->running; });
}

Timeline::Pause::Pause(Timeline& timeline) : timeline_(timeline) {
  timeline_.state_->change([&] { --timeline_.state_->running; });
}
Timeline::Pause::~Pause() {
  timeline_.state_->change([&] { ++timeline_.state_->running; });
}

Timeline::Wait::Wait(Timeline& timeline, WireId wire, std::uint64_t received, UtcTime deadline, Wake wake)
    : timeline_(timeline),
      entry_(std::make_shared<Entry>(
          Entry{.wire = std::move(wire), .received = received, .deadline = deadline, .wake = std::move(wake)})) {
  timeline_.state_->change([&] {
    --timeline_.state_->running;
    timeline_.state_->waits.push_back(entry_);
  });
}

Timeline::Wait::~Wait() {
  timeline_.state_->change([&] {
    if (entry_->over) return;
    ++timeline_.state_->running;
    std::erase(timeline_.state_->waits, entry_);
  });
}

Timeline::Hold::Hold(Timeline& timeline, WireId wire, std::uint64_t sent, std::optional<UtcTime> until, Wake wake)
    : timeline_(timeline),
      entry_(std::make_shared<Entry>(
          Entry{.wire = std::move(wire), .sent = sent, .until = until, .wake = std::move(wake)})) {
  timeline_.state_->change([&] { timeline_.state_->holds.push_back(entry_); });
}

Timeline::Hold::~Hold() {
  timeline_.state_->change([&] { std::erase(timeline_.state_->holds, entry_); });
}

}  // namespace wsus::wusp
