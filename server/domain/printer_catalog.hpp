// SyncPrinterCatalog as a pure function: the printer drivers for the Add Printer wizard (wusp-protocol 3.2).
#pragma once

#include "server/domain/sync.hpp"

namespace wsus::domain {

/// A driver with a row of device class "Printer", by name or by its class GUID; letter case does not matter.
[[nodiscard]] bool is_printer_driver(Revision const& revision);

/// What the wizard says it has. Views are valid during the call only.
struct PrinterQuery {
  std::span<int const> installed_non_leaf{};
  std::span<int const> cached_printers{};  ///< printerUpdateIDs
  wusp::UtcTime anchor{};
};

/// Printer drivers in scope whose prerequisites are installed, without ranking: the wizard shows them all. Other
/// drivers and software never. Cached ids that are not among them are out of scope. Page limits as in SyncUpdates; the
/// anchor stays, because it speaks of what the driver passes of SyncUpdates have told (assumption).
[[nodiscard]] SyncAnswer sync_printer_catalog(Catalogue const& catalogue, PrinterQuery const& query,
                                              PageLimits const& page,
                                              std::function<std::size_t(Revision const&)> const& core_size);

}  // namespace wsus::domain
