// Worlds in which machines install what they find, and tell of their devices.
#include "scenarios/runner/run_scenario.hpp"
#include "scenarios/runner/world.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace wsus::lab {
namespace {

using test::small_scenario;

std::string healthy(std::string_view machine, std::string_view catalogue = "") {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12");
  text = test::with(text, "content_files: 2", "content_files: 2" + std::string(catalogue));
  text = test::with(text, "{profile: w10}", "{" + std::string(machine) + "}");
  return text.substr(0, text.find("verify:")) + "verify:\n";
}

void expect_to_hold(std::string const& text) {
  auto const outcome = run_scenario(small_scenario(text, "baseline-update.yaml"));
  std::string all;
  for (auto const& problem : outcome.problems) all += problem.text + "\n";
  EXPECT_TRUE(outcome.passed) << all;
}

TEST(UpdateWorld, AScanAloneDownloadsAndInstallsNothing) {
  expect_to_hold(
      healthy("profile: w11") +
      "  - {at: PC01, run: usoclient StartScan}\n"
      "  - expect: {updates_found: 3, updates_installed: 0, downloads: 0, events: {147: 1, 156: 1, 167: 0}}\n");
}

TEST(UpdateWorld, EventsAndDownloadsAreThoseOfTheWindow) {
  expect_to_hold(healthy("profile: w11") +
                 "  - {at: PC01, run: usoclient ScanInstallWait}\n"
                 "  - expect: {updates_installed: 3, events: {147: 1, 183: 3}, server_status: {Installed: 20}}\n"
                 "  - {at: PC01, run: usoclient StartScan}\n"
                 "  - expect: {updates_found: 0, downloads: 0, events: {147: 1, 183: 0}, "
                 "server_status: {NotInstalled: 0, Installed: 24}}\n");
}

TEST(UpdateWorld, AnInstallThatFailsIsTheEndThatIsReported) {
  auto name = (std::filesystem::temp_directory_path() / "wsus-update-world-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  std::filesystem::path const folder(name);
  std::ofstream(folder / "failing.yml") << R"yaml(revisions:
  - id: 1
    update: 10000000-0000-4000-8000-000000000001
    type: software
    title: An update whose installer fails
    installed: false
    installable: true
    files: [{name: setup.exe, size: 1000}]
    install_command: {return_codes: [{code: 0, result: Failed}]}
)yaml";
  auto const text = test::with(healthy("profile: w11"),
                               "{revisions: 120, installed_non_leaf: 12, superseded_chains: 2, content_files: 2}",
                               "{file: failing.yml}") +
                    "  - {at: PC01, run: usoclient ScanInstallWait}\n"
                    "  - expect: {hresult: 0x80070000, updates_found: 1, updates_installed: 0, events: {182: 1}}\n";
  auto const outcome = run_scenario(small_scenario(text, (folder / "baseline-update.yaml").string()));
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(outcome.passed) << outcome.evidence;
  EXPECT_THAT(outcome.hresults, testing::ElementsAre(0x80070000U));
}

TEST(UpdateWorld, EventsOfADeletedComputerBeginAnew) {
  expect_to_hold(healthy("profile: w11") + "  - {at: PC01, run: usoclient StartScan}\n"
                                           "  - expect: {events: {147: 1}}\n"
                                           "  - {at: wsus, run: wsuscomputer delete pc01.lab.example}\n"
                                           "  - expect: {events: {147: 0}, server_status: {NotInstalled: 0}}\n"
                                           "  - {at: PC01, run: usoclient StartScan}\n"
                                           "  - expect: {events: {147: 1}, server_status: {NotInstalled: 3}}\n");
}

TEST(UpdateWorld, DevicesGetDriversUnlessPolicyExcludesThem) {
  constexpr std::string_view scan = "  - {at: PC01, run: usoclient StartScan}\n  - expect: ";
  expect_to_hold(healthy("devices: 6", ", drivers: 6") + std::string(scan) + "{updates_found: 7}\n");
  expect_to_hold(healthy("devices: 6, no_drivers: true", ", drivers: 6") + std::string(scan) + "{updates_found: 3}\n");
  expect_to_hold(healthy("profile: w11", ", drivers: 6") + std::string(scan) + "{updates_found: 3}\n");
}

TEST(UpdateWorld, TheSelfUpdateCheckOfAnOldAgentIsTwoRequestsAndNoOperation) {
  for (auto const& [profile, files] : {std::pair("w8", std::size_t{2}), std::pair("w10", std::size_t{0})}) {
    SCOPED_TRACE(profile);
    auto const scenario = small_scenario(healthy(std::string("profile: ") + profile) + "  - expect: {downloads: 0}\n",
                                         "baseline-update.yaml");
    CatalogueShelf catalogues("s.yaml");
    LabWorld world(scenario.world, catalogues);
    auto const mark = world.mark();
    (void)world.type({.at = "PC01", .line = "wuauclt /detectnow"});
    auto const exchanges = world.exchanges(mark);
    std::vector<std::string> without_operation;
    for (auto const& one : exchanges) {
      if (one.operation.empty()) without_operation.push_back(one.method + " " + one.target);
    }
    EXPECT_EQ(without_operation.size(), files);
    EXPECT_EQ(world.observe("PC01", mark).counters.at("status.200"), exchanges.size());
    if (files == 0) continue;
    EXPECT_THAT(without_operation, testing::ElementsAre("HEAD /selfupdate/wuident.cab", "GET /selfupdate/wuident.cab"));
    EXPECT_EQ(exchanges.at(1).operation, "");
  }
}

TEST(UpdateWorld, LanguagesOfTheCatalogueAreOffered) {
  auto const scenario = small_scenario(
      healthy("profile: w11", ", languages: [de]") + "  - expect: {events: {147: 0}}\n", "baseline-update.yaml");
  CatalogueShelf catalogues("s.yaml");
  auto const catalogue = catalogues.get(scenario.world.server.catalogue, scenario.world.start);
  ASSERT_FALSE(catalogue->revisions().empty());
  EXPECT_EQ(catalogue->revisions().back().translations.at(0).language, "de");
}

TEST(UpdateWorld, DriversAreThereFromTheStart) {
  auto const spec =
      small_scenario(healthy("profile: w11", ", drivers: 6, published: 100") + "  - expect: {events: {147: 0}}\n",
                     "baseline-update.yaml")
          .world.server.catalogue;
  CatalogueShelf catalogues("s.yaml");
  auto const published = catalogues.get_published(spec, {});
  auto const drivers = std::count_if(published->revisions().begin(), published->revisions().end(),
                                     [](auto const& one) { return one.type == domain::UpdateType::driver; });
  EXPECT_EQ(drivers, 6);
  EXPECT_LT(published->revisions().size(), catalogues.get(spec, {})->revisions().size());
  EXPECT_GE(published->revisions().size(), 106u);
}

}  // namespace
}  // namespace wsus::lab
