// Messages that no capture shows: the rest of the operations, and the forms in which peers may write them.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"
#include "wsdl/wire/arena.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::wire {
namespace {

using testing::HasSubstr;

constexpr std::string_view client_namespace = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService";
constexpr std::string_view report_namespace = "http://www.microsoft.com/SoftwareDistribution";
constexpr std::string_view nil_body = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
                                      R"(<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)";

std::string call(std::string_view operation, std::string_view xml_namespace, std::string_view children) {
  return agent_envelope(fmt::format(R"(<{0} xmlns="{1}">{2}</{0}>)", operation, xml_namespace, children));
}

struct Case {
  std::string name;
  std::string request;
};

void PrintTo(Case const& entry, std::ostream* out) { *out << entry.name; }

constexpr std::string_view cookie =
    "<cookie><Expiration>2026-10-04T16:03:35.9967236Z</Expiration><EncryptedData>AAEC</EncryptedData></cookie>";
constexpr std::string_view identities =
    "<UpdateIdentity><UpdateID>dd78b8a1-0b20-45c1-add6-4da72e9364cf</UpdateID><RevisionNumber>202</RevisionNumber>"
    "</UpdateIdentity>";

// A driver pass: SystemSpec with an installed driver, an extension driver, year 0001 and the elements of
// wusp-protocol 4.4.
std::string driver_pass() {
  std::string const parameters =
      "<ExpressQuery>false</ExpressQuery><InstalledNonLeafUpdateIDs><int>1</int><int>-7</int></"
      "InstalledNonLeafUpdateIDs>"
      "<OtherCachedUpdateIDs><int>2</int></OtherCachedUpdateIDs><SystemSpec><Device><HardwareIDs>"
      R"(<string>PCI\VEN_8086&amp;DEV_15F3</string><string/></HardwareIDs><CompatibleIDs/>)"
      "<installedDriver><MatchingID>PCI</MatchingID><DriverVerDate>0001-01-01T00:00:00Z</DriverVerDate>"
      "<DriverVerVersion>2814749767106561</DriverVerVersion><Class>Net</Class><Manufacturer>Intel</Manufacturer>"
      "<Provider>Microsoft</Provider><Model>I225-V</Model>"
      "<MatchingComputerHWID>5ba5b9a5-5d5b-5d3e-9d1f-4a1b2c3d4e5f</MatchingComputerHWID><DriverRank>-1</DriverRank>"
      "<SkipProviderFiltering>false</SkipProviderFiltering><IsGeneric>true</IsGeneric></installedDriver>"
      "<extensionDrivers><ExtensionDriver><ExtensionId>a</ExtensionId><DriverVerDate>2024-02-29T00:00:00Z</"
      "DriverVerDate>"
      "<DriverVerVersion>1</DriverVerVersion><Class>Extension</Class><DriverRank>0</DriverRank>"
      "<MatchingComputerHWID>5ba5b9a5-5d5b-5d3e-9d1f-4a1b2c3d4e5f</MatchingComputerHWID></ExtensionDriver>"
      "</extensionDrivers><DriverRecoveryIDs><DriverRecoveryID>r</DriverRecoveryID></DriverRecoveryIDs>"
      "<DeviceFlags>255</DeviceFlags></Device></SystemSpec><CachedDriverIDs><int>3</int></CachedDriverIDs>"
      "<SkipSoftwareSync>true</SkipSoftwareSync><FilterCategoryIds><CategoryIdentifier><Id>i</Id></CategoryIdentifier>"
      "</FilterCategoryIds><NeedTwoGroupOutOfScopeUpdates>true</NeedTwoGroupOutOfScopeUpdates>"
      "<FilterAppCategoryIds><CategoryIdentifier><Id>j</Id></CategoryIdentifier></FilterAppCategoryIds>"
      "<TreatAppCategoryIdsAsInstalled>true</TreatAppCategoryIdsAsInstalled>"
      "<AlsoPerformRegularSync>false</AlsoPerformRegularSync><ComputerSpec><HardwareIDs><guid>g</guid></HardwareIDs>"
      "</ComputerSpec><FeatureScoreMatchingKey>AMD64.10.0</FeatureScoreMatchingKey><ExtendedUpdateInfoParameters>"
      "<XmlUpdateFragmentTypes><XmlUpdateFragmentType>EsrpDecryptionInformation</XmlUpdateFragmentType>"
      "</XmlUpdateFragmentTypes><Locales><string>en</string></Locales><GeoId>USA</GeoId></ExtendedUpdateInfoParameters>"
      "<ExtendedUserInfoParameters><Version>1</Version><ExtendedUserInfo/></ExtendedUserInfoParameters>"
      "<ClientPreferredLanguages><string>de</string></ClientPreferredLanguages><WuBundleId>b</WuBundleId>"
      "<ProductsParameters><SyncCurrentVersionOnly>true</SyncCurrentVersionOnly><Products>PN=1</Products>"
      "</ProductsParameters><PendingUpdateIDs><int>9</int></PendingUpdateIDs><OtherCachedUpdateDeploymentIDs><Update>"
      "<UpdateId>1</UpdateId><DeploymentId>2</DeploymentId></Update></OtherCachedUpdateDeploymentIDs>"
      "<CachedDriverUpdateDeploymentIDs/>";
  return call("SyncUpdates", client_namespace, fmt::format("{}<parameters>{}</parameters>", cookie, parameters));
}

// An event as an agent reports it (wusp-protocol 3.3 and 4.5): everything in the namespace of Reporting.
std::string event_batch() {
  return call(
      "ReportEventBatch", report_namespace,
      fmt::format(
          "{}<clientTime>2026-10-04T15:03:36.5Z</clientTime><eventBatch><ReportingEvent><BasicData><TargetID>"
          "<Sid>e1da06a3-5601-43c9-bac3-52d5db701494</Sid></TargetID><SequenceNumber>0</SequenceNumber>"
          "<TimeAtTarget>2026-10-04T15:03:36.5Z</TimeAtTarget><EventInstanceID>i</EventInstanceID>"
          "<NamespaceID>1</NamespaceID><EventID>148</EventID><SourceID>101</SourceID><UpdateID><UpdateID>u</UpdateID>"
          "<RevisionNumber>0</RevisionNumber></UpdateID><Win32HResult>-2145107952</Win32HResult><AppName>x</AppName>"
          "</BasicData><ExtendedData><ReplacementStrings><string>a</string></ReplacementStrings><MiscData>"
          "<string>K=64</string></MiscData><ComputerBrand>QEMU</ComputerBrand><ComputerModel>m</ComputerModel>"
          "<BiosRevision>b</BiosRevision><ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture><OSVersion>"
          "<Major>10</Major><Minor>0</Minor><Build>26200</Build><Revision>65792</Revision>"
          "<ServicePackMajor>0</ServicePackMajor><ServicePackMinor>0</ServicePackMinor></OSVersion>"
          "<OSLocaleID>1033</OSLocaleID></ExtendedData><PrivateData/></ReportingEvent></eventBatch>",
          cookie));
}

std::vector<Case> cases() {
  auto const client = [](std::string_view name, std::string_view children) {
    return Case{std::string{name}, call(name, client_namespace, children)};
  };
  auto const report = [](std::string_view name, std::string_view children) {
    return Case{std::string{name}, call(name, report_namespace, children)};
  };
  constexpr std::string_view time = "<clientTime>2026-10-04T15:03:36Z</clientTime>";
  return {
      client("StartCategoryScan",
             "<requestedCategories><CategoryRelationship><IndexOfAndGroup>0</IndexOfAndGroup><CategoryId>c</CategoryId>"
             "</CategoryRelationship></requestedCategories>"),
      client("SyncPrinterCatalog",
             fmt::format("{}<installedNonLeafUpdateIDs><int>1</int></installedNonLeafUpdateIDs><printerUpdateIDs/>"
                         "<deviceAttributes>A=1;</deviceAttributes>",
                         cookie)),
      client("RefreshCache", fmt::format("{}<globalIDs>{}</globalIDs><deviceAttributes/>", cookie, identities)),
      client("GetExtendedUpdateInfo2",
             fmt::format("{}<updateIDs>{}</updateIDs><infoTypes><XmlUpdateFragmentType>FileUrl</XmlUpdateFragmentType>"
                         "</infoTypes><locales/><deviceAttributes>A=1;</deviceAttributes>"
                         "<callerAttributes>Id=x;</callerAttributes>",
                         cookie, identities)),
      client("GetFileLocations",
             fmt::format("{}<fileDigests><base64Binary>AAECAwQFBgcICQoLDA0ODxAREhM=</base64Binary></fileDigests>",
                         cookie)),
      client("GetConfig2",
             "<clientConfiguration><ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture>"
             "<AlwaysOnAlwaysConnected>false</AlwaysOnAlwaysConnected><OSVersion><MajorVersion>10</MajorVersion>"
             "<MinorVersion>0</MinorVersion><BuildNumber>26200</BuildNumber>"
             "<ServicePackMajorNumber>0</ServicePackMajorNumber><ServicePackMinorNumber>0</ServicePackMinorNumber>"
             "</OSVersion><ProtocolVersion>2.90</ProtocolVersion></clientConfiguration>"),
      client("GetTimestamps", "<timestamps><dateTime>2026-10-04T15:03:36.1234567Z</dateTime></timestamps>"),
      {"SyncUpdatesDriverPass", driver_pass()},
      {"ReportEventBatch", event_batch()},
      report("ReportEventBatch2", fmt::format("<computerId>c</computerId>{}<eventBatch/>", time)),
      report("GetRequiredInventoryType", fmt::format("{}<rulesId>r</rulesId><rulesVersion>1</rulesVersion>", cookie)),
      report("ReportInventory", fmt::format("{}{}<inventory><IsCompressed>true</IsCompressed>"
                                            "<CompressedXml>AAEC</CompressedXml></inventory>",
                                            cookie, time)),
      report("GetRollupConfiguration", cookie),
      report("RollupDownstreamServers", fmt::format("{}{}<downstreamServers/>", cookie, time)),
      report("RollupComputers",
             fmt::format(R"({}{}<computers><ComputerRollupInfo ComputerId="c" LastSyncTime="2026-10-04T15:03:36.1Z" )"
                         R"(LastSyncResult="-1" LastReportedRebootTime="x" LastReportedStatusTime="y" )"
                         R"(LastInventoryTime="z" ParentServerId="p"/></computers>)",
                         cookie, time)),
      report("GetOutOfSyncComputers",
             fmt::format("{}<parentServerId>p</parentServerId><lastRollupNumbers><ComputerLastRollupNumber>"
                         "<ComputerId>c</ComputerId><RollupNumber>4</RollupNumber></ComputerLastRollupNumber>"
                         "</lastRollupNumbers>",
                         cookie)),
      report("RollupComputerStatus",
             fmt::format("{}{}<parentServerId>p</parentServerId><computers><ComputerStatusRollupInfo>"
                         "<InstanceId>i</InstanceId><ComputerId>c</ComputerId>"
                         "<EffectiveLastDetectionTime>t</EffectiveLastDetectionTime><RollupNumber>1</RollupNumber>"
                         "<IsFullRollup>true</IsFullRollup><UpdateStatus/></ComputerStatusRollupInfo></computers>",
                         cookie, time)),
  };
}

class Message : public testing::TestWithParam<Case> {};

TEST_P(Message, IsUnderstoodWhole) {
  Engine engine;
  EXPECT_EQ(understood(engine, GetParam().request), GetParam().request);
}

INSTANTIATE_TEST_SUITE_P(Operations, Message, testing::ValuesIn(cases()),
                         [](auto const& test) { return test.param.name; });

std::string config_call(std::string_view child) { return call("GetConfig", client_namespace, child); }

TEST(PeerForm, PrefixesDoNotMatter) {
  Engine engine;
  std::string const prefixed = fmt::format(
      R"(<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:w="{}"><soapenv:Header/>)"
      "<soapenv:Body>\n  <w:GetConfig><w:protocolVersion>2.90</w:protocolVersion></w:GetConfig>\n</soapenv:Body>"
      "</soapenv:Envelope>\n",
      client_namespace);
  EXPECT_EQ(understood(engine, prefixed), config_call("<protocolVersion>2.90</protocolVersion>"));
}

TEST(PeerForm, ByteOrderMarkAndDeclarationAreFine) {
  Engine engine;
  std::string const request = config_call("<protocolVersion>2.90</protocolVersion>");
  EXPECT_EQ(understood(engine, R"(<?xml version="1.0" encoding="UTF-8"?>)" + request), request);
  EXPECT_EQ(understood(engine, "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8' ?>\r\n" + request), request);
}

TEST(PeerForm, UnknownElementsAreSkipped) {
  Engine engine;
  EXPECT_EQ(understood(engine, config_call("<Future><int>1</int></Future><protocolVersion>3.0</protocolVersion>")),
            config_call("<protocolVersion>3.0</protocolVersion>"));
}

TEST(PeerForm, CharactersBeyondAsciiAndCdataSurvive) {
  Engine engine;
  EXPECT_EQ(
      understood(engine, config_call("<protocolVersion>\xE2\x82\xAC <![CDATA[<a>&#1;]]>&#x1F600;</protocolVersion>")),
      config_call("<protocolVersion>\xE2\x82\xAC &lt;a&gt;&amp;#1;\xF0\x9F\x98\x80</protocolVersion>"));
}

TEST(PeerForm, NumericReferencesOfAnyLengthAreReadWhole) {
  struct Reference {
    std::string_view written;
    std::string_view read;
  };
  constexpr Reference references[] = {{"&#65;", "A"},
                                      {"&#xE9;", "\xC3\xA9"},
                                      {"&#x20AC;", "\xE2\x82\xAC"},
                                      {"&#65533;", "\xEF\xBF\xBD"},
                                      {"&#000065;", "A"},
                                      {"&#x1F600;", "\xF0\x9F\x98\x80"},
                                      {"&#128512;", "\xF0\x9F\x98\x80"},
                                      {"&#x10FFFF;", "\xF4\x8F\xBF\xBF"},
                                      {"&#x0000000003C;", "&lt;"},
                                      {"&#0000000000000038;", "&amp;"}};
  Engine engine;
  for (auto const& [written, read] : references)
    EXPECT_EQ(understood(engine, config_call(fmt::format("<protocolVersion>a{}; b</protocolVersion>", written))),
              config_call(fmt::format("<protocolVersion>a{}; b</protocolVersion>", read)));
}

TEST(PeerForm, AbsentAndEmptyStayDifferent) {
  Engine engine;
  for (std::string_view const child : {"", "<protocolVersion/>"}) {
    std::string const written = understood(engine, config_call(child));
    EXPECT_EQ(written.find("<protocolVersion/>") != std::string::npos, !child.empty()) << written;
  }
  for (std::string_view const list : {"", "<InstalledNonLeafUpdateIDs/>"}) {
    std::string const parameters = fmt::format(
        "<parameters><ExpressQuery>false</ExpressQuery>{}<SkipSoftwareSync>false</SkipSoftwareSync></parameters>",
        list);
    std::string const request = call("SyncUpdates", client_namespace, parameters);
    EXPECT_EQ(understood(engine, request), request);
  }
}

// Conforms: Agent.foreign_servers
TEST(PeerForm, OldClientsDecorateArraysAndWriteNilForAbsentOnes) {
  Engine engine;
  std::string const old = fmt::format(
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance")"
      R"( xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:x="http://www.w3.org/2001/XMLSchema"><s:Body>)"
      R"(<GetExtendedUpdateInfo xmlns="{}"><revisionIDs e:arrayType="x:int[2]"><int>1</int><int>2</int></revisionIDs>)"
      R"(<infoTypes i:nil="1"/><locales i:nil="true"/></GetExtendedUpdateInfo></s:Body></s:Envelope>)",
      client_namespace);
  EXPECT_EQ(understood(engine, old),
            call("GetExtendedUpdateInfo", client_namespace, "<revisionIDs><int>1</int><int>2</int></revisionIDs>"));
}

TEST(PeerForm, NilComputerHardwareIdIsWrittenAsNilWithItsPrefixDeclared) {
  Engine engine;
  std::string const driver = "<DriverVerDate>0001-01-01T00:00:00Z</DriverVerDate><DriverVerVersion>0</DriverVerVersion>"
                             R"(<MatchingComputerHWID xsi:nil="true"/><DriverRank>-1</DriverRank>)";
  std::string const body = fmt::format(
      R"(<SyncUpdates xmlns="{}"><parameters><ExpressQuery>false</ExpressQuery><SystemSpec><Device><installedDriver>{}</installedDriver>)"
      "</Device></SystemSpec><SkipSoftwareSync>true</SkipSoftwareSync></parameters></SyncUpdates></s:Body></"
      "s:Envelope>",
      client_namespace, driver);
  std::string const request = std::string{nil_body} + body;
  EXPECT_EQ(understood(engine, request), request);
}

TEST(PeerForm, ValuesAreKeptToTheLastDigit) {
  Engine engine;
  for (std::string_view const time : {"2026-10-04T13:17:07.59Z", "2026-10-04T13:17:07.5900000Z", "0001-01-01T00:00:00",
                                      "9999-12-31T23:59:59.9999999+14:00"}) {
    std::string const request = call(
        "GetCookie", client_namespace,
        fmt::format("<lastChange>{0}</lastChange><currentTime>{0}</currentTime><protocolVersion>2.90</protocolVersion>",
                    time));
    EXPECT_EQ(understood(engine, request), request);
  }
}

/// Answers RefreshCache with one item: the array and the item have the same name.
struct OneResult final : ClientSoapService {
  explicit OneResult(struct soap* context) : ClientSoapService(context) {}
  int RefreshCache(_client__RefreshCache* request, _client__RefreshCacheResponse& response) override {
    response.RefreshCacheResult = make<client__ArrayOfRefreshCacheResult>(soap);
    auto* const item = make<client__RefreshCacheResult>(soap);
    item->RevisionID = 7;
    item->GlobalID = request->globalIDs->UpdateIdentity.at(0);
    item->IsLeaf = true;
    response.RefreshCacheResult->RefreshCacheResult.push_back(item);
    return SOAP_OK;
  }
  int RegisterComputer(_client__RegisterComputer*, _client__RegisterComputerResponse&) override { return SOAP_OK; }
};

TEST(Answer, RefreshCacheResultIsWrapperAndItem) {
  Engine engine;
  std::string out;
  std::string const request =
      call("RefreshCache", client_namespace, fmt::format("<globalIDs>{}</globalIDs>", identities));
  ASSERT_TRUE(std::holds_alternative<Answered>(engine.serve(
      request, "", Dress::wcf, [](struct soap* soap) { return OneResult(soap).dispatch(soap); }, out)));
  EXPECT_THAT(out, HasSubstr("<RefreshCacheResult><RefreshCacheResult><RevisionID>7</RevisionID><GlobalID>"));
  EXPECT_THAT(out, HasSubstr("<IsLeaf>true</IsLeaf></RefreshCacheResult></RefreshCacheResult>"));

  int revision = 0;
  std::string update;
  Reply const reply = engine.decode(out, [&](struct soap* soap) {
    _client__RefreshCacheResponse response;
    ClientSoapProxy proxy(soap);
    int const code = proxy.recv_RefreshCache(response);
    if (code != SOAP_OK) return code;
    auto const& item = *response.RefreshCacheResult->RefreshCacheResult.at(0);
    revision = item.RevisionID;
    update = item.GlobalID->UpdateID;
    return code;
  });
  EXPECT_TRUE(std::holds_alternative<Received>(reply));
  EXPECT_EQ(revision, 7);
  EXPECT_EQ(update, "dd78b8a1-0b20-45c1-add6-4da72e9364cf");
}

TEST(Answer, EmptyResponseIsOneEmptyElement) {
  Engine engine;
  std::string out;
  ASSERT_TRUE(std::holds_alternative<Answered>(engine.serve(
      capture("client/RegisterComputer.xml"), "", Dress::wcf,
      [](struct soap* soap) { return OneResult(soap).dispatch(soap); }, out)));
  EXPECT_THAT(out, HasSubstr(fmt::format(R"(<RegisterComputerResponse xmlns="{}"/></s:Body>)", client_namespace)));
}

}  // namespace
}  // namespace wsus::wire
