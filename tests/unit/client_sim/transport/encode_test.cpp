// Requests of SimpleAuth and of the Client service, against the captured ones.
#include "client_sim/transport/wusp_client.hpp"
#include "tests/unit/client_sim/transport/captures.hpp"
#include "wsdl/wusp/guid.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using test::blanked_bytes_of;
using test::capture;
using test::text_of;
using testing::HasSubstr;
using testing::Not;

constexpr auto cookie_expiration = "2026-10-04T16:03:35.9967236Z";

std::string encode_alone(agent::Call const& call, AgentTraits const& traits = {}) {
  wire::Engine engine;
  return encode(engine, call, traits);
}

machine::ClientCookie captured_cookie(std::string const& xml) {
  return {cookie_expiration, blanked_bytes_of(xml, "EncryptedData")};
}

machine::ClientCookie some_cookie() { return {cookie_expiration, "secret"}; }

TEST(Encode, GetConfigIsTheCapturedRequest) {
  EXPECT_EQ(encode_alone(agent::GetConfigCall{.protocol_version = "2.90"}), capture("client/GetConfig.xml"));
}

TEST(Encode, GetAuthorizationCookieWithoutTargetGroupIsTheCapturedRequest) {
  EXPECT_EQ(encode_alone(agent::GetAuthorizationCookieCall{.client_id = "e1da06a3-5601-43c9-bac3-52d5db701494",
                                                           .dns_name = "REDACTED3"}),
            capture("client/GetAuthorizationCookie.xml"));
}

TEST(Encode, GetAuthorizationCookieCarriesTheTargetGroupBetweenItsNeighbours) {
  EXPECT_THAT(
      encode_alone(agent::GetAuthorizationCookieCall{.client_id = "", .target_group = "Ring 1", .dns_name = "pc"}),
      HasSubstr("<clientId/><targetGroupName>Ring 1</targetGroupName><dnsName>pc</dnsName>"));
}

TEST(Encode, GetCookieWithoutAnOldCookieIsTheCapturedRequest) {
  auto const captured = capture("client/GetCookie.xml");
  EXPECT_EQ(encode_alone(agent::GetCookieCall{.plug_in_id = "SimpleTargeting",
                                              .authorization_data = blanked_bytes_of(captured, "CookieData"),
                                              .last_change = "2026-10-04T13:17:07.59Z",
                                              .current_time = "2026-10-04T15:03:36Z",
                                              .protocol_version = "2.90"}),
            captured);
}

TEST(Encode, GetCookieCarriesAnOldCookieWhole) {
  EXPECT_THAT(encode_alone(agent::GetCookieCall{.old_cookie = some_cookie(), .current_time = "2026-10-04T15:03:36Z"}),
              HasSubstr("<oldCookie><Expiration>2026-10-04T16:03:35.9967236Z</Expiration>"
                        "<EncryptedData>c2VjcmV0</EncryptedData></oldCookie>"));
}

TEST(Encode, RegisterComputerIsTheCapturedRequest) {
  auto const captured = capture("client/RegisterComputer.xml");
  EXPECT_EQ(encode_alone(agent::RegisterComputerCall{.cookie = captured_cookie(captured),
                                                     .dns_name = "REDACTED3",
                                                     .facts = machine::SystemFacts{},
                                                     .client_version = "1507.2601.30012.0"}),
            captured);
}

TEST(Encode, RegisterComputerOfWindows8EndsWithTheDescription) {
  machine::SystemFacts const facts{.os_major = 6, .os_minor = 3, .os_build = 9600, .os_description = "Windows 8.1 Pro"};
  auto const xml = encode_alone(agent::RegisterComputerCall{
      .cookie = some_cookie(), .dns_name = "pc", .facts = facts, .client_version = "7.9.9600.17415"});
  EXPECT_THAT(xml, HasSubstr("<OSDescription>Windows 8.1 Pro</OSDescription></computerInfo>"));
  EXPECT_THAT(xml, HasSubstr("<ClientVersionMajorNumber>7</ClientVersionMajorNumber>"
                             "<ClientVersionMinorNumber>9</ClientVersionMinorNumber>"
                             "<ClientVersionBuildNumber>9600</ClientVersionBuildNumber>"
                             "<ClientVersionQfeNumber>17415</ClientVersionQfeNumber>"));
}

TEST(Encode, RegisterComputerTellsTheServicePack) {
  machine::SystemFacts const facts{.os_major = 6, .os_minor = 1, .os_build = 7601};
  auto const xml = encode_alone(agent::RegisterComputerCall{.cookie = some_cookie(),
                                                            .facts = facts,
                                                            .client_version = "7.6.7601.23453",
                                                            .service_pack_major = 1,
                                                            .service_pack_minor = 2});
  EXPECT_THAT(xml, HasSubstr("<OSMajorVersion>6</OSMajorVersion><OSMinorVersion>1</OSMinorVersion>"
                             "<OSBuildNumber>7601</OSBuildNumber>"
                             "<OSServicePackMajorNumber>1</OSServicePackMajorNumber>"
                             "<OSServicePackMinorNumber>2</OSServicePackMinorNumber>"));
  EXPECT_THAT(encode_alone(agent::RegisterComputerCall{.cookie = some_cookie(), .service_pack_major = 40'000}),
              HasSubstr("<OSServicePackMajorNumber>32767</OSServicePackMajorNumber>"));
}

TEST(Encode, RegisterComputerKeepsVersionPartsWithinTheirType) {
  auto const xml = encode_alone(agent::RegisterComputerCall{.cookie = some_cookie(), .client_version = "10.40000.x"});
  EXPECT_EQ(text_of(xml, "ClientVersionMajorNumber"), "10");
  EXPECT_EQ(text_of(xml, "ClientVersionMinorNumber"), "32767");
  EXPECT_EQ(text_of(xml, "ClientVersionBuildNumber"), "0");
  EXPECT_EQ(text_of(xml, "ClientVersionQfeNumber"), "0");
}

TEST(Encode, SyncUpdatesOfACategoryScanIsTheCapturedRequest) {
  auto const captured = capture("client/SyncUpdates-category-scan.xml");
  AgentTraits const traits{.device_attributes = text_of(captured, "DeviceAttributes"),
                           .caller_attributes = text_of(captured, "CallerAttributes")};
  EXPECT_EQ(encode_alone(agent::SyncUpdatesCall{.cookie = captured_cookie(captured),
                                                .installed_non_leaf = {108226},
                                                .filter_categories = {*wusp::parse_guid(text_of(captured, "Id"))}},
                         traits),
            captured);
}

TEST(Encode, SyncUpdatesOfAFullScanHasNoFilter) {
  EXPECT_THAT(encode_alone(agent::SyncUpdatesCall{.cookie = some_cookie()}), Not(HasSubstr("FilterCategoryIds")));
}

TEST(Encode, SyncUpdatesOfAColdClientHasNoIdLists) {
  auto const xml = encode_alone(agent::SyncUpdatesCall{.cookie = some_cookie()});
  EXPECT_THAT(xml,
              HasSubstr("<parameters><ExpressQuery>false</ExpressQuery><SkipSoftwareSync>false</SkipSoftwareSync>"));
  EXPECT_THAT(xml, Not(HasSubstr("UpdateIDs")));
  EXPECT_THAT(xml, Not(HasSubstr("CachedDriverIDs")));
}

TEST(Encode, SyncUpdatesCarriesEveryIdListInItsPlace) {
  auto const xml = encode_alone(agent::SyncUpdatesCall{.cookie = some_cookie(),
                                                       .installed_non_leaf = {1, 2},
                                                       .other_cached = {3},
                                                       .cached_drivers = {4},
                                                       .skip_software = true});
  EXPECT_THAT(xml, HasSubstr("<InstalledNonLeafUpdateIDs><int>1</int><int>2</int></InstalledNonLeafUpdateIDs>"
                             "<OtherCachedUpdateIDs><int>3</int></OtherCachedUpdateIDs>"
                             "<CachedDriverIDs><int>4</int></CachedDriverIDs>"
                             "<SkipSoftwareSync>true</SkipSoftwareSync>"));
}

TEST(Encode, SyncUpdatesOfAnOldAgentEndsWithComputerSpec) {
  auto const xml = encode_alone(agent::SyncUpdatesCall{.cookie = some_cookie()}, {.protocol_version = "1.8"});
  EXPECT_THAT(xml, HasSubstr("<NeedTwoGroupOutOfScopeUpdates>true</NeedTwoGroupOutOfScopeUpdates>"
                             "<ComputerSpec/></parameters>"));
}

TEST(Encode, RefreshCacheNamesEveryIdentity) {
  auto const guid = *wusp::parse_guid("DD78B8A1-0B20-45C1-ADD6-4DA72E9364CF");
  EXPECT_THAT(encode_alone(agent::RefreshCacheCall{.cookie = some_cookie(), .global_ids = {{guid, 202}}}),
              HasSubstr("<globalIDs><UpdateIdentity><UpdateID>dd78b8a1-0b20-45c1-add6-4da72e9364cf</UpdateID>"
                        "<RevisionNumber>202</RevisionNumber></UpdateIdentity></globalIDs>"));
}

TEST(Encode, StartCategoryScanNamesEveryCategoryInItsGroup) {
  auto const guid = *wusp::parse_guid("DD78B8A1-0B20-45C1-ADD6-4DA72E9364CF");
  EXPECT_THAT(encode_alone(agent::StartCategoryScanCall{.requested = {{0, guid}, {1, wusp::Guid{}}}}),
              HasSubstr("<StartCategoryScan xmlns=\"http://www.microsoft.com/SoftwareDistribution/Server/"
                        "ClientWebService\"><requestedCategories><CategoryRelationship>"
                        "<IndexOfAndGroup>0</IndexOfAndGroup><CategoryId>dd78b8a1-0b20-45c1-add6-4da72e9364cf"
                        "</CategoryId></CategoryRelationship><CategoryRelationship><IndexOfAndGroup>1</IndexOfAndGroup>"
                        "<CategoryId>00000000-0000-0000-0000-000000000000</CategoryId></CategoryRelationship>"
                        "</requestedCategories></StartCategoryScan>"));
}

TEST(Encode, GetFileLocationsCarriesDigestsInBase64) {
  EXPECT_THAT(encode_alone(agent::GetFileLocationsCall{.cookie = some_cookie(),
                                                       .file_digests = {std::string(20, '\0'), std::string(20, 'x')}}),
              HasSubstr("</cookie><fileDigests><base64Binary>AAAAAAAAAAAAAAAAAAAAAAAAAAA=</base64Binary>"
                        "<base64Binary>eHh4eHh4eHh4eHh4eHh4eHh4eHg=</base64Binary></fileDigests>"
                        "</GetFileLocations>"));
}

TEST(Encode, GetExtendedUpdateInfoIsTheCapturedRequest) {
  auto const captured = capture("client/GetExtendedUpdateInfo.xml");
  AgentTraits const traits{.device_attributes = text_of(captured, "deviceAttributes"),
                           .caller_attributes = text_of(captured, "callerAttributes")};
  EXPECT_EQ(encode_alone(agent::GetExtendedUpdateInfoCall{.cookie = captured_cookie(captured),
                                                          .revision_ids = {72571, 108226, 108231},
                                                          .locales = {"en-US", "en"}},
                         traits),
            captured);
}

TEST(Encode, GetExtendedUpdateInfoOfAnOldAgentEndsWithTheLocales) {
  EXPECT_THAT(
      encode_alone(agent::GetExtendedUpdateInfoCall{.cookie = some_cookie(), .revision_ids = {1}, .locales = {"en"}},
                   {.protocol_version = "1.8"}),
      HasSubstr("<locales><string>en</string></locales></GetExtendedUpdateInfo>"));
}

TEST(Encode, GetExtendedUpdateInfoAsksForLicenseTermsLast) {
  EXPECT_THAT(encode_alone(agent::GetExtendedUpdateInfoCall{
                  .cookie = some_cookie(), .revision_ids = {1}, .locales = {"en"}, .with_licenses = true}),
              HasSubstr("<XmlUpdateFragmentType>LocalizedProperties</XmlUpdateFragmentType>"
                        "<XmlUpdateFragmentType>Eula</XmlUpdateFragmentType></infoTypes>"));
}

TEST(Encode, EscapesWhatTheUserMayHaveChosen) {
  EXPECT_THAT(encode_alone(agent::GetAuthorizationCookieCall{.target_group = "R&D <1>"}),
              HasSubstr("<targetGroupName>R&amp;D &lt;1&gt;</targetGroupName>"));
}

struct RequestRow {
  agent::Call call;
  std::string action;
  bool correlated;
};

TEST(RequestOf, NamesTheActionAndCorrelatesTheClientServiceOnly) {
  std::vector<RequestRow> const table{
      {agent::GetConfigCall{}, "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/GetConfig", true},
      {agent::GetAuthorizationCookieCall{},
       "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService/GetAuthorizationCookie", false},
      {agent::ReportEventBatchCall{}, "http://www.microsoft.com/SoftwareDistribution/ReportEventBatch", false},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.action);
    auto const request = request_of({"http://wsus:8530/x", row.call}, {}, "<body/>", "base.1");
    EXPECT_EQ(request.url, "http://wsus:8530/x");
    EXPECT_EQ(request.soap_action, row.action);
    EXPECT_EQ(request.user_agent, "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90");
    EXPECT_EQ(request.ms_cv, row.correlated ? "base.1" : "");
    EXPECT_EQ(request.body, "<body/>");
  }
}

TEST(RequestOf, AnOldAgentHasNoCorrelationVector) {
  EXPECT_EQ(request_of({"http://h/", agent::GetConfigCall{}}, {.protocol_version = "1.8"}, "", "base.1").ms_cv, "");
}

}  // namespace
}  // namespace wsus::transport
