// What the server saw and did: one entry an exchange, and counters. Tests and scenarios assert on it.
#pragma once

#include "server/journal/bodies.hpp"
#include "server/journal/counters.hpp"
#include "server/journal/entry.hpp"
#include "server/journal/filter.hpp"
#include "server/journal/listener.hpp"
#include "server/journal/names.hpp"
#include "server/journal/packed.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::journal {

/// How much a journal keeps.
struct Bounds {
  std::size_t entries = 10'000;             ///< the newest; 0: counters alone
  std::size_t body_bytes = 0;               ///< of each body, its beginning
  std::size_t all_body_bytes = 64U << 20U;  ///< of all bodies together; of more, the oldest are dropped first
  bool operator==(Bounds const&) const = default;
};

/// Some entries, oldest first, and how to go on.
struct Page {
  std::vector<Entry> entries{};
  /// Sequence to go on after; empty: no entry that matches comes after these now.
  std::optional<std::uint64_t> next{};
  std::uint64_t missed = 0;  ///< entries after `after` that newer ones have pushed out before they were looked at
  std::uint64_t last_sequence = 0;  ///< of all entries, looked at or not
  std::uint64_t looked_at = 0;      ///< no entry up to this sequence is of interest to whoever goes on
};

/// A bounded record of entries with counters.
///
/// Counters: "requests" (entries with a method), "soap_faults", "refused", "operation.<Name>",
/// "error_code.<ErrorCode>", "status.<code>", "injected" (rules that happened) and "injected.<fault>",
/// "request_coding.<coding>" and "response_coding.<coding>", "log_failures", "dropped" (entries pushed out),
/// "dropped_bodies" (entries that lost their bodies before). A counter never touched reads 0.
/// Entries are kept packed; what is handed out are values. Thread safety: every call from any thread; none holds the
/// lock for longer than it takes to copy a few dozen entries, but entries() and since().
class Journal {
public:
  explicit Journal(Bounds bounds);
  /// `capacity` and `body_bytes` of the bounds.
  explicit Journal(std::size_t capacity = 10'000, std::size_t body_bytes = 0);

  void add(Entry entry);
  /// Of an exchange that began at this generation(): not taken, and not counted, when clear() has come in between. So
  /// nothing of before is seen after a reset.
  void add(Entry entry, std::uint64_t generation);
  /// How often the journal was cleared.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }
  /// From now on `listener` hears of each entry, until the subscription ends.
  [[nodiscard]] Subscription attach(Listener& listener);

  [[nodiscard]] std::vector<Entry> entries() const;
  /// Entries with a sequence greater than `sequence`.
  [[nodiscard]] std::vector<Entry> since(std::uint64_t sequence) const;
  /// At most `limit` (1 and more) of those after `after` that the filter wants.
  [[nodiscard]] Page page(Filter const& filter, std::uint64_t after, std::size_t limit) const;
  /// Empty: there is none, or not any more.
  [[nodiscard]] std::optional<Entry> find(std::uint64_t sequence) const;
  /// Entries that are there now.
  [[nodiscard]] std::size_t size() const;
  /// 0 as long as there was none. clear() does not begin anew.
  [[nodiscard]] std::uint64_t last_sequence() const;

  [[nodiscard]] std::uint64_t counter(std::string_view name) const;
  [[nodiscard]] std::map<std::string, std::uint64_t, std::less<>> counters() const;
  /// The part of a body that entries are to have.
  [[nodiscard]] std::string_view kept_of(std::string_view body) const { return body.substr(0, body_bytes_.load()); }

  [[nodiscard]] Bounds bounds() const;
  /// What is beyond them is pushed out at once. Bodies of entries that are there already stay as they are.
  void set_bounds(Bounds const& bounds);
  /// Forgets all entries, and their bodies; sequences go on. How many.
  std::size_t clear();
  void clear_counters();

  /// Waits until `count` entries were added in all; false after `limit` (a guard against a hung test).
  [[nodiscard]] bool wait_for(std::uint64_t count, std::chrono::milliseconds limit = std::chrono::seconds(10)) const;

private:
  friend class Subscription;
  void detach(Listener& listener);
  // All below with the lock held.
  void take(Entry entry);
  void keep_within_bounds();
  [[nodiscard]] std::uint64_t first_sequence() const { return last_sequence_ - packed_.size() + 1; }
  [[nodiscard]] Entry entry_at(std::size_t index) const;
  void look_at_some(Filter const& filter, std::size_t limit, Page& page, bool& done) const;

  mutable std::mutex mutex_;
  mutable std::condition_variable added_;
  Bounds bounds_;
  std::atomic<std::size_t> body_bytes_;
  Names names_;
  std::deque<Packed> packed_;  ///< sequences without a gap, up to the last one
  Bodies bodies_;
  std::vector<Listener*> listeners_;
  std::uint64_t last_sequence_ = 0;
  std::atomic<std::uint64_t> generation_{0};
  std::uint64_t cleared_ = 0;  ///< the last sequence that clear() has taken
  Counters counters_;
};

}  // namespace wsus::journal
