// Tasks that the Task Scheduler runs every few minutes. They live in the registry, as on Windows, so that snapshots,
// images and saved states have them.
#pragma once

#include "client_sim/machine/registry.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

struct ScheduledTask {
  std::string name{};
  std::string line{};             ///< what is typed at a prompt of the system
  std::chrono::minutes every{1};  ///< 1 to 1439
  wusp::UtcTime last{};           ///< when it ran, or was created
};

/// In the order of their names. What is not written as add_task writes it is no task.
[[nodiscard]] std::vector<ScheduledTask> scheduled_tasks(Registry const& registry);

/// A task of this name is replaced. `name` has no backslash and is not empty.
void add_task(Registry& registry, ScheduledTask const& task);

/// False: there is none of this name, whatever its letter case.
bool remove_task(Registry& registry, std::string_view name);

/// The lines of the tasks that are due, each once however often it was missed; they count as run at `now`.
[[nodiscard]] std::vector<std::string> take_due_tasks(Registry& registry, wusp::UtcTime now);

}  // namespace wsus::machine
