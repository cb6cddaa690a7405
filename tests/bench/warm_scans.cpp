// wsus-warm-scans: machines that scan a server again and again over TCP; some of the scans are cold.
// tests/bench/endurance.py runs it to see what the server keeps, rules.py to see what rules cost.
#include "client_sim/app/simulated_pc.hpp"
#include "wsdl/wusp/clock.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

using namespace wsus;

std::unique_ptr<client::SimulatedPc> make_pc(std::string const& url, unsigned number, wusp::Clock const& clock) {
  machine::MachineOptions options;
  options.name = fmt::format("PC{:02}", number);
  options.dns_name = fmt::format("pc{:02}.lab.example", number);
  options.seed = number;
  options.server_url = url;
  return std::make_unique<client::SimulatedPc>(std::move(options), clock);
}

/// Number of calls. Throws when the scan fails.
std::size_t scan(client::SimulatedPc& pc) {
  auto const& report = pc.scan();
  if (report.result.hresult != 0) throw std::runtime_error("a scan failed: " + report.result.message);
  return report.calls.size();
}

struct Load {
  std::string url{};
  unsigned scans = 1'000;
  unsigned machines = 10;
  /// A PC keeps the report of every scan; so a new one takes its place after so many. Its first scan is cold again.
  unsigned scans_of_one = 100;
};

/// The machines one after the other, each its share of the scans. Number of calls in all.
std::size_t run(Load const& load) {
  wusp::SystemClock const clock;
  std::size_t calls = 0;
  for (unsigned done = 0, number = 1; done < load.scans; number = number % load.machines + 1) {
    auto const pc = make_pc(load.url, number, clock);
    for (unsigned i = 0; i < load.scans_of_one && done < load.scans; ++i, ++done) calls += scan(*pc);
  }
  return calls;
}

}  // namespace

int main(int argc, char** argv) {
  Load load;
  CLI::App app("Scans a server with a few machines, one scan after the other; prints how many calls it took.",
               "wsus-warm-scans");
  app.add_option("--server", load.url, "http://HOST:PORT")->required();
  app.add_option("--scans", load.scans)->check(CLI::Range(1U, 1'000'000U))->capture_default_str();
  app.add_option("--machines", load.machines)->check(CLI::Range(1U, 9'999U))->capture_default_str();
  app.add_option("--scans-of-one", load.scans_of_one, "scans until a new machine takes over; its first is cold")
      ->check(CLI::Range(1U, 1'000'000U))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    fmt::print("{{\"scans\": {}, \"calls\": {}}}\n", load.scans, run(load));
    return 0;
  } catch (std::exception const& error) {
    fmt::print(stderr, "wsus-warm-scans: {}\n", error.what());
    return 1;
  }
}
