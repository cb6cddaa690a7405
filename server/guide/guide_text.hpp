// What to do on the client and on the network, in words.
#pragma once

#include "server/guide/client_target.hpp"

#include <array>
#include <string>
#include <string_view>

namespace wsus::guide {

/// What the mock's journal and logs show of a healthy first scan, in this order; SyncUpdates comes several times, and
/// agents of Windows 8.1 and older look for wuident.cab before.
inline constexpr auto first_scan_calls =
    std::to_array<std::string_view>({"GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer",
                                     "SyncUpdates", "GetExtendedUpdateInfo", "ReportEventBatch"});

/// Lines of 80 columns at most, but for warnings; LF at their ends.
[[nodiscard]] std::string guide_text(ClientTarget const& target);

}  // namespace wsus::guide
