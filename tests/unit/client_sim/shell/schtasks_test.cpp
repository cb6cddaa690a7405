// schtasks: tasks that run every few minutes.
#include "client_sim/machine/system/scheduled_tasks.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using windows::CommandResult;

class Schtasks : public testing::Test {
protected:
  [[nodiscard]] std::vector<machine::ScheduledTask> tasks() const {
    return machine::scheduled_tasks(pc.machine.registry());
  }
  ClientPrompt pc;
};

// FM66
TEST_F(Schtasks, CreatesQueriesAndDeletes) {
  EXPECT_EQ(pc.type(R"(schtasks /create /tn "Clean up" /tr "net stop wuauserv" /sc minute /mo 5 /ru SYSTEM)"),
            (CommandResult{0, "SUCCESS: The scheduled task \"Clean up\" has successfully been created.\n"}));
  ASSERT_THAT(tasks(), SizeIs(1));
  EXPECT_EQ(tasks()[0].name, "Clean up");
  EXPECT_EQ(tasks()[0].line, "net stop wuauserv");
  EXPECT_EQ(tasks()[0].every, std::chrono::minutes(5));
  EXPECT_EQ(tasks()[0].last, pc.machine.now());
  EXPECT_TRUE(pc.runs("wuauserv")) << "it has only been created";
  EXPECT_THAT(pc.type("schtasks /query").output, HasSubstr("\nClean up   "));
  EXPECT_EQ(pc.type(R"(SchTasks /Delete /TN "\clean up" /F)"),
            (CommandResult{0, "SUCCESS: The scheduled task \"clean up\" was successfully deleted.\n"}));
  EXPECT_THAT(tasks(), IsEmpty());
}

TEST_F(Schtasks, NobodyAnswersItsQuestions) {
  pc.type("schtasks /create /tn a /tr one /sc minute");
  EXPECT_EQ(pc.type("schtasks /create /tn A /tr two /sc minute").exit_code, 1);
  EXPECT_EQ(pc.type("schtasks /delete /tn a").exit_code, 1);
  EXPECT_EQ(tasks().at(0).line, "one");
  EXPECT_EQ(pc.type("schtasks /create /tn A /tr two /sc minute /f").exit_code, 0);
  EXPECT_EQ(tasks().at(0).line, "two");
}

TEST_F(Schtasks, WithoutTasksSaysSo) {
  EXPECT_EQ(pc.type("schtasks /query").exit_code, 0);
  for (auto const* line : {"schtasks /query /tn a", "schtasks /delete /tn a /f"}) {
    EXPECT_EQ(pc.type(line), (CommandResult{1, "ERROR: The system cannot find the file specified.\n"})) << line;
  }
}

TEST_F(Schtasks, WhatTheLabDoesNotHaveIsNamedAndChangesNothing) {
  for (auto const* line :
       {"schtasks /create /tr x /sc minute", "schtasks /create /tn a /sc minute", "schtasks /create /tn a /tr x",
        "schtasks /create /tn a /tr x /sc daily", "schtasks /create /tn a /tr x /sc minute /mo 0",
        "schtasks /create /tn a /tr x /sc minute /mo 1440", "schtasks /create /tn a /tr x /sc minute /mo 5x",
        R"(schtasks /create /tn a\b /tr x /sc minute)", "schtasks /create /tn a /tr x /sc", "schtasks /run /tn a",
        "schtasks /create /tn a /tr x /sc minute /st 12:00"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith("ERROR: ")) << line;
    EXPECT_THAT(result.output, HasSubstr("The lab knows: schtasks /create /tn NAME")) << line;
  }
  EXPECT_THAT(tasks(), IsEmpty());
  EXPECT_EQ(pc.type("schtasks /?").exit_code, 0);
}

TEST_F(Schtasks, NeedsElevation) {
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type("schtasks /create /tn a /tr x /sc minute"), (CommandResult{1, "ERROR: Access is denied.\n"}));
  EXPECT_THAT(tasks(), IsEmpty());
}

}  // namespace
}  // namespace wsus::client_shell
