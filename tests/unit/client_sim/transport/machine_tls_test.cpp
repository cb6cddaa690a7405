// What a machine brings to a TLS handshake, and that a connection asks it.
#include "client_sim/transport/machine_tls.hpp"

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/system/signing_root.hpp"
#include "client_sim/machine/system/tls_versions.hpp"
#include "client_sim/transport/http_exchange.hpp"
#include "tests/unit/client_sim/transport/tls_listener.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::transport {
namespace {

using test::TlsListener;
using namespace std::chrono_literals;

constexpr std::string_view name = "wsus.lab.example";

class MachineTls : public testing::Test {
protected:
  explicit MachineTls(machine::Profile profile = machine::Profile::w11) : pc({.profile = profile}, clock) {}

  unsigned error_at(TlsListener const& server) {
    auto const way = [&](Url const&) { return Route{.host = "127.0.0.1", .port = server.port()}; };
    HttpExchange exchange(with_machine_tls({}, pc), way);
    return exchange.post({.url = "https://wsus.lab.example:8531/x", .soap_action = "a", .body = "<x/>"})
        .transport_error;
  }

  wusp::ManualClock clock{wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4))};
  machine::Machine pc;
  std::string const ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
};

// FM56
TEST_F(MachineTls, TrustsTheRootStoreOfTheMachine) {
  TlsListener const server(std::string(name), ok);
  EXPECT_EQ(error_at(server), 12045U);
  pc.system_state().certificates.add("CA", {.thumbprint = "1", .pem = server.certificate()});
  EXPECT_EQ(error_at(server), 12045U) << "an intermediate is trusted by nobody";
  pc.system_state().certificates.add("Root", {.thumbprint = "1", .pem = server.certificate()});
  EXPECT_EQ(error_at(server), 0U);
}

TEST_F(MachineTls, TrustsWhatTheOptionsNameToo) {
  auto const facts = tls_facts_of(pc, {.trusted_certificates = "of the options"});
  EXPECT_THAT(facts.trusted_certificates, testing::StartsWith("of the options\n-----BEGIN CERTIFICATE-----\n"));
}

// FM55
TEST_F(MachineTls, LooksAtCertificatesByTheMachinesClock) {
  TlsListener const server(std::string(name), ok);
  pc.system_state().certificates.add("Root", {.thumbprint = "1", .pem = server.certificate()});
  pc.system_state().clock_offset = 48h;
  EXPECT_EQ(error_at(server), 12037U);
  pc.system_state().clock_offset = {};
  EXPECT_EQ(error_at(server), 0U);
}

TEST_F(MachineTls, OnATimelineTheTimeIsTheWorlds) {
  wusp::Timeline timeline(clock.now());
  pc.system_state().clock_offset = 1h;
  EXPECT_EQ(tls_facts_of(pc, {.timeline = &timeline}).now, clock.now() + 1h);
  auto const real = tls_facts_of(pc, {}).now;
  ASSERT_TRUE(real);
  EXPECT_GT(*real, wusp::SystemClock().now() + 59min);
}

TEST_F(MachineTls, OffersTheVersionsOfTheRegistry) {
  auto facts = tls_facts_of(pc, {});
  EXPECT_EQ(facts.oldest_version, 0x0303);
  EXPECT_EQ(facts.newest_version, 0x0304);
  pc.registry().set_dword(machine::keys::winhttp_defaults, "DefaultSecureProtocols", 0x80);
  facts = tls_facts_of(pc, {});
  EXPECT_EQ(facts.oldest_version, 0x0301);
  EXPECT_EQ(facts.newest_version, 0x0301);
  pc.registry().set_dword(machine::keys::winhttp_defaults, "DefaultSecureProtocols", 0);
  facts = tls_facts_of(pc, {});
  EXPECT_GT(facts.oldest_version, facts.newest_version);
}

TEST_F(MachineTls, LeavesOptionsAloneThatAskSomebodyAlready) {
  auto const own = [] { return TlsFacts{.oldest_version = 0x0304}; };
  EXPECT_EQ(with_machine_tls({.tls_facts = own}, pc).tls_facts().oldest_version, 0x0304);
}

class MachineTlsOfWindows7 : public MachineTls {
protected:
  MachineTlsOfWindows7() : MachineTls(machine::Profile::w7) {}
};

// FM57: a server that has nothing older than TLS 1.2, and the value that KB3140245 tells to set.
TEST_F(MachineTlsOfWindows7, NeedsDefaultSecureProtocolsForAServerOfToday) {
  TlsListener const server(std::string(name), ok);
  pc.system_state().certificates.add("Root", {.thumbprint = "1", .pem = server.certificate()});
  auto const without = error_at(server);
  EXPECT_TRUE(without == 12157U || without == 12030U || without == 12175U) << without;
  pc.registry().set_dword(machine::keys::winhttp_defaults, "DefaultSecureProtocols", 0xA80);
  EXPECT_EQ(error_at(server), 0U);
}

}  // namespace
}  // namespace wsus::transport
