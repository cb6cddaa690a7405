// Back-off from an endpoint that does not answer: as rules on the datastore, and in scans.
#include "client_sim/agent/endpoint_back_off.hpp"

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr BackOffSettings after_two{.after = 2, .lasting = minutes(30)};
constexpr std::string_view server = "http://wsus.lab.example:8530";

TEST(EndpointBackOff, NamesAnEndpointBySchemeHostAndPort) {
  EXPECT_EQ(endpoint_of("http://WSUS.lab.example:8530/ClientWebService/client.asmx"), server);
  EXPECT_EQ(endpoint_of("HTTP://wsus.lab.example:8530?x"), server);
  EXPECT_EQ(endpoint_of("http://wsus:80/x"), endpoint_of("http://wsus/y"));
  EXPECT_EQ(endpoint_of("https://wsus:443"), endpoint_of("https://wsus/"));
  EXPECT_NE(endpoint_of("https://wsus:80/"), endpoint_of("http://wsus:80/"));
  for (auto const* text : {"", "x", "http:", "http://", "://", "/"}) EXPECT_NO_THROW((void)endpoint_of(text)) << text;
}

class BackOffRules : public ::testing::Test {
protected:
  [[nodiscard]] std::optional<wusp::UtcTime> until(wusp::UtcTime now,
                                                   BackOffSettings const& settings = after_two) const {
    return backed_off_until(store, server, now, settings);
  }
  machine::DataStore store{};
  wusp::UtcTime const begin = at("2026-10-04T15:00:00Z");
};

TEST_F(BackOffRules, BeginWithTheLastOfSoManyFailuresAndEndByTime) {
  call_failed(store, server, begin, after_two);
  EXPECT_EQ(until(begin), std::nullopt);
  call_failed(store, server, begin + seconds(90), after_two);
  EXPECT_EQ(until(begin + seconds(90)), begin + seconds(90) + minutes(30));
  EXPECT_NE(until(begin + minutes(31)), std::nullopt);
  EXPECT_EQ(until(begin + seconds(90) + minutes(30)), std::nullopt);
}

TEST_F(BackOffRules, BeginAgainWithOneMoreFailureWhenTheTimeIsOver) {
  call_failed(store, server, begin, after_two);
  call_failed(store, server, begin, after_two);
  auto const later = begin + minutes(45);
  EXPECT_EQ(until(later), std::nullopt);
  call_failed(store, server, later, after_two);
  EXPECT_EQ(until(later), later + minutes(30));
}

TEST_F(BackOffRules, AnAnswerForgetsTheFailures) {
  call_failed(store, server, begin, after_two);
  call_answered(store, server);
  EXPECT_THAT(store.trouble, IsEmpty());
  call_failed(store, server, begin, after_two);
  EXPECT_EQ(until(begin), std::nullopt) << "counted anew";
}

TEST_F(BackOffRules, AreOfOneEndpoint) {
  call_failed(store, server, begin, after_two);
  call_failed(store, "http://other.lab.example:8530", begin, after_two);
  EXPECT_EQ(until(begin), std::nullopt);
}

TEST_F(BackOffRules, OffIsOff) {
  for (int i = 0; i < 5; ++i) call_failed(store, server, begin, {.after = 0});
  EXPECT_THAT(store.trouble, IsEmpty());
  call_failed(store, server, begin, {.after = 1});
  EXPECT_EQ(until(begin, {.after = 0}), std::nullopt) << "what was kept does not count any more";
}

TEST_F(BackOffRules, AClockThatWasSetBackEndsIt) {
  call_failed(store, server, begin, {.after = 1});
  EXPECT_NE(until(begin), std::nullopt);
  EXPECT_EQ(until(begin - seconds(1)), std::nullopt);
}

class BackOff : public ScanFixture {
protected:
  explicit BackOff(machine::Profile profile = machine::Profile::w11) : ScanFixture(profile) {
    server.pages = {{category(1)}, {missing_update(2)}};
  }
  [[nodiscard]] AgentSettings settings() const {
    return {.attempts_per_call = 3, .back_off = {.after = after, .lasting = minutes(30)}};
  }

  ScanResult scan_in_vain() {
    start(settings());
    while (!is_finished()) give(TransportFailure{12002, "timed out"});
    return result();
  }
  ScanResult scan_with_a_healthy_server() {
    start(settings());
    return finish();
  }
  unsigned after = 2;
};

TEST_F(BackOff, AfterSoManyScansInVainTheServerIsNotAskedThoughItIsWell) {
  EXPECT_EQ(scan_in_vain().hresult, 0x80072EE2U);
  EXPECT_EQ(scan_in_vain().hresult, 0x80072EE2U);
  start(settings());
  ASSERT_TRUE(is_finished()) << "no call is made";
  EXPECT_EQ(result().hresult, hr::pt_endpoint_unreachable);
  EXPECT_THAT(result().message, HasSubstr("http://wsus.lab.example:8530 had no answer; it is not asked again before "
                                          "2026-10-04T15:30:00Z"));
  EXPECT_THAT(log_text(), HasSubstr("80240438"));
  auto const& events = machine.data_store().pending_events;
  EXPECT_EQ(events.back().event_id, 148);
  EXPECT_EQ(static_cast<Hresult>(events.back().hresult), hr::pt_endpoint_unreachable);
}

TEST_F(BackOff, TimeEndsIt) {
  scan_in_vain();
  scan_in_vain();
  clock.advance(minutes(29));
  start(settings());
  EXPECT_TRUE(is_finished());
  clock.advance(minutes(1));
  EXPECT_EQ(scan_with_a_healthy_server().hresult, hr::ok);
  EXPECT_THAT(machine.data_store().trouble, IsEmpty());
}

TEST_F(BackOff, ANewDatastoreEndsItAndARestartOfTheServiceDoesNot) {
  scan_in_vain();
  scan_in_vain();
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  machine.services().set_state("wuauserv", machine::ServiceState::running);
  start(settings());
  EXPECT_TRUE(is_finished());
  machine.data_store() = {};
  EXPECT_EQ(scan_with_a_healthy_server().hresult, hr::ok);
}

TEST_F(BackOff, FailuresBetweenAnswersDoNotAddUp) {
  after = 3;  // a scan in vain and its report are two
  for (int i = 0; i < 4; ++i) {
    scan_in_vain();
    EXPECT_EQ(scan_with_a_healthy_server().hresult, hr::ok);
  }
}

TEST_F(BackOff, AnErrorThatWasAnsweredIsNoFailureOfTheEndpoint) {
  for (int i = 0; i < 4; ++i) {
    start(settings());
    give(HttpFailure{503, "Service Unavailable"});
    EXPECT_EQ(result().hresult, 0x80244022U);
  }
  EXPECT_THAT(machine.data_store().trouble, IsEmpty());
}

TEST_F(BackOff, ReportsStayAwayTooAndTheirEventsWait) {
  EXPECT_EQ(scan_with_a_healthy_server().hresult, hr::ok);  // a good cookie: reports would be sent
  scan_in_vain();                                           // SyncUpdates, then the report: two failures
  auto const waiting = machine.data_store().pending_events.size();
  EXPECT_GT(waiting, 0U);
  start(settings());
  EXPECT_TRUE(is_finished());
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(waiting + 1));
}

class OldBackOff : public BackOff {
protected:
  OldBackOff() : BackOff(machine::Profile::w7) {}
};

TEST_F(OldBackOff, AgentsBeforeWwsapiHaveNone) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(scan_in_vain().hresult, 0x80072EE2U);
  EXPECT_EQ(scan_with_a_healthy_server().hresult, hr::ok);
  EXPECT_THAT(log_text(), Not(HasSubstr("80240438")));
}

}  // namespace
}  // namespace wsus::agent::testing
