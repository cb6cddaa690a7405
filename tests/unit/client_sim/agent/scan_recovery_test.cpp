// Faults: which calls repair them, how often it is tried, how it ends when nothing helps.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Names = std::vector<std::string>;

class Recovery : public ScanFixture {
protected:
  Recovery() { server.pages = {{category(1), missing_update(2)}}; }

  /// Healthy answers for as many calls as `expected` has; compares the operations.
  void expect_calls(Names const& expected) {
    Names called;
    for (std::size_t i = 0; i < expected.size() && !is_finished(); ++i) {
      called.push_back(operation_of(action));
      give_healthy();
    }
    EXPECT_THAT(called, ElementsAreArray(expected));
  }
};

struct Row {
  std::string error_code;
  Names repair;  ///< empty: the scan fails at once
  Hresult in_vain;
};

std::vector<Row> const rows{
    {"InvalidCookie", {"GetConfig", "GetAuthorizationCookie", "GetCookie", "RefreshCache"}, 0x80244015},
    {"ServerChanged", {"GetConfig", "GetAuthorizationCookie", "GetCookie", "RefreshCache"}, 0x80244015},
    {"ConfigChanged", {"GetConfig", "GetAuthorizationCookie", "GetCookie"}, 0x80240039},
    {"CookieExpired", {"GetAuthorizationCookie", "GetCookie"}, 0x80240039},
    {"InvalidAuthorizationCookie", {"GetAuthorizationCookie", "GetCookie"}, 0x80244007},
    {"RegistrationRequired", {"RegisterComputer"}, 0x80240039},
    {"RegistrationNotRequired", {}, 0x80244026},
    {"InvalidParameters", {}, 0x80244007},
    {"InternalServerError", {}, 0x80244007},
    {"ServerBusy", {}, 0x8024402D},
    {"FileLocationChanged", {"GetAuthorizationCookie", "GetCookie"}, 0x80244025},  // no file is known
    {"NeverHeardOf", {}, 0x80244007},
};

TEST_F(Recovery, OfSyncUpdatesRepeatsTheCallAndSucceeds) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.error_code);
    machine.data_store() = {};
    server = {};
    server.pages = {{category(1)}, {missing_update(2)}};
    start();
    run_to("SyncUpdates");
    give_healthy();
    give(fault(row.error_code));
    if (row.repair.empty()) {
      EXPECT_EQ(operation_of(action), "ReportEventBatch");
      EXPECT_EQ(finish().hresult, row.in_vain);
      continue;
    }
    expect_calls(row.repair);
    EXPECT_EQ(operation_of(action), "SyncUpdates");
    auto const result = finish();
    EXPECT_EQ(result.hresult, hr::ok);
    EXPECT_EQ(result.updates_found, 1U);
    ASSERT_TRUE(result.last_fault.has_value());
    EXPECT_EQ(result.last_fault->error_code, row.error_code);
  }
}

TEST_F(Recovery, IsBoundedWhenTheFaultComesBack) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.error_code);
    machine.data_store() = {};
    start({.recoveries_per_sync = 2});
    run_to("SyncUpdates");
    unsigned faults = 0;
    while (!is_finished() && faults < 50) {
      if (operation_of(action) == "SyncUpdates") {
        ++faults;
        give(fault(row.error_code));
      } else {
        give_healthy();
      }
    }
    EXPECT_EQ(faults, row.repair.empty() ? 1U : 3U);
    EXPECT_EQ(result().hresult, row.in_vain);
    EXPECT_EQ(result().chain.back().code, row.in_vain);
    EXPECT_EQ(result().chain.front().code, hr::ws_endpoint_fault_received);
  }
}

TEST_F(Recovery, CountStartsAnewAfterASuccessfulSync) {
  server.pages = {{category(1)}, {category(2)}, {category(3)}};
  start({.recoveries_per_sync = 1});
  run_to("SyncUpdates");
  for (int page = 0; page < 3; ++page) {
    give(fault("CookieExpired"));
    run_to("SyncUpdates");
    give_healthy();
  }
  EXPECT_EQ(finish().hresult, hr::ok);
}

TEST_F(Recovery, SwitchedOffFailsAtTheFirstFault) {
  start({.recoveries_per_sync = 0});
  run_to("SyncUpdates");
  give(fault("CookieExpired"));
  EXPECT_EQ(finish().hresult, hr::too_many_resync);
}

TEST_F(Recovery, WorksForEveryOperationThatTakesACookie) {
  for (std::string const operation : {"RegisterComputer", "SyncUpdates", "GetExtendedUpdateInfo"}) {
    SCOPED_TRACE(operation);
    machine.data_store() = {};
    server = {};
    server.pages = {{missing_update(2)}};
    start();
    run_to(operation);
    give(fault("CookieExpired"));
    expect_calls({"GetAuthorizationCookie", "GetCookie"});
    EXPECT_EQ(operation_of(action), operation);
    EXPECT_EQ(finish().hresult, hr::ok);
  }
}

TEST_F(Recovery, OfTheReportSendsTheSameEventsAgain) {
  start();
  run_to("ReportEventBatch");
  give(fault("CookieExpired"));
  expect_calls({"GetAuthorizationCookie", "GetCookie"});
  EXPECT_THAT(expect<ReportEventBatchCall>().events, SizeIs(2));
  give_healthy();
  EXPECT_EQ(result().hresult, hr::ok);
  EXPECT_THAT(machine.data_store().pending_events, IsEmpty());
}

TEST_F(Recovery, OfGetCookieDoesNotAskForItTwice) {
  start();
  run_to("GetCookie");
  give(fault("ConfigChanged"));
  expect_calls({"GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer", "SyncUpdates"});
}

TEST_F(Recovery, ConfigChangedRegistersWhenThatIsRequiredNow) {
  server.config.registration_required = false;
  start();
  run_to("SyncUpdates");
  server.config.registration_required = true;
  give(fault("ConfigChanged"));
  expect_calls({"GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer", "SyncUpdates"});
}

TEST_F(Recovery, RegistrationRequiredRegistersEvenIfTheConfigurationDidNotAsk) {
  server.config.registration_required = false;
  start();
  run_to("SyncUpdates");
  give(fault("RegistrationRequired"));
  expect_calls({"RegisterComputer", "SyncUpdates"});
}

// Conforms: Agent.recovery
TEST_F(Recovery, InvalidCookieDropsTheCookieAndCookieExpiredShowsIt) {
  start();
  run_to("SyncUpdates");
  give(fault("InvalidCookie"));
  run_to("GetCookie");
  EXPECT_FALSE(expect<GetCookieCall>().old_cookie.has_value());
  run_to("SyncUpdates");
  give(fault("CookieExpired"));
  run_to("GetCookie");
  EXPECT_TRUE(expect<GetCookieCall>().old_cookie.has_value());
}

TEST_F(Recovery, InvalidCookieOfAColdCacheNeedsNoRefresh) {
  start();
  run_to("SyncUpdates");
  give(fault("InvalidCookie"));
  expect_calls({"GetConfig", "GetAuthorizationCookie", "GetCookie", "SyncUpdates"});
}

TEST_F(Recovery, RefreshCacheRenumbersAndDropsRevisions) {
  server.pages = {{category(1), category(2), missing_update(3)}};
  start();
  finish();
  start();
  give(fault("ServerChanged"));
  run_to("RefreshCache");
  EXPECT_THAT(expect<RefreshCacheCall>().global_ids, SizeIs(3));
  RefreshReply reply;
  reply.items = {{501, guid(1), 100, false, "Evaluate"},
                 {503, guid(3), 100, true, "Install", 7, "2026-10-20T00:00:00"},
                 {504, guid(44), 100, true, "Install"}};  // nobody asked for this one
  give(reply);
  EXPECT_THAT(expect<SyncUpdatesCall>().installed_non_leaf, ElementsAre(501));
  EXPECT_THAT(expect<SyncUpdatesCall>().other_cached, ElementsAre(503));
  EXPECT_EQ(finish().updates_found, 1U);
  EXPECT_EQ(machine.data_store().updates.at(503).deployment_id, 7);
  EXPECT_EQ(machine.data_store().updates.at(503).deadline, "2026-10-20T00:00:00");
}

TEST_F(Recovery, FaultWithStatus200IsAFaultToo) {
  auto failure = fault("InvalidParameters", "parameters.InstalledNonLeafUpdateIDs");
  failure.status = 200;
  start();
  run_to("SyncUpdates");
  give(failure);
  EXPECT_EQ(finish().hresult, hr::pt_soap_fault);
}

TEST_F(Recovery, FailureNamesOperationAddressAndFault) {
  start();
  run_to("SyncUpdates");
  give(fault("InvalidParameters", "parameters.InstalledNonLeafUpdateIDs"));
  auto const result = finish();
  EXPECT_EQ(result.message,
            "SyncUpdates at http://wsus.lab.example:8530/ClientWebService/client.asmx failed: SOAP fault Client / "
            "InvalidParameters / parameters.InstalledNonLeafUpdateIDs, ID=81418b4e-82c1-48d0-9504-da01db6148ae.");
  ASSERT_THAT(result.chain, SizeIs(2));
  EXPECT_EQ(result.chain[0].symbol, "WS_E_ENDPOINT_FAULT_RECEIVED");
  EXPECT_EQ(result.chain[1].symbol, "WU_E_PT_SOAPCLIENT_SOAPFAULT");
}

TEST_F(Recovery, FaultOfTheRepairItselfEndsTheScan) {
  start();
  run_to("SyncUpdates");
  give(fault("CookieExpired"));
  expect<GetAuthorizationCookieCall>();
  give(fault("InternalServerError"));
  EXPECT_EQ(finish().hresult, hr::pt_soap_fault);
}

TEST_F(Recovery, FaultOfTheFirstGetConfigIsRepairedOnlyByGetConfig) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.error_code);
    machine.data_store() = {};
    start();
    give(fault(row.error_code));
    bool const repairs = !row.repair.empty() && row.repair.front() == "GetConfig";
    EXPECT_EQ(operation_of(action), repairs ? "GetConfig" : "(finished)");
  }
}

TEST_F(Recovery, DatastoreThatVanishesDuringAScanIsSurvived) {
  start();
  run_to("SyncUpdates");
  machine.data_store() = {};
  EXPECT_EQ(finish().hresult, hr::ok);
  start();
  expect<GetConfigCall>();
}

TEST_F(Recovery, ServerThatFaultsEveryCallEndsTheScan) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.error_code);
    machine.data_store() = {};
    start();
    int calls = 0;
    while (!is_finished() && calls < 100) {
      ++calls;
      give(fault(row.error_code));
    }
    EXPECT_LT(calls, 10);
    EXPECT_EQ(result().hresult, row.in_vain);
  }
}

}  // namespace
}  // namespace wsus::agent::testing
