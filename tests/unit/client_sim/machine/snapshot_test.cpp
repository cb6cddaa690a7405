// Snapshots: everything comes back, nothing leaks in either direction.
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/machine_snapshot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::machine {
namespace {

constexpr auto log_path = R"(C:\Windows\WindowsUpdate.log)";

TEST(Snapshot, BringsBackRegistryServicesAndDataStore) {
  TestMachine pc;
  auto& machine = pc.machine;
  machine.data_store().registered_data = "before";
  machine.data_store().updates.edit()[7] = {.revision_id = 7};
  auto const id = sus_client_id(machine);
  auto const snapshot = machine.snapshot();

  machine.registry().delete_value(keys::windows_update, "SusClientId");
  machine.registry().create_key(R"(HKLM\SOFTWARE\New)");
  machine.services().set_state("wuauserv", ServiceState::stopped);
  machine.data_store() = {};
  machine.restore(*snapshot);

  EXPECT_EQ(sus_client_id(machine), id);
  EXPECT_EQ(machine.registry().find_key(R"(HKLM\SOFTWARE\New)"), nullptr);
  EXPECT_TRUE(machine.services().is_running("wuauserv"));
  EXPECT_EQ(machine.data_store().registered_data, "before");
  EXPECT_EQ(machine.data_store().updates.count(7), 1U);
}

TEST(Snapshot, GuidsRepeatFromThere) {
  TestMachine pc;
  auto const snapshot = pc.machine.snapshot();
  auto const first = pc.machine.next_guid();
  pc.machine.restore(*snapshot);
  EXPECT_EQ(pc.machine.next_guid(), first);
}

TEST(Snapshot, FilesGetTheirContentAndRightsBack) {
  TestMachine pc({.profile = Profile::w8});
  auto& files = pc.machine.files();
  files.write_as_system(log_path, "one\n");
  auto const security = *files.security(log_path);
  auto const snapshot = pc.machine.snapshot();

  files.append_as_system(log_path, "two\n");
  files.set_security(log_path, {.owner = "somebody", .access = {}});
  pc.machine.restore(*snapshot);

  EXPECT_EQ(files.read_as_system(log_path), "one\n");
  EXPECT_EQ(files.security(log_path)->owner, security.owner);
  EXPECT_EQ(files.security(log_path)->access, security.access);
}

TEST(Snapshot, WhatWasMadeLaterIsGone) {
  TestMachine pc({.profile = Profile::w8});
  auto& files = pc.machine.files();
  auto const snapshot = pc.machine.snapshot();
  files.write_as_system(log_path, "one\n");
  files.write_as_system(R"(C:\Temp\Deep\x.txt)", "x");
  pc.machine.restore(*snapshot);

  EXPECT_FALSE(files.is_file(log_path));
  EXPECT_FALSE(files.is_directory(R"(C:\Temp)"));
  EXPECT_TRUE(files.is_directory(R"(C:\Windows\SoftwareDistribution\DataStore)"));
}

TEST(Snapshot, WhatWasRemovedLaterComesBack) {
  TestMachine pc;
  auto& files = pc.machine.files();
  files.write_as_system(R"(C:\Temp\x.txt)", "x");
  auto const snapshot = pc.machine.snapshot();
  EXPECT_TRUE(files.remove_as_system(R"(C:\temp)"));
  EXPECT_FALSE(files.is_file(R"(C:\Temp\x.txt)"));
  EXPECT_FALSE(files.remove_as_system(R"(C:\temp)")) << "nothing is left there";
  pc.machine.restore(*snapshot);
  EXPECT_EQ(files.read_as_system(R"(C:\Temp\x.txt)"), "x");
}

TEST(Snapshot, AFolderInTheWayOfAFileIsReplaced) {
  TestMachine pc;
  auto& files = pc.machine.files();
  files.write_as_system(R"(C:\Temp\x)", "x");
  auto const snapshot = pc.machine.snapshot();
  EXPECT_TRUE(files.remove_as_system(R"(C:\Temp\x)"));
  files.make_directory(R"(C:\Temp\x)");
  pc.machine.restore(*snapshot);
  EXPECT_EQ(files.read_as_system(R"(C:\Temp\x)"), "x");
}

TEST(Snapshot, IsNotChangedByTheMachineAndMayBeRestoredTwice) {
  TestMachine pc;
  auto& machine = pc.machine;
  machine.data_store().registered_data = "before";
  auto const snapshot = machine.snapshot();
  for (int round = 0; round < 2; ++round) {
    machine.data_store().registered_data = "after";
    machine.registry().delete_key(keys::windows_update);
    machine.restore(*snapshot);
    EXPECT_EQ(machine.data_store().registered_data, "before");
    EXPECT_NE(machine.registry().find_key(keys::windows_update), nullptr);
  }
}

TEST(Snapshot, DoesNotTouchOtherMachines) {
  TestMachine one({.name = "PC01"});
  TestMachine two({.name = "PC02"});
  auto const id = sus_client_id(two.machine);
  auto const snapshot = one.machine.snapshot();
  two.machine.files().write_as_system(R"(C:\Temp\x.txt)", "x");
  one.machine.restore(*snapshot);
  EXPECT_EQ(sus_client_id(two.machine), id);
  EXPECT_TRUE(two.machine.files().is_file(R"(C:\Temp\x.txt)"));
  EXPECT_FALSE(one.machine.files().is_file(R"(C:\Temp\x.txt)"));
}

}  // namespace
}  // namespace wsus::machine
