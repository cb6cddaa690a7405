// Figures of a running server in Prometheus' text exposition format (version 0.0.4).
#pragma once

#include "server/journal/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace wsus::metrics {

/// What is looked up when somebody asks for the figures.
struct Observed {
  struct Listener {
    std::string name{};  ///< "http", "https", "admin"
    std::uint64_t total = 0;
    std::uint64_t open = 0;
  };
  struct Pool {
    std::string name{};
    bool is_started = true;
    std::uint64_t waiting = 0;
  };
  std::vector<Listener> connections{};
  std::vector<Pool> pools{};
  std::size_t computers = 0;
  std::size_t journal_entries = 0;
  std::uint64_t journal_dropped = 0;
  std::uint64_t journal_dropped_bodies = 0;
  std::size_t event_readers = 0;
};

struct MetricsSettings {
  std::string version{};     ///< of the program
  double start_seconds = 0;  ///< Unix time at which the process has started
  std::function<Observed()> observe{};
};

/// Hears of every exchange through the journal. What an exchange costs here is a few look-ups in lists that are there
/// from the start; a series is made when it first counts something. Names of series: docs/OBSERVING.md.
/// Thread safety: text() from any thread. Lifetime: the journal, and what `observe` looks at, must outlive it.
class Metrics final : private journal::Listener {
public:
  Metrics(journal::Journal& journal, MetricsSettings settings);
  ~Metrics() override;
  Metrics(Metrics const&) = delete;
  Metrics& operator=(Metrics const&) = delete;

  [[nodiscard]] std::string text() const;

private:
  struct Series;

  void added(journal::Entry const& entry) noexcept override;

  MetricsSettings const settings_;
  std::unique_ptr<Series> series_;
  journal::Subscription subscription_;  // the last member: nothing is heard before all else is there, or after
};

}  // namespace wsus::metrics
