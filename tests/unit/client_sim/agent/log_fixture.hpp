// A scan whose WindowsUpdate.log is read line by line, and golden files to compare it with.
#pragma once

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::agent::testing {

[[nodiscard]] std::vector<std::string> lines_of(std::string const& text);

/// Lines of a file of this folder.
[[nodiscard]] std::vector<std::string> golden(std::string_view name);

/// "Component<TAB>text": what is left of a line without time, process and thread.
[[nodiscard]] std::vector<std::string> without_ids(std::vector<std::string> lines, machine::Profile profile);

/// From the first line that holds `from` to the last that holds `to`.
[[nodiscard]] std::vector<std::string> block(std::vector<std::string> const& lines, std::string_view from,
                                             std::string_view to);

class LogFixture : public ScanFixture {
protected:
  explicit LogFixture(machine::Profile profile) : ScanFixture(profile) {}

  FaultFailure sync_fault(std::string message) {
    auto failure = fault("InvalidParameters", std::move(message));
    failure.fault.id = "8889e6f6-cc94-4b2b-9d0c-9818649a5dfc";
    return failure;
  }
  std::vector<std::string> lines() { return lines_of(log_text()); }
  std::vector<std::string> texts(std::string_view from, std::string_view to) {
    return without_ids(block(lines(), from, to), machine.options().profile);
  }
};

}  // namespace wsus::agent::testing
