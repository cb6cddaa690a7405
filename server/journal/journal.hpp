// What the server saw and did: one entry an exchange, and counters. Tests and scenarios assert on it.
#pragma once

#include "server/journal/entry.hpp"
#include "server/journal/listener.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::journal {

/// A bounded record of entries with counters.
///
/// Counters: "requests" (entries with a method), "soap_faults", "refused", "operation.<Name>",
/// "error_code.<ErrorCode>", "status.<code>", "injected" (rules that happened) and "injected.<fault>",
/// "request_coding.<coding>" and "response_coding.<coding>", "log_failures", "dropped" (entries pushed out). A counter
/// never touched reads 0. Thread safety: every call from any thread.
class Journal {
public:
  /// `capacity`: entries that are kept; with 0 there are counters alone. `body_bytes`: how much of each body is kept,
  /// at most.
  explicit Journal(std::size_t capacity = 10'000, std::size_t body_bytes = 0);

  void add(Entry entry);
  /// From now on `listener` hears of each entry, until the subscription ends.
  [[nodiscard]] Subscription attach(Listener& listener);
  [[nodiscard]] std::vector<Entry> entries() const;
  /// Entries with a sequence greater than `sequence`.
  [[nodiscard]] std::vector<Entry> since(std::uint64_t sequence) const;
  [[nodiscard]] std::uint64_t last_sequence() const;
  [[nodiscard]] std::uint64_t counter(std::string_view name) const;
  [[nodiscard]] std::map<std::string, std::uint64_t, std::less<>> counters() const;
  /// The part of a body that entries are to have.
  [[nodiscard]] std::string_view kept_of(std::string_view body) const { return body.substr(0, body_bytes_); }

  /// Waits until `count` entries were added in all; false after `limit` (a guard against a hung test).
  [[nodiscard]] bool wait_for(std::uint64_t count, std::chrono::milliseconds limit = std::chrono::seconds(10)) const;

private:
  friend class Subscription;
  void detach(Listener& listener);
  void count(Entry const& entry);
  std::size_t const capacity_;
  std::size_t const body_bytes_;
  mutable std::mutex mutex_;
  mutable std::condition_variable added_;
  std::deque<Entry> entries_;
  std::vector<Listener*> listeners_;
  std::uint64_t last_sequence_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> counters_;
};

}  // namespace wsus::journal
