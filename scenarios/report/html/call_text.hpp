// A recorded call in words: what the diagram, the list and the details of a call say of it.
#pragma once

#include "scenarios/runner/record.hpp"

#include <string>
#include <utility>
#include <vector>

namespace wsus::lab::html {

/// "SyncUpdates"; of a file its method and name: "GET 5E2F....cab".
[[nodiscard]] std::string title_of(CallEvent const& call);
/// How it ended: "200", "500 InvalidParameters", "403.6", "no answer (12029)".
[[nodiscard]] std::string end_of(CallEvent const& call);
/// Whether its end is a failure for the agent.
[[nodiscard]] bool has_failed(CallEvent const& call);
/// The ID of its SOAP fault; empty: there was none.
[[nodiscard]] std::string fault_id_of(CallEvent const& call);

using Fact = std::pair<std::string, std::string>;
/// Everything else that is known of it, by name.
[[nodiscard]] std::vector<Fact> facts_of(RecordedEvent const& event, CallEvent const& call);

}  // namespace wsus::lab::html
