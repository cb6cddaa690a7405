// What a delivery does next: the order and the offsets of writing, waiting and cutting. Pure; delivery.hpp performs it.
#pragma once

#include "server/faults/delivery.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace wsus::http {

/// The course of one response of `whole` bytes (head, and body as it goes out). A value: a copy goes on by itself.
class DeliveryCourse {
public:
  enum class Act {
    write,  ///< the next `bytes`, which are more than none
    wait,   ///< `lasting`; empty: until the peer gives up
    cut,    ///< the connection ends here, as Delivery::cut says; nothing follows
    done,   ///< everything is out; nothing follows
  };
  struct Step {
    Act act = Act::done;
    std::uint64_t bytes = 0;
    std::optional<std::chrono::milliseconds> lasting{};
    bool operator==(Step const&) const = default;
  };

  DeliveryCourse(faults::Delivery const& delivery, std::uint64_t whole);

  /// Each step is taken to have been performed when the next one is asked for.
  [[nodiscard]] Step next();
  /// True once the last byte that this delivery sends has been handed out.
  [[nodiscard]] bool all_handed_out() const { return sent_ == end_; }

private:
  [[nodiscard]] bool stalls_here() const { return stall_ && stall_->after == sent_; }
  [[nodiscard]] Step write();

  std::chrono::milliseconds delay_;
  std::optional<faults::Delivery::Drip> drip_;
  std::optional<faults::Delivery::Stall> stall_;  ///< empty once it is over
  bool cut_;
  std::uint64_t end_;  ///< where the cut is, or the end of the response
  std::uint64_t sent_ = 0;
  bool paced_ = false;  ///< the wait before the next drip is over
};

}  // namespace wsus::http
