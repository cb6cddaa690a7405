// A machine after setup: identity, policy, folders, GUID sequence, facts.
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/provisioning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <regex>

namespace wsus::machine {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr std::array<std::string_view, 4> identity_names{"SusClientId", "SusClientIDValidation", "PingID",
                                                         "AccountDomainSid"};

std::string identity_of(MachineOptions options) { return *sus_client_id(TestMachine(std::move(options)).machine); }

TEST(Machine, HasTheFourIdentityValues) {
  TestMachine const pc;
  for (auto const name : identity_names) {
    EXPECT_TRUE(pc.machine.registry().get(keys::windows_update, name)) << name;
  }
  auto const& registry = pc.machine.registry();
  EXPECT_EQ(registry.get(keys::windows_update, "SusClientIDValidation")->type, "REG_BINARY");
  EXPECT_THAT(*registry.get_text(keys::windows_update, "SusClientIDValidation"), MatchesRegex("([0-9A-F][0-9A-F])+"));
  EXPECT_THAT(*registry.get_text(keys::windows_update, "AccountDomainSid"), MatchesRegex("0104000000000005[0-9A-F]+"));
}

TEST(Machine, SusClientIdIsALowerCaseGuidOfVersion4) {
  std::regex const version_4("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  auto const id = identity_of({});
  EXPECT_TRUE(std::regex_match(id, version_4)) << id;
}

TEST(Machine, IdentityComesFromSeedAndName) {
  auto const id = identity_of({.name = "PC01", .seed = 7});
  EXPECT_EQ(id, identity_of({.name = "PC01", .seed = 7}));
  EXPECT_EQ(id, identity_of({.name = "pc01", .seed = 7})) << "names of PCs have no case";
  EXPECT_NE(id, identity_of({.name = "PC02", .seed = 7}));
  EXPECT_NE(id, identity_of({.name = "PC01", .seed = 8}));
}

TEST(Machine, EveryGuidIsAnother) {
  TestMachine pc;
  auto const first = pc.machine.next_guid();
  auto const second = pc.machine.next_guid();
  EXPECT_NE(first, second);
  EXPECT_EQ(first.bytes[6] >> 4, 4);
  EXPECT_EQ(first.bytes[8] >> 6, 2);
}

TEST(Machine, ServerUrlSetsBothServersAndTurnsThemOn) {
  TestMachine const pc({.server_url = "http://wsus.lab.example:8530"});
  auto const& registry = pc.machine.registry();
  EXPECT_EQ(registry.get_text(keys::policy, "WUServer"), "http://wsus.lab.example:8530");
  EXPECT_EQ(registry.get_text(keys::policy, "WUStatusServer"), "http://wsus.lab.example:8530");
  EXPECT_EQ(registry.get_dword(keys::policy_au, "UseWUServer"), 1U);
  EXPECT_EQ(registry.get(keys::policy, "TargetGroup"), std::nullopt);
  EXPECT_EQ(registry.get(keys::policy, "TargetGroupEnabled"), std::nullopt);
}

TEST(Machine, TargetGroupIsSetAndEnabled) {
  TestMachine const pc({.target_group = "Pilot"});
  auto const& registry = pc.machine.registry();
  EXPECT_EQ(registry.get_text(keys::policy, "TargetGroup"), "Pilot");
  EXPECT_EQ(registry.get_dword(keys::policy, "TargetGroupEnabled"), 1U);
  EXPECT_EQ(registry.get(keys::policy, "WUServer"), std::nullopt);
}

TEST(Machine, WithoutOptionsThereIsNoPolicy) {
  TestMachine const pc;
  EXPECT_EQ(pc.machine.registry().find_key(keys::policy), nullptr);
}

TEST(Machine, PolicyCanBeAppliedAgain) {
  TestMachine pc({.server_url = "http://old:8530", .target_group = "Pilot"});
  apply_policy(pc.machine, {.server_url = "http://new:8530"});
  EXPECT_EQ(pc.machine.registry().get_text(keys::policy, "WUServer"), "http://new:8530");
  EXPECT_EQ(pc.machine.registry().get_text(keys::policy, "TargetGroup"), "Pilot");
}

TEST(Machine, FoldersOfTheAgentExist) {
  TestMachine pc;
  for (auto const* folder : {R"(C:\Windows\SoftwareDistribution\DataStore)", R"(C:\Windows\Logs\WindowsUpdate)",
                             R"(C:\Users\administrator\Desktop)"}) {
    EXPECT_TRUE(pc.machine.files().is_directory(folder)) << folder;
  }
}

TEST(Machine, W8HasATextLogAndW10PointsToTheTraces) {
  TestMachine w8({.profile = Profile::w8});
  TestMachine w10({.profile = Profile::w10});
  EXPECT_EQ(w8.machine.agent_log_path(), R"(C:\Windows\WindowsUpdate.log)");
  EXPECT_FALSE(w8.machine.files().is_file(paths::text_log)) << "the agent has not written yet";
  EXPECT_THAT(w10.machine.agent_log_path(), testing::StartsWith(R"(C:\Windows\Logs\WindowsUpdate\)"));
  EXPECT_THAT(w10.machine.files().read_as_system(paths::text_log).value_or(""), HasSubstr("Get-WindowsUpdateLog"));
}

TEST(Machine, FactsFollowTheProfile) {
  auto const w8 = facts_of(Profile::w8);
  EXPECT_EQ(w8.os_major, 6);
  EXPECT_EQ(w8.os_minor, 3);
  EXPECT_EQ(w8.os_build, 9600);
  auto const w10 = facts_of(Profile::w10);
  EXPECT_EQ(w10.os_major, 10);
  EXPECT_EQ(w10.os_build, 19045);
  EXPECT_EQ(facts_of(Profile::w11).os_build, 26200) << "capture RegisterComputer";
  EXPECT_EQ(TestMachine({.profile = Profile::w8}).machine.facts().os_build, 9600);
  EXPECT_EQ(to_string(Profile::w8), "w8");
  EXPECT_EQ(to_string(Profile::w10), "w10");
  EXPECT_EQ(to_string(Profile::w11), "w11");
  EXPECT_EQ(to_string(Profile::w7), "w7");
  EXPECT_EQ(profile_names(), "w7, w8, w10 or w11");
  EXPECT_FALSE(find_profile("w12"));
  for (auto const& profile : all_profiles()) EXPECT_EQ(find_profile(profile.name), profile.profile);
}

TEST(Machine, OfWindows7HasServicePack1AndItsOwnSoapStack) {
  TestMachine w7({.profile = Profile::w7});
  EXPECT_EQ(w7.machine.facts().os_major, 6);
  EXPECT_EQ(w7.machine.facts().os_minor, 1);
  EXPECT_EQ(w7.machine.facts().os_build, 7601);
  EXPECT_EQ(w7.machine.facts().os_description, "Windows 7 Professional");
  EXPECT_EQ(w7.machine.system_info().service_pack_major, 1);
  EXPECT_EQ(w7.machine.agent_log_path(), R"(C:\Windows\WindowsUpdate.log)");
  EXPECT_EQ(traits_of(Profile::w7).client_version, "7.6.7601.23453");
  EXPECT_EQ(traits_of(Profile::w7).protocol_version, "1.8");
  EXPECT_EQ(traits_of(Profile::w7).soap_stack, SoapStack::atl);
  EXPECT_TRUE(traits_of(Profile::w7).self_update);
  for (auto const later : {Profile::w8, Profile::w10, Profile::w11}) {
    EXPECT_EQ(traits_of(later).soap_stack, SoapStack::wwsapi);
    EXPECT_EQ(TestMachine({.profile = later}).machine.system_info().service_pack_major, 0);
  }
}

TEST(Machine, LocalTimeIsAheadByTheOffset) {
  TestMachine pc({.utc_offset = std::chrono::minutes(90)});
  EXPECT_EQ(pc.machine.now(), test_time());
  EXPECT_EQ(pc.machine.local_now() - pc.machine.now(), std::chrono::minutes(90));
}

TEST(Identity, OnlyMissingValuesAreMadeAnew) {
  TestMachine pc;
  auto& registry = pc.machine.registry();
  auto const id = *sus_client_id(pc.machine);
  auto const ping_id = *registry.get_text(keys::windows_update, "PingID");
  EXPECT_FALSE(renew_missing_identity(pc.machine));
  EXPECT_EQ(sus_client_id(pc.machine), id);

  registry.delete_value(keys::windows_update, "PingID");
  EXPECT_FALSE(renew_missing_identity(pc.machine)) << "still the same client";
  EXPECT_NE(registry.get_text(keys::windows_update, "PingID"), ping_id);
  EXPECT_EQ(sus_client_id(pc.machine), id);

  registry.delete_value(keys::windows_update, "SusClientId");
  EXPECT_EQ(sus_client_id(pc.machine), std::nullopt);
  EXPECT_TRUE(renew_missing_identity(pc.machine));
  EXPECT_NE(sus_client_id(pc.machine), id);
}

}  // namespace
}  // namespace wsus::machine
