// Reports without a scan.
#include "client_sim/agent/report_now.hpp"

#include "client_sim/agent/reporting.hpp"
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A machine that has scanned, with an event that waits.
class Reporting : public ScanFixture {
protected:
  Reporting() : ScanFixture(machine::Profile::w10) {
    start();
    finish();
    keep_event(machine.data_store(), detection_failed(machine, hr::pt_soap_fault));
  }
  std::vector<machine::PendingEvent> const& pending() { return machine.data_store().pending_events; }
};

TEST_F(Reporting, SendsWhatWaits) {
  ReportNow session(machine, *log);
  auto const call = session.start();
  ASSERT_TRUE(call);
  EXPECT_EQ(call->url, std::string(base_url) + "/ReportingWebService/ReportingWebService.asmx");
  EXPECT_THAT(std::get<ReportEventBatchCall>(call->call).events, SizeIs(1));
  EXPECT_FALSE(session.resume(EmptyReply{}));
  EXPECT_THAT(pending(), IsEmpty());
}

TEST_F(Reporting, SendsMoreThanABatchOneAfterTheOther) {
  for (std::size_t i = 0; i < max_events_per_batch; ++i) keep_event(machine.data_store(), detection_failed(machine, 1));
  ReportNow session(machine, *log);
  ASSERT_TRUE(session.start());
  ASSERT_TRUE(session.resume(EmptyReply{}));
  EXPECT_FALSE(session.resume(EmptyReply{}));
  EXPECT_THAT(pending(), IsEmpty());
}

// FM61
TEST_F(Reporting, KeepsTheEventsWhenItFails) {
  machine.registry().set_text(machine::keys::policy, "WUStatusServer", "http://other:8530");
  ReportNow session(machine, *log);
  auto const call = session.start();
  ASSERT_TRUE(call);
  EXPECT_THAT(call->url, ::testing::StartsWith("http://other:8530/"));
  EXPECT_FALSE(session.resume(TransportFailure{12007, "no such name"}));
  EXPECT_THAT(pending(), SizeIs(1));
  EXPECT_THAT(log_text(), HasSubstr("8024402c"));
}

class OldReporting : public ScanFixture {
protected:
  OldReporting() : ScanFixture(machine::Profile::w7) {
    start();
    finish();
    keep_event(machine.data_store(), detection_failed(machine, hr::pt_soap_fault));
  }
};

TEST_F(OldReporting, SaysInTheOldLogThatNothingWasUploaded) {
  constexpr auto failed = "\tReport\tWARNING: Failed to upload events, hr = 0x8024402c\r\n";
  ReportNow whole(machine, *log);
  ASSERT_TRUE(whole.start());
  EXPECT_FALSE(whole.resume(EmptyReply{}));
  EXPECT_THAT(log_text(), ::testing::Not(HasSubstr("Failed to upload")));
  keep_event(machine.data_store(), detection_failed(machine, hr::pt_soap_fault));
  ReportNow session(machine, *log);
  ASSERT_TRUE(session.start());
  EXPECT_FALSE(session.resume(TransportFailure{12007, "no such name"}));
  EXPECT_THAT(log_text(), HasSubstr(failed));
}

TEST_F(Reporting, NeedsACookieAServerAServiceAndAnEvent) {
  auto const begins = [this] { return ReportNow(machine, *log).start().has_value(); };
  EXPECT_TRUE(begins());
  auto const whole = machine.data_store();
  machine.data_store().cookie.reset();
  EXPECT_FALSE(begins());
  machine.data_store() = whole;
  machine.data_store().pending_events.clear();
  EXPECT_FALSE(begins());
  machine.data_store() = whole;
  machine.data_store().damage = 0x80248007;
  EXPECT_FALSE(begins());
  machine.data_store() = whole;
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  EXPECT_FALSE(begins());
  machine.services().set_state("wuauserv", machine::ServiceState::running);
  machine.registry().delete_value(machine::keys::policy, "WUStatusServer");
  EXPECT_FALSE(begins());
}

}  // namespace
}  // namespace wsus::agent::testing
