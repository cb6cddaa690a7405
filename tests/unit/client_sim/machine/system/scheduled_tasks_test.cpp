// When tasks are due, and what of the registry is none.
#include "client_sim/machine/system/scheduled_tasks.hpp"

#include <gmock/gmock.h>

namespace wsus::machine {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

auto const start = *wusp::parse_xsd_date_time("2026-10-04T15:00:00Z");

class ScheduledTasks : public testing::Test {
protected:
  std::vector<std::string> due_after(minutes time) { return take_due_tasks(registry, start + time); }
  Registry registry;
};

TEST_F(ScheduledTasks, ARegistryWithoutThemHasNone) {
  EXPECT_THAT(scheduled_tasks(registry), IsEmpty());
  EXPECT_THAT(due_after(minutes(1'000)), IsEmpty());
}

TEST_F(ScheduledTasks, AreDueOnceInTheirTime) {
  add_task(registry, {.name = "a", .line = "net stop wuauserv", .every = minutes(2), .last = start});
  EXPECT_THAT(due_after(minutes(1)), IsEmpty());
  EXPECT_THAT(due_after(minutes(2)), ElementsAre("net stop wuauserv"));
  EXPECT_THAT(due_after(minutes(3)), IsEmpty());
  EXPECT_THAT(due_after(minutes(60)), ElementsAre("net stop wuauserv")) << "missed ones are not made up for";
  EXPECT_THAT(due_after(minutes(61)), IsEmpty());
}

TEST_F(ScheduledTasks, AreReplacedAndRemovedByNameWhateverItsLetterCase) {
  add_task(registry, {.name = "Clean up", .line = "one", .last = start});
  add_task(registry, {.name = "CLEAN UP", .line = "two", .last = start});
  EXPECT_THAT(due_after(minutes(1)), ElementsAre("two"));
  EXPECT_FALSE(remove_task(registry, "Clean"));
  EXPECT_TRUE(remove_task(registry, "clean up"));
  EXPECT_THAT(scheduled_tasks(registry), IsEmpty());
}

TEST_F(ScheduledTasks, WhatIsNotWrittenLikeOneIsNone) {
  add_task(registry, {.name = "a", .line = "one", .last = start});
  auto const key = R"(HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tree\a)";
  registry.set_text(key, "LastRun", "yesterday");
  EXPECT_THAT(due_after(minutes(5)), IsEmpty());
  add_task(registry, {.name = "a", .line = "one", .last = start});
  registry.set_dword(key, "Minutes", 0);
  EXPECT_THAT(scheduled_tasks(registry), IsEmpty());
}

}  // namespace
}  // namespace wsus::machine
