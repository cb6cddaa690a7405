// Driving and observing of a world: see world.hpp.
#include "scenarios/runner/world.hpp"

#include "scenarios/runner/world_parts.hpp"
#include "server/domain/reporting_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <latch>
#include <stdexcept>
#include <thread>
#include <utility>

namespace wsus::lab {
namespace {

std::map<std::string, std::uint64_t> first_sent(std::vector<journal::Entry> const& entries,
                                                std::string const& client_id) {
  auto const first = std::find_if(entries.begin(), entries.end(), [&](journal::Entry const& entry) {
    return entry.operation == "SyncUpdates" && entry.client_id == client_id;
  });
  if (first == entries.end()) return {};
  return {{"InstalledNonLeafUpdateIDs", first->installed_non_leaf_ids},
          {"OtherCachedUpdateIDs", first->other_cached_ids},
          {"CachedDriverIDs", first->cached_driver_ids}};
}

std::map<int, std::uint64_t> events_after(std::vector<domain::ReportedEvent> const& events,
                                          std::optional<wusp::Guid> const& last) {
  auto begin = events.begin();
  if (last) {
    // One that was pushed out, or went with its computer: all that are there are newer.
    auto const seen =
        std::find_if(events.begin(), events.end(), [&](auto const& one) { return one.instance == *last; });
    if (seen != events.end()) begin = seen + 1;
  }
  std::map<int, std::uint64_t> count;
  std::for_each(begin, events.end(), [&](auto const& event) { ++count[event.event_id]; });
  return count;
}

std::map<std::string, std::uint64_t> status_of(domain::StatusRows const& rows) {
  std::map<std::string, std::uint64_t> count;
  for (auto const& [update, state] : rows) ++count[std::string(domain::to_string(state))];
  return count;
}

std::string tail(std::string const& log, std::size_t from) { return from < log.size() ? log.substr(from) : ""; }

}  // namespace

LabWorld::LabWorld(scenario::World const& world, CatalogueShelf& catalogues, WorldState const* before)
    : parts_(std::make_unique<Parts>(world, catalogues, before)) {}

LabWorld::~LabWorld() = default;

windows::CommandResult LabWorld::type(scenario::TypeCommand const& command) {
  if (command.at == server_name) {
    auto result = parts_->server.type_command(command.line, command.elevated);
    parts_->open_doors();  // a site may have been started or stopped
    return result;
  }
  auto& pc = parts_->machine(command.at);
  pc.prompt().session().identity.elevated = command.elevated;
  return pc.type_command(command.line);
}

std::vector<windows::CommandResult> LabWorld::type_together(std::vector<scenario::TypeCommand> const& commands) {
  std::vector<windows::CommandResult> results(commands.size());
  std::latch all_begun(static_cast<std::ptrdiff_t>(commands.size()));
  std::vector<std::jthread> threads;
  threads.reserve(commands.size());
  auto result_of = results.begin();
  for (auto const& command : commands) {
    auto& pc = parts_->machine(command.at);
    pc.prompt().session().identity.elevated = command.elevated;
    threads.emplace_back([&result = *result_of++, &line = command.line, &pc, &all_begun] {
      result = pc.type_command(line, [&all_begun] { all_begun.arrive_and_wait(); });
    });
  }
  threads.clear();
  return results;
}

void LabWorld::change(scenario::NetworkSpec const& wanted) {
  change_network(*parts_->network, parts_->described, wanted);
}

void LabWorld::change(scenario::HostSpec const& host) { parts_->hosts->change(host); }

void LabWorld::advance(wusp::Ticks by) { parts_->clock.advance(by); }

std::vector<client::DetectionCycle> LabWorld::run_detection_cycles(std::string const& machine, unsigned count) {
  return client::run_detection_cycles(parts_->machine(machine), count, [this](wusp::Ticks by) { advance(by); });
}

void LabWorld::synchronise(int revisions) {
  parts_->published = revisions;
  auto const before = parts_->server.state().catalogue();
  parts_->server.state().replace_catalogue(
      std::make_shared<domain::Catalogue const>(first_revisions(*parts_->whole, revisions, before.get())));
}

WorldState LabWorld::state() const {
  WorldState state{.time = parts_->clock.now(),
                   .published = parts_->published,
                   .computers = parts_->server.state().computers().all(),
                   .met_a_limit = parts_->server.journal().counter("error_code.InvalidParameters") > 0,
                   .cookie_key = parts_->cookie_key};
  for (auto const& [name, pc] : parts_->machines) state.machines.emplace(name, pc->machine().snapshot());
  return state;
}

void LabWorld::take_snapshot(std::string const& machine, std::string const& name) {
  parts_->snapshots[{machine, name}] = parts_->machine(machine).machine().snapshot();
}

void LabWorld::restore_snapshot(std::string const& machine, std::string const& name) {
  auto const found = parts_->snapshots.find({machine, name});
  if (found == parts_->snapshots.end())
    throw std::out_of_range(fmt::format("no snapshot '{}' of {} was taken in this world", name, machine));
  parts_->machine(machine).machine().restore(*found->second);
}

Mark LabWorld::mark() const {
  Mark mark{.server_log_bytes = parts_->server.software_distribution_log().size(),
            .iis_log_bytes = parts_->server.iis_log().size(),
            .http_error_log_bytes = parts_->server.http_error_log().size(),
            .journal_sequence = parts_->server.journal().last_sequence(),
            .counters = parts_->server.journal().counters()};
  for (auto const& [name, pc] : parts_->machines) {
    auto& of_machine = mark.machines[name];
    of_machine = {.scans = pc->scans().size(),
                  .log_bytes = parts_->client_log(name).size(),
                  .handler_bytes = parts_->file_of(name, configmgr::handler_log).size(),
                  .scan_agent_bytes = parts_->file_of(name, configmgr::scan_agent_log).size()};
    auto const computer = parts_->computer(name);
    if (computer && !computer->events.empty()) of_machine.last_event = computer->events.back().instance;
  }
  return mark;
}

void LabWorld::clamp(Mark& mark) const {
  for (auto& [name, of_machine] : mark.machines) {
    of_machine.log_bytes = std::min(of_machine.log_bytes, parts_->client_log(name).size());
    of_machine.handler_bytes = std::min(of_machine.handler_bytes, parts_->file_of(name, configmgr::handler_log).size());
    of_machine.scan_agent_bytes =
        std::min(of_machine.scan_agent_bytes, parts_->file_of(name, configmgr::scan_agent_log).size());
  }
  mark.server_log_bytes = std::min(mark.server_log_bytes, parts_->server.software_distribution_log().size());
  mark.iis_log_bytes = std::min(mark.iis_log_bytes, parts_->server.iis_log().size());
  mark.http_error_log_bytes = std::min(mark.http_error_log_bytes, parts_->server.http_error_log().size());
}

Observation LabWorld::observe(std::string const& machine, Mark const& since) const {
  auto& pc = parts_->machine(machine);
  auto const& from = since.machines.at(machine);
  Observation seen{.machine = machine,
                   .server_url = parts_->url,
                   .client_id = machine::sus_client_id(pc.machine()),
                   .scans = {pc.scans().begin() + static_cast<std::ptrdiff_t>(from.scans), pc.scans().end()},
                   .client_log = tail(parts_->client_log(machine), from.log_bytes),
                   .server_log = tail(parts_->server.software_distribution_log(), since.server_log_bytes),
                   .iis_log = tail(parts_->server.iis_log(), since.iis_log_bytes),
                   .http_error_log = tail(parts_->server.http_error_log(), since.http_error_log_bytes),
                   .wua_handler_log = tail(parts_->file_of(machine, configmgr::handler_log), from.handler_bytes),
                   .scan_agent_log = tail(parts_->file_of(machine, configmgr::scan_agent_log), from.scan_agent_bytes),
                   .counters = parts_->server.journal().counters()};
  seen.sent = first_sent(parts_->server.journal().since(since.journal_sequence), seen.client_id.value_or(""));
  if (auto const computer = parts_->computer(machine)) {
    seen.events = events_after(computer->events, from.last_event);
    seen.server_status = status_of(computer->status);
  }
  for (auto const& computer : parts_->server.state().computers().all()) seen.computers.push_back(computer.dns_name);
  for (auto& [name, value] : seen.counters) {
    auto const before = since.counters.find(name);
    if (before != since.counters.end()) value -= before->second;
  }
  return seen;
}

std::vector<journal::Entry> LabWorld::exchanges(Mark const& since) const {
  return parts_->server.journal().since(since.journal_sequence);
}

std::vector<std::string> LabWorld::machine_names() const {
  std::vector<std::string> names;
  for (auto const& [name, pc] : parts_->machines) names.push_back(name);
  return names;
}

std::vector<report::ScanReport> const& LabWorld::scans(std::string const& machine) const {
  return parts_->machine(machine).scans();
}

std::string const& LabWorld::server_url() const { return parts_->url; }

void LabWorld::listen(std::function<client::CallListener(std::string const& machine)> const& make) {
  for (auto const& [name, pc] : parts_->machines) pc->set_call_listener(make(name));
}

wusp::UtcTime LabWorld::now() const { return parts_->clock.now(); }

std::string LabWorld::log(LogKind kind, std::string const& machine) const {
  switch (kind) {
  case LogKind::agent: return parts_->client_log(machine);
  case LogKind::wua_handler: return parts_->file_of(machine, configmgr::handler_log);
  case LogKind::scan_agent: return parts_->file_of(machine, configmgr::scan_agent_log);
  case LogKind::software_distribution: return parts_->server.software_distribution_log();
  case LogKind::iis: return parts_->server.iis_log();
  case LogKind::http_error: break;
  }
  return parts_->server.http_error_log();
}

std::uint64_t LabWorld::last_exchange() const { return parts_->server.journal().last_sequence(); }

std::vector<journal::Entry> LabWorld::exchanges_since(std::uint64_t sequence) const {
  return parts_->server.journal().since(sequence);
}

}  // namespace wsus::lab
