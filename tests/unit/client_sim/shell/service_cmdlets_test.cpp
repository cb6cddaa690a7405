// Cmdlets about services: effects and errors.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::StartType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using windows::CommandResult;

CommandResult const silence{0, ""};

class ServiceCmdlets : public testing::Test {
protected:
  StartType start_of(std::string_view name) { return pc.machine.services().find(name)->setting.start; }
  ClientPrompt pc;
};

TEST_F(ServiceCmdlets, StartAndStopSayNothing) {
  EXPECT_EQ(pc.type("Stop-Service wuauserv"), silence);
  EXPECT_FALSE(pc.runs("wuauserv"));
  EXPECT_EQ(pc.type("powershell Start-Service -Name wuauserv,bits"), silence);
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_EQ(pc.type("Start-Service wuauserv"), silence) << "it runs already";
  EXPECT_THAT(pc.asked, ElementsAre("service_started"));
}

TEST_F(ServiceCmdlets, RestartStopsAndStarts) {
  EXPECT_EQ(pc.type("Restart-Service -Name wuauserv -Force"), silence);
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_THAT(pc.asked, ElementsAre("service_started"));
}

TEST_F(ServiceCmdlets, SetServiceChangesTheStartType) {
  EXPECT_EQ(pc.type("Set-Service -Name dosvc -StartupType Disabled"), silence);
  EXPECT_EQ(start_of("dosvc"), StartType::disabled);
  EXPECT_TRUE(pc.runs("dosvc"));
  EXPECT_EQ(pc.type("Set-Service dosvc -StartupType Automatic -Status Stopped"), silence);
  EXPECT_EQ(start_of("dosvc"), StartType::automatic);
  EXPECT_FALSE(pc.runs("dosvc"));
}

TEST_F(ServiceCmdlets, ADisabledServiceIsNotStarted) {
  pc.machine.services().set("dosvc", {machine::ServiceState::stopped, StartType::disabled});
  auto const result = pc.type("Start-Service dosvc");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              StartsWith("Start-Service : Service 'Delivery Optimization (dosvc)' cannot be started due to "
                         "the following error: Cannot start service dosvc on computer '.'.\n"));
  EXPECT_FALSE(pc.runs("dosvc"));
}

TEST_F(ServiceCmdlets, DependentServicesNeedForce) {
  pc.type("Start-Service appidsvc");
  EXPECT_THAT(pc.type("Stop-Service cryptsvc").output, HasSubstr("because it has dependent services."));
  EXPECT_TRUE(pc.runs("cryptsvc"));
  EXPECT_EQ(pc.type("Stop-Service cryptsvc -Force"), silence);
  EXPECT_FALSE(pc.runs("appidsvc"));
}

TEST_F(ServiceCmdlets, GetServiceShowsATable) {
  EXPECT_EQ(pc.type("Get-Service wuauserv").output,
            "\nStatus   Name               DisplayName                           \n"
            "------   ----               -----------                           \n"
            "Running  wuauserv           Windows Update                        \n\n\n");
  EXPECT_THAT(pc.type("Get-Service").output, HasSubstr("Stopped  msiserver"));
}

TEST_F(ServiceCmdlets, MistakesAreToldAsPowerShellDoes) {
  EXPECT_THAT(pc.type("Start-Service spooler").output,
              StartsWith("Start-Service : Cannot find any service with service name 'spooler'.\n"));
  EXPECT_THAT(pc.type("Stop-Service wuauserv -Now").output,
              HasSubstr("A parameter cannot be found that matches parameter name 'Now'."));
  EXPECT_THAT(pc.type("Set-Service dosvc -StartupType Never").output, HasSubstr("Automatic, Manual, Disabled"));
  EXPECT_THAT(pc.type("Set-Service dosvc -Status Paused").output, HasSubstr("Running, Stopped"));
  EXPECT_THAT(pc.type("Set-Service dosvc -StartupType").output, HasSubstr("Missing an argument for parameter"));
  EXPECT_THAT(pc.type("Start-Service dosvc -StartupType Manual").output, HasSubstr("'StartupType'"));
  EXPECT_THAT(pc.type("Start-Service").output, HasSubstr("missing mandatory parameters: Name."));
  EXPECT_EQ(start_of("dosvc"), StartType::delayed);
}

TEST_F(ServiceCmdlets, WithoutElevationNothingChanges) {
  pc.prompt.session().identity = not_elevated();
  for (auto const* line :
       {"Stop-Service wuauserv", "Start-Service msiserver", "Set-Service dosvc -StartupType Disabled"}) {
    EXPECT_EQ(pc.type(line).exit_code, 1) << line;
  }
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_FALSE(pc.runs("msiserver"));
  EXPECT_EQ(start_of("dosvc"), StartType::delayed);
}

}  // namespace
}  // namespace wsus::client_shell
