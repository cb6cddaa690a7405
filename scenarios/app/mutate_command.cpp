// wsus-lab mutate: scans of the simulated agent against replies that no server sends.
#include "client_sim/agent/hresult.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/mutation/campaign.hpp"
#include "scenarios/mutation/watchdog.hpp"
#include "server/config/values.hpp"

#include <fmt/ranges.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <ostream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace wsus::lab {
namespace {

namespace fs = std::filesystem;

/// No case takes a second; a machine with much else to do may be slow.
constexpr std::chrono::minutes real_limit{5};

/// The folder of findings, which is there.
class Findings {
public:
  Findings(fs::path folder, bool is_new) : folder_(std::move(folder)), is_new_(is_new) {}
  /// Away with it, when it was made for nothing.
  ~Findings() {
    std::error_code error;
    if (is_new_ && fs::is_empty(folder_, error)) fs::remove(folder_, error);
  }
  Findings(Findings const&) = delete;
  Findings& operator=(Findings const&) = delete;

  [[nodiscard]] fs::path file_of(MutationCase const& one) const { return folder_ / (name_of(one) + ".yaml"); }
  /// Throws std::runtime_error.
  void write(MutationCase const& one, std::string_view found, std::uint32_t hresult) const {
    auto const file = file_of(one);
    std::ofstream out(file, std::ios::binary);
    out << scenario_text(one, found, hresult);
    if (!out.flush()) throw std::runtime_error(fmt::format("'{}' cannot be written", file.string()));
  }
  void remove(MutationCase const& one) const { fs::remove(file_of(one)); }

private:
  fs::path folder_;
  bool is_new_;
};

/// Runs a case while its scenario lies in the folder: there it stays when the case ends the program.
CaseEnding run_watched(MutationCase const& one, CatalogueShelf& catalogues, Findings const& findings,
                       std::ostream& err) {
  findings.write(one, "this case has ended the program, or was interrupted by its end", 0);
  Watchdog const dog(real_limit, [&] {
    auto const text = fmt::format("it had not ended after {} min", real_limit.count());
    findings.write(one, text, 0);
    err << fmt::format("wsus-lab: case {}: {}; see '{}'\n", one.number, text, findings.file_of(one).string())
        << std::flush;
    std::_Exit(exit_code::did_not_hold);  // what hangs cannot be made to end
  });
  auto ending = run_case(one, catalogues);
  findings.remove(one);
  return ending;
}

bool is_known(std::string_view operation, std::ostream& err) {
  auto const known = mutated_operations();
  if (operation.empty() || std::ranges::find(known, operation) != known.end()) return true;
  auto const near = config::nearest(operation, {known.begin(), known.end()});
  err << fmt::format("wsus-lab: --operation: found '{}'{}; known: {}\n", operation,
                     near.empty() ? "" : fmt::format(", did you mean '{}'?", near), fmt::join(known, ", "));
  return false;
}

std::string told(Finding const& finding) {
  auto text = fmt::format("case {}: {}: {}\n", finding.original.number, finding.original.operation, finding.what);
  for (auto const& mutation : finding.smallest.mutations) text += fmt::format("  {}\n", faults::to_text(mutation));
  return text;
}

std::string summary_of(CampaignOutcome const& outcome) {
  auto text = fmt::format("{} cases, {} findings; in {} no reply was changed\n", outcome.cases, outcome.findings.size(),
                          outcome.untouched);
  for (auto const& [hresult, count] : outcome.hresults)
    text += fmt::format("  {} {}: {}\n", agent::to_hex(hresult), agent::symbol_of(hresult), count);
  return text;
}

}  // namespace

int mutate(MutateCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  if (!is_known(command.operation, err)) return exit_code::wrong_usage;
  std::error_code error;
  bool const is_new = fs::create_directories(command.out, error);
  if (error) {
    err << fmt::format("wsus-lab: --out '{}' cannot be made ({}); allowed: a folder that is there, or can be\n",
                       command.out.string(), error.message());
    return exit_code::wrong_usage;
  }
  try {
    Findings const findings(command.out, is_new);
    CatalogueShelf catalogues(command.out);
    CampaignHooks const hooks{
        .run = [&](MutationCase const& one) { return run_watched(one, catalogues, findings, err); },
        .found =
            [&](Finding const& finding) {
              findings.write(finding.smallest, finding.what, finding.ending.hresult.value_or(0));
              out << told(finding) << fmt::format("  written: {}\n", findings.file_of(finding.smallest).string())
                  << std::flush;
            },
    };
    auto const outcome = run_campaign({.seed = command.seed,
                                       .first = command.first,
                                       .count = command.count,
                                       .operation = command.operation,
                                       .jobs = command.jobs,
                                       .stop = surroundings.stop},
                                      hooks);
    out << fmt::format("seed {}: ", command.seed) << summary_of(outcome);
    bool const whole = outcome.cases == command.count;
    if (!whole) err << fmt::format("wsus-lab: interrupted after {} of {} cases\n", outcome.cases, command.count);
    return whole && outcome.findings.empty() ? exit_code::held : exit_code::did_not_hold;
  } catch (std::exception const& failure) {
    err << fmt::format("wsus-lab: {}\n", failure.what());
    return exit_code::did_not_hold;
  }
}

}  // namespace wsus::lab
