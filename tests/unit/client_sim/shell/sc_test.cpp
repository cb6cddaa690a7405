// sc: texts, exit codes, start types and states.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::StartType;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using windows::CommandResult;

class Sc : public testing::Test {
protected:
  StartType start_of(std::string_view name) { return pc.machine.services().find(name)->setting.start; }
  ClientPrompt pc;
};

TEST_F(Sc, QueryTellsTheState) {
  EXPECT_EQ(pc.type("sc query wuauserv"),
            (CommandResult{0, "\nSERVICE_NAME: wuauserv \n"
                              "        TYPE               : 30  WIN32  \n"
                              "        STATE              : 4  RUNNING \n"
                              "                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)\n"
                              "        WIN32_EXIT_CODE    : 0  (0x0)\n"
                              "        SERVICE_EXIT_CODE  : 0  (0x0)\n"
                              "        CHECKPOINT         : 0x0\n"
                              "        WAIT_HINT          : 0x0\n"}));
  pc.type("net stop wuauserv");
  EXPECT_THAT(pc.type("sc query WUAUSERV").output, AllOf(HasSubstr("STATE              : 1  STOPPED \n"),
                                                         HasSubstr("(NOT_STOPPABLE, NOT_PAUSABLE, IGNORES")));
}

TEST_F(Sc, QueryAloneListsWhatRuns) {
  auto const list = pc.type("sc query");
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.output, HasSubstr("\nSERVICE_NAME: dosvc \nDISPLAY_NAME: Delivery Optimization\n"));
  EXPECT_THAT(list.output, Not(HasSubstr("msiserver")));
}

// FM74
TEST_F(Sc, ConfigChangesTheStartTypeAndNotTheState) {
  EXPECT_EQ(pc.type("sc config dosvc start= disabled"), (CommandResult{0, "[SC] ChangeServiceConfig SUCCESS\n"}));
  EXPECT_EQ(start_of("dosvc"), StartType::disabled);
  EXPECT_TRUE(pc.runs("dosvc"));
  pc.type("sc stop dosvc");
  EXPECT_EQ(
      pc.type("sc start dosvc"),
      (CommandResult{1058, "[SC] StartService FAILED 1058:\n\nThe service cannot be started, either because it is "
                           "disabled or because it has no enabled devices associated with it.\n\n"}));
  EXPECT_EQ(pc.type("sc config DOSVC start= delayed-auto").exit_code, 0);
  EXPECT_EQ(start_of("dosvc"), StartType::delayed);
  EXPECT_THAT(pc.type("sc start dosvc").output, HasSubstr("STATE              : 2  START_PENDING \n"));
  EXPECT_TRUE(pc.runs("dosvc"));
}

TEST_F(Sc, WithoutTheBlankAnOptionIsNone) {
  for (auto const* line : {"sc config dosvc start=disabled", "sc config dosvc start= never", "sc config dosvc",
                           "sc config dosvc depend= rpcss"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1639) << line;
    EXPECT_THAT(result.output, HasSubstr("A space is required between the equal sign and the value.")) << line;
    EXPECT_THAT(result.output, HasSubstr("The lab knows: sc query")) << line;
  }
  EXPECT_EQ(start_of("dosvc"), StartType::delayed);
}

TEST_F(Sc, QcShowsTheConfiguration) {
  EXPECT_THAT(
      pc.type("sc qc appidsvc").output,
      AllOf(StartsWith("[SC] QueryServiceConfig SUCCESS\n\nSERVICE_NAME: appidsvc\n"),
            HasSubstr("START_TYPE         : 3   DEMAND_START\n"),
            HasSubstr("DEPENDENCIES       : rpcss\n                           : cryptsvc\n        SERVICE_START")));
  EXPECT_THAT(pc.type("sc qc rpcss").output, HasSubstr("DEPENDENCIES       : \n"));
}

TEST_F(Sc, StopAndStartTellTheAgent) {
  EXPECT_THAT(pc.type("sc stop wuauserv").output, HasSubstr("STATE              : 3  STOP_PENDING \n"));
  EXPECT_FALSE(pc.runs("wuauserv"));
  EXPECT_EQ(pc.type("sc stop wuauserv"),
            (CommandResult{1062, "[SC] ControlService FAILED 1062:\n\nThe service has not been started.\n\n"}));
  EXPECT_EQ(pc.type("sc start wuauserv").exit_code, 0);
  EXPECT_EQ(pc.type("sc start wuauserv").exit_code, 1056);
  EXPECT_THAT(pc.asked, ElementsAre("service_started"));
}

TEST_F(Sc, WhatOthersNeedIsNotStopped) {
  pc.type("sc start appidsvc");
  EXPECT_EQ(pc.type("sc stop cryptsvc").exit_code, 1051);
  EXPECT_EQ(pc.type("sc stop rpcss").exit_code, 1052);
  EXPECT_TRUE(pc.runs("cryptsvc"));
}

TEST_F(Sc, AnUnknownServiceDoesNotExist) {
  EXPECT_EQ(
      pc.type("sc query spooler"),
      (CommandResult{1060, "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\n\nThe specified service does not "
                           "exist as an installed service.\n\n"}));
  for (auto const* line : {"sc qc spooler", "sc config spooler start= auto", "sc start spooler", "sc stop spooler",
                           R"(sc stop "Windows Update")"}) {
    EXPECT_EQ(pc.type(line).exit_code, 1060) << line;
  }
}

TEST_F(Sc, WithoutElevationOnlyLookingIsAllowed) {
  pc.prompt.session().identity = not_elevated();
  for (auto const* line : {"sc config dosvc start= disabled", "sc start msiserver", "sc stop dosvc"}) {
    EXPECT_EQ(pc.type(line).exit_code, 5) << line;
  }
  EXPECT_EQ(pc.type("sc query dosvc").exit_code, 0);
  EXPECT_TRUE(pc.runs("dosvc"));
  EXPECT_EQ(start_of("dosvc"), StartType::delayed);
}

TEST_F(Sc, OtherVerbsAreToldWhatTheLabKnows) {
  auto const result = pc.type("sc sdset wuauserv D:");
  EXPECT_EQ(result.exit_code, 1639);
  EXPECT_THAT(result.output, AllOf(StartsWith("*** Unrecognized Command ***\n"), HasSubstr("The lab knows: sc query")));
  EXPECT_EQ(pc.type("sc").exit_code, 0);
  EXPECT_EQ(pc.type("sc start").exit_code, 1639);
  EXPECT_EQ(pc.type("sc query state= all").exit_code, 87);
}

}  // namespace
}  // namespace wsus::client_shell
