// What the generations say about themselves.
#include "client_sim/transport/agent_traits.hpp"

#include "client_sim/machine/machine.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

wusp::ManualClock fixed_clock() { return wusp::ManualClock(*wusp::parse_xsd_date_time("2026-10-04T15:03:36Z")); }

TEST(AgentTraits, OfWindows10AreThoseOfTheCapture) {
  auto const clock = fixed_clock();
  machine::Machine machine({.server_url = "http://192.0.2.1:8530"}, clock);
  auto const traits = traits_of(machine, "", "AutomaticUpdates");
  EXPECT_EQ(traits.protocol_version, "2.90");
  EXPECT_EQ(traits.user_agent, "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90");
  EXPECT_EQ(
      traits.device_attributes,
      "App=WU_OS;AppVer=1507.2601.30012.0;DeviceFamily=Windows.Desktop;InstallationType=Client;InstallLanguage=en-US;"
      "OEMModel=Standard PC (Q35 + ICH9, 2009);OEMName_Uncleaned=QEMU;OSArchitecture=AMD64;OSUILocale=en-US;"
      "OSVersion=10.0.26200.0;ProductType=WinNT;UpdateServiceUrl=http://192.0.2.1:8530;");
  EXPECT_EQ(traits.caller_attributes, "Interactive=0;SheddingAware=1;Id=AutomaticUpdates;");
  EXPECT_EQ(traits.caller, "AutomaticUpdates");
}

TEST(AgentTraits, OfWindows8AndOlderNameNoVersion) {
  auto const clock = fixed_clock();
  for (auto const profile : {machine::Profile::w7, machine::Profile::w8}) {
    machine::Machine machine({.profile = profile}, clock);
    auto const traits = traits_of(machine, "", "AutomaticUpdates");
    EXPECT_EQ(traits.protocol_version, "1.8");
    EXPECT_EQ(traits.user_agent, "Windows-Update-Agent");
    EXPECT_EQ(traits.device_attributes, "");
    EXPECT_EQ(traits.caller_attributes, "");
  }
}

TEST(AgentTraits, TakeAGivenProtocolVersion) {
  auto const clock = fixed_clock();
  machine::Machine machine({}, clock);
  auto const traits = traits_of(machine, "2.32", "x");
  EXPECT_EQ(traits.protocol_version, "2.32");
  EXPECT_EQ(traits.user_agent, "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.32");
}

TEST(AgentTraits, NewerElementsStartWithVersion1_9) {
  for (auto const* old : {"1.0", "1.6", "1.8", "0.9"}) EXPECT_FALSE(sends_newer_elements(old)) << old;
  for (auto const* newer : {"1.9", "1.10", "2.0", "2.90", "", "2", "x.y"})
    EXPECT_TRUE(sends_newer_elements(newer)) << newer;
}

TEST(AgentTraits, NameArchitectures) {
  EXPECT_EQ(architecture_name(9), "AMD64");
  EXPECT_EQ(architecture_name(0), "X86");
  EXPECT_EQ(architecture_name(12), "ARM64");
  EXPECT_EQ(architecture_name(77), "Unknown");
}

}  // namespace
}  // namespace wsus::transport
