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
  return fmt::format("{}\n> {}\n< {}\n", text, shortened(entry.request_body, entry.request_bytes),
                     shortened(entry.response_body, entry.response_bytes));
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

/// Bytes of the UTF-8 character that begins with this one.
std::size_t length_of_character(char first) {
  auto const byte = static_cast<unsigned char>(first);
  return byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
}

/// Without the first part of a character at its end.
std::string_view whole_characters(std::string_view text) {
  auto last = text.size();
  while (last > 0 && continues_character(text[last - 1])) --last;
  if (last == 0) return {};
  return text.size() - (last - 1) < length_of_character(text[last - 1]) ? text.substr(0, last - 1) : text;
}

}  // namespace

std::string shortened(std::string_view beginning, std::size_t size) {
  if (beginning.size() >= size) return std::string(beginning);
  auto const shown = whole_characters(beginning);
  return fmt::format("{}... ({} of {} bytes)", shown, shown.size(), size);
}

std::string evidence_of(LabWorld const& world, std::string_view title, std::string_view typed,
                        PhaseResult const& phase) {
  return fmt::format("=== {}: {}\n", title, phase.name) + section("typed", typed) +
         section("exchanges", exchanges_text(world, phase.began)) + logs_text(world, phase.began);
}

}  // namespace wsus::lab
