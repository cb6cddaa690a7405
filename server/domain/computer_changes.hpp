// What changes in the computers table, as values: for whoever keeps the table somewhere else too.
#pragma once

#include "server/domain/reporting_event.hpp"
#include "server/domain/reporting_status.hpp"
#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::domain {

struct Computer;
struct ComputerInfo;
struct StoredInventory;

/// Rows of status that are new or another now, and those that are gone.
struct StatusChanges {
  StatusRows put{};
  std::vector<wusp::Guid> removed{};
};

/// From the rows before to the rows after. Pure.
[[nodiscard]] StatusChanges status_changes(StatusRows const& before, StatusRows const& after);

// Each names its computer by `id`, the client id in lower case. Views and pointers (never null) are good during the
// call alone.

/// The entry is made, or its names are renewed; `now` is its last contact.
struct ComputerAuthorised {
  std::string_view id{};
  std::string_view client_id{};  ///< as sent at the first authorisation
  std::string_view dns_name{};
  std::string_view target_group{};
  wusp::UtcTime first_seen{};
  wusp::UtcTime now{};
};
struct ComputerRegistered {
  std::string_view id{};
  ComputerInfo const* info = nullptr;
};
struct ComputerContacted {
  std::string_view id{};
  wusp::UtcTime now{};
};
struct ComputerSynced {
  std::string_view id{};
  wusp::UtcTime now{};
};
struct EventsAdded {
  std::string_view id{};
  std::span<ReportedEvent const> added{};  ///< those that are kept of the batch, oldest first
  std::size_t kept = 0;                    ///< events that the computer has now; older ones are forgotten
  wusp::UtcTime last_report{};
  wusp::UtcTime last_status{};
  StatusChanges const* status = nullptr;
};
struct InventoryStored {
  std::string_view id{};
  StoredInventory const* inventory = nullptr;
};
struct ComputerDamaged {
  std::string_view id{};
};
struct ComputerErased {
  std::string_view id{};
};
/// The whole table.
struct ComputersReplaced {
  std::span<Computer const* const> computers{};
};

using ComputerChange = std::variant<ComputerAuthorised, ComputerRegistered, ComputerContacted, ComputerSynced,
                                    EventsAdded, InventoryStored, ComputerDamaged, ComputerErased, ComputersReplaced>;

/// Told of a change before it is made, inside its atomic step, so in the order in which changes happen. What it throws
/// goes to whoever wanted the change, and nothing has changed then.
using ComputerListener = std::function<void(ComputerChange const&)>;

}  // namespace wsus::domain
