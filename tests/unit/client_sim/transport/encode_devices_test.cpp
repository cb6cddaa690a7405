// The driver pass: devices, drivers, computer hardware ids (wusp-protocol 4.2, 4.4).
#include "client_sim/transport/wusp_client.hpp"
#include "tests/support/soap_diff.hpp"
#include "tests/unit/client_sim/transport/captures.hpp"
#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using testing::HasSubstr;
using testing::Not;
using wsus::test::soap_difference;

std::string encode_alone(agent::SyncUpdatesCall const& call, AgentTraits const& traits = {}) {
  wire::Engine engine;
  return encode(engine, call, traits);
}

agent::SyncUpdatesCall driver_pass(std::vector<machine::Device> devices,
                                   std::vector<wusp::Guid> computer_hardware_ids = {}) {
  return {.cookie = {"2026-10-04T16:03:35.9967236Z", "secret"},
          .skip_software = true,
          .hardware = {.devices = std::move(devices), .computer_hardware_ids = std::move(computer_hardware_ids)},
          .feature_score_matching_key = "AMD64.10.0"};
}

machine::InstalledDriver network_driver() {
  return {.matching_id = R"(PCI\VEN_1AF4&DEV_1041)",
          .ver_date = *wusp::parse_xsd_date_time("2025-02-03T00:00:00Z"),
          .ver_version = (100ull << 48) | (95ull << 32) | (104ull << 16) | 26200ull,
          .device_class = "Net",
          .manufacturer = "Red Hat, Inc.",
          .provider = "Red Hat, Inc.",
          .model = "Red Hat VirtIO Ethernet Adapter",
          .rank = 16719872};
}

machine::Device network_card() {
  return {.hardware_ids = {R"(PCI\VEN_1AF4&DEV_1041&SUBSYS_11001AF4)", R"(PCI\VEN_1AF4&DEV_1041)"},
          .compatible_ids = {R"(PCI\CC_0200)"},
          .installed_driver = network_driver()};
}

/// What the protocol's types say of these devices, written by hand; `newer` follows DriverRank.
std::string expected_document(std::string const& newer, std::string const& extension) {
  return fmt::format(
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
      R"(<SyncUpdates xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService" )"
      R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)"
      "<cookie><Expiration>2026-10-04T16:03:35.9967236Z</Expiration><EncryptedData>c2VjcmV0</EncryptedData></cookie>"
      "<parameters><ExpressQuery>false</ExpressQuery><SystemSpec><Device><HardwareIDs>"
      R"(<string>PCI\VEN_1AF4&amp;DEV_1041&amp;SUBSYS_11001AF4</string><string>PCI\VEN_1AF4&amp;DEV_1041</string>)"
      R"(</HardwareIDs><CompatibleIDs><string>PCI\CC_0200</string></CompatibleIDs><installedDriver>)"
      R"(<MatchingID>PCI\VEN_1AF4&amp;DEV_1041</MatchingID><DriverVerDate>2025-02-03T00:00:00Z</DriverVerDate>)"
      "<DriverVerVersion>28147905699800664</DriverVerVersion><Class>Net</Class>"
      "<Manufacturer>Red Hat, Inc.</Manufacturer><Provider>Red Hat, Inc.</Provider>"
      R"(<Model>Red Hat VirtIO Ethernet Adapter</Model><MatchingComputerHWID xsi:nil="true"/>)"
      "<DriverRank>16719872</DriverRank>{}</installedDriver>{}<DeviceFlags>0</DeviceFlags></Device></SystemSpec>"
      "<SkipSoftwareSync>true</SkipSoftwareSync><NeedTwoGroupOutOfScopeUpdates>true</NeedTwoGroupOutOfScopeUpdates>"
      "<ComputerSpec><HardwareIDs><guid>00000000-0000-4000-8000-000000000001</guid></HardwareIDs></ComputerSpec>"
      "<FeatureScoreMatchingKey>AMD64.10.0</FeatureScoreMatchingKey></parameters></SyncUpdates></s:Body></s:Envelope>",
      newer, extension);
}

std::vector<wusp::Guid> one_computer_id() { return {*wusp::parse_guid("00000000-0000-4000-8000-000000000001")}; }

// Conforms: Agent.driver_pass
TEST(EncodeDevices, ADeviceWithItsDriverIsWrittenWholeInTheOrderOfTheSchema) {
  EXPECT_EQ(soap_difference(expected_document("", ""), encode_alone(driver_pass({network_card()}, one_computer_id()),
                                                                    {.protocol_version = "1.8"})),
            "");
}

TEST(EncodeDevices, ExtensionDriversComeBetweenTheDriverAndTheFlags) {
  auto card = network_card();
  card.extension_drivers = {{.extension_id = "{00000000-0000-4000-8000-00000000000e}",
                             .ver_date = *wusp::parse_xsd_date_time("2024-01-02T00:00:00Z"),
                             .ver_version = 1ull << 48,
                             .device_class = "Extension",
                             .matching_computer_hwid = one_computer_id().front()}};
  EXPECT_EQ(soap_difference(expected_document(
                                "", "<extensionDrivers><ExtensionDriver>"
                                    "<ExtensionId>{00000000-0000-4000-8000-00000000000e}</ExtensionId>"
                                    "<DriverVerDate>2024-01-02T00:00:00Z</DriverVerDate>"
                                    "<DriverVerVersion>281474976710656</DriverVerVersion><Class>Extension</Class>"
                                    "<DriverRank>-1</DriverRank>"
                                    "<MatchingComputerHWID>00000000-0000-4000-8000-000000000001</MatchingComputerHWID>"
                                    "</ExtensionDriver></extensionDrivers>"),
                            encode_alone(driver_pass({card}, one_computer_id()), {.protocol_version = "1.8"})),
            "");
}

TEST(EncodeDevices, NewerAgentsAddTwoElementsAfterTheRank) {
  EXPECT_THAT(encode_alone(driver_pass({network_card()})),
              HasSubstr("<DriverRank>16719872</DriverRank><SkipProviderFiltering>false</SkipProviderFiltering>"
                        "<IsGeneric>false</IsGeneric></installedDriver>"));
}

TEST(EncodeDevices, AMatchedComputerIdIsWrittenInPlaceOfNil) {
  auto card = network_card();
  card.installed_driver->matching_computer_hwid = one_computer_id().front();
  auto const xml = encode_alone(driver_pass({card}));
  EXPECT_THAT(xml, HasSubstr("<MatchingComputerHWID>00000000-0000-4000-8000-000000000001</MatchingComputerHWID>"));
  EXPECT_THAT(xml, Not(HasSubstr("nil")));
}

TEST(EncodeDevices, ADeviceWithoutDriverHasIdsAndFlagsOnly) {
  EXPECT_THAT(encode_alone(driver_pass({{.hardware_ids = {"PRINTER"}, .flags = 1}})),
              HasSubstr("<SystemSpec><Device><HardwareIDs><string>PRINTER</string></HardwareIDs>"
                        "<DeviceFlags>1</DeviceFlags></Device></SystemSpec>"));
}

TEST(EncodeDevices, ADateThatIsNotKnownIsThatOfYearOne) {
  auto card = network_card();
  card.installed_driver->ver_date = *wusp::parse_xsd_date_time("0001-01-01T00:00:00Z");
  EXPECT_EQ(test::text_of(encode_alone(driver_pass({card})), "DriverVerDate"), "0001-01-01T00:00:00Z");
}

TEST(EncodeDevices, ATwinOfASoftwarePassTellsNothingOfTheMachine) {
  auto const xml = encode_alone(agent::SyncUpdatesCall{});
  EXPECT_THAT(xml, HasSubstr("<ComputerSpec/>"));
  EXPECT_THAT(xml, Not(HasSubstr("SystemSpec")));
  EXPECT_THAT(xml, Not(HasSubstr("FeatureScoreMatchingKey")));
}

}  // namespace
}  // namespace wsus::transport
