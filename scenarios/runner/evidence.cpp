// Writing of evidence: see evidence.hpp.
#include "scenarios/runner/evidence.hpp"

#include <fmt/format.h>

namespace wsus::lab {
namespace {

std::string section(std::string_view title, std::string_view content) {
  auto text = fmt::format("--- {}\n{}", title, content.empty() ? "(nothing)\n" : content);
  if (text.back() != '\n') text += '\n';
  return text;
}

std::string exchange_text(journal::Entry const& entry) {
  auto text = fmt::format("#{} {} {} -> {}", entry.sequence, entry.method, entry.target, entry.status);
  if (entry.sub_status != 0) text += fmt::format(".{}", entry.sub_status);
  if (!entry.operation.empty()) text += " " + entry.operation;
  if (!entry.error_code.empty()) text += fmt::format(" {} {}", entry.error_code, entry.error_message);
  if (!entry.refused.empty()) text += fmt::format(" ({})", entry.refused);
  return fmt::format("{}\n> {}\n< {}\n", text, shortened(entry.request_body, evidence_body_bytes),
                     shortened(entry.response_body, evidence_body_bytes));
}

std::string exchanges_text(LabWorld const& world, Mark const& since) {
  std::string text;
  for (auto const& entry : world.exchanges(since)) text += exchange_text(entry);
  return text;
}

std::string logs_text(LabWorld const& world, Mark const& since) {
  std::string text;
  std::string server_log;
  for (auto const& machine : world.machine_names()) {
    auto const seen = world.observe(machine, since);
    text += section(fmt::format("log of the agent on {}", machine), seen.client_log);
    server_log = seen.server_log;
  }
  return text + section("SoftwareDistribution.log of the server", server_log);
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  auto end = limit;
  while (end > 0 && continues_character(text[end])) --end;
  return fmt::format("{}... ({} of {} bytes)", text.substr(0, end), end, text.size());
}

std::string evidence_of(LabWorld const& world, std::string_view title, std::string_view typed,
                        PhaseResult const& phase) {
  return fmt::format("=== {}: {}\n", title, phase.name) + section("typed", typed) +
         section("exchanges", exchanges_text(world, phase.began)) + logs_text(world, phase.began);
}

}  // namespace wsus::lab
