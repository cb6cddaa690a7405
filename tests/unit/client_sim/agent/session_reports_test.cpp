// Reports of more updates than one batch has room for.
#include "client_sim/agent/reporting.hpp"
#include "tests/unit/client_sim/agent/update_session_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

namespace wsus::agent::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Conforms: Agent.reports
TEST_F(Session, OfManyUpdatesReportsEveryEventInItsOrder) {
  constexpr int updates = 301;
  std::vector<int> ids;
  for (int id = 1; id <= updates; ++id) {
    auto const name = "file" + std::to_string(id);
    add(id, {file(name)});
    offer(name);
    ids.push_back(id);
  }
  EXPECT_EQ(run(ids).hresult, hr::ok);
  std::map<int, std::vector<int>> of_update;  // revision ids count from 1, as guid() does
  for (auto const& batch : batches) {
    EXPECT_LE(batch.size(), max_events_per_batch);
    for (auto const& each : batch) {
      auto const id = std::ranges::find(ids, each.update_id, [](int number) { return guid(number); });
      ASSERT_NE(id, ids.end());
      of_update[*id].push_back(each.event_id);
    }
  }
  EXPECT_THAT(of_update, SizeIs(updates));
  for (auto const& [id, events] : of_update) EXPECT_THAT(events, ElementsAre(167, 162, 181, 183)) << id;
  EXPECT_THAT(batches, SizeIs(8)) << "602 events of downloads, 602 of installs";
  auto const all = reported();
  EXPECT_THAT(std::vector(all.begin(), all.begin() + 2 * updates), Each(AnyOf(167, 162)));
  EXPECT_THAT(machine.data_store().pending_events, IsEmpty());
}

TEST_F(Session, OfManyUpdatesKeepsTheNewestEventsWhenNobodyTakesThem) {
  std::vector<int> ids;
  for (int id = 1; id <= 101; ++id) {
    add(id, {file("one")});
    ids.push_back(id);
  }
  offer("one");
  report_answer = Failure(HttpFailure{503, "Service Unavailable"});
  EXPECT_EQ(run(ids).hresult, hr::ok);
  EXPECT_THAT(batches, SizeIs(2)) << "one attempt each";
  auto const& pending = machine.data_store().pending_events;
  ASSERT_THAT(pending, SizeIs(max_pending_events));
  EXPECT_EQ(pending.back().event_id, 183);
  EXPECT_EQ(pending.front().event_id, 181) << "those of the downloads went first";
}

}  // namespace
}  // namespace wsus::agent::testing
