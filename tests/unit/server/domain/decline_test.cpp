// Counting and declining superseded updates.
#include "server/domain/decline.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Revision superseding(int number, int older, int approved) {
  auto revision = software(number);
  revision.superseded_updates = {guid(older)};
  revision.deployment.last_change = day(approved);
  return revision;
}

/// 4 supersedes 3 supersedes 2 supersedes 1; 5 supersedes 6, which is declined; 7 is alone, 8 no update.
Catalogue chain() {
  auto declined = software(6);
  declined.declined = true;
  auto last = software(1);
  last.title = "First";
  return Catalogue({last, superseding(2, 1, 10), superseding(3, 2, 20), superseding(4, 3, 30), superseding(5, 6, 1),
                    declined, software(7), detectoid(8)});
}

std::vector<int> declined_ids(Catalogue const& catalogue) {
  std::vector<int> ids;
  for (auto const& revision : catalogue.revisions()) {
    if (revision.declined) ids.push_back(revision.id);
  }
  return ids;
}

TEST(SummariseSupersedence, CountsSoftwareOnceAnUpdate) {
  auto const summary = summarise_supersedence(chain());
  EXPECT_EQ(summary.updates, 7u);
  EXPECT_EQ(summary.declined, 1u);
  ASSERT_EQ(summary.superseded.size(), 3u);
  EXPECT_EQ(summary.superseded[0].title, "First");
  EXPECT_FALSE(summary.superseded[0].supersedes_others);
  EXPECT_TRUE(summary.superseded[1].supersedes_others);
  EXPECT_TRUE(summary.superseded[2].is_old_enough);
}

TEST(DeclineSuperseded, OptionsChooseAmongTheSuperseded) {
  EXPECT_THAT(declined_ids(decline_superseded(chain(), DeclineOptions{})), ElementsAre(1, 2, 3, 6));
  EXPECT_THAT(declined_ids(decline_superseded(chain(), {.until = day(10)})), ElementsAre(1, 2, 6));
  EXPECT_THAT(declined_ids(decline_superseded(chain(), {.until = day(9)})), ElementsAre(1, 6));
  EXPECT_THAT(declined_ids(decline_superseded(chain(), {.last_level_only = true})), ElementsAre(1, 6));
  EXPECT_THAT(declined_ids(decline_superseded(chain(), {.until = day(0), .last_level_only = true})), ElementsAre(6));
}

TEST(DeclineSuperseded, AnUpdateThatSupersedesOnlyWhatTheServerLacksIsLastLevel) {
  Catalogue const catalogue({superseding(2, 99, 1), superseding(3, 2, 1)});
  EXPECT_THAT(declined_ids(decline_superseded(catalogue, {.last_level_only = true})), ElementsAre(2));
}

TEST(DeclineSuperseded, DetectoidsStayWhateverNamesThem) {
  EXPECT_THAT(declined_ids(decline_superseded(Catalogue({detectoid(1), superseding(2, 1, 1)}))), IsEmpty());
}

TEST(DeclineSuperseded, AgainFindsNothingNew) {
  auto const once = decline_superseded(chain());
  EXPECT_TRUE(summarise_supersedence(once).superseded.empty());
  EXPECT_EQ(declined_ids(decline_superseded(once)), declined_ids(once));
}

}  // namespace
}  // namespace wsus::domain
