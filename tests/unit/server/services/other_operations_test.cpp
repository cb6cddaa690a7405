// Operations that a WSUS does not have, or has elsewhere: off unless a setting says so (wusp-protocol 3.4).
#include "server/services/dispatch.hpp"
#include "tests/unit/server/services/service_fixture.hpp"

#include <fmt/format.h>

namespace wsus::services::test {
namespace {

using wsus::test::element;

class OtherOperations : public ServicesTest {
protected:
  void offer() {
    change_settings([](auto& settings) {
      settings.live_operations = true;
      settings.offer_ping = true;
    });
  }
  Result config2(std::string const& version = "2.90") {
    return call(Service::client, "GetConfig2",
                fmt::format("<clientConfiguration><ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture>"
                            "<AlwaysOnAlwaysConnected>false</AlwaysOnAlwaysConnected><ProtocolVersion>{}"
                            "</ProtocolVersion></clientConfiguration>",
                            version));
  }
  Result timestamps(std::vector<std::string> const& times) {
    return call(Service::client, "GetTimestamps", list("timestamps", "dateTime", times));
  }
};

// Conforms: GetConfig2 GetTimestamps Ping
TEST_F(OtherOperations, AreUnknownToAnOrdinaryServer) {
  EXPECT_EQ(config2().outcome, "unknown operation");
  EXPECT_EQ(timestamps({}).outcome, "unknown operation");
  EXPECT_EQ(call(Service::client, "Ping", "<pingLevel>0</pingLevel>").outcome, "unknown operation");
  EXPECT_EQ(record_.operation, "");
}

TEST_F(OtherOperations, TheirActionsAreLetInOnlyWhenTheyAreOffered) {
  auto const let_in = [&](Service service, std::string_view action) {
    return takes_action(*state_.settings(), service, action);
  };
  auto const config2_action = wusp::soap_action(Service::client, "GetConfig2");
  auto const sync_action = wusp::soap_action(Service::client, "SyncUpdates");
  EXPECT_FALSE(let_in(Service::client, config2_action));
  EXPECT_FALSE(let_in(Service::client, ping_action));
  EXPECT_TRUE(let_in(Service::client, sync_action));
  offer();
  EXPECT_TRUE(let_in(Service::client, config2_action));
  EXPECT_TRUE(let_in(Service::client, fmt::format("\"{}\"", config2_action)));
  EXPECT_FALSE(let_in(Service::reporting, config2_action));
  EXPECT_FALSE(let_in(Service::reporting, sync_action));
  EXPECT_TRUE(let_in(Service::reporting, fmt::format("\"{}\"", ping_action)));
}

TEST_F(OtherOperations, GetExtendedUpdateInfo2IsUnknownToServersBefore2012) {
  auto const action = wusp::soap_action(Service::client, "GetExtendedUpdateInfo2");
  EXPECT_EQ(call(Service::client, "GetExtendedUpdateInfo2", "").error_code(), "InvalidCookie");
  EXPECT_TRUE(takes_action(*state_.settings(), Service::client, action));
  change_settings([](auto& settings) { settings.asmx_only = true; });
  EXPECT_EQ(call(Service::client, "GetExtendedUpdateInfo2", "").outcome, "unknown operation");
  EXPECT_FALSE(takes_action(*state_.settings(), Service::client, action));
  EXPECT_EQ(call(Service::client, "GetExtendedUpdateInfo", "").error_code(), "InvalidCookie");
}

// Conforms: GetConfig2
TEST_F(OtherOperations, GetConfig2AnswersAsGetConfigDoes) {
  offer();
  auto const two = config2();
  auto const one = call(Service::client, "GetConfig", "<protocolVersion>2.90</protocolVersion>");
  EXPECT_EQ(element(two.body, "GetConfig2Result"), element(one.body, "GetConfigResult"));
  EXPECT_NE(element(two.body, "LastChange"), "");
  EXPECT_EQ(config2("new").message(), "clientConfiguration.ProtocolVersion");
  EXPECT_EQ(call(Service::client, "GetConfig2", "").message(), "clientConfiguration");
}

// Conforms: GetTimestamps
TEST_F(OtherOperations, GetTimestampsGivesOneTokenATimestamp) {
  offer();
  auto const body = timestamps({"2026-10-04T15:00:00Z", "2026-10-05T15:00:00Z"}).body;
  EXPECT_NE(body.find("<base64Binary>MjAyNi0xMC0wNFQxNTowMDowMFo=</base64Binary>"), std::string::npos) << body;
  EXPECT_NE(body.find("<base64Binary>MjAyNi0xMC0wNVQxNTowMDowMFo=</base64Binary>"), std::string::npos) << body;
  EXPECT_EQ(timestamps({"yesterday"}).message(), "timestamps");
  EXPECT_EQ(timestamps(std::vector<std::string>(1000, "2026-10-04T15:00:00Z")).outcome, "answer");
  EXPECT_EQ(timestamps(std::vector<std::string>(1001, "2026-10-04T15:00:00Z")).message(), "timestamps");
  EXPECT_EQ(call(Service::client, "GetTimestamps", "").message(), "timestamps");
}

// Conforms: Ping
TEST_F(OtherOperations, PingIsAnsweredByEveryServiceBesideItsOwnOperations) {
  offer();
  for (auto const service : {Service::simple_auth, Service::client, Service::reporting}) {
    auto const body = call(service, "Ping", "<pingLevel>0</pingLevel>").body;
    EXPECT_EQ(element(body, "SuccessFlag"), "true") << body;
    EXPECT_EQ(element(body, "ServicesName"), wusp::info(service).name);
    EXPECT_EQ(element(body, "ServicesTime"), "2026-10-04T15:00:00Z");
  }
  EXPECT_EQ(record_.operation, "Ping");
  handshake();
  EXPECT_EQ(call(Service::client, "GetFileLocations", cookie() + "<fileDigests/>").outcome, "answer");
}

}  // namespace
}  // namespace wsus::services::test
