// The ranking of drivers, row by row of its rules (wusp-protocol 6.3).
#include "tests/unit/server/domain/sample_drivers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

bool every_driver(RevisionIndex) { return true; }

/// Ids of the best drivers with the hardware ids that they matched.
std::map<int, std::vector<std::string>> best(Catalogue const& catalogue, SystemSpec const& system) {
  std::map<int, std::vector<std::string>> result;
  for (auto const& [index, ids] : match_drivers(catalogue, system, every_driver).best)
    result[catalogue.at(index).id] = ids;
  return result;
}

SystemSpec one(Device device) { return {.devices = {std::move(device)}, .feature_score_key = "AMD64.10.0"}; }

DriverRow scored(DriverRow row, int score, std::string system = "amd64.10.0") {
  row.feature_scores = {{.operating_system = std::move(system), .score = score}};
  return row;
}
DriverRow for_computers(DriverRow row, std::vector<wusp::Guid> computers) {
  row.target_computer_hardware_ids = std::move(computers);
  return row;
}

/// Each row: the first driver is the better one because of this rule alone, all later rules speak for the second.
struct Better {
  char const* rule;
  DriverRow winner;
  DriverRow loser;
};
void PrintTo(Better const& test, std::ostream* out) { *out << test.rule; }

class BetterMatchOrder : public testing::TestWithParam<Better> {};

// Conforms: SyncUpdates.drivers
TEST_P(BetterMatchOrder, DecidesWhicheverIsListedFirst) {
  auto const& test = GetParam();
  auto system = one(device());
  system.computer_hardware_ids = {guid(101), guid(102)};
  Catalogue const winner_first({driver(1, {test.winner}), driver(2, {test.loser})});
  EXPECT_THAT(best(winner_first, system), ElementsAre(Pair(1, ElementsAre(test.winner.hardware_id))));
  Catalogue const loser_first({driver(1, {test.loser}), driver(2, {test.winner})});
  EXPECT_THAT(best(loser_first, system), ElementsAre(Pair(2, ElementsAre(test.winner.hardware_id))));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BetterMatchOrder,
    testing::Values(Better{"EarlierComputerHardwareId", for_computers(scored(row("X", 1, 1), 200), {guid(101)}),
                           for_computers(scored(row("A", 9, 9), 1), {guid(102)})},
                    Better{"AComputerHardwareIdOverNone", for_computers(scored(row("X", 1, 1), 200), {guid(102)}),
                           scored(row("A", 9, 9), 1)},
                    Better{"LowerFeatureScore", scored(row("X", 1, 1), 10), scored(row("A", 9, 9), 11)},
                    Better{"AFeatureScoreOverNone", scored(row("X", 1, 1), 254), row("A", 9, 9)},
                    Better{"AScoreForThisSystemOverOneForAnother", scored(row("X", 1, 1), 254),
                           scored(row("A", 9, 9), 1, "x86.10.0")},
                    Better{"EarlierHardwareId", row("A", 1, 1), row("B", 9, 9)},
                    Better{"HardwareIdOverCompatibleId", row("C", 1, 1), row("X", 9, 9)},
                    Better{"NewerDate", row("A", 2, 1), row("A", 1, 9)},
                    Better{"HigherVersion", row("A", 1, 2), row("A", 1, 1)},
                    Better{"HigherVersionInItsFirstPart", row("A", 1, 0x8000'0000'0000'0000),
                           row("A", 1, 0x7FFF'FFFF'FFFF'FFFF)}),
    [](auto const& test) { return std::string(test.param.rule); });

TEST(DriverMatch, ComparesIdsWithoutRegardToCase) {
  Catalogue const catalogue({driver(1, {row("pci\\ven_1AF4&dev_1000")})});
  auto const matches = best(catalogue, one({.hardware_ids = {"PCI\\VEN_1af4&DEV_1000"}}));
  EXPECT_THAT(matches, ElementsAre(Pair(1, ElementsAre("pci\\ven_1AF4&dev_1000"))));
}

TEST(DriverMatch, FindsNothingForOtherDevices) {
  Catalogue const catalogue({driver(1, {row("D"), row("AA")})});
  EXPECT_THAT(best(catalogue, one(device())), IsEmpty());
  EXPECT_THAT(best(catalogue, {}), IsEmpty());
}

TEST(DriverMatch, OfEqualFitsTheHigherRevisionIdWins) {
  Catalogue const catalogue({driver(2, {row("A")}), driver(3, {row("A")}), driver(1, {row("A")})});
  EXPECT_THAT(best(catalogue, one(device())), ElementsAre(Pair(3, ElementsAre("A"))));
}

TEST(DriverMatch, OneDriverCollectsTheIdsOfItsDevicesOnce) {
  Catalogue const catalogue({driver(1, {row("A"), row("Q"), row("X")})});
  SystemSpec const system{.devices = {device(), {.hardware_ids = {"q"}}, device(), {.compatible_ids = {"X"}}}};
  EXPECT_THAT(best(catalogue, system), ElementsAre(Pair(1, ElementsAre("A", "Q", "X"))));
}

TEST(DriverMatch, EachDeviceHasABestOfItsOwn) {
  Catalogue const catalogue({driver(1, {row("A")}), driver(2, {row("Q")}), driver(3, {row("X", 99)})});
  SystemSpec const system{.devices = {device(), {.hardware_ids = {"Q"}, .compatible_ids = {"X"}}}};
  EXPECT_THAT(best(catalogue, system), ElementsAre(Pair(1, ElementsAre("A")), Pair(2, ElementsAre("Q"))));
}

TEST(DriverMatch, AsksWhichDriversAreCandidates) {
  Catalogue const catalogue({driver(1, {row("A")}), driver(2, {row("B")})});
  auto const only_second = [&](RevisionIndex index) { return catalogue.at(index).id == 2; };
  auto const matches = match_drivers(catalogue, one(device()), only_second);
  ASSERT_EQ(matches.best.size(), 1u);
  EXPECT_EQ(catalogue.at(matches.best.begin()->first).id, 2);
}

/// A driver with `offered` against a device that runs with what is installed.
struct Installed {
  char const* name;
  Device device;
  DriverRow offered;
  bool is_offered;
};
void PrintTo(Installed const& test, std::ostream* out) { *out << test.name; }

class InstalledDriverTest : public testing::TestWithParam<Installed> {};

// Conforms: SyncUpdates.drivers
TEST_P(InstalledDriverTest, HasToBeBeaten) {
  auto const& test = GetParam();
  auto system = one(test.device);
  system.computer_hardware_ids = {guid(101), guid(102)};
  Catalogue const catalogue({driver(1, {test.offered})});
  EXPECT_EQ(best(catalogue, system).size(), test.is_offered ? 1u : 0u);
  system.devices.front().installed.reset();
  EXPECT_EQ(best(catalogue, system).size(), 1u) << "without an installed driver";
}

Device ranked(int rank) {
  auto device = device_with("B", 5, 5);
  device.installed->rank = rank;
  return device;
}
Device targeted(wusp::Guid const& computer) {
  auto device = device_with("B", 5, 5);
  device.installed->matching_computer_hardware_id = computer;
  return device;
}

INSTANTIATE_TEST_SUITE_P(
    Table, InstalledDriverTest,
    testing::Values(Installed{"TheSame", device_with("B", 5, 5), row("B", 5, 5), false},
                    Installed{"Newer", device_with("B", 5, 5), row("B", 6, 1), true},
                    Installed{"Older", device_with("B", 5, 5), row("B", 4, 9), false},
                    Installed{"HigherVersion", device_with("B", 5, 5), row("B", 5, 6), true},
                    Installed{"LowerVersion", device_with("B", 5, 5), row("B", 5, 4), false},
                    Installed{"MoreSpecificId", device_with("B", 5, 5), row("A", 1, 1), true},
                    Installed{"LessSpecificId", device_with("B", 5, 5), row("C", 9, 9), false},
                    Installed{"MatchingIdInAnotherCase", device_with("b", 5, 5), row("B", 5, 5), false},
                    Installed{"MatchingIdNotListed", device_with("Z", 5, 5), row("X", 1, 1), true},
                    Installed{"AScoreWhereRankIsUnknown", ranked(-1), scored(row("C", 1, 1), 254), true},
                    Installed{"AWorseScoreThanTheRank", ranked(0x00020000), scored(row("A", 9, 9), 3), false},
                    Installed{"ABetterScoreThanTheRank", ranked(0x00040000), scored(row("C", 1, 1), 3), true},
                    Installed{"ForThisComputer", targeted(guid(102)), for_computers(row("C", 1, 1), {guid(101)}), true},
                    Installed{"ForTheComputerInGeneral", targeted(guid(102)), row("A", 9, 9), false},
                    Installed{"UnknownDate", device_with("B", 0, 0), row("B", 1, 1), true}),
    [](auto const& test) { return std::string(test.param.name); });

/// Distribution and target ids against a computer that has 101 and 102.
struct Addressed {
  char const* name;
  std::vector<wusp::Guid> distribution;
  std::vector<wusp::Guid> target;
  std::optional<std::size_t> position;
};
void PrintTo(Addressed const& test, std::ostream* out) { *out << test.name; }

class ComputerHardwareIds : public testing::TestWithParam<Addressed> {};

TEST_P(ComputerHardwareIds, LimitADriverToTheComputersNamed) {
  auto const& test = GetParam();
  auto offered = row("A");
  offered.distribution_computer_hardware_ids = test.distribution;
  offered.target_computer_hardware_ids = test.target;
  SystemSpec const system{.devices = {device()}, .computer_hardware_ids = {guid(101), guid(102)}};
  auto const fit = fit_of(offered, 0, system);
  ASSERT_EQ(fit.has_value(), test.position.has_value());
  if (fit) {
    EXPECT_EQ(fit->computer_position, *test.position);
  }
  Catalogue const catalogue({driver(1, {offered})});
  EXPECT_EQ(best(catalogue, system).size(), fit ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Table, ComputerHardwareIds,
                         testing::Values(Addressed{"Everybody", {}, {}, DriverFit::no_position},
                                         Addressed{"Distribution", {guid(102)}, {}, 1},
                                         Addressed{"Target", {}, {guid(101)}, 0},
                                         Addressed{"TheMostSpecificOfSeveral", {}, {guid(102), guid(9), guid(101)}, 0},
                                         Addressed{"BothLists", {guid(102)}, {guid(101)}, 0},
                                         Addressed{"AnotherComputer", {}, {guid(103)}, std::nullopt},
                                         Addressed{"AnotherDistribution", {guid(103)}, {guid(101)}, std::nullopt},
                                         Addressed{"AnotherTarget", {guid(101)}, {guid(103)}, std::nullopt}),
                         [](auto const& test) { return std::string(test.param.name); });

/// A newer driver against an installed one of provider P and manufacturer M.
struct Printer {
  char const* name;
  char const* device_class;
  char const* provider;
  char const* manufacturer;
  std::vector<std::string> compatible{};
  bool skip = false;
  bool is_offered = false;
};
void PrintTo(Printer const& test, std::ostream* out) { *out << test.name; }

class PrinterDrivers : public testing::TestWithParam<Printer> {};

TEST_P(PrinterDrivers, MustBeOfTheSameProviderAndManufacturer) {
  auto const& test = GetParam();
  auto offered = row("A", 9, 9);
  offered.device_class = test.device_class;
  offered.provider = test.provider;
  offered.manufacturer = test.manufacturer;
  offered.compatible_providers = test.compatible;
  auto printer = device_with("A");
  printer.installed->device_class = test.device_class;
  printer.installed->provider = "P";
  printer.installed->manufacturer = "M";
  printer.installed->skip_provider_filtering = test.skip;
  Catalogue const catalogue({driver(1, {offered})});
  EXPECT_EQ(best(catalogue, one(printer)).size(), test.is_offered ? 1u : 0u);
  printer.installed.reset();
  EXPECT_EQ(best(catalogue, one(printer)).size(), 1u) << "without an installed driver";
}

INSTANTIATE_TEST_SUITE_P(
    Table, PrinterDrivers,
    testing::Values(Printer{"Same", "Printer", "p", "m", {}, false, true},
                    Printer{"AnotherProvider", "Printer", "Q", "M", {}, false, false},
                    Printer{"AnotherManufacturer", "Printer", "P", "N", {}, false, false},
                    Printer{"ClassInAnotherCase", "PRINTER", "Q", "M", {}, false, false},
                    Printer{"ClassAsGuid", "{4D36E979-E325-11CE-BFC1-08002BE10318}", "Q", "M", {}, false, false},
                    Printer{"ClassAsBareGuid", "4d36e979-e325-11ce-bfc1-08002be10318", "Q", "M", {}, false, false},
                    Printer{"CompatibleProvider", "Printer", "Q", "M", {"R", "p"}, false, true},
                    Printer{"SkippedProviderFiltering", "Printer", "Q", "M", {}, true, true},
                    Printer{"SkippedProviderFilteringOfAnotherManufacturer", "Printer", "P", "N", {}, true, false},
                    Printer{"NoPrinter", "Net", "Q", "N", {}, false, true}),
    [](auto const& test) { return std::string(test.param.name); });

DriverRow extension(DriverRow row) {
  row.device_class = "Extension";
  return row;
}

TEST(DriverMatch, AnExtensionStandsBesideTheDriver) {
  Catalogue const catalogue({driver(1, {row("A")}), driver(2, {extension(row("A", 3, 3))})});
  EXPECT_THAT(best(catalogue, one(device())), ElementsAre(Pair(1, ElementsAre("A")), Pair(2, ElementsAre("A"))));
}

TEST(DriverMatch, AnExtensionHasToBeNewerThanTheInstalledOnesOnly) {
  Catalogue const catalogue({driver(2, {extension(row("A", 3, 3))})});
  auto const is_offered = [&](std::vector<InstalledExtension> installed) {
    auto laptop = device_with("A", 9, 9);  // says nothing about extensions
    laptop.extensions = std::move(installed);
    return !best(catalogue, one(laptop)).empty();
  };
  EXPECT_TRUE(is_offered({}));
  EXPECT_TRUE(is_offered({{.ver_date = day(3), .ver_version = 2}, {.ver_date = day(2), .ver_version = 9}}));
  EXPECT_FALSE(is_offered({{.ver_date = day(3), .ver_version = 3}}));
  EXPECT_FALSE(is_offered({{.ver_date = day(1), .ver_version = 1}, {.ver_date = day(4), .ver_version = 1}}));
}

TEST(DriverMatch, NamesDriversThatTheAgentInstalledItself) {
  auto declined = driver(3, {row("A")});
  declined.declined = true;
  Catalogue const catalogue({driver(1, {row("A", 5, 5)}), software(2), declined});
  auto restored = device_with("A", 5, 5);
  restored.recovery_ids = {guid(1), guid(2), guid(3), guid(99)};
  auto const matches = match_drivers(catalogue, one(restored), every_driver);
  EXPECT_THAT(matches.best, IsEmpty());
  EXPECT_THAT(ids(catalogue, matches.recovery), ElementsAre(1));
}

TEST(DriverMatch, LooksAtTheRowsOfTheComputersIdsOnly) {
  std::vector<Revision> drivers;
  for (int number = 1; number <= 2'500; ++number) {
    std::vector<DriverRow> rows;
    for (int i = 0; i < 4; ++i) rows.push_back(row(fmt::format("PCI\\VEN_{:04X}&DEV_{}", number, i)));
    drivers.push_back(driver(number, std::move(rows)));
  }
  Catalogue const catalogue(std::move(drivers));
  SystemSpec system;
  for (int number = 1; number <= 70; ++number) {
    auto const id = fmt::format("PCI\\VEN_{:04X}&DEV_2", number);
    system.devices.push_back({.hardware_ids = {id + "&REV_01", id}, .compatible_ids = {"PCI\\CC_0200", id}});
  }
  auto const matches = match_drivers(catalogue, system, every_driver);
  EXPECT_EQ(matches.best.size(), 70u);
  EXPECT_EQ(matches.rows_compared, 70u);  // of 10,000; an id that is listed twice counts once
}

}  // namespace
}  // namespace wsus::domain
