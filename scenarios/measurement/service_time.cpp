// Measuring: see service_time.hpp.
#include "scenarios/measurement/service_time.hpp"

#include "client_sim/agent/hresult.hpp"
#include "client_sim/app/simulated_pc.hpp"
#include "client_sim/machine/network.hpp"
#include "client_sim/transport/url.hpp"
#include "server/app/wsus_server.hpp"
#include "server/catalogue/generator.hpp"
#include "server/domain/catalogue.hpp"
#include "wsdl/wusp/clock.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace wsus::measurement {
namespace {

using Now = std::function<std::chrono::nanoseconds()>;

std::chrono::nanoseconds steady_now() { return std::chrono::steady_clock::now().time_since_epoch(); }

std::unique_ptr<server::WsusServer> start_mock(wusp::Clock const& clock) {
  server::ServerConfig config;
  catalogue::GeneratorSizes sizes;
  sizes.approved = clock.now();
  config.catalogue = std::make_shared<domain::Catalogue const>(catalogue::generate(sizes));
  config.settings.config_last_change = clock.now();
  return std::make_unique<server::WsusServer>(std::move(config), clock);
}

/// A network with one listener: wherever an answer leads, nothing else can be reached.
std::shared_ptr<machine::LabNetwork const> nothing_but(std::string const& server) {
  auto const url = std::get<transport::Url>(transport::parse_url(server));
  bool const is_address = url.host.starts_with("127.") || url.host.find(':') != std::string::npos;  // else localhost
  machine::Endpoint const endpoint{.address = is_address ? url.host : "127.0.0.1", .port = url.port};
  auto network = std::make_shared<machine::LabNetwork>();
  network->listeners.emplace(endpoint, endpoint);
  return network;
}

/// One machine whose calls are timed.
class TimedPc {
public:
  TimedPc(std::string const& url, unsigned number, bool remote, wusp::Clock const& clock, Now now)
      : pc_(options(url, number), clock), now_(std::move(now)) {
    if (!remote) pc_.machine().network().outside = nothing_but(url);
    pc_.set_call_listener({.begins = [this] { begun_ = now_(); },
                           .ended = [this](client::CallSeen const&) { ended(); },
                           .content_ended = {}});
  }

  void scan_into(capacity::CallTimes& times) {
    times_ = &times;
    auto const& report = pc_.scan();
    times_ = nullptr;
    ++times.scans;
    auto const& result = report.result;
    if (result.hresult == agent::hr::ok) return;
    throw Unmeasured(fmt::format("a scan of {} ended with {} {}: {}", pc_.machine().options().server_url,
                                 agent::to_hex(result.hresult), agent::symbol_of(result.hresult), result.message));
  }

private:
  static machine::MachineOptions options(std::string const& url, unsigned number) {
    return {.name = fmt::format("MEASURE{:02}", number),
            .dns_name = fmt::format("measure{:02}.lab.example", number),
            .seed = number,
            .server_url = url};
  }
  void ended() {
    std::chrono::duration<double> const passed = now_() - begun_;
    if (times_ != nullptr) times_->times.push_back(passed.count());
  }

  client::SimulatedPc pc_;
  Now now_;
  std::chrono::nanoseconds begun_{};
  capacity::CallTimes* times_ = nullptr;
};

void go_on(Plan const& plan) {
  if (plan.stop.stop_requested()) throw Unmeasured("interrupted before the measurement was complete");
}

}  // namespace

capacity::Sample measure(Target const& target, Plan const& plan) {
  wusp::SystemClock const clock;
  Now const now = plan.now ? plan.now : Now(steady_now);
  std::unique_ptr<server::WsusServer> mock;
  capacity::Sample sample;
  if (auto const* url = std::get_if<std::string>(&target.server)) {
    sample.server = *url;
  } else {
    mock = start_mock(clock);
    sample.server = mock->url();
  }
  unsigned machines = 0;
  capacity::CallTimes uncounted;
  std::optional<TimedPc> pc;
  auto const scan_cold = [&](capacity::CallTimes& times) {
    go_on(plan);
    pc.emplace(sample.server, ++machines, target.remote, clock, now);
    pc->scan_into(times);
  };
  scan_cold(uncounted);
  while (sample.cold.scans < plan.cold_scans) scan_cold(sample.cold);
  while (sample.warm.calls() < plan.calls) {
    go_on(plan);
    auto const before = sample.warm.calls();
    pc->scan_into(sample.warm);
    if (sample.warm.calls() == before) throw Unmeasured(fmt::format("a scan of {} made no call", sample.server));
  }
  if (mock) sample.server = "a mock server in this process, 3,000 revisions";
  return sample;
}

}  // namespace wsus::measurement
