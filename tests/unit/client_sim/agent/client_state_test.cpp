// State of the machine that calls carry: host name, protocol version, a stored authorization cookie, the services that
// fetch files, the root of the self-update.
#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/self_update.hpp"
#include "tests/unit/client_sim/agent/update_session_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ClientState : public ScanFixture {};

// FM04
TEST_F(ClientState, AMachineWithoutAHostNameSendsAnEmptyDnsName) {
  machine.registry().delete_value(machine::keys::tcpip_parameters, "Hostname");
  start();
  run_to("GetAuthorizationCookie");
  EXPECT_EQ(expect<GetAuthorizationCookieCall>().dns_name, "");
  run_to("RegisterComputer");
  EXPECT_EQ(expect<RegisterComputerCall>().dns_name, "");
  run_to("ReportEventBatch");
  EXPECT_EQ(expect<ReportEventBatchCall>().dns_name, "");
}

TEST_F(ClientState, ATwinWithOneSendsItWhole) {
  machine.registry().set_text(machine::keys::tcpip_parameters, "Hostname", "renamed");
  start();
  run_to("GetAuthorizationCookie");
  EXPECT_EQ(expect<GetAuthorizationCookieCall>().dns_name, "renamed.lab.example");
}

// FM15
TEST_F(ClientState, TheProtocolVersionMayBeDamagedInTheAgentsSettings) {
  machine.registry().set_text(agent_settings_key, "ProtocolVersion", "");
  start();
  EXPECT_EQ(expect<GetConfigCall>().protocol_version, "");
  run_to("GetCookie");
  EXPECT_EQ(expect<GetCookieCall>().protocol_version, "");
  machine.registry().delete_value(agent_settings_key, "ProtocolVersion");
  start();
  run_to("GetCookie");
  EXPECT_EQ(expect<GetCookieCall>().protocol_version, "2.90");
}

// FM14: the same cookie again and again, until wuauclt /resetauthorization drops it.
TEST_F(ClientState, AStoredAuthorizationIsShownInsteadOfANewOne) {
  machine.data_store().authorization = machine::StoredAuthorization{"SimpleTargeting", "damaged"};
  start();
  run_to("GetCookie");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(expect<GetCookieCall>().authorization_data, "damaged");
    give(fault("InvalidAuthorizationCookie"));
  }
  give(fault("InvalidAuthorizationCookie"));
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, hr::pt_soap_fault);

  machine.data_store().authorization.reset();
  start();
  run_to("GetCookie");
  EXPECT_EQ(expect<GetCookieCall>().authorization_data, "ticket");
  EXPECT_EQ(finish().hresult, hr::ok);
}

class SelfUpdateOfClientState : public ScanFixture {
protected:
  SelfUpdateOfClientState() : ScanFixture(machine::Profile::w7) {}
  ScanResult check(bool root_trusted) {
    start({.self_update = {.enabled = true, .root_trusted = root_trusted}});
    action = scan->resume(ContentAnswer{.status = 200});
    action = scan->resume(ContentAnswer{.status = 200, .body = std::string(lab_wuident)});
    return finish();
  }
};

// FM76
TEST_F(SelfUpdateOfClientState, NeedsTheRootThatItIsSignedUnder) {
  EXPECT_EQ(check(false).hresult, hr::untrusted_root);
  EXPECT_EQ(check(true).hresult, hr::ok);
}

// FM74
TEST_F(Session, EndsEachDownloadWhenDeliveryOptimizationIsDisabled) {
  add(1, {file("one")});
  add(2, {file("two")});
  offer("one");
  offer("two");
  machine.services().set("dosvc", {machine::ServiceState::stopped, machine::StartType::disabled});
  auto const result = run({1, 2});
  ASSERT_EQ(result.updates.size(), 2U);
  for (auto const& update : result.updates) {
    EXPECT_EQ(update.hresult, hr::service_disabled);
    EXPECT_EQ(update.progress, machine::UpdateProgress::failed);
  }
  EXPECT_THAT(requested, IsEmpty());
  EXPECT_THAT(reported(), ElementsAre(167, 161, 167, 161));
  EXPECT_THAT(log_text(), HasSubstr("*FAILED* [80070422] Connect to the DO service\r\n"));
}

TEST_F(Session, StartsDeliveryOptimizationWhenItIsStopped) {
  add(1, {file("one")});
  offer("one");
  machine.services().set_state("dosvc", machine::ServiceState::stopped);
  EXPECT_EQ(run({1}).updates.at(0).hresult, hr::ok);
  EXPECT_TRUE(machine.services().is_running("dosvc"));
}

class OldDownloadService : public Session {
protected:
  OldDownloadService() : Session(machine::Profile::w8) {}
};

TEST_F(OldDownloadService, EndsDownloadsWhenBitsIsDisabled) {
  add(1, {file("one")});
  offer("one");
  machine.services().set("bits", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_EQ(run({1}).updates.at(0).hresult, hr::dm_fail_to_connect_to_bits);
  EXPECT_THAT(requested, IsEmpty());
}

}  // namespace
}  // namespace wsus::agent::testing
