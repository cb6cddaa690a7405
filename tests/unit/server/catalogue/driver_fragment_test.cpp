// Core fragments of drivers: metadata, default rules, order (wusp-protocol 8.2, 8.4).
#include "server/catalogue/fragments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::catalogue {
namespace {

domain::Revision driver() {
  return {.id = 1,
          .identity = {.update_id = wusp::guid_from_bits(0, 1), .revision_number = 7},
          .type = domain::UpdateType::driver,
          .drivers = {{.hardware_id = R"(PCI\VEN_1AF4&DEV_1000)",
                       .ver_date = wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 9)),
                       .ver_version = (10ULL << 48) + (1ULL << 16) + 2}}};
}

std::string head() {
  return R"(<UpdateIdentity UpdateID=")" + to_string(wusp::guid_from_bits(0, 1)) +
         R"(" RevisionNumber="7" /><Properties UpdateType="Driver" />)";
}

TEST(DriverFragment, RowWithoutFurtherFactsHasTheFourNeededAttributesAndTheRulesOfDrivers) {
  EXPECT_EQ(core_fragment(driver()),
            head() + R"(<ApplicabilityRules><Metadata><d.WindowsDriverMetaData HardwareID="PCI\VEN_1AF4&amp;DEV_1000" )"
                     R"(DriverVerDate="2026-03-09" DriverVerVersion="10.0.1.2" WhqlDriverID="0" /></Metadata>)"
                     "<IsInstalled><d.WindowsDriverInstalled /></IsInstalled>"
                     "<IsSuperseded><d.WindowsDriverSuperseded /></IsSuperseded>"
                     "<IsInstallable><d.WindowsDriverInstallable /></IsInstallable></ApplicabilityRules>");
}

// Conforms: Metadata.drivers
TEST(DriverFragment, EveryFactStandsInTheOrderOfTheVocabulary) {
  auto revision = driver();
  auto& row = revision.drivers.front();
  row.whql_driver_id = 12;
  row.device_class = "Net";
  row.company = "Contoso";
  row.provider = "Fabrikam";
  row.manufacturer = "A&B";
  row.model = "Adapter";
  row.compatible_providers = {"Old Fabrikam"};
  row.feature_scores = {{.operating_system = "amd64.10.0", .score = 3}};
  row.distribution_computer_hardware_ids = {wusp::guid_from_bits(0, 2)};
  row.target_computer_hardware_ids = {wusp::guid_from_bits(0, 3)};
  EXPECT_THAT(core_fragment(revision),
              testing::HasSubstr(
                  R"( WhqlDriverID="12" Class="Net" Company="Contoso" Provider="Fabrikam" Manufacturer="A&amp;B" )"
                  R"(Model="Adapter"><d.CompatibleProvider>Old Fabrikam</d.CompatibleProvider>)"
                  R"(<d.FeatureScore OperatingSystem="amd64.10.0" FeatureScore="3" />)"
                  "<d.DistributionComputerHardwareId>" +
                  to_string(wusp::guid_from_bits(0, 2)) +
                  "</d.DistributionComputerHardwareId><d.TargetComputerHardwareId>" +
                  to_string(wusp::guid_from_bits(0, 3)) +
                  "</d.TargetComputerHardwareId></d.WindowsDriverMetaData></Metadata>"));
}

TEST(DriverFragment, EachRowIsAnElement) {
  auto revision = driver();
  revision.drivers.push_back(revision.drivers.front());
  revision.drivers.back().hardware_id = "USB";
  auto const fragment = core_fragment(revision);
  EXPECT_LT(fragment.find("DEV_1000"), fragment.find(R"(HardwareID="USB")"));
}

TEST(DriverFragment, OwnRulesTakeThePlaceOfThoseOfDrivers) {
  auto revision = driver();
  revision.is_installed = "<False />";
  auto const fragment = core_fragment(revision);
  EXPECT_THAT(fragment, testing::HasSubstr("<IsInstalled><False /></IsInstalled><IsSuperseded><d.Windows"));
  EXPECT_THAT(fragment, testing::Not(testing::HasSubstr("WindowsDriverInstalled")));
}

TEST(DriverFragment, SizeIsTheSizeOfTheText) {
  EXPECT_EQ(core_fragment_size(driver()), core_fragment(driver()).size());
}

TEST(DriverFragment, TwinWithoutRowsHasNoRules) {
  auto revision = driver();
  revision.drivers.clear();
  EXPECT_EQ(core_fragment(revision), head());
}

TEST(DriverVersion, HasFourParts) {
  EXPECT_EQ(driver_version_text(0), "0.0.0.0");
  EXPECT_EQ(driver_version_text(~0ULL), "65535.65535.65535.65535");
}

}  // namespace
}  // namespace wsus::catalogue
