// Circles of updates: found wherever they are, by the search and by a scan.
#include "client_sim/agent/update_circle.hpp"

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(FindCircle, ChainsDiamondsAndUnknownNamesAreNone) {
  EXPECT_THAT(find_circle({}), IsEmpty());
  EXPECT_THAT(find_circle({{guid(1), {guid(2)}}, {guid(2), {guid(3)}}}), IsEmpty());
  EXPECT_THAT(find_circle({{guid(1), {guid(2), guid(3)}}, {guid(2), {guid(4)}}, {guid(3), {guid(4)}}, {guid(4), {}}}),
              IsEmpty());
}

TEST(FindCircle, IsFoundBehindAChainAndWithoutIt) {
  Relations const relations{{guid(1), {guid(2)}}, {guid(2), {guid(3)}}, {guid(3), {guid(4), guid(2)}}, {guid(4), {}}};
  EXPECT_THAT(find_circle(relations), ElementsAre(guid(2), guid(3)));
}

TEST(FindCircle, AnUpdateThatNamesItselfIsOne) {
  EXPECT_THAT(find_circle({{guid(1), {guid(1)}}}), ElementsAre(guid(1)));
}

TEST(FindCircle, WalksAChainOfAnyLength) {
  constexpr int length = 20'000;
  Relations relations;
  for (int i = 0; i < length; ++i) relations[guid(i)] = {guid(i + 1)};
  EXPECT_THAT(find_circle(relations), IsEmpty());
  relations[guid(length)] = {guid(0)};
  EXPECT_EQ(find_circle(relations).size(), static_cast<std::size_t>(length) + 1);
}

Sample needing(int id, int other) {
  auto result = missing_update(id);
  result.evaluation.prerequisites = {guid(other)};
  return result;
}

class CircleOfUpdates : public ScanFixture {};

TEST_F(CircleOfUpdates, EndsTheScanAndIsMetAgainByTheNextOne) {
  server.pages = {{category(1), needing(2, 3)}, {needing(3, 2), missing_update(4)}};
  for (int scans = 0; scans < 2; ++scans) {
    start();
    auto const ended = finish();
    EXPECT_EQ(ended.hresult, hr::cycle_detected);
    EXPECT_THAT(ended.message, HasSubstr("2 updates"));
    EXPECT_FALSE(machine.data_store().updates.contains(2)) << "so that the next scan hears of it again";
    EXPECT_FALSE(machine.data_store().updates.contains(3));
    EXPECT_TRUE(machine.data_store().updates.contains(4));
    server.pages.push_back({needing(2, 3), needing(3, 2)});
  }
}

TEST_F(CircleOfUpdates, OfABundleAndItsChildIsOneToo) {
  auto inner = child(3);
  inner.evaluation.prerequisites = {guid(2)};
  server.pages = {{bundle(2, {3}), inner}};
  start();
  EXPECT_EQ(finish().hresult, hr::cycle_detected);
}

TEST_F(CircleOfUpdates, IsNoneWhenOneOfThemIsNotTold) {
  server.pages = {{category(1), needing(2, 3), missing_update(4)}};
  start();
  auto const ended = finish();
  EXPECT_EQ(ended.hresult, hr::ok);
  EXPECT_EQ(ended.updates_found, 2u);
}

}  // namespace
}  // namespace wsus::agent::testing
