// Drivers and translations of generated catalogues, and that the rest does not depend on them.
#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/catalogue/generator.hpp"
#include "tests/unit/server/catalogue/default_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace wsus::catalogue {
namespace {

GeneratorSizes sizes() {
  return {.revisions = 200, .installed_non_leaf = 60, .superseded_chains = 4, .drivers = 7, .languages = {"de", "fr"}};
}

domain::Catalogue plain() {
  auto without = sizes();
  without.drivers = 0;
  without.languages.clear();
  return generate(without);
}

TEST(GeneratedDrivers, ComeOnTopAndLeaveTheRestAsItIs) {
  auto const before = plain();
  auto const after = generate(sizes());
  ASSERT_EQ(after.revisions().size(), 207u);
  for (domain::RevisionIndex i = 0; i < 200; ++i) {
    ASSERT_EQ(core_fragment(after.at(i)), core_fragment(before.at(i)));
    ASSERT_EQ(extended_fragment(after.at(i)), extended_fragment(before.at(i)));
    ASSERT_EQ(after.is_leaf(i), before.is_leaf(i));
  }
  EXPECT_EQ(cold_scan(after).installed_non_leaf, cold_scan(before).installed_non_leaf);
  EXPECT_EQ(cold_scan(after).needed, cold_scan(before).needed);
}

TEST(GeneratedDrivers, AreInTheDriverScopeWithAHardwareIdEach) {
  auto const catalogue = generate(sizes());
  std::set<std::string> hardware;
  std::set<int> deployments;
  for (auto const index : catalogue.driver_scope()) {
    ASSERT_EQ(catalogue.at(index).drivers.size(), 1u);
    hardware.insert(catalogue.at(index).drivers[0].hardware_id);
  }
  for (auto const& revision : catalogue.revisions()) deployments.insert(revision.deployment.id);
  EXPECT_EQ(hardware.size(), 7u);
  EXPECT_TRUE(hardware.contains(R"(PCI\VEN_1AF4&DEV_1006)"));
  EXPECT_EQ(deployments.size(), 207u);
  EXPECT_TRUE(plain().driver_scope().empty());
}

TEST(GeneratedDrivers, TwoOfThreeAreNewerAndFitBetter) {
  auto const catalogue = generate(sizes());
  auto const row = [&](domain::RevisionIndex number) { return catalogue.at(200 + number).drivers.at(0); };
  for (domain::RevisionIndex const number : {0U, 1U, 3U, 4U, 6U}) {
    EXPECT_EQ(driver_version_text(row(number).ver_version), "100.0." + std::to_string(number) + ".0");
    EXPECT_EQ(wusp::to_xsd_date(row(number).ver_date), "2026-01-15");
    EXPECT_EQ(row(number).feature_scores.at(0).score, 16);
  }
  for (domain::RevisionIndex const number : {2U, 5U}) {
    EXPECT_EQ(driver_version_text(row(number).ver_version), "6.0." + std::to_string(number) + ".0");
    EXPECT_EQ(wusp::to_xsd_date(row(number).ver_date), "2006-06-21");
    EXPECT_EQ(row(number).feature_scores.at(0).score, 240);
  }
}

TEST(GeneratedDrivers, HardwareIdsCountInUpperCaseHexDigits) {
  EXPECT_EQ(driver_hardware_id(0), R"(PCI\VEN_1AF4&DEV_1000)");
  EXPECT_EQ(driver_hardware_id(0xAB), R"(PCI\VEN_1AF4&DEV_10AB)");
  EXPECT_EQ(driver_hardware_id(max_drivers - 1), R"(PCI\VEN_1AF4&DEV_5E1F)");
}

TEST(GeneratedTranslations, EveryRevisionHasEachLanguage) {
  auto const catalogue = generate(sizes());
  std::vector<std::string> const swiss{"fr-CH"};
  for (auto const& revision : catalogue.revisions()) {
    ASSERT_EQ(best_language(revision, swiss), "fr");
    ASSERT_THAT(localized_properties_fragment(revision, "fr"),
                testing::StartsWith("<LocalizedProperties><Language>fr</Language><Title>[fr] " + revision.title));
  }
  EXPECT_EQ(best_language(plain().at(0), swiss), "en");
}

TEST(GeneratedExtras, AreKeysOfGenerate) {
  auto const read = read_generator_sizes(config::Node::parse("{drivers: 5, languages: [de, pt-BR]}", "f"), {});
  EXPECT_EQ(read.drivers, 5);
  EXPECT_THAT(read.languages, testing::ElementsAre("de", "pt-BR"));
}

std::string refusal(GeneratorSizes const& bad) {
  try {
    (void)generate(bad);
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
  return "no error";
}

TEST(GeneratedExtras, OutsideTheirRangesAreRefused) {
  EXPECT_EQ(refusal({.drivers = -1}), "drivers is -1; allowed: 0 to 20000");
  EXPECT_EQ(refusal({.drivers = max_drivers + 1}), "drivers is 20001; allowed: 0 to 20000");
  EXPECT_EQ(refusal({.languages = {"german"}}), "languages has 'german'; allowed: language tags other than en");
  EXPECT_EQ(refusal({.languages = {"En"}}), "languages has 'En'; allowed: language tags other than en");
  EXPECT_EQ(refusal({.languages = {"de", "DE"}}), "languages has 'DE' twice; allowed: every language once");
}

}  // namespace
}  // namespace wsus::catalogue
