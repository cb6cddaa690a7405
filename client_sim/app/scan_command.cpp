// wua-sim scan, wua-sim update: one scan, with or without what follows it, and its report.
#include "client_sim/app/cli.hpp"
#include "client_sim/app/pc_setup.hpp"
#include "client_sim/report/scan_report.hpp"

#include <ostream>

namespace wsus::client {

int run_scan(SimulatedPc& pc, Options const& options, std::ostream& out) {
  auto const& report = options.action == Action::update ? pc.update() : pc.scan();
  out << (options.json ? report::to_json(report) : report::to_text(report)) << std::flush;
  save(pc, options);
  return report::hresult_of(report) == agent::hr::ok ? 0 : 1;
}

}  // namespace wsus::client
