// What damaged rows make of a page.
#include "server/susdb/delivered_rows.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using domain::guid;
using testing::ElementsAre;

class Deliver : public testing::Test {
protected:
  std::vector<DeliveredRow> rows(bool with_xml = true) {
    auto const result = deliver(database_, catalogue_, page_, with_xml);
    EXPECT_TRUE(std::holds_alternative<std::vector<DeliveredRow>>(result));
    auto const* const list = std::get_if<std::vector<DeliveredRow>>(&result);
    return list == nullptr ? std::vector<DeliveredRow>{} : *list;
  }
  domain::Catalogue catalogue_{{domain::software(1), domain::software(2), domain::software(3)}};
  std::vector<domain::RevisionIndex> page_{0, 1};
  SusDb database_;
};

TEST_F(Deliver, WithoutDamageEveryRowIsAsItIs) {
  EXPECT_THAT(rows(), ElementsAre(DeliveredRow{0, 1}, DeliveredRow{1, 2}));
}

TEST_F(Deliver, ALostDeploymentLeavesTheElementOut) {
  database_.damage[guid(2)].lost_deployment = true;
  EXPECT_THAT(rows(), ElementsAre(DeliveredRow{0, 1}, DeliveredRow{1, 2, false}));
}

TEST_F(Deliver, ADoubledRowComesTwiceUnderTwoIds) {
  database_.damage[guid(1)].doubled = true;
  EXPECT_THAT(rows(), ElementsAre(DeliveredRow{0, 1}, DeliveredRow{0, 4}, DeliveredRow{1, 2}));
  EXPECT_FALSE(catalogue_.find(second_id(catalogue_, 1)));
}

TEST_F(Deliver, AnUnreadableUpdateSpoilsThePagesThatItIsIn) {
  database_.damage[guid(2)].unreadable = true;
  auto const spoilt = deliver(database_, catalogue_, page_, /*with_xml=*/true);
  ASSERT_TRUE(std::holds_alternative<UnreadableRow>(spoilt));
  EXPECT_EQ(std::get<UnreadableRow>(spoilt).update, guid(2));
  EXPECT_THAT(std::get<UnreadableRow>(spoilt).exception, testing::StartsWith("System.ArgumentException"));
  EXPECT_EQ(rows(/*with_xml=*/false).size(), 2u);
  page_ = {0, 2};
  EXPECT_THAT(rows(), ElementsAre(DeliveredRow{0, 1}, DeliveredRow{2, 3}));
}

}  // namespace
}  // namespace wsus::susdb
