// A catalogue that grows: the first revisions of a whole one, whatever their number.
#include "scenarios/runner/world_catalogue.hpp"

#include "server/catalogue/generator.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace wsus::lab {
namespace {

using domain::Catalogue;
using domain::RevisionIndex;

Catalogue whole_catalogue(std::uint64_t seed, int delivered_percent) {
  return catalogue::generate({.seed = seed,
                              .revisions = 300,
                              .installed_non_leaf = 30,
                              .superseded_chains = 5,
                              .delivered_percent = delivered_percent,
                              .content_files = 0});
}

std::vector<int> ids_of(Catalogue const& catalogue) {
  std::vector<int> ids;
  for (auto const& revision : catalogue.revisions()) ids.push_back(revision.id);
  return ids;
}

bool is_part_of(std::vector<int> part, std::vector<int> all) {
  std::sort(part.begin(), part.end());
  std::sort(all.begin(), all.end());
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

struct GrowthCase {
  std::uint64_t seed = 1;
  int delivered_percent = 30;
};

class FirstRevisions : public testing::TestWithParam<GrowthCase> {
protected:
  Catalogue const whole = whole_catalogue(GetParam().seed, GetParam().delivered_percent);
};

TEST_P(FirstRevisions, OfASmallerNumberAreAmongThoseOfALarger) {
  auto larger = ids_of(whole);
  for (int count = 300; count >= 50; --count) {
    auto const ids = ids_of(first_revisions(whole, count, nullptr));
    EXPECT_TRUE(is_part_of(ids, larger)) << count;
    larger = ids;
  }
  EXPECT_LT(larger.size(), 150u);
}

TEST_P(FirstRevisions, AreAsManyAsWantedButForWholeBundlesWhileThereAreOthersToLeaveOut) {
  for (int count = 300; count >= 200; --count) {
    auto const size = static_cast<int>(first_revisions(whole, count, nullptr).revisions().size());
    EXPECT_LE(size, count);
    EXPECT_GE(size, count - 2);  // a bundle of three that goes for one
  }
}

TEST_P(FirstRevisions, NeverTurnANonLeafIntoALeaf) {
  for (int count = 50; count <= 300; count += 3) {
    auto const first = first_revisions(whole, count, nullptr);
    for (RevisionIndex index = 0; index < first.revisions().size(); ++index) {
      auto const& revision = first.at(index);
      EXPECT_EQ(first.is_leaf(index), whole.is_leaf(*whole.find(revision.id))) << revision.id << " of " << count;
    }
  }
}

TEST_P(FirstRevisions, KeepWhatTheyNeed) {
  for (int count = 50; count <= 300; count += 3) {
    auto const first = first_revisions(whole, count, nullptr);
    for (auto const& revision : first.revisions()) {
      for (auto const& clause : revision.prerequisites) {
        for (auto const& update : clause.any_of) EXPECT_TRUE(first.current(update)) << revision.id << " of " << count;
      }
    }
  }
}

TEST_P(FirstRevisions, HaveWholeBundlesOnly) {
  for (int count = 50; count <= 300; count += 3) {
    auto const first = first_revisions(whole, count, nullptr);
    std::set<int> bundled;
    for (RevisionIndex index = 0; index < first.revisions().size(); ++index) {
      auto const& bundle = first.at(index);
      EXPECT_EQ(first.bundled(index).size(), whole.bundled(*whole.find(bundle.id)).size()) << bundle.id;
      for (auto const child : first.bundled(index)) bundled.insert(first.at(child).id);
    }
    for (auto const& revision : first.revisions()) {
      if (revision.deployment.action != domain::DeploymentAction::bundle) continue;
      EXPECT_TRUE(bundled.contains(revision.id)) << "child " << revision.id << " without its bundle, of " << count;
    }
  }
}

TEST_P(FirstRevisions, OfAllAreAll) {
  EXPECT_EQ(ids_of(first_revisions(whole, 300, nullptr)), ids_of(whole));
  EXPECT_EQ(ids_of(first_revisions(whole, 10'000, nullptr)), ids_of(whole));
}

INSTANTIATE_TEST_SUITE_P(Table, FirstRevisions,
                         testing::Values(GrowthCase{1, 30}, GrowthCase{2, 30}, GrowthCase{3, 60}, GrowthCase{4, 90},
                                         GrowthCase{5, 99}, GrowthCase{6, 0}),
                         [](auto const& test) {
                           return "Seed" + std::to_string(test.param.seed) + "With" +
                                  std::to_string(test.param.delivered_percent) + "Percent";
                         });

TEST(GrowingCatalogue, KeepsWhatWasDeclined) {
  auto const whole = whole_catalogue(1, 30);
  auto revisions = first_revisions(whole, 200, nullptr).revisions();
  auto const declined = revisions.back().id;
  auto const other = revisions.front().id;
  revisions.back().declined = true;
  Catalogue const before(std::move(revisions));
  auto const grown = first_revisions(whole, 300, &before);
  EXPECT_TRUE(grown.at(*grown.find(declined)).declined);
  EXPECT_FALSE(grown.at(*grown.find(other)).declined);
  EXPECT_EQ(
      std::count_if(grown.revisions().begin(), grown.revisions().end(), [](auto const& one) { return one.declined; }),
      1);
}

TEST(CatalogueShelf, SharesOneCatalogueWhateverIsPublished) {
  CatalogueShelf shelf("s.yaml");
  wusp::UtcTime const approved{};
  scenario::CatalogueSpec spec{.revisions = 100, .installed_non_leaf = 10, .superseded_chains = 2};
  auto const whole = shelf.get(spec, approved);
  EXPECT_EQ(whole->revisions().size(), 100u);
  spec.published = 60;
  EXPECT_EQ(shelf.get(spec, approved), whole);
  spec.delivered_percent = 31;
  EXPECT_NE(shelf.get(spec, approved), whole);
}

}  // namespace
}  // namespace wsus::lab
