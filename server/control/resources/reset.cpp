// What a test leaves behind, forgotten before the next one.
#include "server/control/answers.hpp"
#include "server/control/fields.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

namespace wsus::control {
namespace {

struct Wanted {
  std::optional<std::string> faults{};  ///< "added", "none"; empty: rules stay
  bool computers = false;
  bool clock = false;
};

Wanted read(AdminCall const& call) {
  Fields fields(call.body());
  Wanted wanted{.faults = fields.text("faults"),
                .computers = fields.flag("computers").value_or(false),
                .clock = fields.flag("clock").value_or(false)};
  if (wanted.faults && *wanted.faults != "added" && *wanted.faults != "none")
    fields.wrong(fmt::format("field 'faults' is '{}'; allowed: added, none", *wanted.faults));
  fields.done();
  return wanted;
}

/// Rules first: a list that cannot be kept refuses the reset, and then nothing was reset. What is counted goes last and
/// together: an exchange that is under way counts for what was before, and the journal does not take it any more.
faults::ResponsePlan reset(ResetGround const& ground, AdminCall& call) {
  call.query.done();
  auto const wanted = read(call);
  if (wanted.clock && ground.clock == nullptr)
    throw Problem(409, "the clock of this server belongs to the program that runs it, and is reset there");
  if (wanted.faults == "added") ground.rules.restore();
  if (wanted.faults == "none") ground.rules.remove_all();
  std::size_t computers = 0;
  if (wanted.computers) {
    for (auto const& computer : ground.computers.all()) computers += ground.computers.erase(computer.client_id) ? 1 : 0;
  }
  if (wanted.clock) ground.clock->reset();
  ground.watch.forget();
  auto const entries = ground.journal.clear();
  ground.journal.clear_counters();
  ground.rules.reset_counts();
  return json_answer({{"entries", entries}, {"computers", computers}, {"rules", ground.rules.rules().size()}});
}

}  // namespace

Routes reset_routes(ResetGround ground) {
  return {{"POST", "/api/v1/reset", [ground](AdminCall& call) { return reset(ground, call); }}};
}

}  // namespace wsus::control
