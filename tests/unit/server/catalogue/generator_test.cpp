// Generated catalogues: what an agent on the default machine makes of them.
#include "server/catalogue/generator.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "tests/unit/server/catalogue/default_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace wsus::catalogue {
namespace {

using domain::UpdateType;

GeneratorSizes default_sizes() {
  return {.approved = wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4))};
}

std::string everything_of(domain::Catalogue const& catalogue) {
  std::string text;
  for (auto const& revision : catalogue.revisions()) {
    text += std::to_string(revision.id) + core_fragment(revision) + extended_fragment(revision) +
            localized_properties_fragment(revision, "en") + std::to_string(revision.deployment.id);
  }
  return text;
}

TEST(Generator, RulesSayTheSameOnEveryProfileOfTheSimulatedMachine) {
  auto const catalogue = generate({});
  for (auto const& revision : catalogue.revisions()) {
    EXPECT_FALSE(depends_on_windows_version(revision.is_installed)) << revision.is_installed;
    EXPECT_FALSE(depends_on_windows_version(revision.is_installable)) << revision.is_installable;
  }
}

TEST(Generator, SameSizesGiveTheSameBytes) {
  EXPECT_EQ(everything_of(generate(default_sizes())), everything_of(generate(default_sizes())));
}

/// FNV-1a over everything that does not depend on the bytes of content files.
std::uint64_t hash_without_digests(domain::Catalogue const& catalogue) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  auto const add = [&](std::string const& text) {
    for (auto const c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
  };
  for (auto const& revision : catalogue.revisions()) {
    add(std::to_string(revision.id));
    add(core_fragment(revision));
    add(localized_properties_fragment(revision, "en"));
    add(std::to_string(revision.deployment.id));
    for (auto const& file : revision.files) {
      add(file.name);
      add(std::to_string(file.size));
    }
    if (revision.files.empty()) add(extended_fragment(revision));
  }
  return hash;
}

TEST(Generator, DefaultCatalogueStaysWhatItIs) {
  EXPECT_EQ(hash_without_digests(generate(default_sizes())), 0x2ad78c92c9fd0fc6u);
}

TEST(Generator, AnotherSeedGivesAnotherCatalogueOfTheSameSizes) {
  auto sizes = default_sizes();
  auto const first = generate(sizes);
  sizes.seed = 2;
  auto const second = generate(sizes);
  EXPECT_NE(everything_of(first), everything_of(second));
  EXPECT_EQ(second.revisions().size(), 3'000u);
  EXPECT_EQ(cold_scan(second).installed_non_leaf.size(), 300u);
}

TEST(Generator, IsTheSameOnEveryPlatform) {
  auto const catalogue =
      generate({.revisions = 50, .installed_non_leaf = 5, .superseded_chains = 1, .content_files = 1});
  auto const& first = catalogue.at(0);
  EXPECT_EQ(first.id, 1'002);
  EXPECT_EQ(to_string(first.identity.update_id), "4f05f037-35c3-4951-bc73-014050141d01");
}

struct SizeRow {
  int revisions;
  int installed;
  int chains;
};

class GeneratorSizesTable : public testing::TestWithParam<SizeRow> {};

TEST_P(GeneratorSizesTable, ColdScanEndsWithExactlyTheInstalledNonLeafRevisions) {
  auto const& row = GetParam();
  auto const catalogue = generate({.revisions = row.revisions,
                                   .installed_non_leaf = row.installed,
                                   .superseded_chains = row.chains,
                                   .content_files = 0});
  EXPECT_EQ(catalogue.revisions().size(), static_cast<std::size_t>(row.revisions));
  auto const scan = cold_scan(catalogue, {.updates = 1'000});
  EXPECT_EQ(scan.installed_non_leaf.size(), static_cast<std::size_t>(row.installed));
  EXPECT_EQ(scan.needed.size(), static_cast<std::size_t>(needed_updates));
}

INSTANTIATE_TEST_SUITE_P(Table, GeneratorSizesTable,
                         testing::Values(SizeRow{50, 1, 0}, SizeRow{50, 1, 5}, SizeRow{50, 2, 5}, SizeRow{50, 25, 5},
                                         SizeRow{51, 3, 1}, SizeRow{99, 13, 9}, SizeRow{100, 12, 0},
                                         SizeRow{100, 50, 10}, SizeRow{500, 250, 50}, SizeRow{1'000, 400, 20},
                                         SizeRow{1'000, 401, 20}, SizeRow{3'000, 1'500, 300}, SizeRow{3'000, 7, 300},
                                         SizeRow{44'002, 22'001, 20}),
                         [](auto const& test) {
                           return std::to_string(test.param.revisions) + "With" + std::to_string(test.param.installed) +
                                  "And" + std::to_string(test.param.chains);
                         });

TEST(Generator, DefaultColdScanIsStagedAndStaysBelowTheTripLimit) {
  auto const catalogue = generate(default_sizes());
  auto const unlimited = cold_scan(catalogue, {.updates = 0, .xml_bytes = 0});
  EXPECT_GE(unlimited.pages.size(), 6u);   // one category level a round
  EXPECT_LE(unlimited.pages.size(), 15u);  // about 10 rounds (wua-behaviour 4.2)
  auto const paged = cold_scan(catalogue);
  EXPECT_LT(paged.pages.size(), 200u);  // wua-behaviour 4.3
  EXPECT_EQ(*std::ranges::max_element(paged.pages), 30u);
  EXPECT_GT(paged.other_cached.size(), 800u);
  EXPECT_LT(paged.other_cached.size(), 1'400u);  // 1,029 to 1,337 (wua-behaviour 10)
}

TEST(Generator, MakesEveryKindOfRevision) {
  auto const catalogue = generate(default_sizes());
  std::size_t bundles = 0, superseding = 0, alternatives = 0, category_clauses = 0, bare_clauses = 0, absent = 0;
  std::set<UpdateType> types;
  for (domain::RevisionIndex index = 0; index < catalogue.revisions().size(); ++index) {
    auto const& revision = catalogue.at(index);
    types.insert(revision.type);
    bundles += revision.bundled_updates.empty() ? 0 : 1;
    superseding += revision.superseded_updates.size();
    for (auto const& clause : revision.prerequisites) {
      (clause.is_category ? category_clauses : bare_clauses) += 1;
      alternatives += clause.any_of.size() > 1 ? 1 : 0;
    }
    absent += !catalogue.is_leaf(index) && !holds_on_default_machine(revision.is_installed) ? 1 : 0;
  }
  EXPECT_THAT(types, testing::ElementsAre(UpdateType::software, UpdateType::category, UpdateType::detectoid));
  EXPECT_EQ(superseding, 40u);  // 20 chains of three
  EXPECT_EQ(absent, 200u);
  EXPECT_GT(bundles, 300u);
  EXPECT_GT(alternatives, 200u);
  EXPECT_GT(category_clauses, 1'000u);
  EXPECT_GT(bare_clauses, 1'000u);
}

TEST(Generator, ActionsFollowTheRoles) {
  auto const catalogue = generate(default_sizes());
  std::set<domain::RevisionIndex> children;
  for (domain::RevisionIndex index = 0; index < catalogue.revisions().size(); ++index) {
    children.insert(catalogue.bundled(index).begin(), catalogue.bundled(index).end());
  }
  for (domain::RevisionIndex index = 0; index < catalogue.revisions().size(); ++index) {
    auto const& revision = catalogue.at(index);
    auto const expected = revision.type != UpdateType::software ? domain::DeploymentAction::evaluate
                          : children.contains(index)            ? domain::DeploymentAction::bundle
                                                                : domain::DeploymentAction::install;
    EXPECT_EQ(revision.deployment.action, expected);
    EXPECT_EQ(revision.explicitly_deployable, expected == domain::DeploymentAction::install);
    EXPECT_EQ(revision.deployment.last_change, default_sizes().approved);
    EXPECT_TRUE(catalogue.in_scope(index));
  }
}

TEST(Generator, IdsAreUniqueAndNotInOrder) {
  auto const catalogue = generate(default_sizes());
  std::set<int> ids;
  for (auto const& revision : catalogue.revisions()) ids.insert(revision.id);
  EXPECT_EQ(ids.size(), 3'000u);
  EXPECT_FALSE(std::ranges::is_sorted(catalogue.revisions(), {}, &domain::Revision::id));
}

TEST(Generator, DecliningSupersededUpdatesShortensTheInstalledList) {
  auto sizes = default_sizes();
  sizes.installed_non_leaf = 430;
  auto const catalogue = generate(sizes);
  EXPECT_EQ(cold_scan(catalogue).installed_non_leaf.size(), 430u);
  auto const cleaned = cold_scan(decline_superseded(catalogue));
  EXPECT_EQ(cleaned.installed_non_leaf.size(), 390u);  // two of each of the 20 chains
  EXPECT_EQ(cleaned.needed.size(), 3u);
}

TEST(Generator, NeededUpdatesCarryFilesWithTheDigestsOfTheirBytes) {
  auto const catalogue = generate(default_sizes());
  std::size_t files = 0;
  std::set<std::string> names;
  for (auto const& revision : catalogue.revisions()) {
    for (auto const& file : revision.files) {
      ++files;
      names.insert(file.name);
      EXPECT_GE(file.size, 1'024u);
      EXPECT_LE(file.size, 65'536u);
      EXPECT_EQ(make_file(file.content_seed, file.name, file.size, file.modified).sha1, file.sha1);
      EXPECT_EQ(content_bytes(file).size(), file.size);
    }
  }
  EXPECT_EQ(files, 20u);
  EXPECT_EQ(names.size(), 20u);
  for (auto const id : cold_scan(catalogue).needed) {
    auto const index = *catalogue.find(id);
    auto const children = catalogue.bundled(index);
    EXPECT_FALSE(catalogue.at(children.empty() ? index : children.front()).files.empty());
  }
}

struct BadSize {
  char const* name;
  GeneratorSizes sizes;
  char const* message;
};

class GeneratorBadSize : public testing::TestWithParam<BadSize> {};

TEST_P(GeneratorBadSize, IsRefusedWithItsRange) {
  try {
    (void)generate(GetParam().sizes);
    FAIL() << "no error";
  } catch (std::invalid_argument const& error) {
    EXPECT_STREQ(error.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, GeneratorBadSize,
    testing::Values(
        BadSize{"TooSmall", {.revisions = 49}, "revisions is 49; allowed: 50 to 200000"},
        BadSize{"TooLarge", {.revisions = 200'001}, "revisions is 200001; allowed: 50 to 200000"},
        BadSize{"NoneInstalled", {.installed_non_leaf = 0}, "installed_non_leaf is 0; allowed: 1 to 1500"},
        BadSize{"TooManyInstalled", {.installed_non_leaf = 1'501}, "installed_non_leaf is 1501; allowed: 1 to 1500"},
        BadSize{"TooManyChains", {.superseded_chains = 301}, "superseded_chains is 301; allowed: 0 to 300"},
        BadSize{"NoShare", {.delivered_percent = -1}, "delivered_percent is -1; allowed: 0 to 99"},
        BadSize{"WholeShare", {.delivered_percent = 100}, "delivered_percent is 100; allowed: 0 to 99"},
        BadSize{"TooManyFiles", {.content_files = 1'001}, "content_files is 1001; allowed: 0 to 1000"}),
    [](auto const& test) { return test.param.name; });

TEST(Generator, DeliversAsManyUpdatesAsItIsTold) {
  auto const cached = [](int percent) {
    auto sizes = default_sizes();
    sizes.delivered_percent = percent;
    auto const catalogue = generate(sizes);
    EXPECT_EQ(catalogue.revisions().size(), 3'000u) << percent;
    auto const scan = cold_scan(catalogue, {.updates = 1'000});
    EXPECT_EQ(scan.installed_non_leaf.size(), 300u) << percent;
    EXPECT_EQ(scan.needed.size(), static_cast<std::size_t>(needed_updates)) << percent;
    return static_cast<double>(scan.other_cached.size());
  };
  // Each per cent more is the same number of updates more, and nearly everything is delivered at last.
  auto const none = cached(0);
  auto const step = (cached(99) - none) / 99;
  EXPECT_GT(step, 20);
  EXPECT_NEAR(cached(30), none + 30 * step, 3);
  EXPECT_NEAR(cached(60), none + 60 * step, 3);
}

TEST(Generator, TakesTheMostFilesThatAreAllowed) {
  auto const catalogue =
      generate({.revisions = 50, .installed_non_leaf = 25, .superseded_chains = 0, .content_files = 1'000});
  std::size_t files = 0;
  for (auto const& revision : catalogue.revisions()) files += revision.files.size();
  EXPECT_EQ(files, 1'000u);
}

}  // namespace
}  // namespace wsus::catalogue
