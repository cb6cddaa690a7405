// Computers, their events and the status of updates on them as JSON: what an administrator's report shows.
#pragma once

#include "server/domain/computers.hpp"

#include <boost/json.hpp>

namespace wsus::control {

/// Identity, group, registration, times of contact, sync, report and status, and how many updates are in each state.
/// Times are UTC in the form of xsd:dateTime, null for never.
[[nodiscard]] boost::json::object to_json(domain::Computer const& computer);

/// {"update": GUID, "state": "Installed"} for every row, by GUID.
[[nodiscard]] boost::json::array to_json(domain::StatusRows const& rows);

/// The event with everything that was sent; MiscData as "tag=value" texts.
[[nodiscard]] boost::json::object to_json(domain::ReportedEvent const& event);

}  // namespace wsus::control
