// Reading and ranges of inputs: see read_inputs.hpp.
#include "scenarios/capacity/read_inputs.hpp"

#include "scenarios/capacity/quantities.hpp"
#include "scenarios/capacity/ranges.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <variant>

namespace wsus::capacity {
namespace {

/// How a kind of quantity is read and told.
struct Kind {
  std::variant<double, NotRead> (*read)(std::string_view) = nullptr;
  std::string (*text)(double) = nullptr;
};
constexpr Kind count{read_count, count_text};
constexpr Kind number{read_number, rate_text};
constexpr Kind duration{read_duration, duration_text};
constexpr Kind share{read_share, share_text};

struct Range {
  double least = 0;
  double most = 0;
};

class Reader {
public:
  explicit Reader(std::vector<std::string>& mistakes) : mistakes_(mistakes) {}

  /// The value, where it was written and is right.
  std::optional<double> take(std::string_view option, std::optional<std::string> const& written, Kind kind,
                             Range range) {
    if (!written) return std::nullopt;
    auto const allowed = fmt::format("allowed: {} to {}", kind.text(range.least), kind.text(range.most));
    auto const read = kind.read(*written);
    if (auto const* error = std::get_if<NotRead>(&read)) {
      mistakes_.push_back(fmt::format("{} '{}' {}; {}", option, *written, error->why, allowed));
      return std::nullopt;
    }
    auto const value = std::get<double>(read);
    if (value >= range.least && value <= range.most) return value;
    mistakes_.push_back(
        fmt::format("{} '{}' is too {}; {}", option, *written, value < range.least ? "small" : "large", allowed));
    return std::nullopt;
  }

private:
  std::vector<std::string>& mistakes_;
};

template <typename Number>
void set(Number& target, std::optional<double> value) {
  if (value) target = static_cast<Number>(*value);
}

void read_load(Reader& reader, Written const& written, Inputs& inputs) {
  using namespace ranges;
  set(inputs.clients, reader.take("--clients", written.clients, count, {1, most_clients}));
  set(inputs.cycle, reader.take("--cycle", written.cycle, duration, {shortest_cycle, longest_cycle}));
  Range const window{shortest_window, longest_window};
  auto const storm = reader.take("--storm", written.storm, duration, window);
  auto const patch_day = reader.take("--patch-day", written.patch_day, duration, window);
  if (storm) inputs.arrivals = Arrivals::storm;
  if (patch_day) inputs.arrivals = Arrivals::patch_day;
  set(inputs.window, storm ? storm : patch_day);
  set(inputs.warm_calls, reader.take("--calls", written.calls, count, {1, most_calls}));
  set(inputs.cold_calls, reader.take("--cold-calls", written.cold_calls, count, {1, most_calls}));
  set(inputs.cold_share, reader.take("--cold-share", written.cold_share, share, {0, 1}));
  set(inputs.client_timeout,
      reader.take("--client-timeout", written.client_timeout, duration, {shortest_timeout, longest_timeout}));
  set(inputs.pause, reader.take("--pause", written.pause, duration, {0, longest_pause}));
}

void read_server(Reader& reader, Written const& written, Inputs& inputs) {
  using namespace ranges;
  set(inputs.service_time,
      reader.take("--service-time", written.service_time, duration, {shortest_service, longest_service}));
  set(inputs.variation, reader.take("--variation", written.variation, number, {0, most_variation}));
  set(inputs.workers, reader.take("--workers", written.workers, count, {1, most_workers}));
  set(inputs.queue, reader.take("--queue", written.queue, count, {shortest_queue, longest_queue}));
  auto const connections = reader.take("--connections", written.connections, count, {1, most_connections});
  if (connections) inputs.connections = static_cast<unsigned>(*connections);
}

}  // namespace

Reading read_inputs(Written const& written) {
  Reading reading;
  Reader reader(reading.mistakes);
  if (!written.clients) reading.mistakes.emplace_back("--clients is missing; it says how many machines there are");
  read_load(reader, written, reading.inputs);
  read_server(reader, written, reading.inputs);
  if (written.storm && written.patch_day)
    reading.mistakes.emplace_back("--storm and --patch-day contradict each other; allowed: one of them");
  return reading;
}

}  // namespace wsus::capacity
