// Catalogue files: both forms, what follows from what, and the example of the documentation.
#include "server/catalogue/catalogue_file.hpp"

#include "server/catalogue/content.hpp"
#include "tests/unit/server/catalogue/default_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace wsus::catalogue {
namespace {

using domain::DeploymentAction;

constexpr auto guid_a = "aaaaaaaa-0000-4000-8000-000000000001";
constexpr auto guid_b = "bbbbbbbb-0000-4000-8000-000000000002";
constexpr auto guid_c = "cccccccc-0000-4000-8000-000000000003";

domain::Catalogue read(std::string const& text, GeneratorSizes const& defaults = {}) {
  return read_catalogue(config::Node::parse(text, "cat.yaml"), defaults);
}

domain::Revision revision(domain::Catalogue const& catalogue, int id) { return catalogue.at(*catalogue.find(id)); }

std::string three_revisions() {
  return std::string("date: 2026-10-04\nseed: 5\nrevisions:\n") + "  - {id: 1, update: " + guid_a +
         ", type: category, category_type: company, installed: true}\n" + "  - id: 2\n    update: '{" +
         "BBBBBBBB-0000-4000-8000-000000000002" + "}'\n" +
         "    revision: 200\n    type: software\n    title: The bundle\n    description: Two lines\n" +
         "    prerequisites: [" + guid_a + ", {any_of: [" + guid_a + "]}, {category: " + guid_a + "}]\n" +
         "    bundles: [" + guid_c + "]\n    supersedes: [" + guid_c + "]\n" +
         "    deployment: {id: 77, action: OptionalInstall, date: 2026-01-02T03:04:05Z, deadline: 2027-01-01, "
         "assigned: false}\n" +
         "  - id: 3\n    update: " + guid_c + "\n    type: software\n    installed: false\n" +
         "    installable: |\n      <b.Processor Architecture=\"9\" />\n    files:\n      - {name: a.exe, size: 100}\n";
}

TEST(CatalogueFile, ReadsEveryKey) {
  auto const catalogue = read(three_revisions());
  ASSERT_EQ(catalogue.revisions().size(), 3u);
  auto const bundle = revision(catalogue, 2);
  EXPECT_EQ(to_string(bundle.identity.update_id), guid_b);
  EXPECT_EQ(bundle.identity.revision_number, 200);
  EXPECT_EQ(bundle.title, "The bundle");
  EXPECT_EQ(bundle.description, "Two lines");
  ASSERT_EQ(bundle.prerequisites.size(), 3u);
  EXPECT_FALSE(bundle.prerequisites[1].is_category);
  EXPECT_TRUE(bundle.prerequisites[2].is_category);
  ASSERT_EQ(bundle.bundled_updates.size(), 1u);
  EXPECT_EQ(bundle.bundled_updates[0][0], revision(catalogue, 3).identity);
  EXPECT_EQ(to_string(bundle.superseded_updates.at(0)), guid_c);
  EXPECT_EQ(bundle.deployment.id, 77);
  EXPECT_EQ(bundle.deployment.action, DeploymentAction::optional_install);
  EXPECT_EQ(wusp::to_xsd_date_time(bundle.deployment.last_change), "2026-01-02T03:04:05Z");
  EXPECT_EQ(wusp::to_xsd_date_time(*bundle.deployment.deadline), "2027-01-01T00:00:00Z");
  EXPECT_FALSE(bundle.deployment.is_assigned);
}

TEST(CatalogueFile, WhatIsNotWrittenFollowsFromTheRole) {
  auto const catalogue = read(three_revisions());
  auto const category = revision(catalogue, 1);
  EXPECT_EQ(category.deployment.action, DeploymentAction::evaluate);
  EXPECT_EQ(category.deployment.id, 1);
  EXPECT_EQ(wusp::to_xsd_date(category.deployment.last_change), "2026-10-04");
  EXPECT_EQ(category.identity.revision_number, 1);
  EXPECT_EQ(category.title, "Category 1");
  EXPECT_EQ(category.handler, "Category");
  EXPECT_FALSE(category.explicitly_deployable);
  auto const child = revision(catalogue, 3);
  EXPECT_EQ(child.deployment.action, DeploymentAction::bundle);
  EXPECT_FALSE(child.explicitly_deployable);
  EXPECT_EQ(child.handler, "CommandLineInstallation");
  EXPECT_TRUE(revision(catalogue, 2).explicitly_deployable);
  EXPECT_EQ(revision(catalogue, 2).handler, "");
}

TEST(CatalogueFile, RulesAreWordsOrFragmentText) {
  auto const catalogue = read(three_revisions());
  EXPECT_EQ(revision(catalogue, 1).is_installed, "<True />");
  EXPECT_EQ(revision(catalogue, 3).is_installed, "<False />");
  EXPECT_EQ(revision(catalogue, 3).is_installable, R"(<b.Processor Architecture="9" />)");
  EXPECT_EQ(revision(catalogue, 2).is_installed, "");
}

TEST(CatalogueFile, FilesGetTheDigestsOfTheirBytes) {
  auto const catalogue = read(three_revisions());
  auto const file = revision(catalogue, 3).files.at(0);
  EXPECT_EQ(file.content_seed, 5u);
  EXPECT_EQ(content_bytes(file), content_bytes(5, "a.exe", 100));
  EXPECT_EQ(file.sha256, make_file(5, "a.exe", 100, {}).sha256);
}

TEST(CatalogueFile, DatesAndSeedComeFromTheCallerWhenTheFileHasNone) {
  GeneratorSizes const defaults{.seed = 9, .approved = wusp::UtcTime(std::chrono::hours(48))};
  auto const catalogue = read(std::string("revisions:\n  - {id: 1, update: ") + guid_a +
                                  ", type: software, files: [{name: a, size: 1}]}\n",
                              defaults);
  EXPECT_EQ(revision(catalogue, 1).deployment.last_change, defaults.approved);
  EXPECT_EQ(revision(catalogue, 1).files.at(0).content_seed, 9u);
}

TEST(CatalogueFile, BundleMayNameAnExactRevisionAndAlternatives) {
  auto const catalogue =
      read(std::string("revisions:\n") +  //
           "  - {id: 1, update: " + guid_a + ", revision: 1, type: software}\n" + "  - {id: 2, update: " + guid_a +
           ", revision: 2, type: software}\n" + "  - {id: 3, update: " + guid_b + ", type: software, bundles: [" +
           guid_a + ", {any_of: [{update: " + guid_a + ", revision: 1}, " + guid_a + "]}]}\n");
  auto const bundled = revision(catalogue, 3).bundled_updates;
  ASSERT_EQ(bundled.size(), 2u);
  EXPECT_EQ(bundled[0][0].revision_number, 2);
  EXPECT_EQ(bundled[1][0].revision_number, 1);
  EXPECT_EQ(bundled[1][1].revision_number, 2);
}

TEST(CatalogueFile, DeclinedRevisionIsOutOfScope) {
  auto const catalogue =
      read(std::string("revisions:\n  - {id: 1, update: ") + guid_a +
           ", type: software, declined: true}\n  - {id: 2, update: " + guid_b + ", type: software}\n");
  EXPECT_FALSE(catalogue.in_scope(0));
  EXPECT_TRUE(catalogue.in_scope(1));
}

TEST(CatalogueFile, GenerateTakesSizes) {
  auto const catalogue =
      read("generate: {seed: 3, revisions: 200, installed_non_leaf: 60, superseded_chains: 4, content_files: 2, "
           "approved: 2026-10-04}");
  EXPECT_EQ(catalogue.revisions().size(), 200u);
  EXPECT_EQ(cold_scan(catalogue).installed_non_leaf.size(), 60u);
  EXPECT_EQ(wusp::to_xsd_date(catalogue.last_change()), "2026-10-04");
}

TEST(CatalogueFile, GenerateTakesTheShareOfDeliveredUpdates) {
  EXPECT_EQ(read_generator_sizes(config::Node::parse("delivered_percent: 0", "f"), {}).delivered_percent, 0);
  EXPECT_EQ(read_generator_sizes(config::Node::parse("delivered_percent: 99", "f"), {}).delivered_percent, 99);
}

TEST(CatalogueFile, SizesThatAreNotWrittenFollowTheOthers) {
  auto const sizes = read_generator_sizes(config::Node::parse("revisions: 100", "f"), {});
  EXPECT_EQ(sizes.revisions, 100);
  EXPECT_EQ(sizes.installed_non_leaf, 50);
  EXPECT_EQ(sizes.superseded_chains, 10);
  EXPECT_EQ(sizes.content_files, 20);
  EXPECT_EQ(sizes.delivered_percent, 30);
  EXPECT_EQ(read("generate: {revisions: 50}").revisions().size(), 50u);
}

/// The yaml block after "## Full example".
std::string documented_example() {
  std::ifstream stream(WSUS_SOURCE_DIR "/docs/CATALOGUE.md");
  std::string const text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  auto const chapter = text.find("## Full example");
  auto const begin = text.find("```yaml\n", chapter);
  auto const end = text.find("\n```", begin);
  if (chapter == std::string::npos || begin == std::string::npos || end == std::string::npos) return {};
  return text.substr(begin + 8, end - begin - 7);
}

TEST(CatalogueFile, DocumentedExampleLoadsAndOffersWhatTheTextSays) {
  auto const catalogue = read(documented_example());
  auto const scan = cold_scan(catalogue);
  EXPECT_THAT(scan.pages, testing::ElementsAre(3u, 1u, 3u));
  EXPECT_THAT(scan.installed_non_leaf, testing::UnorderedElementsAre(101, 102, 103));
  EXPECT_THAT(scan.needed, testing::ElementsAre(201));
  EXPECT_EQ(revision(catalogue, 202).files.at(0).name, "contoso-kb5000202-x64.exe");
}

}  // namespace
}  // namespace wsus::catalogue
