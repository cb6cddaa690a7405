// wua-sim scan, wua-sim update: one scan, with or without what follows it, and its report; or cycles of scans.
#include "client_sim/app/cli.hpp"
#include "client_sim/app/detection_cycles.hpp"
#include "client_sim/app/pc_setup.hpp"
#include "client_sim/report/scan_report.hpp"

#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>

#include <ostream>

namespace wsus::client {

int run_scan(SimulatedPc& pc, Options const& options, std::ostream& out) {
  auto const& report = options.action == Action::update ? pc.update() : pc.scan();
  out << (options.json ? report::to_json(report) : report::to_text(report)) << std::flush;
  save(pc, options);
  return report::hresult_of(report) == agent::hr::ok ? 0 : 1;
}

namespace {

void print_json(std::vector<DetectionCycle> const& cycles, std::ostream& out) {
  char const* before = "[";
  for (auto const& cycle : cycles) {
    auto document = report::to_json(cycle.report);
    document.pop_back();  // its newline
    out << before << "\n" << document;
    before = ",";
  }
  out << "\n]\n";
}

void print_text(std::vector<DetectionCycle> const& cycles, std::ostream& out) {
  std::size_t number = 0;
  for (auto const& cycle : cycles) {
    out << fmt::format("Detection {} of {} at {}\n{}The next one is due at {}\n\n", ++number, cycles.size(),
                       wusp::to_xsd_date_time(cycle.begin), report::to_text(cycle.report),
                       wusp::to_xsd_date_time(cycle.next));
  }
}

}  // namespace

int run_cycles(SimulatedPc& pc, Options const& options, SkippingClock& clock, std::ostream& out) {
  auto const cycles = run_detection_cycles(pc, *options.cycles, [&clock](wusp::Ticks time) { clock.skip(time); });
  (options.json ? print_json : print_text)(cycles, out);
  out << std::flush;
  save(pc, options);
  return report::hresult_of(cycles.back().report) == agent::hr::ok ? 0 : 1;
}

}  // namespace wsus::client
