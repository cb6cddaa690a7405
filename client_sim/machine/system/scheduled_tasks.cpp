// One key a task below the scheduler's cache of tasks; its values are the lab's own (the real ones are opaque).
#include "client_sim/machine/system/scheduled_tasks.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <utility>

namespace wsus::machine {
namespace {

constexpr std::string_view tasks_key = R"(HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tree)";
constexpr std::string_view line_value = "Actions";
constexpr std::string_view minutes_value = "Minutes";
constexpr std::string_view last_value = "LastRun";

std::string key_of(std::string_view name) { return fmt::format(R"({}\{})", tasks_key, name); }

std::optional<ScheduledTask> read(Registry const& registry, std::string const& key) {
  auto const line = registry.get_text(key, line_value);
  auto const minutes = registry.get_dword(key, minutes_value);
  auto const last = wusp::parse_xsd_date_time(registry.get_text(key, last_value).value_or(""));
  if (!line || !minutes || *minutes == 0 || !last) return std::nullopt;
  return ScheduledTask{
      .name = key.substr(key.rfind('\\') + 1), .line = *line, .every = std::chrono::minutes(*minutes), .last = *last};
}

}  // namespace

std::vector<ScheduledTask> scheduled_tasks(Registry const& registry) {
  std::vector<ScheduledTask> tasks;
  if (registry.find_key(tasks_key) == nullptr) return tasks;  // as on nearly every machine
  for (auto const& key : registry.subkeys(tasks_key)) {
    if (auto task = read(registry, key)) tasks.push_back(std::move(*task));
  }
  return tasks;
}

void add_task(Registry& registry, ScheduledTask const& task) {
  auto const key = key_of(task.name);
  registry.delete_key(key);
  registry.set_text(key, line_value, task.line);
  registry.set_dword(key, minutes_value, static_cast<std::uint32_t>(task.every.count()));
  registry.set_text(key, last_value, wusp::to_xsd_date_time(task.last));
}

bool remove_task(Registry& registry, std::string_view name) { return registry.delete_key(key_of(name)); }

std::vector<std::string> take_due_tasks(Registry& registry, wusp::UtcTime now) {
  std::vector<std::string> lines;
  for (auto const& task : scheduled_tasks(registry)) {
    if (now < task.last + task.every) continue;
    registry.set_text(key_of(task.name), last_value, wusp::to_xsd_date_time(now));
    lines.push_back(task.line);
  }
  return lines;
}

}  // namespace wsus::machine
