// wuauclt: which switch asks the agent for what.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::ServiceState;
using testing::ElementsAre;
using testing::IsEmpty;
using windows::CommandResult;

CommandResult const silence{0, ""};

TEST(Wuauclt, SwitchesAreTakenInAnyOrderCaseAndStyle) {
  for (auto const* line : {"wuauclt.exe /resetauthorization /detectnow", "wuauclt /detectnow /resetauthorization",
                           "WUAUCLT -ResetAuthorization /DETECTNOW"}) {
    ClientPrompt pc;
    EXPECT_EQ(pc.type(line), silence) << line;
    EXPECT_THAT(pc.asked, ElementsAre("reset_authorization", "detect_now")) << line;
  }
}

TEST(Wuauclt, EachSwitchAlone) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("wuauclt /detectnow"), silence);
  EXPECT_THAT(pc.asked, ElementsAre("detect_now"));
  pc.asked.clear();
  EXPECT_EQ(pc.type("wuauclt /resetauthorization"), silence);
  EXPECT_THAT(pc.asked, ElementsAre("reset_authorization"));
}

TEST(Wuauclt, WhatIsUnknownIsIgnored) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("wuauclt"), silence);
  EXPECT_EQ(pc.type("wuauclt detectnow"), silence);
  EXPECT_EQ(pc.type("wuauclt /detectnow2 /selfupdatemanaged"), silence);
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Wuauclt, AStoppedServiceIsStartedFirst) {
  ClientPrompt pc;
  pc.machine.services().set_state("wuauserv", ServiceState::stopped);
  EXPECT_EQ(pc.type("wuauclt /detectnow /resetauthorization"), silence);
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_THAT(pc.asked, ElementsAre("service_started", "reset_authorization", "detect_now"));
}

TEST(Wuauclt, UpdateNowDownloadsAndInstallsAndScansOnlyOnce) {
  for (auto const* line : {"wuauclt /updatenow", "WUAUCLT.EXE -UpdateNow", "wuauclt /detectnow /updatenow"}) {
    ClientPrompt pc({}, {}, true);
    EXPECT_EQ(pc.type(line), silence) << line;
    EXPECT_THAT(pc.asked, ElementsAre("update_now")) << line;
  }
}

TEST(Wuauclt, UpdateNowWakesTheServiceAndDoesNothingWhenItIsDisabled) {
  ClientPrompt pc({}, {}, true);
  pc.machine.services().set_state("wuauserv", ServiceState::stopped);
  pc.type("wuauclt /resetauthorization /updatenow");
  EXPECT_THAT(pc.asked, ElementsAre("service_started", "reset_authorization", "update_now"));
  pc.asked.clear();
  pc.machine.services().set("wuauserv", {machine::ServiceState::stopped, machine::StartType::disabled});
  pc.type("wuauclt /updatenow");
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Wuauclt, ReportNowSendsWhatWaits) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("wuauclt /reportnow"), silence);
  EXPECT_THAT(pc.asked, ElementsAre("report_now"));
  pc.asked.clear();
  pc.machine.services().set("wuauserv", {ServiceState::stopped, machine::StartType::disabled});
  pc.type("wuauclt /reportnow");
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Wuauclt, UpdateNowOfAnAgentThatOnlyScansIsAScan) {
  ClientPrompt pc;
  pc.type("wuauclt /updatenow");
  EXPECT_THAT(pc.asked, ElementsAre("detect_now"));
}

TEST(Wuauclt, ADisabledServiceDoesNothing) {
  ClientPrompt pc;
  pc.machine.services().set("wuauserv", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_EQ(pc.type("wuauclt /detectnow /resetauthorization"), silence);
  EXPECT_THAT(pc.asked, IsEmpty());
  EXPECT_FALSE(pc.runs("wuauserv"));
}

TEST(Wuauclt, NeedsNoElevation) {
  ClientPrompt pc({}, not_elevated());
  EXPECT_EQ(pc.type("wuauclt /detectnow"), silence);
  EXPECT_THAT(pc.asked, ElementsAre("detect_now"));
}

}  // namespace
}  // namespace wsus::client_shell
