// Series and their text: see metrics.hpp.
#include "server/metrics/metrics.hpp"

#include "server/metrics/label_values.hpp"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <sstream>
#include <utility>

namespace wsus::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Seconds. A call that has nothing new to tell takes about a millisecond, a full page some.
Histogram::BucketBoundaries buckets() {
  return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
}

std::string_view word_of(std::string const& text) { return text.empty() ? std::string_view("none") : text; }

Family<Counter>& counter(prometheus::Registry& registry, std::string const& name, std::string const& help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

ClientMetric sample(double value, MetricType type, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  if (type == MetricType::Counter) metric.counter.value = value;
  if (type == MetricType::Gauge) metric.gauge.value = value;
  return metric;
}

/// Families of figures that are looked up, not counted here.
class Looked {
public:
  void add(std::string name, std::string help, MetricType type, std::vector<ClientMetric> samples) {
    MetricFamily family;
    family.name = std::move(name);
    family.help = std::move(help);
    family.type = type;
    family.metric = std::move(samples);
    families_.push_back(std::move(family));
  }
  void add(std::string name, std::string help, MetricType type, double value) {
    add(std::move(name), std::move(help), type, {sample(value, type)});
  }
  [[nodiscard]] std::vector<MetricFamily> take() { return std::move(families_); }

private:
  std::vector<MetricFamily> families_;
};

void add_connections(Looked& looked, Observed const& observed) {
  std::vector<ClientMetric> total;
  std::vector<ClientMetric> open;
  for (auto const& listener : observed.connections) {
    total.push_back(sample(static_cast<double>(listener.total), MetricType::Counter, {{"listener", listener.name}}));
    open.push_back(sample(static_cast<double>(listener.open), MetricType::Gauge, {{"listener", listener.name}}));
  }
  looked.add("wsus_connections_total", "Connections accepted", MetricType::Counter, std::move(total));
  looked.add("wsus_connections_open", "Connections that are open now", MetricType::Gauge, std::move(open));
}

void add_pools(Looked& looked, Observed const& observed) {
  std::vector<ClientMetric> waiting;
  std::vector<ClientMetric> started;
  for (auto const& pool : observed.pools) {
    waiting.push_back(sample(static_cast<double>(pool.waiting), MetricType::Gauge, {{"pool", pool.name}}));
    started.push_back(sample(pool.is_started ? 1 : 0, MetricType::Gauge, {{"pool", pool.name}}));
  }
  looked.add("wsus_pool_queue", "Requests that wait in the queue of an application pool", MetricType::Gauge,
             std::move(waiting));
  looked.add("wsus_pool_started", "1 for an application pool that is started", MetricType::Gauge, std::move(started));
}

std::vector<MetricFamily> looked_up(Observed const& observed, MetricsSettings const& settings) {
  Looked looked;
  add_connections(looked, observed);
  add_pools(looked, observed);
  looked.add("wsus_computers", "Computers that the server knows", MetricType::Gauge,
             static_cast<double>(observed.computers));
  looked.add("wsus_journal_entries", "Entries that the journal keeps now", MetricType::Gauge,
             static_cast<double>(observed.journal_entries));
  looked.add("wsus_journal_dropped_total", "Entries that newer ones have pushed out", MetricType::Counter,
             static_cast<double>(observed.journal_dropped));
  looked.add("wsus_journal_dropped_bodies_total", "Entries that have lost their bodies before", MetricType::Counter,
             static_cast<double>(observed.journal_dropped_bodies));
  looked.add("wsus_event_readers", "Readers of live events", MetricType::Gauge,
             static_cast<double>(observed.event_readers));
  looked.add("process_start_time_seconds", "Unix time at which the process has started", MetricType::Gauge,
             settings.start_seconds);
  looked.add("wsus_build_info", "1, with the version of the program", MetricType::Gauge,
             {sample(1, MetricType::Gauge, {{"version", settings.version}})});
  return looked.take();
}

}  // namespace

/// Exchanges come one at a time, under the lock of the journal; the series themselves may be read meanwhile.
struct Metrics::Series {
  prometheus::Registry registry;
  LabelValues const operations{operation_values()};
  LabelValues const statuses{status_values()};
  LabelValues const error_codes{error_code_values()};
  LabelValues const kinds{fault_values()};
  LabelValues const hresults{hresult_values()};
  Family<Counter>& requests =
      counter(registry, "wsus_requests_total", "Requests by operation, status and ErrorCode of the answer");
  Family<Counter>& injected = counter(registry, "wsus_faults_injected_total", "Faults that rules have injected");
  Family<Counter>& reported =
      counter(registry, "wsus_hresults_reported_total", "Codes in events that clients have reported");
  Family<Counter>& refused =
      counter(registry, "wsus_requests_refused_total", "Requests that were refused before a service saw them");
  Family<Histogram>& durations = prometheus::BuildHistogram()
                                     .Name("wsus_request_duration_seconds")
                                     .Help("Time to make an answer, without sending it")
                                     .Register(registry);
  // A row an index of values; null: nothing was counted yet.
  std::vector<Counter*> requests_by = std::vector<Counter*>(operations.size() * statuses.size() * error_codes.size());
  std::vector<Counter*> injected_by = std::vector<Counter*>(kinds.size());
  std::vector<Counter*> reported_by = std::vector<Counter*>(hresults.size());
  std::vector<Histogram*> durations_by = std::vector<Histogram*>(operations.size());
  Counter& refused_in_all = refused.Add({});

  void note_request(journal::Entry const& entry) {
    auto const operation = operations.index_of(word_of(entry.operation));
    auto const status = statuses.index_of(status_value(entry.status));
    auto const code = error_codes.index_of(word_of(entry.error_code));
    auto*& count = requests_by[(operation * statuses.size() + status) * error_codes.size() + code];
    if (count == nullptr)
      count = &requests.Add({{"operation", operations.at(operation)},
                             {"status", statuses.at(status)},
                             {"error_code", error_codes.at(code)}});
    count->Increment();
    auto*& duration = durations_by[operation];
    if (duration == nullptr) duration = &durations.Add({{"operation", operations.at(operation)}}, buckets());
    duration->Observe(static_cast<double>(entry.duration.count()) / 1e6);
  }

  static void note(std::vector<Counter*>& by, std::size_t index, Family<Counter>& family, std::string const& label,
                   LabelValues const& values) {
    if (by[index] == nullptr) by[index] = &family.Add({{label, values.at(index)}});
    by[index]->Increment();
  }
};

Metrics::Metrics(journal::Journal& journal, MetricsSettings settings)
    : settings_(std::move(settings)), series_(std::make_unique<Series>()), subscription_(journal.attach(*this)) {}

Metrics::~Metrics() = default;

void Metrics::added(journal::Entry const& entry) noexcept {
  auto& series = *series_;
  if (!entry.method.empty()) series.note_request(entry);          // else a connection that never became a request
  if (!entry.refused.empty()) series.refused_in_all.Increment();  // with one, or what was no HTTP
  for (auto const& fault : entry.injected)
    Series::note(series.injected_by, series.kinds.index_of(fault.kind), series.injected, "fault", series.kinds);
  for (auto const hresult : entry.reported_hresults) {
    std::array<char, 10> text{};
    fmt::format_to(text.data(), "0x{:08X}", static_cast<std::uint32_t>(hresult));
    Series::note(series.reported_by, series.hresults.index_of({text.data(), text.size()}), series.reported, "hresult",
                 series.hresults);
  }
}

std::string Metrics::text() const {
  auto families = series_->registry.Collect();
  if (settings_.observe) {
    auto looked = looked_up(settings_.observe(), settings_);
    families.insert(families.end(), std::make_move_iterator(looked.begin()), std::make_move_iterator(looked.end()));
  }
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families);
  return std::move(text).str();
}

}  // namespace wsus::metrics
