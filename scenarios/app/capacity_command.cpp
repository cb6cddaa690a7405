// wsus-lab capacity: whether a server carries a fleet.
#include "scenarios/app/capacity_layout.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/capacity/page.hpp"
#include "scenarios/capacity/sample.hpp"
#include "scenarios/measurement/service_time.hpp"

#include <fmt/format.h>

#include <exception>
#include <ostream>
#include <utility>

namespace wsus::lab {
namespace {

constexpr auto of_microsoft = "default: four cores for 60 requests a second, Microsoft's test server";

}  // namespace

int compute_capacity(CapacityCommand const& command, std::ostream& out, std::ostream& err,
                     Surroundings const& surroundings) {
  capacity::Question question{.inputs = command.inputs,
                              .service_origin = command.service_time_given ? "given" : of_microsoft};
  if (command.measure) {
    try {
      question.sample = measurement::measure(*command.measure, {.calls = command.samples, .stop = surroundings.stop});
    } catch (std::exception const& error) {
      err << fmt::format("wsus-lab: --measure: {}\n", error.what());
      return exit_code::did_not_hold;
    }
    capacity::use(*question.sample, question.inputs);
    question.service_origin = "measured";
  }
  auto const findings = capacity::findings_of(std::move(question));
  out << (command.json ? capacity::to_json(findings) : laid_out(capacity::page_of(findings)));
  return exit_code::held;
}

}  // namespace wsus::lab
