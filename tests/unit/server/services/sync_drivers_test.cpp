// The driver pass on the wire: SystemSpec is read in both spellings, HardwareIds are written (wusp-protocol 4.2, 6.3).
#include "tests/unit/server/services/sync_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::services {
namespace {

using domain::driver;
using domain::DriverRow;
using domain::guid;
using domain::row;
using domain::software;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string const ids = R"(<HardwareIDs><string>PCI\VEN_1AF4&amp;DEV_1000</string></HardwareIDs>)"
                        R"(<CompatibleIDs><string>PCI\CC_0200</string></CompatibleIDs>)";

std::string spec(std::string_view rest_of_device) {
  return fmt::format("<SystemSpec><Device>{}{}</Device></SystemSpec>", ids, rest_of_device);
}

/// Year, version and more of a driver that matched the hardware id.
std::string installed(int year, std::string_view version, std::string_view computer = {}, int rank = -1) {
  auto const matching = computer.empty() ? std::string(R"(<MatchingComputerHWID xsi:nil="true"/>)")
                                         : fmt::format("<MatchingComputerHWID>{}</MatchingComputerHWID>", computer);
  return fmt::format(R"(<installedDriver><MatchingID>pci\ven_1af4&amp;dev_1000</MatchingID>)"
                     "<DriverVerDate>{}-01-01T00:00:00Z</DriverVerDate><DriverVerVersion>{}</DriverVerVersion>"
                     "<Class>Net</Class><Manufacturer>M</Manufacturer><Provider>P</Provider><Model>x</Model>{}"
                     "<DriverRank>{}</DriverRank></installedDriver>",
                     year, version, matching, rank);
}

std::string unknown_date() {
  auto text = installed(2019, "9");
  return text.replace(text.find("2019-"), 4, "0001");
}

/// Of 2020-01-01, version 2.
DriverRow offered() { return row(R"(pci\VEN_1AF4&DEV_1000)", 18'262, 2); }

// Conforms: SyncUpdates.empty_lists SyncUpdates.no_drivers
TEST(SyncDrivers, AServerWithoutDriversAnswersAsCaptured) {
  SyncWorld world({software(1)});
  auto const reply = world.driver_pass(spec(installed(2019, "1")));
  EXPECT_EQ(reply.error_code, "");
  for (auto const* absent : {"NewUpdates", "OutOfScopeRevisionIDs", "ChangedUpdates", "DeployedOutOfScope"})
    EXPECT_FALSE(reply.has(absent)) << absent;
  EXPECT_EQ(reply.text("Truncated"), "false");
  EXPECT_EQ(reply.text("DriverSyncNotNeeded"), "true");
  EXPECT_TRUE(reply.has("NewCookie"));
}

// Conforms: SyncUpdates.drivers
TEST(SyncDrivers, ABetterDriverIsOfferedWithTheIdsThatItMatched) {
  SyncWorld world({driver(1, {offered()})});
  auto const reply = world.driver_pass(spec(installed(2019, "1")));
  EXPECT_THAT(reply.updates("NewUpdates"), ElementsAre(1));
  EXPECT_THAT(reply.deployment(1), HasSubstr("</LastChangeTime><HardwareIds><string>pci\\VEN_1AF4&amp;DEV_1000"
                                             "</string></HardwareIds><AutoSelect>"));
  EXPECT_EQ(reply.text("DriverSyncNotNeeded"), "false");
}

// Conforms: SyncUpdates.version_gates
TEST(SyncDrivers, HardwareIdsAreForClientsFromOneSixOn) {
  for (auto const& [version, written] : {std::pair("1.0", false), {"1.5", false}, {"1.6", true}, {"2.90", true}}) {
    SyncWorld world({driver(1, {offered()})});
    world.cookie.protocol_version = version;
    auto const reply = world.driver_pass(spec(""));
    EXPECT_THAT(reply.updates("NewUpdates"), ElementsAre(1));
    EXPECT_EQ(reply.has("HardwareIds"), written) << version;
  }
}

TEST(SyncDrivers, WhatIsInstalledIsReadWhole) {
  struct Row {
    char const* what;
    std::string device;
    bool is_offered;
  };
  auto const computer = wusp::to_string(guid(101));
  for (auto const& row :
       std::vector<Row>{{"nothing", "", true},
                        {"older", installed(2019, "9"), true},
                        {"of an unknown date", unknown_date(), true},
                        {"same date, lower version", installed(2020, "1"), true},
                        {"the same", installed(2020, "2"), false},
                        {"highest version, written as a negative long", installed(2020, "-1"), false},
                        {"newer", installed(2021, "0"), false},
                        {"older, for this computer", installed(2019, "1", computer), false},
                        {"older, with a feature score", installed(2019, "1", "", 0x00010000), false}}) {
    SyncWorld world({driver(1, {offered()})});
    auto const reply = world.driver_pass(
        spec(row.device), fmt::format("<ComputerSpec><HardwareIDs><guid>{}</guid></HardwareIDs></ComputerSpec>"
                                      "<FeatureScoreMatchingKey>AMD64.10.0</FeatureScoreMatchingKey>",
                                      computer));
    EXPECT_EQ(reply.error_code, "") << row.what;
    EXPECT_EQ(reply.has("NewUpdates"), row.is_offered) << row.what;
  }
}

TEST(SyncDrivers, ComputerSpecAndFeatureScoreKeyRank) {
  auto for_this = offered();
  for_this.hardware_id = R"(PCI\CC_0200)";
  for_this.target_computer_hardware_ids = {guid(101)};
  auto scored = for_this;
  scored.target_computer_hardware_ids.clear();
  scored.feature_scores = {{.operating_system = "amd64.10.0", .score = 7}};
  SyncWorld world({driver(1, {offered()}), driver(2, {for_this}), driver(3, {scored})});
  auto const computer = fmt::format("<ComputerSpec><HardwareIDs><guid>{}</guid></HardwareIDs></ComputerSpec>",
                                    wusp::to_upper_string(guid(101)));
  std::string const key = "<FeatureScoreMatchingKey>AMD64.10.0</FeatureScoreMatchingKey>";
  EXPECT_THAT(world.driver_pass(spec("")).updates("NewUpdates"), ElementsAre(1));
  EXPECT_THAT(world.driver_pass(spec(""), key).updates("NewUpdates"), ElementsAre(3));
  EXPECT_THAT(world.driver_pass(spec(""), computer + key).updates("NewUpdates"), ElementsAre(2));
}

TEST(SyncDrivers, ExtensionDriversAreReadInBothSpellings) {
  auto extension = offered();
  extension.device_class = "Extension";
  std::string const item = "<{0}><ExtensionId>e</ExtensionId><DriverVerDate>{1}-01-01T00:00:00Z</DriverVerDate>"
                           "<DriverVerVersion>2</DriverVerVersion><Class>Extension</Class><DriverRank>0</DriverRank>"
                           "</{0}>";
  for (auto const& [list, name] :
       {std::pair("extensionDrivers", "ExtensionDriver"), {"extensionDriver", "extensionDriver"}}) {
    for (auto const& [year, is_offered] : {std::pair(2019, true), {2020, false}}) {
      SyncWorld world({driver(1, {extension})});
      auto const text = fmt::format(fmt::runtime(item), name, year);
      auto const reply = world.driver_pass(spec(fmt::format("<{0}>{1}</{0}>", list, text)));
      EXPECT_EQ(reply.has("NewUpdates"), is_offered) << list << ' ' << year;
    }
  }
}

TEST(SyncDrivers, CachedDriversStayOnlyWhileTheyAreTheBestOrWereRestored) {
  SyncWorld world({driver(1, {offered()})});
  auto const cached = id_list("CachedDriverIDs", {1, 900});
  EXPECT_THAT(world.driver_pass(spec("") + cached).ints("OutOfScopeRevisionIDs"), ElementsAre(900));
  EXPECT_THAT(world.driver_pass(spec(installed(2020, "2")) + cached).ints("OutOfScopeRevisionIDs"),
              ElementsAre(1, 900));
  auto const restored = fmt::format("{}<DriverRecoveryIDs><DriverRecoveryID>{}</DriverRecoveryID><DriverRecoveryID>no "
                                    "GUID</DriverRecoveryID></DriverRecoveryIDs>",
                                    installed(2020, "2"), wusp::to_string(guid(1)));
  auto const reply = world.driver_pass(spec(restored) + cached);
  EXPECT_THAT(reply.ints("OutOfScopeRevisionIDs"), ElementsAre(900));
  EXPECT_EQ(reply.record.lists.value().cached_driver_ids, 2u);
}

TEST(SyncDrivers, NilDevicesAreLeftOut) {
  SyncWorld world({driver(1, {offered()})});
  auto const reply =
      world.driver_pass(fmt::format(R"(<SystemSpec><Device xsi:nil="true"/><Device>{}</Device></SystemSpec>)", ids));
  EXPECT_THAT(reply.updates("NewUpdates"), ElementsAre(1));
}

TEST(SyncDrivers, AreApprovedByGroupToo) {
  auto approved = driver(1, {offered()});
  approved.group_deployments = {{"Servers", {.id = 9, .action = domain::DeploymentAction::block}}};
  SyncWorld world({approved});
  EXPECT_THAT(world.driver_pass(spec("")).updates("NewUpdates"), ElementsAre(1));
  world.cookie.target_group = "Servers";
  EXPECT_THAT(world.driver_pass(spec("")).updates("NewUpdates"), IsEmpty());
}

}  // namespace
}  // namespace wsus::services
