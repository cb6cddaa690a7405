// Computers and events as JSON: see computers_json.hpp.
#include "server/control/computers_json.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>

namespace wsus::control {
namespace {

namespace json = boost::json;

json::value time_or_null(wusp::UtcTime time) {
  if (time == wusp::UtcTime{}) return nullptr;
  return json::value(wusp::to_xsd_date_time(time));
}

json::object counts_of(domain::StatusRows const& rows) {
  std::map<std::string_view, std::uint64_t> counts;
  for (auto const& [update, state] : rows) ++counts[to_string(state)];
  json::object result;
  for (auto const& [state, count] : counts) result[state] = count;
  return result;
}

}  // namespace

json::object to_json(domain::Computer const& computer) {
  return {{"client_id", computer.client_id},
          {"dns_name", computer.dns_name},
          {"target_group", computer.target_group},
          {"registered", computer.registered},
          {"os", computer.info.os_description},
          {"os_version", computer.info.os_version},
          {"client_version", computer.info.client_version},
          {"first_seen", time_or_null(computer.first_seen)},
          {"last_contact", time_or_null(computer.last_contact)},
          {"last_sync", time_or_null(computer.last_sync)},
          {"last_report", time_or_null(computer.last_report)},
          {"last_status", time_or_null(computer.last_status)},
          {"events", computer.events.size()},
          {"updates", counts_of(computer.status)}};
}

json::array to_json(domain::StatusRows const& rows) {
  json::array result;
  result.reserve(rows.size());
  for (auto const& [update, state] : rows)
    result.push_back(json::object{{"update", wusp::to_string(update)}, {"state", to_string(state)}});
  return result;
}

json::object to_json(domain::ReportedEvent const& event) {
  json::array misc;
  misc.reserve(event.misc_data.size());
  for (auto const& [tag, value] : event.misc_data) misc.push_back(json::value(fmt::format("{}={}", tag, value)));
  bool const about_update = event.update_id != wusp::Guid{};
  return {{"event_id", event.event_id},
          {"time", time_or_null(event.time_at_target)},
          {"source_id", event.source_id},
          {"hresult", fmt::format("0x{:08X}", static_cast<std::uint32_t>(event.hresult))},
          {"update", about_update ? json::value(wusp::to_string(event.update_id)) : json::value(nullptr)},
          {"revision", event.revision_number},
          {"app_name", event.app_name},
          {"replacement_strings", json::array(event.replacement_strings.begin(), event.replacement_strings.end())},
          {"misc_data", std::move(misc)}};
}

}  // namespace wsus::control
