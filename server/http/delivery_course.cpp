// Courses of deliveries: see delivery_course.hpp.
#include "server/http/delivery_course.hpp"

#include <algorithm>
#include <utility>

namespace wsus::http {

DeliveryCourse::DeliveryCourse(faults::Delivery const& delivery, std::uint64_t whole)
    : delay_(delivery.delay),
      drip_(delivery.drip),
      stall_(delivery.stall),
      cut_(delivery.cut.has_value()),
      end_(delivery.cut ? std::min(delivery.cut->after, whole) : whole) {
  bool const reached = stall_ && stall_->after < whole && stall_->after <= end_;
  if (!reached) stall_.reset();
}

DeliveryCourse::Step DeliveryCourse::next() {
  if (auto const delay = std::exchange(delay_, {}); delay.count() > 0) return {.act = Act::wait, .lasting = delay};
  if (stalls_here()) {
    auto const lasting = stall_->lasting;
    stall_.reset();
    return {.act = Act::wait, .lasting = lasting};
  }
  if (sent_ < end_) return write();
  return {.act = cut_ ? Act::cut : Act::done};
}

DeliveryCourse::Step DeliveryCourse::write() {
  if (drip_ && !std::exchange(paced_, !paced_)) return {.act = Act::wait, .lasting = drip_->every};
  auto bytes = (stall_ ? stall_->after : end_) - sent_;
  if (drip_) bytes = std::min<std::uint64_t>(bytes, std::max(drip_->bytes, 1U));
  sent_ += bytes;
  return {.act = Act::write, .bytes = bytes};
}

}  // namespace wsus::http
