// Live events: what happens now, as server-sent events for any number of readers. No sockets: a reader is a body that
// comes over time.
#pragma once

#include "server/faults/body_source.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/redaction.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wsus::control {

struct EventSettings {
  std::size_t readers = 64;                     ///< at a time
  std::chrono::milliseconds heartbeat{15'000};  ///< a reader hears something so often
  /// Between two pieces to one reader: entries that come faster go out together.
  std::chrono::milliseconds pace{20};
  std::size_t notices = 256;  ///< kept of what is no entry, for readers that are behind
  std::function<std::chrono::steady_clock::time_point()> now = [] { return std::chrono::steady_clock::now(); };
};

/// What a reader gets.
struct EventRequest {
  journal::Filter filter{};               ///< of exchanges; with `until` the events end after that one
  std::optional<std::uint64_t> after{};   ///< goes on after this sequence; empty: from now on
  journal::Redactor* redactor = nullptr;  ///< null: nothing is hidden; must outlive the reader
};

/// Readers take entries out of the journal by themselves, each at its own speed: an exchange only rings a bell for
/// those that wait. Who is slower than the journal is long is told how many it has missed. Thread safety: every call
/// from any thread. Lifetime: the journal must outlive the hub, the hub its readers.
class EventHub final : private journal::Listener {
public:
  EventHub(journal::Journal& journal, EventSettings settings);
  EventHub(EventHub const&) = delete;
  EventHub& operator=(EventHub const&) = delete;

  /// Something that is no exchange: "rules", with what is to be said about it.
  void publish(std::string name, boost::json::object const& data);
  /// A reader; null: there are as many as there may be.
  [[nodiscard]] std::shared_ptr<faults::BodySource> open(EventRequest request);
  [[nodiscard]] EventSettings const& settings() const { return settings_; }
  /// How many there are now.
  [[nodiscard]] std::size_t readers() const;

private:
  class Reader;
  struct Notice {
    std::uint64_t number = 0;  ///< from 1
    std::uint64_t after = 0;   ///< it happened after the entry with this sequence
    std::string text{};        ///< as it is sent
  };

  void added(journal::Entry const& entry) noexcept override;
  void cleared(std::uint64_t last_sequence) noexcept override;
  void ring();
  void note(std::string text, std::uint64_t after);

  journal::Journal& journal_;
  EventSettings const settings_;
  std::atomic<std::uint64_t> newest_;  ///< sequence of the newest entry
  std::atomic<std::size_t> waiting_ = 0;
  mutable std::mutex mutex_;
  std::vector<Reader*> readers_;
  std::deque<Notice> notices_;
  std::atomic<std::uint64_t> last_notice_ = 0;
  journal::Subscription subscription_;  // the last member: nothing is heard before all else is there, or after
};

}  // namespace wsus::control
