// Services: what exists, how it is found, what states do.
#include "client_sim/machine/windows_services.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace wsus::machine {
namespace {

TEST(WindowsServices, ANewMachineRunsWhatUpdatesNeed) {
  WindowsServices const services;
  EXPECT_TRUE(services.is_running("wuauserv"));
  EXPECT_TRUE(services.is_running("bits"));
  EXPECT_TRUE(services.is_running("cryptsvc"));
  EXPECT_FALSE(services.is_running("msiserver"));
  for (auto const* name : {"dosvc", "winmgmt", "w32time", "rpcss"}) EXPECT_TRUE(services.is_running(name)) << name;
  EXPECT_EQ(services.all().size(), 9U);
}

TEST(WindowsServices, DeliveryOptimizationCameWithWindows10) {
  EXPECT_EQ(WindowsServices(Profile::w7).find("dosvc"), nullptr);
  EXPECT_EQ(WindowsServices(Profile::w8).find("dosvc"), nullptr);
  EXPECT_NE(WindowsServices(Profile::w10).find("dosvc"), nullptr);
}

TEST(WindowsServices, WhatIsStoppedCanServeUnlessItIsDisabled) {
  WindowsServices services;
  EXPECT_TRUE(services.can_serve("bits"));
  services.set_state("bits", ServiceState::stopped);
  EXPECT_TRUE(services.can_serve("bits"));
  services.set_start("bits", StartType::disabled);
  EXPECT_FALSE(services.can_serve("bits"));
  services.set_state("bits", ServiceState::running);
  EXPECT_TRUE(services.can_serve("bits")) << "it runs until somebody stops it";
  EXPECT_FALSE(services.can_serve("spooler"));
}

TEST(WindowsServices, DependentsAreThoseThatRunAlsoThroughOthers) {
  WindowsServices services;
  EXPECT_TRUE(services.running_dependents("cryptsvc").empty());
  services.set_state("appidsvc", ServiceState::running);
  EXPECT_EQ(services.running_dependents("CryptSvc"), std::vector<std::string>{"appidsvc"});
  EXPECT_EQ(services.running_dependents("rpcss").size(), 6U);
  EXPECT_TRUE(services.running_dependents("spooler").empty());
}

TEST(WindowsServices, StartTypesAndTriggersSayWhatStartsWithWindows) {
  WindowsServices services;
  EXPECT_TRUE(services.find("bits")->starts_with_windows());
  EXPECT_TRUE(services.find("wuauserv")->starts_with_windows()) << "by a trigger";
  EXPECT_FALSE(services.find("msiserver")->starts_with_windows());
  services.set_start("wuauserv", StartType::disabled);
  EXPECT_FALSE(services.find("wuauserv")->starts_with_windows());
}

TEST(WindowsServices, NameAndDisplayNameAreFoundInAnyCase) {
  WindowsServices const services;
  for (auto const* name : {"wuauserv", "WuAuServ", "Windows Update", "WINDOWS UPDATE"}) {
    ASSERT_NE(services.find(name), nullptr) << name;
    EXPECT_EQ(services.find(name)->name, "wuauserv");
  }
  EXPECT_EQ(services.find("spooler"), nullptr);
  EXPECT_FALSE(services.is_running("spooler"));
}

TEST(WindowsServices, StatesChangeByEitherName) {
  WindowsServices services;
  services.set("Windows Update", {ServiceState::stopped, StartType::disabled});
  EXPECT_TRUE(services.is_disabled("wuauserv"));
  EXPECT_FALSE(services.is_running("wuauserv"));
  services.set_state("WUAUSERV", ServiceState::running);
  EXPECT_TRUE(services.is_running("wuauserv"));
}

TEST(WindowsServices, AnUnknownServiceHasNoState) {
  WindowsServices services;
  EXPECT_THROW(services.set_state("spooler", ServiceState::running), std::invalid_argument);
  EXPECT_THROW(services.set_start("spooler", StartType::manual), std::invalid_argument);
  EXPECT_FALSE(services.is_disabled("spooler"));
}

}  // namespace
}  // namespace wsus::machine
