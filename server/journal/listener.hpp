// Those who want to know of each entry as it comes: expectations, live events, metrics.
#pragma once

#include "server/journal/entry.hpp"

#include <cstdint>
#include <utility>

namespace wsus::journal {

/// Called on the thread of the exchange, under the journal's lock: in the order of sequences, one call at a time. So a
/// call has to be short, and must not ask the journal anything.
class Listener {
public:
  virtual ~Listener() = default;
  /// `entry` as it is kept: with its sequence, and as much of the bodies as the journal takes.
  virtual void added(Entry const& entry) noexcept = 0;
  /// The journal was emptied; `last_sequence`: of the entry before that.
  virtual void cleared(std::uint64_t /*last_sequence*/) noexcept {}
};

class Journal;

/// A listener hears of entries as long as this lives; its destructor returns when no call is under way any more.
/// Lifetime: journal and listener outlive it. One that was moved from, or made by default, stands for nobody.
class Subscription {
public:
  Subscription() = default;
  Subscription(Journal& journal, Listener& listener) : journal_(&journal), listener_(&listener) {}
  Subscription(Subscription&& other) noexcept
      : journal_(std::exchange(other.journal_, nullptr)), listener_(std::exchange(other.listener_, nullptr)) {}
  Subscription& operator=(Subscription&& other) noexcept {
    std::swap(journal_, other.journal_);
    std::swap(listener_, other.listener_);
    return *this;
  }
  Subscription(Subscription const&) = delete;
  Subscription& operator=(Subscription const&) = delete;
  ~Subscription();

private:
  Journal* journal_ = nullptr;
  Listener* listener_ = nullptr;
};

}  // namespace wsus::journal
