// Which calls come before the first SyncUpdates, and what they carry.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Handshake : public ScanFixture {};

// Conforms: Agent.cold
TEST_F(Handshake, OfAColdClientIsComplete) {
  server.pages = {{missing_update(1)}};
  start();
  EXPECT_THAT(finish_naming_calls(),
              ElementsAre("GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer", "SyncUpdates",
                          "SyncUpdates", "GetExtendedUpdateInfo", "ReportEventBatch"));
  EXPECT_EQ(result().hresult, hr::ok);
}

// Conforms: Agent.warm Agent.skip
TEST_F(Handshake, OfAWarmClientIsSkipped) {
  start();
  finish();
  start();
  EXPECT_THAT(finish_naming_calls(), ElementsAre("SyncUpdates", "SyncUpdates", "ReportEventBatch"));
}

TEST_F(Handshake, IsSentToTheServicesOfThePolicy) {
  start();
  EXPECT_EQ(url(), client_url);
  give_healthy();
  EXPECT_EQ(url(), "http://wsus.lab.example:8530/SimpleAuthWebService/SimpleAuth.asmx");
  run_to("ReportEventBatch");
  EXPECT_EQ(url(), "http://wsus.lab.example:8530/ReportingWebService/ReportingWebService.asmx");
}

TEST_F(Handshake, RelativeServiceUrlIsRelativeToTheHostNotToThePolicysPath) {
  machine.registry().set_text(machine::keys::policy, "WUServer", "http://farm.lab.example:8530/wsus/");
  start();
  EXPECT_EQ(url(), "http://farm.lab.example:8530/wsus/ClientWebService/client.asmx");
  give_healthy();
  EXPECT_EQ(url(), "http://farm.lab.example:8530/SimpleAuthWebService/SimpleAuth.asmx");
}

TEST_F(Handshake, AbsoluteServiceUrlIsTakenAsItIs) {
  server.config.auth_service_url = "http://other:80/a.asmx";
  start();
  give_healthy();
  EXPECT_EQ(url(), "http://other:80/a.asmx");
}

TEST_F(Handshake, CarriesWhatTheCapturedAgentSends) {
  auto const id = machine.registry().get_text(machine::keys::windows_update, "SusClientId").value();
  start();
  EXPECT_EQ(expect<GetConfigCall>().protocol_version, "2.90");
  give_healthy();
  auto const authorization = expect<GetAuthorizationCookieCall>();
  EXPECT_EQ(authorization.client_id, id);
  EXPECT_EQ(authorization.target_group, std::nullopt);
  EXPECT_EQ(authorization.dns_name, "pc01.lab.example");
  give_healthy();
  auto const cookie = expect<GetCookieCall>();
  EXPECT_EQ(cookie.plug_in_id, "SimpleTargeting");
  EXPECT_EQ(cookie.authorization_data, "ticket");
  EXPECT_FALSE(cookie.old_cookie.has_value());
  EXPECT_EQ(cookie.last_change, "2026-10-04T13:17:07.59Z");
  EXPECT_EQ(cookie.current_time, "2026-10-04T15:00:00Z");
  give_healthy();
  EXPECT_EQ(expect<RegisterComputerCall>().cookie.encrypted_data, "sealed");
  EXPECT_EQ(expect<RegisterComputerCall>().client_version, "1507.2601.30012.0");
}

TEST_F(Handshake, MissingSusClientIdIsSentEmpty) {
  machine.registry().delete_value(machine::keys::windows_update, "SusClientId");
  start();
  give_healthy();
  EXPECT_EQ(expect<GetAuthorizationCookieCall>().client_id, "");
}

TEST_F(Handshake, TargetGroupOfThePolicyIsSentUnlessSwitchedOff) {
  machine.registry().set_text(machine::keys::policy, "TargetGroup", "special-01");
  start();
  give_healthy();
  EXPECT_EQ(expect<GetAuthorizationCookieCall>().target_group, "special-01");
  machine.registry().set_dword(machine::keys::policy, "TargetGroupEnabled", 0);
  machine.data_store() = {};
  start();
  give_healthy();
  EXPECT_EQ(expect<GetAuthorizationCookieCall>().target_group, std::nullopt);
}

TEST_F(Handshake, PlugInWithoutUrlSkipsSimpleAuth) {
  server.config.plug_in_id = "Anonymous";
  server.config.auth_service_url = "";
  start();
  give_healthy();
  EXPECT_EQ(expect<GetCookieCall>().plug_in_id, "Anonymous");
  EXPECT_THAT(expect<GetCookieCall>().authorization_data, IsEmpty());
}

TEST_F(Handshake, DoesNotRegisterWhereTheServerDoesNotWantIt) {
  server.config.registration_required = false;
  start();
  EXPECT_THAT(finish_naming_calls(), ElementsAre("GetConfig", "GetAuthorizationCookie", "GetCookie", "SyncUpdates",
                                                 "SyncUpdates", "ReportEventBatch"));
}

TEST_F(Handshake, APlugInWithAUrlThatTheAgentDoesNotKnowGivesNoCookie) {
  for (std::string const plug_in : {"PidValidator", ""}) {
    server.config.plug_in_id = plug_in;
    start();
    give_healthy();
    ASSERT_TRUE(is_finished()) << plug_in;
    EXPECT_EQ(result().hresult, 0x80244028U) << plug_in;
  }
}

struct ConfigRow {
  machine::CachedConfig config{};
  Hresult code = 0;
};

TEST_F(Handshake, UnusableConfigurationHasItsOwnCode) {
  ConfigRow const rows[] = {{{.plug_in_id = "SimpleTargeting", .max_extended_updates_per_request = 0}, 0x8024402A},
                            {{.plug_in_id = "SimpleTargeting", .max_extended_updates_per_request = -1}, 0x80244029},
                            {{}, 0x80244027}};
  for (auto const& row : rows) {
    start();
    give(row.config);
    ASSERT_TRUE(is_finished());
    EXPECT_EQ(result().hresult, row.code);
    EXPECT_FALSE(machine.data_store().config.has_value());
  }
}

TEST_F(Handshake, AMissingPropertyMeansFiftyToALenientAgent) {
  start({.accept_missing_properties = true});
  give(machine::CachedConfig{.plug_in_id = "SimpleTargeting", .max_extended_updates_per_request = 0});
  ASSERT_FALSE(is_finished());
  EXPECT_EQ(machine.data_store().config->max_extended_updates_per_request, 50);
  machine.data_store() = {};
  start({.accept_missing_properties = true});
  give(machine::CachedConfig{.plug_in_id = "SimpleTargeting", .max_extended_updates_per_request = -1});
  EXPECT_EQ(result().hresult, 0x80244029U) << "one that is no number is no missing one";
}

TEST_F(Handshake, EmptyAuthorizationCookieEndsTheScan) {
  start();
  give_healthy();
  give(AuthorizationReply{"SimpleTargeting", ""});
  EXPECT_EQ(result().hresult, 0x80244028U);
}

TEST_F(Handshake, ExpiredCookieIsRenewedWithTheOldOne) {
  start();
  finish();
  clock.advance(std::chrono::hours(1));
  start();
  expect<GetAuthorizationCookieCall>();
  give_healthy();
  ASSERT_TRUE(expect<GetCookieCall>().old_cookie.has_value());
  EXPECT_EQ(expect<GetCookieCall>().old_cookie->encrypted_data, "sealed");
}

TEST_F(Handshake, CookieIsValidToTheTickBeforeItsExpiration) {
  start();
  finish();
  clock.advance(std::chrono::hours(1) - wusp::Ticks(1));
  start();
  expect<SyncUpdatesCall>();
  clock.advance(wusp::Ticks(1));
  start();
  expect<GetAuthorizationCookieCall>();
}

TEST_F(Handshake, CookieWithUnreadableExpirationHasExpired) {
  server.cookie.expiration = "soon";
  start();
  finish();
  start();
  expect<GetAuthorizationCookieCall>();
}

TEST_F(Handshake, NewRegistrationDataAreSentAgain) {
  start();
  finish();
  machine.registry().set_text(machine::keys::windows_update, "SusClientId", "e1da06a3-5601-43c9-bac3-52d5db701494");
  start();
  expect<RegisterComputerCall>();
  give_healthy();
  expect<SyncUpdatesCall>();
}

TEST_F(Handshake, ANewServicePackIsRegistered) {
  start();
  run_to("RegisterComputer");
  EXPECT_EQ(expect<RegisterComputerCall>().service_pack_major, 0);
  finish();
  machine.system_info().service_pack_major = 1;
  machine.system_info().service_pack_minor = 2;
  start();
  EXPECT_EQ(expect<RegisterComputerCall>().service_pack_major, 1);
  EXPECT_EQ(expect<RegisterComputerCall>().service_pack_minor, 2);
  run_to("ReportEventBatch");
  EXPECT_EQ(expect<ReportEventBatchCall>().service_pack_major, 1);
  EXPECT_EQ(expect<ReportEventBatchCall>().service_pack_minor, 2);
}

TEST_F(Handshake, AnotherServerStartsColdButKeepsPendingEvents) {
  server.pages = {{category(1), missing_update(2)}};
  start();
  finish();
  machine.data_store().pending_events.push_back({.event_id = 148});
  machine.registry().set_text(machine::keys::policy, "WUServer", "http://new.lab.example:8530");
  start();
  expect<GetConfigCall>();
  EXPECT_TRUE(machine.data_store().updates.empty());
  EXPECT_EQ(machine.data_store().pending_events.size(), 1U);
}

TEST_F(Handshake, TheSameServerInOtherSpellingStaysWarm) {
  start();
  finish();
  machine.registry().set_text(machine::keys::policy, "WUServer", "HTTP://WSUS.lab.example:8530/");
  start();
  expect<SyncUpdatesCall>();
}

class OldHandshake : public ScanFixture {
protected:
  OldHandshake() : ScanFixture(machine::Profile::w8) {}
};

TEST_F(OldHandshake, SpeaksTheOlderProtocol) {
  start();
  EXPECT_EQ(expect<GetConfigCall>().protocol_version, "1.8");
}

}  // namespace
}  // namespace wsus::agent::testing
