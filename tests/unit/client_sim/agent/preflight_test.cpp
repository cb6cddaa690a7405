// What ends a scan before its first call: the decision, the code, the log, and that nothing is sent.
#include "client_sim/agent/preflight.hpp"

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class Preflight : public ScanFixture {
protected:
  explicit Preflight(machine::Profile profile = machine::Profile::w10) : ScanFixture(profile) {}
  /// The scan is over before its first call, and its event waits.
  void expect_refused(Hresult hresult) {
    start();
    ASSERT_TRUE(is_finished());
    EXPECT_EQ(result().hresult, hresult);
    EXPECT_EQ(result().server_trips, 0U);
    EXPECT_THAT(machine.data_store().pending_events, SizeIs(1));
    machine.data_store().pending_events.clear();
  }
  void expect_healthy() {
    start();
    EXPECT_EQ(finish().hresult, hr::ok);
  }
  void set_policy(std::string_view name, std::uint32_t value) {
    machine.registry().set_dword(machine::keys::policy, name, value);
  }
};

TEST_F(Preflight, OfAHealthyMachineHasNothingToSay) {
  EXPECT_FALSE(preflight(machine));
  EXPECT_FALSE(download_preflight(machine));
  expect_healthy();
}

// FM64
TEST_F(Preflight, AccessDisabledByPolicyEndsTheScan) {
  set_policy("DisableWindowsUpdateAccess", 1);
  expect_refused(hr::update_access_disabled);
  EXPECT_THAT(result().message, HasSubstr("DisableWindowsUpdateAccess"));
  set_policy("DisableWindowsUpdateAccess", 0);
  expect_healthy();
}

TEST_F(Preflight, WithoutAServerOfItsOwnMicrosoftsMayBeForbidden) {
  set_policy("DoNotConnectToWindowsUpdateInternetLocations", 1);
  expect_healthy();
  machine.registry().set_dword(machine::keys::policy_au, "UseWUServer", 0);
  machine.data_store().pending_events.clear();
  expect_refused(hr::redirector_connect_policy);
}

// FM65
TEST_F(Preflight, ADamagedDatastoreEndsTheScanWithItsCode) {
  for (Hresult const damage : {0x80248007U, 0x80248008U, 0x8024000BU}) {
    machine.data_store().damage = damage;
    expect_refused(damage);
  }
  EXPECT_THAT(log_text(), HasSubstr("ProtocolTalker  *FAILED* [80248007] RefreshPTState failed\r\n"));
  machine.data_store().damage = 0;
  expect_healthy();
}

// FM67
TEST_F(Preflight, ABrokenWmiEndsTheScan) {
  machine.system_state().wmi_consistent = false;
  expect_refused(hr::pt_wmi_error);
  EXPECT_THAT(log_text(),
              HasSubstr("*FAILED* [8024400F] Method failed [CAgentProtocolTalker::GetCurrentComputerInfo:4599]\r\n"));
  machine.system_state().wmi_consistent = true;
  machine.services().set("winmgmt", {machine::ServiceState::stopped, machine::StartType::disabled});
  expect_refused(hr::pt_wmi_error);
  machine.services().set_start("winmgmt", machine::StartType::manual);
  expect_healthy();
}

TEST_F(Preflight, PolicyComesBeforeTheDatastoreAndThatBeforeWmi) {
  machine.system_state().wmi_consistent = false;
  machine.data_store().damage = 0x80248007;
  set_policy("DisableWindowsUpdateAccess", 1);
  EXPECT_EQ(preflight(machine)->failure.hresult, hr::update_access_disabled);
  set_policy("DisableWindowsUpdateAccess", 0);
  EXPECT_EQ(preflight(machine)->failure.hresult, 0x80248007U);
  machine.data_store().damage = 0;
  EXPECT_EQ(preflight(machine)->failure.hresult, hr::pt_wmi_error);
}

TEST_F(Preflight, FilesNeedTheServiceOfTheGeneration) {
  EXPECT_EQ(download_service(machine::Profile::w7), "bits");
  EXPECT_EQ(download_service(machine::Profile::w11), "dosvc");
  machine.services().set("dosvc", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_EQ(download_preflight(machine)->hresult, hr::service_disabled);
  machine.services().set_start("dosvc", machine::StartType::manual);
  EXPECT_FALSE(download_preflight(machine)) << "it is started when it is needed";
}

class OldPreflight : public Preflight {
protected:
  OldPreflight() : Preflight(machine::Profile::w7) {}
};

TEST_F(OldPreflight, ADamagedDatastoreIsInTheOldLogToo) {
  machine.data_store().damage = 0x80248007;
  expect_refused(0x80248007);
  EXPECT_THAT(log_text(), HasSubstr("\tPT\tWARNING: PTError: 0x80248007\r\n"));
}

TEST_F(OldPreflight, TheLogOfTheServiceTellsOfThePolicy) {
  log->service_started();
  EXPECT_THAT(log_text(), HasSubstr("Windows Update access disabled: No\r\n"));
  set_policy("DisableWindowsUpdateAccess", 1);
  log->service_started();
  EXPECT_THAT(log_text(), HasSubstr("Windows Update access disabled: Yes\r\n"));
}

TEST_F(OldPreflight, WithoutBitsNothingIsDownloaded) {
  machine.services().set("bits", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_EQ(download_preflight(machine)->hresult, hr::dm_fail_to_connect_to_bits);
}

}  // namespace
}  // namespace wsus::agent::testing
