// Each ErrorCode from its documented cause, with a twin that goes without it (wua-behaviour 3.4, wusp-protocol 5.3).
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>

namespace wsus::test {
namespace {

using wusp::Service;

class FaultsTest : public ServerTest {
protected:
  void SetUp() override { start(small_config()); }

  /// The reply is this fault, the journal and the server's log say the same, and nothing else was counted.
  void expect_fault(RawReply const& reply, std::string const& error_code, std::string const& message = "",
                    std::string const& fault_code = "s:Client") {
    EXPECT_EQ(reply.status, 500u) << reply.body;
    EXPECT_EQ(element(reply.body, "ErrorCode"), error_code);
    EXPECT_EQ(element(reply.body, "Message"), message);
    EXPECT_EQ(element(reply.body, "faultcode"), fault_code);
    EXPECT_EQ(last_entry().error_code, error_code);
    auto const line = fmt::format("ID={}, ErrorCode={}, Message={},", last_entry().fault_id, error_code, message);
    EXPECT_NE(server_->software_distribution_log().find(line), std::string::npos) << line;
    std::map<std::string, std::uint64_t, std::less<>> const expected{{"soap_faults", 1},
                                                                     {"error_code." + error_code, 1}};
    EXPECT_EQ(faults_counted(), expected);
  }
};

TEST_F(FaultsTest, AHealthyHandshakeAndScanCountNoFault) {
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_TRUE(faults_counted().empty());
  EXPECT_EQ(server_->software_distribution_log(), "");
}

// Conforms: GetConfig
TEST_F(FaultsTest, AProtocolVersionThatIsNoneIsAnInvalidParameter) {
  expect_fault(driver_->call(Service::client, "GetConfig", "<protocolVersion>new</protocolVersion>"),
               "InvalidParameters", "protocolVersion");
}

// Conforms: ErrorCode.shape
/// The samples of the specification; the captured form is in captures_test.cpp.
TEST_F(FaultsTest, AnOldServerTellsItsExceptionAndItsAddressInTheDressOfAsmx) {
  auto config = small_config();
  config.settings.asmx_only = true;
  start(std::move(config));
  driver_->handshake();
  auto const reply = driver_->call(wusp::Service::client, "SyncUpdates", "<cookie/>");
  EXPECT_EQ(reply.status, 500u);
  EXPECT_TRUE(reply.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope ")) << reply.body;
  EXPECT_NE(reply.body.find("<faultstring>System.Web.Services.Protocols.SoapException: Fault occurred\n   at "
                            "Microsoft.UpdateServices.Internal.SoapUtilities.ThrowException("),
            std::string::npos)
      << reply.body;
  EXPECT_NE(reply.body.find("/ClientWebService/client.asmx</faultactor><detail><ErrorCode>InvalidCookie</ErrorCode>"),
            std::string::npos)
      << reply.body;
  EXPECT_TRUE(driver_->get_config().body.starts_with("<?xml ")) << "answers, too";
  auto const wsdl = exchange(server_->port(), {.method = "GET", .target = "/ClientWebService/client.asmx?wsdl"});
  EXPECT_EQ(wsdl.header("Cache-Control"), "private, max-age=0") << "and its WSDL";
}

// Conforms: GetAuthorizationCookie
TEST_F(FaultsTest, AnEmptyClientIdIsAnInternalServerErrorOfTheServer) {
  expect_fault(driver_->get_authorization_cookie(""), "InternalServerError", "", "soap:Server");
}

// Conforms: GetCookie
TEST_F(FaultsTest, AnAuthorizationCookieThatIsNotOursIsInvalid) {
  driver_->get_config();
  driver_->authorization_data = "AAAA";
  expect_fault(driver_->get_cookie(), "InvalidAuthorizationCookie");
}

TEST_F(FaultsTest, AnotherLastChangeInGetCookieIsConfigChanged) {
  driver_->get_config();
  driver_->get_authorization_cookie();
  driver_->last_change = "2026-10-04T13:17:07.58Z";
  expect_fault(driver_->get_cookie(), "ConfigChanged");
}

// Conforms: ErrorCode.InvalidCookie
TEST_F(FaultsTest, AForgedCookieIsInvalid) {
  driver_->handshake();
  driver_->encrypted_data.replace(10, 2, driver_->encrypted_data.substr(10, 2) == "AA" ? "BB" : "AA");
  expect_fault(driver_->sync_updates(), "InvalidCookie");
}

// Conforms: GetCookie.lifetime
TEST_F(FaultsTest, ACookieExpiresAnHourAfterGetCookieHoweverOftenItIsUsed) {
  driver_->handshake();
  clock_.advance(std::chrono::minutes(59));
  EXPECT_EQ(driver_->sync_updates().status, 200u);  // and a new cookie, which does not live longer
  clock_.advance(std::chrono::minutes(1));
  expect_fault(driver_->sync_updates(), "CookieExpired");
}

TEST_F(FaultsTest, AChangedConfigurationIsToldInSyncUpdates) {
  driver_->handshake();
  auto settings = *server_->state().settings();
  settings.config_last_change += std::chrono::seconds(1);
  server_->state().replace_settings(settings);
  expect_fault(driver_->sync_updates(), "ConfigChanged");
}

TEST_F(FaultsTest, AnUnregisteredClientHasToRegisterFirst) {
  driver_->get_config();
  driver_->get_authorization_cookie();
  driver_->get_cookie();
  expect_fault(driver_->sync_updates(), "RegistrationRequired");
  driver_->register_computer();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(FaultsTest, RegisteringWhereItIsNotWantedIsRefused) {
  auto config = small_config();
  config.settings.registration_required = false;
  start(std::move(config));
  driver_->get_config();
  driver_->get_authorization_cookie();
  driver_->get_cookie();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  expect_fault(driver_->register_computer(), "RegistrationNotRequired");
}

TEST_F(FaultsTest, SystemSpecBelongsToTheDriverPassOnly) {
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates("<SystemSpec></SystemSpec>", /*skip_software=*/true).status, 200u);
  expect_fault(driver_->sync_updates("<SystemSpec></SystemSpec>"), "InvalidParameters", "parameters.SystemSpec");
}

TEST_F(FaultsTest, SyncUpdatesWithoutParametersIsRefused) {
  driver_->handshake();
  expect_fault(driver_->call(Service::client, "SyncUpdates", driver_->cookie_element()), "InvalidParameters",
               "parameters");
}

TEST_F(FaultsTest, ExtendedInfoIsLimitedToTheAnnouncedNumberOfRevisions) {
  driver_->handshake();
  auto const ask = [&](int count) {
    return driver_->call(Service::client, "GetExtendedUpdateInfo",
                         driver_->cookie_element() + int_list("revisionIDs", numbers(1, count)) +
                             "<infoTypes><XmlUpdateFragmentType>Extended</XmlUpdateFragmentType></infoTypes>");
  };
  EXPECT_EQ(ask(50).status, 200u);
  expect_fault(ask(51), "InvalidParameters", "revisionIDs");
}

TEST_F(FaultsTest, LocalizedPropertiesNeedALocale) {
  driver_->handshake();
  expect_fault(driver_->call(Service::client, "GetExtendedUpdateInfo",
                             driver_->cookie_element() + int_list("revisionIDs", {1}) +
                                 "<infoTypes><XmlUpdateFragmentType>LocalizedProperties</XmlUpdateFragmentType>"
                                 "</infoTypes>"),
               "InvalidParameters", "locales");
}

// Conforms: StartCategoryScan
TEST_F(FaultsTest, TwoHundredCategoriesAreTooMany) {
  auto const ask = [&](int count) {
    std::string categories;
    for (int i = 0; i < count; ++i)
      categories += "<CategoryRelationship><IndexOfAndGroup>0</IndexOfAndGroup>"
                    "<CategoryId>6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</CategoryId></CategoryRelationship>";
    return driver_->call(Service::client, "StartCategoryScan",
                         "<requestedCategories>" + categories + "</requestedCategories>");
  };
  EXPECT_EQ(ask(199).status, 200u);
  expect_fault(ask(200), "InvalidParameters", "requestedCategories");
}

TEST_F(FaultsTest, RefreshCacheNeedsItsIdentities) {
  driver_->handshake();
  expect_fault(driver_->call(Service::client, "RefreshCache", driver_->cookie_element()), "InvalidParameters",
               "globalIDs");
}

TEST_F(FaultsTest, ReportedEventsAreStored) {
  driver_->handshake();
  auto const reply =
      driver_->call(Service::reporting, "ReportEventBatch",
                    driver_->cookie_element() +
                        "<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch><ReportingEvent><BasicData>"
                        "<TargetID><Sid>e1da06a3-5601-43c9-bac3-52d5db701494</Sid></TargetID><SequenceNumber>0"
                        "</SequenceNumber><TimeAtTarget>2026-10-04T15:04:00Z</TimeAtTarget><EventInstanceID>"
                        "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</EventInstanceID><NamespaceID>1</NamespaceID><EventID>148"
                        "</EventID><SourceID>101</SourceID><Win32HResult>-2145107961</Win32HResult></BasicData>"
                        "</ReportingEvent></eventBatch>");
  EXPECT_EQ(element(reply.body, "ReportEventBatchResult"), "true");
  auto const computer = server_->state().computers().find("e1da06a3-5601-43c9-bac3-52d5db701494");
  ASSERT_EQ(computer->events.size(), 1u);
  EXPECT_EQ(computer->events.front().event_id, 148);
  EXPECT_EQ(static_cast<std::uint32_t>(computer->events.front().hresult), 0x80244007u);
}

// Conforms: GetRollupConfiguration RollupDownstreamServers RollupComputers GetOutOfSyncComputers RollupComputerStatus
TEST_F(FaultsTest, RollUpsOfDownstreamServersAreForeign) {
  for (std::string const operation : {"GetRollupConfiguration", "RollupDownstreamServers", "RollupComputers",
                                      "GetOutOfSyncComputers", "RollupComputerStatus"}) {
    start(small_config());
    driver_->handshake();
    expect_fault(driver_->call(Service::reporting, operation, driver_->cookie_element()), "InvalidCookie",
                 operation + " is for downstream servers, and this server has none", "soap:Client");
  }
}

// Conforms: ErrorCode.FileLocationChanged
TEST_F(FaultsTest, AMoveOfTheContentIsToldUntilTheClientAsksForTheLocations) {
  driver_->handshake();
  EXPECT_EQ(server_->type_command(R"(wsusutil movecontent D:\WSUS C:\move.log)").exit_code, 0);
  expect_fault(driver_->sync_updates(), "FileLocationChanged");
  auto const located = driver_->call(Service::client, "GetFileLocations", driver_->cookie_element() + "<fileDigests/>");
  EXPECT_EQ(located.status, 200u);
  driver_->encrypted_data = element(located.body, "EncryptedData");
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(FaultsTest, OperationsOfTheLiveServiceAreRefusedAsAnyUnknownActionIs) {
  auto const live = driver_->call(Service::client, "GetTimestamps", "<timestamps/>");
  EXPECT_EQ(live.status, 500u);
  EXPECT_NE(element(live.body, "faultstring").find("ContractFilter mismatch"), std::string::npos) << live.body;
  EXPECT_EQ(element(live.body, "ErrorCode"), "");
  auto config = small_config();
  config.settings.live_operations = true;
  start(std::move(config));
  EXPECT_EQ(driver_->call(Service::client, "GetTimestamps", "<timestamps/>").status, 200u);
}

}  // namespace
}  // namespace wsus::test
