// net stop|start: texts, exit codes, states, and what the agent hears.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::ServiceState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using windows::CommandResult;

TEST(Net, StopEndsARunningService) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("net stop wuauserv"),
            (CommandResult{0, "The Windows Update service is stopping.\n"
                              "The Windows Update service was stopped successfully.\n\n"}));
  EXPECT_FALSE(pc.runs("wuauserv"));
  EXPECT_TRUE(pc.runs("bits"));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Net, StopOfAStoppedServiceIsAnError) {
  ClientPrompt pc;
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type("net stop wuauserv"), (CommandResult{2, "The Windows Update service is not started.\n\n"
                                                            "More help is available by typing NET HELPMSG 3521.\n\n"}));
}

TEST(Net, StartTellsTheAgent) {
  ClientPrompt pc;
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type("net start wuauserv"),
            (CommandResult{0, "The Windows Update service is starting.\n"
                              "The Windows Update service was started successfully.\n\n"}));
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_THAT(pc.asked, ElementsAre("service_started"));
}

TEST(Net, StopTellsTheAgentOfItsOwnServiceAndOfNoOther) {
  for (auto const* line : {"net stop wuauserv", "sc stop wuauserv", "Stop-Service wuauserv"}) {
    ClientPrompt pc;
    pc.type("net stop bits");
    EXPECT_EQ(pc.service_stops, 0) << line;
    EXPECT_EQ(pc.type(line).exit_code, 0) << line;
    EXPECT_EQ(pc.service_stops, 1) << line;
    pc.type(line);
    EXPECT_EQ(pc.service_stops, 1) << line << " of a stopped one";
  }
}

TEST(Net, StartOfAnotherServiceDoesNotTellTheAgent) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("net start msiserver").exit_code, 0);
  EXPECT_TRUE(pc.runs("msiserver"));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Net, StartOfARunningServiceIsAnError) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("net start wuauserv"),
            (CommandResult{2, "The requested service has already been started.\n\n"
                              "More help is available by typing NET HELPMSG 2182.\n\n"}));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Net, NamesHaveNoCaseAndMayBeDisplayNames) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("NET.EXE STOP WUAUSERV").exit_code, 0);
  EXPECT_EQ(pc.type(R"(net start "windows update" /y)").exit_code, 0);
  EXPECT_TRUE(pc.runs("wuauserv"));
}

TEST(Net, AnUnknownServiceIsInvalid) {
  ClientPrompt pc;
  for (auto const* line : {"net stop spooler2", "net start spooler2"}) {
    EXPECT_EQ(pc.type(line), (CommandResult{2, "The service name is invalid.\n\n"
                                               "More help is available by typing NET HELPMSG 2185.\n\n"}))
        << line;
  }
}

TEST(Net, WithoutElevationAccessIsDenied) {
  ClientPrompt pc({}, not_elevated());
  EXPECT_EQ(pc.type("net stop wuauserv"), (CommandResult{2, "System error 5 has occurred.\n\nAccess is denied.\n\n"}));
  EXPECT_TRUE(pc.runs("wuauserv"));
  pc.machine.services().set_state("wuauserv", ServiceState::stopped);
  EXPECT_EQ(pc.type("net start wuauserv").exit_code, 2);
  EXPECT_FALSE(pc.runs("wuauserv"));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Net, ADisabledServiceDoesNotStart) {
  ClientPrompt pc;
  pc.machine.services().set("wuauserv", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_EQ(pc.type("net start wuauserv"),
            (CommandResult{2, "System error 1058 has occurred.\n\n"
                              "The service cannot be started, either because it is disabled or because it has no "
                              "enabled devices associated with it.\n\n"}));
  EXPECT_EQ(pc.type("net stop wuauserv").exit_code, 2);
  EXPECT_TRUE(pc.machine.services().is_disabled("wuauserv"));
}

TEST(Net, StartAloneListsWhatRuns) {
  ClientPrompt pc;
  pc.type("net stop bits");
  EXPECT_EQ(pc.type("net start"), (CommandResult{0, "These Windows services are started:\n\n"
                                                    "   Cryptographic Services\n"
                                                    "   Delivery Optimization\n"
                                                    "   Remote Procedure Call (RPC)\n"
                                                    "   Windows Management Instrumentation\n"
                                                    "   Windows Time\n"
                                                    "   Windows Update\n"
                                                    "\nThe command completed successfully.\n\n"}));
}

TEST(Net, WhatDependsOnAServiceIsStoppedWithItWhenYesIsTyped) {
  ClientPrompt pc;
  pc.type("net start appidsvc");
  EXPECT_EQ(pc.type("net stop cryptsvc"),
            (CommandResult{2, "The following services are dependent on the Cryptographic Services service.\n"
                              "Stopping the Cryptographic Services service will also stop these services.\n\n"
                              "   Application Identity\n\n"
                              "Do you want to continue this operation? (Y/N) [N]: \n"
                              "No valid response was provided.\n"}));
  EXPECT_TRUE(pc.runs("cryptsvc"));
  EXPECT_EQ(pc.type("net stop cryptsvc /y"),
            (CommandResult{0, "The Application Identity service is stopping.\n"
                              "The Application Identity service was stopped successfully.\n\n"
                              "The Cryptographic Services service is stopping.\n"
                              "The Cryptographic Services service was stopped successfully.\n\n"}));
  EXPECT_FALSE(pc.runs("appidsvc"));
}

TEST(Net, WhatAServiceNeedsIsStartedWithIt) {
  ClientPrompt pc;
  pc.type("net stop cryptsvc");
  EXPECT_EQ(pc.type("net start appidsvc").exit_code, 0);
  EXPECT_TRUE(pc.runs("cryptsvc"));
  pc.type("net stop cryptsvc /y");
  pc.machine.services().set_start("cryptsvc", machine::StartType::disabled);
  EXPECT_EQ(
      pc.type("net start appidsvc"),
      (CommandResult{2, "System error 1068 has occurred.\n\nThe dependency service or group failed to start.\n\n"}));
}

TEST(Net, SomeServicesTakeNoStop) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("net stop rpcss /y"),
            (CommandResult{2, "The requested pause, continue, or stop is not valid for this service.\n\n"
                              "More help is available by typing NET HELPMSG 2191.\n\n"}));
  EXPECT_TRUE(pc.runs("rpcss"));
  EXPECT_TRUE(pc.runs("wuauserv"));
}

TEST(Net, EverythingElseIsAUsageError) {
  ClientPrompt pc;
  for (auto const* line : {"net", "net use", "net halt wuauserv"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("The syntax of this command is:\n\nNET\n")) << line;
  }
  EXPECT_EQ(pc.type("net stop"), (CommandResult{1, "The syntax of this command is:\n\nNET STOP\nservice\n\n"}));
  EXPECT_EQ(pc.type("net start wuauserv bits"),
            (CommandResult{1, "The syntax of this command is:\n\nNET START\nservice\n\n"}));
  EXPECT_TRUE(pc.runs("wuauserv"));
}

}  // namespace
}  // namespace wsus::client_shell
