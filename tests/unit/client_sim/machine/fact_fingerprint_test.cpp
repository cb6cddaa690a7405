// The fingerprint of the facts that applicability rules ask about.
#include "client_sim/machine/fact_fingerprint.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/machine/state_file_fixture.hpp"

#include <functional>

namespace wsus::machine {
namespace {

using Edit = std::function<void(Machine&)>;

constexpr auto lab_key = R"(HKLM\SOFTWARE\Lab)";

TEST(FactFingerprint, MovesWithEveryFactThatARuleCanSee) {
  for (Edit const& edit : {
           Edit([](Machine& pc) { pc.registry().create_key(lab_key); }),
           Edit([](Machine& pc) { pc.registry().set_text(lab_key, "name", "value"); }),
           Edit([](Machine& pc) { pc.registry().set_dword(lab_key, "name", 1); }),
           Edit([](Machine& pc) { pc.registry().delete_value(keys::policy, "WUServer"); }),
           Edit([](Machine& pc) { pc.files().write_as_system(R"(C:\Lab\a.dll)", ""); }),
           Edit([](Machine& pc) { pc.files().write_as_system(paths::hosts_file, "longer or shorter"); }),
           Edit([](Machine& pc) { pc.files().remove_as_system(paths::hosts_file); }),
           Edit([](Machine& pc) { pc.hardware().devices.pop_back(); }),
           Edit([](Machine& pc) { pc.system_info().file_versions["c:\\a.dll"] = "1.0.0.0"; }),
           Edit([](Machine& pc) { pc.system_info().cbs_packages.emplace(); }),
       }) {
    TestMachine pc({.server_url = "http://wsus:8530", .devices = 2});
    auto const before = fact_fingerprint(pc.machine);
    EXPECT_EQ(fact_fingerprint(pc.machine), before);
    edit(pc.machine);
    EXPECT_NE(fact_fingerprint(pc.machine), before);
  }
}

TEST(FactFingerprint, StandsStillForWhatScansAndRepairsOfTheClientChange) {
  for (auto const profile : {Profile::w8, Profile::w10}) {
    TestMachine pc({.profile = profile});
    auto& machine = pc.machine;
    auto const before = fact_fingerprint(machine);
    machine.files().append_as_system(machine.agent_log_path(), "a line");
    machine.files().write_as_system(R"(C:\Windows\SoftwareDistribution\Download\0123)", "content");
    machine.data_store().updates.edit()[1] = {};
    machine.registry().delete_value(keys::windows_update, identity_values::sus_client_id);
    EXPECT_EQ(fact_fingerprint(machine), before);
    EXPECT_TRUE(renew_missing_identity(machine));
    EXPECT_EQ(fact_fingerprint(machine), before);
    machine.files().write_as_system(R"(C:\Windows\SoftwareDistribution.old\a)", "");
    EXPECT_NE(fact_fingerprint(machine), before) << "not everything with such a name is the agent's";
  }
}

class KeptFingerprint : public StateFile {};

TEST_F(KeptFingerprint, IsTheSameWhenTheMachineIsLoadedAgain) {
  TestMachine saved({.devices = 3});
  saved.machine.registry().set_text(lab_key, "name", "value");
  auto const before = fact_fingerprint(saved.machine);
  EXPECT_NE(before, 0U);
  save_state(saved.machine, directory_);
  TestMachine loaded({.devices = 3});
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(fact_fingerprint(loaded.machine), before);
}

}  // namespace
}  // namespace wsus::machine
