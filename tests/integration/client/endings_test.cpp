// Every way in which a connection or an answer can end, as the agent's scan shows it: a code of the table, after the
// virtual time that it costs; and the twin in which nothing is wrong.
#include "client_sim/agent/hresult.hpp"
#include "client_sim/report/scan_report.hpp"
#include "tests/integration/client/planned_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::test {
namespace {

using faults::CertificateFlaw;
using faults::Delivery;
using faults::Ending;
using faults::Greeting;
using faults::ResponsePlan;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

using Change = std::function<void(ResponsePlan&)>;

struct EndingRow {
  std::string name;  ///< of the fault, of a member of a plan, or both
  PlannedTrouble trouble;
  agent::Hresult hresult = 0;
  seconds passed{0};
};

Change delivery(Delivery const& how) {
  return [how](ResponsePlan& plan) { plan.delivery = how; };
}
Change status(unsigned number, std::vector<faults::Header> headers = {}) {
  return [number, headers](ResponsePlan& plan) {
    plan = {.status = number, .headers = headers, .body = "<html>no</html>"};
  };
}
Change moved(std::string const& location) { return status(302, {{"Location", location}}); }

PlannedTrouble greeted(Greeting greeting, bool https = false, milliseconds delay = {}) {
  return {.https = https, .connection = {.greeting = greeting, .delay = delay}};
}
PlannedTrouble late(milliseconds delay, bool https = false) { return {.https = https, .connection = {.delay = delay}}; }
PlannedTrouble answered(Change change, bool https = false) { return {.https = https, .answer = std::move(change)}; }
PlannedTrouble handshake(faults::TlsPlan const& plan, agent::AgentOptions agent = {}) {
  return {.https = true, .connection = {.tls = plan}, .agent = agent};
}

/// Three attempts of 30 seconds each: WinHTTP's receive timeout, and the agent's attempts.
constexpr seconds three_receives{90};

std::vector<EndingRow> of_listeners() {
  return {
      {"refuse", greeted(Greeting::reset), 0x80072EFE},
      {"refuse, TLS", greeted(Greeting::reset, true), 0x80072EFE},
      {"refuse, late", greeted(Greeting::reset, false, seconds(7)), 0x80072EFE, seconds(21)},
      {"accept_silent", greeted(Greeting::silent), 0x80072EE2, three_receives},
      {"accept_silent, TLS", greeted(Greeting::silent, true), 0x80072EE2, seconds(180)},
      {"accept_late beyond the timeout", late(hours(1)), 0x80072EE2, three_receives},
      {"accept_late beyond the timeout, TLS", late(hours(1), true), 0x80072EE2, seconds(180)},
      {"accept_late", late(seconds(20)), 0, seconds(20)},
      {"accept_late, TLS", late(seconds(20), true), 0, seconds(20)},
      {"wrong_scheme: http to a port of TLS", greeted(Greeting::other_scheme), 0x80072EFE},
      {"wrong_scheme: https to a plain port", greeted(Greeting::other_scheme, true), 0x80072EFE},
  };
}

std::vector<EndingRow> of_tls() {
  agent::AgentOptions const by_kind{.certificate_by_kind = true};
  return {
      {"expired", handshake({.flaw = CertificateFlaw::expired}), 0x80072F8F},
      {"expired, by kind", handshake({.flaw = CertificateFlaw::expired}, by_kind), 0x80072F05},
      {"not_yet_valid", handshake({.flaw = CertificateFlaw::not_yet_valid}), 0x80072F8F},
      {"not_yet_valid, by kind", handshake({.flaw = CertificateFlaw::not_yet_valid}, by_kind), 0x80072F05},
      {"wrong_name", handshake({.flaw = CertificateFlaw::wrong_name}), 0x80072F8F},
      {"wrong_name, by kind", handshake({.flaw = CertificateFlaw::wrong_name}, by_kind), 0x80072F06},
      {"unknown_authority", handshake({.flaw = CertificateFlaw::unknown_authority}), 0x80072F8F},
      {"unknown_authority, by kind", handshake({.flaw = CertificateFlaw::unknown_authority}, by_kind), 0x80072F0D},
      {"tls_version", handshake({.newest_version = 0x0302}), 0x80072F7D},
      {"tls_version, as Vista", handshake({.newest_version = 0x0302}, {.no_common_tls_hresult = 0x80072EFE}),
       0x80072EFE},
      {"tls_weak_ciphers", handshake({.weak_ciphers_only = true}), 0x80072F7D},
      {"tls_client_certificate, TLS 1.3", handshake({.demands_client_certificate = true}), 0x80072F0C},
      {"tls_client_certificate, TLS 1.2", handshake({.newest_version = 0x0303, .demands_client_certificate = true}),
       0x80072F0C},
  };
}

std::vector<EndingRow> of_tcp(bool https) {
  std::string const over = https ? ", TLS" : "";
  auto const row = [&](std::string const& name, Delivery const& how, agent::Hresult hresult, seconds passed = {}) {
    return EndingRow{name + over, answered(delivery(how), https), hresult, passed};
  };
  return {
      row("delay beyond the timeout", {.delay = seconds(700)}, 0x80072EE2, three_receives),
      row("stall at once", {.stall = Delivery::Stall{}}, 0x80072EE2, three_receives),
      row("stall in the head", {.stall = Delivery::Stall{.after = 20}}, 0x80072EE2, three_receives),
      row("stall in the body", {.stall = Delivery::Stall{.after = 300}}, 0x80072EE2, three_receives),
      // 90 seconds for a head, three times.
      row("drip that makes the head too long", {.drip = Delivery::Drip{.bytes = 1, .every = seconds(4)}}, 0x80072EE2,
          seconds(270)),
      row("drip slower than the timeout", {.drip = Delivery::Drip{.bytes = 50, .every = seconds(31)}}, 0x80072EE2,
          three_receives),
      row("reset at once", {.cut = Delivery::Cut{.after = 0, .by = Ending::reset}}, 0x80072EFE),
      row("reset in the head", {.cut = Delivery::Cut{.after = 20, .by = Ending::reset}}, 0x80072EFE),
      row("reset in the body", {.cut = Delivery::Cut{.after = 300, .by = Ending::reset}}, 0x80072EFE),
      row("close in the body", {.cut = Delivery::Cut{.after = 300, .by = Ending::close}}, 0x80072EFE),
      row("half_close in the body", {.cut = Delivery::Cut{.after = 300, .by = Ending::half_close}}, 0x80072EFE),
      row("wrong_length, too long", {.length_error = 100}, 0x80072EE2, three_receives),
      row("wrong_length, too short", {.length_error = -10}, 0x80240439),
      row("broken_chunk, the first", {.broken_chunk = 0}, 0x80072F78),
      row("broken_chunk, the last", {.broken_chunk = 1}, 0x80072F78),
      row("close_idle", {.close_idle_after = seconds(5)}, 0),
  };
}

std::vector<EndingRow> of_http() {
  auto const html = [](ResponsePlan& plan) {
    plan.headers = {{"Content-Type", "text/html"}};
    plan.body = "<html><body>Log in to the network</body></html>";
  };
  auto const plain_text = [](ResponsePlan& plan) { plan.headers = {{"Content-Type", "text/plain"}}; };
  auto const no_type = [](ResponsePlan& plan) { plan.headers.clear(); };
  return {
      {"http_status 400", answered(status(400)), 0x80244016},
      {"http_status 401.2", answered(status(401)), 0x80244017},
      {"http_status 403.4", answered(status(403)), 0x80244018},
      {"missing_route", answered(status(404)), 0x80244019},
      {"http_status 405", answered(status(405)), 0x8024401A},
      {"proxy_authentication", answered(status(407, {{"Proxy-Authenticate", "NTLM"}})), 0x8024401B},
      {"http_status 429", answered(status(429)), 0x8024402B},
      {"http_status 500 without a fault", answered(status(500)), 0x8024401F},
      {"http_status 502", answered(status(502)), 0x80244021},
      {"http_status 503", answered(status(503)), 0x80244022},
      {"http_status 504", answered(status(504)), 0x80244023},
      {"html_page", answered(html), 0x80240439},
      {"content_type", answered(plain_text), 0x80240439},
      {"content_type missing", answered(no_type), 0x80240439},
      {"redirect to itself", answered(moved("/again")), 0x80244007},
      {"redirect without a Location", answered(status(302)), 0x8024402B},
      {"redirect to no address", answered(moved("http://")), 0x80072F7C},
      {"redirect to another scheme", answered(moved("ftp://wsus.lab.example/")), 0x80072F7C},
      {"redirect to an unknown name", answered(moved("http://nobody.lab.example:8530/")), 0x8024402C},
      {"redirect to a port that nobody listens at", answered(moved("http://wsus.lab.example:81/")), 0x80072EFD},
      {"redirect from https to http", answered(moved("http://wsus.lab.example:8530/"), true), 0x80072F7C},
  };
}

void expect_endings(std::vector<EndingRow> const& rows) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    PlannedWorld world(row.trouble);
    auto const& report = world.pc().scan();
    EXPECT_EQ(agent::to_hex(report.result.hresult), agent::to_hex(row.hresult)) << report::to_text(report);
    EXPECT_NE(agent::find_hresult(report.result.hresult), nullptr);
    EXPECT_EQ(world.passed(), row.passed);
    if (row.hresult == 0) continue;
    for (auto const& link : report.result.chain) EXPECT_NE(agent::find_hresult(link.code), nullptr) << link.what;
  }
}

TEST(AgentEndings, OfListenersHaveTheirCodesAndTheirTime) { expect_endings(of_listeners()); }
TEST(AgentEndings, OfHandshakesHaveTheirCodes) { expect_endings(of_tls()); }
TEST(AgentEndings, OfDeliveriesHaveTheirCodesAndTheirTime) { expect_endings(of_tcp(false)); }
TEST(AgentEndings, OfDeliveriesOverTlsHaveTheirCodesAndTheirTime) { expect_endings(of_tcp(true)); }
TEST(AgentEndings, OfAnswersHaveTheirCodes) { expect_endings(of_http()); }

TEST(AgentEndings, ATwinWithoutTroubleSucceedsInNoTime) {
  for (bool const https : {false, true}) {
    PlannedWorld world({.https = https});
    auto const& report = world.pc().scan();
    EXPECT_EQ(report.result.hresult, agent::hr::ok) << report::to_text(report);
    EXPECT_EQ(world.passed(), seconds(0));
    EXPECT_EQ(world.connections(), 1U);
  }
}

TEST(AgentEndings, APageInsteadOfSoapHasTheCodeOfTheGeneration) {
  auto const page = [](ResponsePlan& plan) {
    plan.headers = {{"Content-Type", "text/html"}};
    plan.body = "<html/>";
  };
  for (auto const profile : {machine::Profile::w10, machine::Profile::w11}) {
    PlannedWorld world({.answer = page, .profile = profile});
    EXPECT_EQ(world.pc().scan().result.hresult, 0x80240439U);
  }
}

TEST(AgentEndings, AServerThatIsGoneRefusesTheConnection) {
  PlannedWorld world;
  world.stop_server();
  EXPECT_EQ(world.pc().scan().result.hresult, 0x80072EFDU);
  EXPECT_EQ(world.passed(), seconds(0));
}

TEST(AgentEndings, ASlowServerCostsItsTimeAndNoMore) {
  PlannedWorld world(answered(delivery({.delay = seconds(29)})));
  auto const& report = world.pc().scan();
  EXPECT_EQ(report.result.hresult, agent::hr::ok) << report::to_text(report);
  EXPECT_EQ(world.passed(), seconds(29) * world.requests());
  EXPECT_GE(world.requests(), 6U);
}

TEST(AgentEndings, AStallThatEndsInTimeCostsItsTime) {
  PlannedWorld world(answered(delivery({.stall = Delivery::Stall{.after = 50, .lasting = seconds(12)}})));
  EXPECT_EQ(world.pc().scan().result.hresult, agent::hr::ok);
  EXPECT_EQ(world.passed(), seconds(12) * world.requests());
}

TEST(AgentEndings, TimeoutsAreSettingsOfTheAgent) {
  PlannedWorld world({.answer = delivery({.delay = seconds(700)}),
                      .agent = {.timeout_hresult = 0x8024401C, .receive_timeout = 600, .attempts_per_call = 1}});
  EXPECT_EQ(world.pc().scan().result.hresult, 0x8024401CU);
  EXPECT_EQ(world.passed(), seconds(600));
  PlannedWorld patient({.answer = delivery({.delay = seconds(700)}), .agent = {.receive_timeout = 701}});
  EXPECT_EQ(patient.pc().scan().result.hresult, agent::hr::ok);
}

TEST(AgentEndings, ACertificateIsLookedAtInTheTimeOfTheWorld) {
  PlannedWorld world({.https = true});
  EXPECT_EQ(world.pc().scan().result.hresult, agent::hr::ok);
  world.timeline().advance(std::chrono::days(2));
  auto const& report = world.pc().scan();
  EXPECT_EQ(report.result.hresult, 0x80072F8FU);
  EXPECT_EQ(report.result.chain.front().code, 0x80072F05U);
}

TEST(AgentEndings, ARepairedServerIsNotAskedDuringABackOff) {
  PlannedWorld world({.answer = delivery({.cut = Delivery::Cut{}}), .agent = {.back_off_after = 2}});
  EXPECT_EQ(world.pc().scan().result.hresult, 0x80072EFEU);
  EXPECT_EQ(world.pc().scan().result.hresult, 0x80072EFEU);
  world.repair();
  auto const asked = world.requests();
  EXPECT_EQ(world.pc().scan().result.hresult, 0x80240438U);
  EXPECT_EQ(world.requests(), asked);
  for (auto const* const line : {"net stop wuauserv", "net start wuauserv"})
    EXPECT_EQ(world.pc().type_command(line).exit_code, 0);
  EXPECT_EQ(world.pc().scan().result.hresult, 0x80240438U) << "a restart of the service is no cure";
  for (auto const* const line :
       {"net stop wuauserv", R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)", "net start wuauserv"})
    EXPECT_EQ(world.pc().type_command(line).exit_code, 0) << line;
  EXPECT_EQ(world.pc().scan().result.hresult, agent::hr::ok);
}

}  // namespace
}  // namespace wsus::test
