// Services: what exists, how it is found, what states do.
#include "client_sim/machine/windows_services.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::machine {
namespace {

TEST(WindowsServices, ANewMachineRunsWhatUpdatesNeed) {
  WindowsServices const services;
  EXPECT_TRUE(services.is_running("wuauserv"));
  EXPECT_TRUE(services.is_running("bits"));
  EXPECT_TRUE(services.is_running("cryptsvc"));
  EXPECT_FALSE(services.is_running("msiserver"));
  EXPECT_EQ(services.all().size(), 4U);
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
  services.set_state("Windows Update", ServiceState::disabled);
  EXPECT_EQ(services.find("wuauserv")->state, ServiceState::disabled);
  EXPECT_FALSE(services.is_running("wuauserv"));
  services.set_state("WUAUSERV", ServiceState::running);
  EXPECT_TRUE(services.is_running("wuauserv"));
}

TEST(WindowsServices, AnUnknownServiceHasNoState) {
  WindowsServices services;
  EXPECT_THROW(services.set_state("spooler", ServiceState::running), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::machine
