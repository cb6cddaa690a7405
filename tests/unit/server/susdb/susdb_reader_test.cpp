// SUSDB as people write it, and each mistake.
#include "server/susdb/susdb_reader.hpp"

#include "tests/unit/server/config/messages.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using domain::guid;
using testing::HasSubstr;

WrittenSusDb read(std::string_view text) { return read_susdb(config::Node::parse(text, "w.yaml")); }

domain::Revision titled(int id, std::string title) {
  auto revision = domain::software(id, {domain::any_of({9})});
  revision.title = std::move(title);
  return revision;
}

domain::Catalogue sample() {
  return domain::Catalogue({titled(1, "Office 2003 SP1"), titled(2, "Security Update"), titled(3, "Twice"),
                            titled(4, "Twice"), domain::detectoid(9)});
}

TEST(ReadSusdb, NothingIsAHealthyDatabaseThatTakesNoTime) {
  auto const written = read("{}");
  EXPECT_EQ(written.state, SusDb{});
  EXPECT_EQ(resolve(written, sample()), SusDb{});
  EXPECT_EQ(damaged(written, sample()).revisions().size(), 5u);
}

TEST(ReadSusdb, EveryKeyCounts) {
  auto const written = read(R"(
state: stopped
postinstall: due
latency: {base: 1 s, superseded_update: 40 ms, fragmented: 3}
indexes: [superseded_update]
maintained: false
)");
  EXPECT_EQ(written.state.availability, Availability::stopped);
  EXPECT_TRUE(postinstall_is_due(written.state));
  ASSERT_TRUE(written.state.latency);
  EXPECT_EQ(written.state.latency->base, std::chrono::seconds(1));
  EXPECT_EQ(written.state.latency->superseded_update, std::chrono::milliseconds(40));
  EXPECT_EQ(written.state.latency->live_update, LatencyModel{}.live_update);
  EXPECT_EQ(written.state.latency->fragmented, 3.0);
  EXPECT_EQ(written.state.indexes, (Indexes{.superseded_update = true, .maintained = false}));
  EXPECT_EQ(read("latency: {}").state.latency, LatencyModel{});
}

TEST(ReadSusdb, DamageIsLookedUpByTitleOrGuid) {
  auto const written = read(R"(
damage:
  - {update: Office 2003 SP1, rows: unreadable}
  - {update: "00000000-0000-4000-8000-000000000002", rows: [lost_deployment, doubled]}
)");
  auto const first = guid(2);
  auto const state = resolve(read("damage: [{update: Office 2003 SP1, rows: unreadable}]"), sample());
  EXPECT_EQ(state.damage.at(guid(1)), (RowDamage{.unreadable = true}));
  auto const by_guid = "damage: [{update: '" + wusp::to_string(first) + "', rows: [lost_deployment, doubled]}]";
  EXPECT_EQ(resolve(read(by_guid), sample()).damage.at(first), (RowDamage{.lost_deployment = true, .doubled = true}));
  EXPECT_EQ(written.damage.size(), 2u);
}

TEST(ReadSusdb, ACircleIsMadeOfUpdatesOfTheCatalogue) {
  auto const circle = damaged(read("circle: [Office 2003 SP1, Security Update]"), sample());
  EXPECT_EQ(circle.at(*circle.find(1)).prerequisites[0].any_of.back(), guid(2));
  EXPECT_EQ(circle.at(*circle.find(2)).prerequisites[0].any_of.back(), guid(1));
}

TEST(ReadSusdb, MistakesNameThePlaceAndTheNearestWord) {
  struct Row {
    std::string_view text;
    std::string_view says;
  };
  for (auto const& row :
       {Row{"stat: stopped", "state"}, Row{"state: stoped", "stopped"}, Row{"postinstall: open", "due"},
        Row{"latency: {bas: 1 s}", "base"}, Row{"latency: {fragmented: 0.5}", "/latency/fragmented"},
        Row{"indexes: [superseded]", "superseded_update"},
        Row{"damage: [{update: X, rows: [lost]}]", "lost_deployment"}, Row{"damage: [{rows: doubled}]", "update"},
        Row{"circle: [A]", "two or more"}}) {
    auto const message = config::message_of([&] { (void)read(row.text); });
    EXPECT_THAT(message, HasSubstr("w.yaml:1")) << row.text;
    EXPECT_THAT(message, HasSubstr(std::string(row.says))) << row.text;
  }
}

TEST(ReadSusdb, AnUpdateThatIsNotThereOrNotAloneIsToldByPlace) {
  auto const missing =
      config::message_of([] { (void)resolve(read("damage: [{update: Office 2003 SP2, rows: doubled}]"), sample()); });
  EXPECT_THAT(missing, HasSubstr("w.yaml:1: /damage/0/update"));
  EXPECT_THAT(missing, HasSubstr("nearest: 'Office 2003 SP1'"));
  auto const twice =
      config::message_of([] { (void)resolve(read("damage: [{update: Twice, rows: doubled}]"), sample()); });
  EXPECT_THAT(twice, HasSubstr("2 updates with the title 'Twice'"));
}

}  // namespace
}  // namespace wsus::susdb
