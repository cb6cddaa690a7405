// ReportEventBatch requests.
#include "client_sim/transport/wusp_client.hpp"
#include "wsdl/wusp/guid.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using testing::HasSubstr;
using testing::Not;

agent::ReportEventBatchCall batch(machine::PendingEvent event) {
  return {.cookie = {"2026-10-04T16:03:35.9967236Z", "secret"},
          .client_time = "2026-10-04T15:03:36Z",
          .client_id = "e1da06a3-5601-43c9-bac3-52d5db701494",
          .dns_name = "pc",
          .facts = {},
          .events = {std::move(event)}};
}

std::string encode_alone(agent::Call const& call) {
  wire::Engine engine;
  return encode(engine, call, {.caller = "AutomaticUpdates"});
}

TEST(EncodeReport, WritesAnEventWholeInTheReportingNamespace) {
  auto const xml = encode_alone(batch({.instance = *wusp::parse_guid("0a0b0c0d-0000-4000-8000-000000000001"),
                                       .time = *wusp::parse_xsd_date_time("2026-10-04T15:00:00Z"),
                                       .event_id = 148,
                                       .source_id = 101,
                                       .hresult = static_cast<std::int32_t>(0x80244007u),
                                       .replacement_strings = {"a", "b"},
                                       .misc_data = {"K=v"}}));
  EXPECT_EQ(
      xml,
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
      "<ReportEventBatch xmlns=\"http://www.microsoft.com/SoftwareDistribution\">"
      "<cookie><Expiration>2026-10-04T16:03:35.9967236Z</Expiration><EncryptedData>c2VjcmV0</EncryptedData></cookie>"
      "<clientTime>2026-10-04T15:03:36Z</clientTime><eventBatch><ReportingEvent><BasicData>"
      "<TargetID><Sid>e1da06a3-5601-43c9-bac3-52d5db701494</Sid></TargetID><SequenceNumber>0</SequenceNumber>"
      "<TimeAtTarget>2026-10-04T15:00:00Z</TimeAtTarget>"
      "<EventInstanceID>0a0b0c0d-0000-4000-8000-000000000001</EventInstanceID><NamespaceID>1</NamespaceID>"
      "<EventID>148</EventID><SourceID>101</SourceID>"
      "<UpdateID><UpdateID>00000000-0000-0000-0000-000000000000</UpdateID><RevisionNumber>0</RevisionNumber></UpdateID>"
      "<Win32HResult>-2145107961</Win32HResult><AppName>AutomaticUpdates</AppName></BasicData><ExtendedData>"
      "<ReplacementStrings><string>a</string><string>b</string></ReplacementStrings>"
      "<MiscData><string>K=v</string></MiscData><ComputerBrand>QEMU</ComputerBrand>"
      "<ComputerModel>Standard PC (Q35 + ICH9, 2009)</ComputerModel><BiosRevision>unknown</BiosRevision>"
      "<ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture><OSVersion><Major>10</Major><Minor>0</Minor>"
      "<Build>26200</Build><Revision>65792</Revision><ServicePackMajor>0</ServicePackMajor>"
      "<ServicePackMinor>0</ServicePackMinor></OSVersion><OSLocaleID>1033</OSLocaleID></ExtendedData>"
      "<PrivateData/></ReportingEvent></eventBatch></ReportEventBatch></s:Body></s:Envelope>");
}

TEST(EncodeReport, TellsTheServicePack) {
  auto call = batch({.event_id = 147});
  call.service_pack_major = 1;
  call.service_pack_minor = 2;
  EXPECT_THAT(encode_alone(call),
              HasSubstr("<ServicePackMajor>1</ServicePackMajor><ServicePackMinor>2</ServicePackMinor>"));
}

TEST(EncodeReport, LeavesOutEmptyTexts) {
  auto const xml = encode_alone(batch({.event_id = 147}));
  EXPECT_THAT(xml, HasSubstr("<ExtendedData><ComputerBrand>"));
  EXPECT_THAT(xml, Not(HasSubstr("MiscData")));
}

TEST(EncodeReport, AnEventOfAnUpdateNamesItsRevision) {
  auto const xml = encode_alone(batch({.event_id = 162,
                                       .update_id = *wusp::parse_guid("0a0b0c0d-0000-4000-8000-0000000000ff"),
                                       .revision_number = 201}));
  EXPECT_THAT(xml, HasSubstr("<UpdateID><UpdateID>0a0b0c0d-0000-4000-8000-0000000000ff</UpdateID>"
                             "<RevisionNumber>201</RevisionNumber></UpdateID>"));
  EXPECT_THAT(xml, Not(HasSubstr("DeviceID")));
}

TEST(EncodeReport, AnEventOfADriverEndsWithItsDevice) {
  EXPECT_THAT(encode_alone(batch({.event_id = 162, .device_id = "1"})),
              HasSubstr("<OSLocaleID>1033</OSLocaleID><DeviceID>1</DeviceID></ExtendedData>"));
}

TEST(EncodeReport, KnowsTheLanguageIdentifiersOfCommonLocales) {
  auto call = batch({});
  call.facts.locale = "de-DE";
  EXPECT_THAT(encode_alone(call), HasSubstr("<OSLocaleID>1031</OSLocaleID>"));
  call.facts.locale = "tlh-QX";
  EXPECT_THAT(encode_alone(call), HasSubstr("<OSLocaleID>4096</OSLocaleID>"));
}

}  // namespace
}  // namespace wsus::transport
