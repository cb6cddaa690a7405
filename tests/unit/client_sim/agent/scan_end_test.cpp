// Scans that cannot begin, services that stop, and the events a scan reports.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Policy : public ScanFixture {};

TEST_F(Policy, WithoutWuServerIsRefused) {
  machine.registry().delete_value(machine::keys::policy, "WUServer");
  start();
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, hr::pt_sus_server_not_set);
  EXPECT_EQ(result().message, "The policy value WUServer is missing or empty.");
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(1));
}

TEST_F(Policy, WithoutAnyOfBothTheLabHasNoOtherServerToTurnTo) {
  machine.registry().delete_value(machine::keys::policy, "WUServer");
  machine.registry().delete_value(machine::keys::policy_au, "UseWUServer");
  start();
  EXPECT_EQ(result().hresult, hr::pt_sus_server_not_set);
}

TEST_F(Policy, WithoutUseWuServerTheServerIsIgnored) {
  machine.registry().set_dword(machine::keys::policy_au, "UseWUServer", 0);
  start();
  EXPECT_EQ(result().hresult, hr::pt_endpoint_url_not_available);
  machine.registry().delete_value(machine::keys::policy_au, "UseWUServer");
  start();
  EXPECT_EQ(result().hresult, hr::pt_endpoint_url_not_available);
}

TEST_F(Policy, WithAWuServerThatIsNoUrlIsRefused) {
  for (auto const* text : {"wsus:8530", "http://", "http:///x", "ftp://wsus:8530", "http://ws us:8530"}) {
    machine.registry().set_text(machine::keys::policy, "WUServer", text);
    start();
    ASSERT_TRUE(is_finished()) << text;
    EXPECT_EQ(result().hresult, hr::pt_invalid_url) << text;
  }
}

class Service : public ScanFixture {};

TEST_F(Service, ThatIsStoppedDoesNotScan) {
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  start();
  EXPECT_EQ(result().hresult, hr::service_stop);
  EXPECT_THAT(log_text(), IsEmpty());
}

TEST_F(Service, ThatIsDisabledHasACodeOfItsOwn) {
  machine.services().set("wuauserv", {machine::ServiceState::stopped, machine::StartType::disabled});
  start();
  EXPECT_EQ(result().hresult, hr::service_disabled);
}

TEST_F(Service, ThatStopsDuringAScanEndsItAndTheNextSucceeds) {
  start();
  run_to("SyncUpdates");
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  give(SyncReply{});
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, hr::service_stop);
  machine.services().set_state("wuauserv", machine::ServiceState::running);
  start();
  EXPECT_EQ(finish().hresult, hr::ok);
}

// FM66: the code of a scan that was cancelled, by setting.
TEST_F(Service, ThatStopsMayEndTheScanWithAnotherCode) {
  start({.service_stop_hresult = 0x8024000B});
  run_to("SyncUpdates");
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  give(SyncReply{});
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, 0x8024000BU);
}

class Report : public ScanFixture {
protected:
  Report() { server.pages = {{missing_update(1), missing_update(2)}}; }
  ReportEventBatchCall const& report() { return expect<ReportEventBatchCall>(); }
};

// Conforms: Agent.reports
TEST_F(Report, OfASuccessIsOneBatchOf147And156) {
  auto installed = missing_update(3);
  installed.evaluation.installed = true;
  server.pages = {{missing_update(1), missing_update(2), installed}};
  start();
  run_to("ReportEventBatch");
  ASSERT_THAT(report().events, SizeIs(2));
  auto const& finished = report().events[0];
  EXPECT_EQ(finished.event_id, 147);
  EXPECT_EQ(finished.hresult, 0);
  EXPECT_THAT(finished.replacement_strings, ElementsAre("2"));
  auto const& status = report().events[1];
  EXPECT_EQ(status.event_id, 156);
  EXPECT_THAT(status.misc_data, Contains("U=" + to_upper_string(guid(1)) + ";" + to_upper_string(guid(2))));
  EXPECT_THAT(status.misc_data, Contains("V=" + to_upper_string(guid(3))));
  EXPECT_NE(finished.instance, status.instance);
  EXPECT_EQ(report().client_time, "2026-10-04T15:00:00Z");
  give_healthy();
  EXPECT_TRUE(is_finished());
  EXPECT_THAT(machine.data_store().pending_events, IsEmpty());
}

TEST_F(Report, OfAFailureIs148WithTheCode) {
  start();
  run_to("SyncUpdates");
  give(fault("InvalidParameters"));
  ASSERT_THAT(report().events, SizeIs(1));
  EXPECT_EQ(report().events[0].event_id, 148);
  EXPECT_EQ(static_cast<Hresult>(report().events[0].hresult), hr::pt_soap_fault);
  EXPECT_THAT(report().events[0].replacement_strings, ElementsAre("0x80244007"));
}

TEST_F(Report, WithoutACookieWaitsForTheNextScan) {
  start();
  give(HttpFailure{503, "Service Unavailable"});
  ASSERT_TRUE(is_finished());
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(1));
  start();
  run_to("ReportEventBatch");
  ASSERT_THAT(report().events, SizeIs(3));
  EXPECT_EQ(report().events[0].event_id, 148);
  EXPECT_EQ(report().events[1].event_id, 147);
}

TEST_F(Report, WithAnExpiredCookieWaitsForTheNextScan) {
  start();
  ASSERT_EQ(finish().hresult, hr::ok);
  clock.advance(std::chrono::hours(2));
  start();
  run_to("GetAuthorizationCookie");
  give(HttpFailure{503, "Service Unavailable"});
  EXPECT_TRUE(is_finished());
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(1));
  EXPECT_TRUE(machine.data_store().cookie) << "old, but kept";
  server.cookie.expiration = "2026-10-04T18:00:00Z";
  start();
  run_to("ReportEventBatch");
  EXPECT_THAT(report().events, SizeIs(3));
}

TEST_F(Report, WithAGoodCookieIsSentAfterAFailureToo) {
  start();
  ASSERT_EQ(finish().hresult, hr::ok);
  clock.advance(std::chrono::minutes(30));
  start();
  run_to("SyncUpdates");
  give(HttpFailure{503, "Service Unavailable"});
  EXPECT_EQ(operation_of(action), "ReportEventBatch");
}

TEST_F(Report, ThatFailsDoesNotChangeTheResult) {
  for (Failure const& failure :
       {Failure(HttpFailure{503, ""}), Failure(fault("InternalServerError")), Failure(MalformedReply{"html"})}) {
    start();
    run_to("ReportEventBatch");
    give(failure);
    ASSERT_TRUE(is_finished());
    EXPECT_EQ(result().hresult, hr::ok);
    EXPECT_FALSE(result().last_fault.has_value());
    EXPECT_THAT(result().chain, IsEmpty());
  }
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(6));
}

TEST_F(Report, IsNotSentWithoutAStatusServer) {
  machine.registry().delete_value(machine::keys::policy, "WUStatusServer");
  start();
  EXPECT_THAT(finish_naming_calls(), ::testing::Not(Contains("ReportEventBatch")));
  EXPECT_EQ(result().hresult, hr::ok);
}

TEST_F(Report, KeepsTheNewestEventsWhenNoServerTakesThem) {
  for (int scans = 0; scans < 205; ++scans) {
    start({.attempts_per_call = 1});
    give(TransportFailure{12029, "refused"});
  }
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(200));
}

TEST_F(Report, EventsAddedOnTheWayStayPending) {
  start();
  run_to("ReportEventBatch");
  machine.data_store().pending_events.push_back({.event_id = 161});
  give_healthy();
  ASSERT_THAT(machine.data_store().pending_events, SizeIs(1));
  EXPECT_EQ(machine.data_store().pending_events[0].event_id, 161);
}

TEST_F(Report, ScanThatIsOverStaysOver) {
  start();
  auto const first = finish();
  give(EmptyReply{});
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().message, first.message);
}

}  // namespace
}  // namespace wsus::agent::testing
