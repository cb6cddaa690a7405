// Batches of events, one after the other.
#include "client_sim/agent/report_now.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/server_address.hpp"

#include <algorithm>
#include <variant>

namespace wsus::agent {

ReportNow::ReportNow(machine::Machine& machine, AgentLog& log, MappingSettings mapping)
    : machine_(machine), log_(log), mapping_(mapping) {}

std::optional<AddressedCall> ReportNow::start() {
  auto const address = read_server_address(machine_.registry());
  if (auto const* server = std::get_if<ServerAddress>(&address)) url_ = server->reporting;
  return next();
}

std::optional<AddressedCall> ReportNow::next() {
  auto const& store = machine_.data_store();
  bool const can_report = machine_.services().is_running("wuauserv") && store.damage == 0 && store.config &&
                          is_valid(store.cookie, machine_.now()) && !url_.empty();
  if (!can_report || store.pending_events.empty()) return std::nullopt;
  auto call = report_call(machine_);
  on_the_way_ = call.events.size();
  log_.events_uploading(on_the_way_, url_);
  return AddressedCall{url_, std::move(call)};
}

std::optional<AddressedCall> ReportNow::resume(Reply const& reply) {
  if (auto const* failure = std::get_if<Failure>(&reply)) {
    auto const error = map_failure(*failure, machine_.options().profile, mapping_);
    log_.web_call_failed({*failure, error, url_, "", "ReportEventBatch"});
    log_.events_not_uploaded(error.hresult);
    return std::nullopt;
  }
  if (!std::holds_alternative<EmptyReply>(reply)) return std::nullopt;
  auto& pending = machine_.data_store().pending_events;
  auto const taken = std::min(on_the_way_, pending.size());
  pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(taken));
  log_.events_uploaded(taken);
  return taken < max_events_per_batch ? std::nullopt : next();
}

}  // namespace wsus::agent
