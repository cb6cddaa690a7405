// Reading of event batches and of the reporting service's cookies, shared by its operations.
#pragma once

#include "server/domain/computers.hpp"
#include "server/services/service_call.hpp"

#include <optional>
#include <string_view>
#include <vector>

class report__ArrayOfReportingEvent;
class report__Cookie;

namespace wsus::services {

/// Bounds of one batch. No source tells any: assumptions (M) that keep the memory of a server bounded. An agent's own
/// reports are far below: a status list of 22,000 updates is 0.8 MB.
inline constexpr std::size_t max_batch_events = 10'000;
inline constexpr std::size_t max_event_strings = 1'000;    ///< of ReplacementStrings and of MiscData, each
inline constexpr std::size_t max_event_string = 2u << 20;  ///< bytes of one of them
inline constexpr std::size_t max_event_name = 1'024;       ///< bytes of AppName, ComputerBrand and the like

/// Bytes of Cookie/EncryptedData; empty when the cookie or the element is absent. Valid while the message lives.
[[nodiscard]] std::optional<std::string_view> encrypted_data(report__Cookie const* cookie);

/// The events of a batch. One without BasicData says nothing that could be stored and is left out.
/// Throws Refused(InvalidParameters) with the path of what is missing, unreadable or too long ("eventBatch",
/// "eventBatch.BasicData.EventInstanceID").
[[nodiscard]] std::vector<domain::ReportedEvent> read_events(report__ArrayOfReportingEvent const* batch);

/// clientTime, which is only checked. Throws Refused(InvalidParameters) when it is no dateTime.
void check_client_time(std::string const& text);

}  // namespace wsus::services
