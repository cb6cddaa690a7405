// The SyncUpdates loop: lists, stop rule, driver pass, trip limit, needed updates, extended information.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class SyncLoop : public ScanFixture {
protected:
  /// Everything up to the first SyncUpdates.
  void start_syncing(AgentSettings settings = {}) {
    start(std::move(settings));
    run_to("SyncUpdates");
  }
  SyncUpdatesCall const& sync() { return expect<SyncUpdatesCall>(); }
};

// Conforms: Agent.cold
TEST_F(SyncLoop, FirstCallOfAColdClientCarriesNoIds) {
  start_syncing();
  EXPECT_THAT(sync().installed_non_leaf, IsEmpty());
  EXPECT_THAT(sync().other_cached, IsEmpty());
  EXPECT_FALSE(sync().skip_software);
}

TEST_F(SyncLoop, FirstCallOfAWarmClientCarriesItsLists) {
  server.pages = {{category(1), category(2)}, {missing_update(3)}};
  start();
  finish();
  start();
  EXPECT_THAT(sync().installed_non_leaf, ElementsAre(1, 2));
  EXPECT_THAT(sync().other_cached, ElementsAre(3));
}

TEST_F(SyncLoop, SortsRevisionsIntoTheLists) {
  auto leaf_installed = category(2);
  leaf_installed.received.is_leaf = true;
  auto not_installed = category(3);
  not_installed.evaluation.installed = false;
  server.pages = {{category(1), leaf_installed, not_installed, driver(4)}};
  start_syncing();
  give_healthy();
  EXPECT_THAT(sync().installed_non_leaf, ElementsAre(1));
  EXPECT_THAT(sync().other_cached, ElementsAre(2, 3));
  EXPECT_THAT(sync().cached_drivers, IsEmpty());
}

TEST_F(SyncLoop, DriverPassCarriesInstalledAndDriversOnlyAndHappensOnce) {
  server.pages = {{category(1), missing_update(2)}};
  server.drivers = {driver(7)};
  start_syncing();
  give_healthy();  // software, page 1
  give_healthy();  // a category was new: software again, empty
  EXPECT_TRUE(sync().skip_software);
  EXPECT_THAT(sync().installed_non_leaf, ElementsAre(1));
  EXPECT_THAT(sync().other_cached, IsEmpty());
  give_healthy();
  EXPECT_NE(operation_of(action), "SyncUpdates");
  finish();
  start();
  give_healthy();
  EXPECT_THAT(sync().cached_drivers, ElementsAre(7));
}

TEST_F(SyncLoop, DriverPassIsMadeEvenWhenTheServerSaysItIsNotNeeded) {
  start_syncing();
  SyncReply reply;
  reply.driver_sync_not_needed = true;
  give(reply);
  EXPECT_TRUE(sync().skip_software);
}

struct StopRow {
  std::vector<Sample> page;
  bool truncated;
  bool goes_on;
};

TEST_F(SyncLoop, GoesOnAfterTruncatedOrNonLeafAndStopsOtherwise) {
  StopRow const rows[] = {{{missing_update(1)}, false, false},
                          {{missing_update(1)}, true, true},
                          {{category(1)}, false, true},
                          {{missing_update(1), category(2)}, false, true},
                          {{}, false, false},
                          {{}, true, false}};
  for (auto const& row : rows) {
    machine.data_store() = {};
    start_syncing();
    give(page_of(row.page, row.truncated));
    EXPECT_EQ(sync().skip_software, !row.goes_on) << row.page.size() << row.truncated;
  }
}

TEST_F(SyncLoop, NewCookieReplacesTheOldOne) {
  start_syncing();
  SyncReply reply;
  reply.new_cookie = machine::ClientCookie{"2026-10-04T16:00:00Z", "fresh"};
  give(reply);
  EXPECT_EQ(sync().cookie.encrypted_data, "fresh");
}

TEST_F(SyncLoop, OutOfScopeRevisionsAreForgotten) {
  server.pages = {{category(1), category(2)}};
  start_syncing();
  give_healthy();
  SyncReply reply;
  reply.out_of_scope = {1, 77};
  give(reply);
  EXPECT_THAT(sync().installed_non_leaf, ElementsAre(2));
}

// Conforms: Agent.lists
TEST_F(SyncLoop, ChangedUpdateMovesBetweenListsAndChangesItsAction) {
  auto optional = missing_update(2);
  optional.received.action = "Evaluate";
  server.pages = {{category(1), optional}};
  start_syncing();
  give_healthy();
  SyncReply reply;
  reply.changed_updates = {{.revision_id = 1, .action = "Evaluate", .is_leaf = true},
                           {.revision_id = 2, .action = "Install", .is_leaf = true},
                           {.revision_id = 99, .action = "Install", .is_leaf = true}};
  give(reply);
  EXPECT_THAT(sync().installed_non_leaf, IsEmpty());
  EXPECT_EQ(finish().updates_found, 1U);
  EXPECT_THAT(machine.data_store().updates, SizeIs(2));
}

TEST_F(SyncLoop, RevisionsDeployedOutOfScopeStayCachedButDoNotCount) {
  server.pages = {{missing_update(1), missing_update(2), category(3)}};
  start_syncing();
  give_healthy();
  SyncReply reply;
  reply.deployed_out_of_scope = {1};
  give(reply);
  EXPECT_EQ(finish().updates_found, 1U);
  EXPECT_THAT(machine.data_store().updates, SizeIs(3));
}

TEST_F(SyncLoop, RevisionWithoutDeploymentFailsTheScan) {
  auto broken = missing_update(5);
  broken.received.action = "";
  start_syncing();
  give(page_of({broken}));
  EXPECT_EQ(finish().hresult, hr::invalid_argument);
  EXPECT_THAT(log_text(), HasSubstr("*FAILED* [80070057] PopulateDataStore failed"));
  EXPECT_TRUE(machine.data_store().updates.empty());
}

/// The same revision under another number.
Sample renumbered(Sample sample, int id) {
  sample.received.revision_id = id;
  return sample;
}

TEST_F(SyncLoop, OneRevisionUnderTwoNumbersFailsTheScanAndNothingOfItsPageIsKept) {
  server.pages = {{category(1)}, {missing_update(5), renumbered(missing_update(5), 105)}};
  start();
  EXPECT_EQ(finish().hresult, 0x80248013U);
  EXPECT_THAT(machine.data_store().updates, SizeIs(1));
  EXPECT_THAT(log_text(), HasSubstr("*FAILED* [80248013] PopulateDataStore failed"));
  EXPECT_THAT(log_text(), Not(HasSubstr("SyncUpdates_WithRecovery failed")));
}

TEST_F(SyncLoop, RevisionThatIsCachedUnderAnotherNumberFailsTheScanWithTheCodeOfTheSetting) {
  server.pages = {{missing_update(5)}};
  start();
  EXPECT_EQ(finish().hresult, hr::ok);
  server.pages.push_back({renumbered(missing_update(5), 105)});
  start({.duplicate_update_hresult = 0x80240013});
  EXPECT_EQ(finish().hresult, 0x80240013U);
  EXPECT_TRUE(machine.data_store().updates.contains(5));
  EXPECT_FALSE(machine.data_store().updates.contains(105));
}

TEST_F(SyncLoop, AnotherNumberOfARevisionIsTakenWhenTheOldOneGoes) {
  server.pages = {{missing_update(5)}};
  start();
  EXPECT_EQ(finish().hresult, hr::ok);
  server.pages.push_back({renumbered(missing_update(5), 105)});
  start_syncing();
  auto reply = page_of(server.pages.back());
  reply.out_of_scope = {5};
  give(reply);
  EXPECT_EQ(finish().hresult, hr::ok);
  EXPECT_FALSE(machine.data_store().updates.contains(5));
  EXPECT_TRUE(machine.data_store().updates.contains(105));
}

TEST_F(SyncLoop, AnotherRevisionOfAnUpdateIsTakenBesideTheOldOne) {
  auto newer = renumbered(missing_update(5), 6);
  ++newer.evaluation.revision_number;
  server.pages = {{missing_update(5), newer}};
  start();
  EXPECT_EQ(finish().hresult, hr::ok);
  EXPECT_THAT(machine.data_store().updates, SizeIs(2));
}

/// Pages of one category each, so that every answer asks for another call.
std::vector<std::vector<Sample>> staged(int pages) {
  std::vector<std::vector<Sample>> result;
  for (int id = 1; id <= pages; ++id) result.push_back({category(id)});
  return result;
}

// Conforms: Agent.rounds
TEST_F(SyncLoop, EndsWithinTheTripsAtTheLimit) {
  server.pages = staged(198);  // + 1 empty answer + 1 driver pass = 200
  start();
  auto const result = finish();
  EXPECT_EQ(result.server_trips, 200U);
  EXPECT_EQ(result.hresult, hr::ok);
}

TEST_F(SyncLoop, OneTripMoreExceedsTheLimitAndKeepsTheCache) {
  server.pages = staged(199);
  start();
  auto const result = finish();
  EXPECT_EQ(result.server_trips, 201U);
  EXPECT_EQ(result.hresult, hr::pt_exceeded_max_server_trips);
  EXPECT_EQ(result.deployed, 199U);
  EXPECT_THAT(machine.data_store().updates, SizeIs(199));
}

TEST_F(SyncLoop, NextScanGoesOnWhereTheLimitStoppedTheLast) {
  server.pages = staged(30);
  start({.max_server_trips = 20});
  EXPECT_EQ(finish().hresult, hr::pt_exceeded_max_server_trips);
  start({.max_server_trips = 20});
  EXPECT_THAT(sync().installed_non_leaf, SizeIs(21));
  EXPECT_EQ(finish().hresult, hr::ok);
  EXPECT_THAT(machine.data_store().updates, SizeIs(30));
}

TEST_F(SyncLoop, ServerThatRepeatsItselfForEverIsLeftAtTheLimit) {
  start_syncing({.max_server_trips = 10});
  for (int trip = 0; trip < 11; ++trip) give(page_of({category(1)}, true));
  EXPECT_EQ(operation_of(action), "ReportEventBatch");
  EXPECT_EQ(finish().hresult, hr::pt_exceeded_max_server_trips);
}

TEST_F(SyncLoop, CountsWhatIsNeeded) {
  auto installed = missing_update(2);
  installed.evaluation.installed = true;
  auto not_installable = missing_update(3);
  not_installable.evaluation.installable = false;
  auto hidden = missing_update(4);
  hidden.evaluation.offered = false;
  auto only_evaluated = missing_update(5);
  only_evaluated.received.action = "Evaluate";
  auto optional = missing_update(6);
  optional.received.action = "OptionalInstall";
  server.pages = {{missing_update(1), installed, not_installable, hidden, only_evaluated, optional, category(7)}};
  start();
  auto const result = finish();
  EXPECT_EQ(result.updates_found, 2U);
  EXPECT_EQ(result.categories_found, 1U);
  EXPECT_EQ(result.evaluated, 7U);
  EXPECT_EQ(result.deployed, 7U);
}

TEST_F(SyncLoop, BundleIsNeededWhenOneOfItsChildrenIs) {
  auto done = child(12);
  done.evaluation.installed = true;
  server.pages = {{bundle(10, {11, 12}), bundle(20, {12}), bundle(30, {})}, {child(11), done}};
  start();
  run_to("GetExtendedUpdateInfo");
  EXPECT_THAT(expect<GetExtendedUpdateInfoCall>().revision_ids, ElementsAre(10, 11));
  EXPECT_EQ(finish().updates_found, 1U);
}

TEST_F(SyncLoop, BundleOfBundlesIsNeededThroughBoth) {
  auto inner = bundle(2, {3});
  inner.received.action = "Bundle";
  server.pages = {{bundle(1, {2}), inner, child(3)}};
  start();
  EXPECT_EQ(finish().updates_found, 1U);
}

TEST_F(SyncLoop, BundleWhoseChildMissedTheScanIsFetchedAgainWithIt) {
  server.pages = {{bundle(1, {2}), category(3)}, {category(4)}};
  start({.max_server_trips = 1});
  EXPECT_EQ(finish().hresult, hr::pt_exceeded_max_server_trips);
  EXPECT_EQ(machine.data_store().updates.count(1), 0U);
  EXPECT_EQ(machine.data_store().updates.count(3), 1U);
}

TEST_F(SyncLoop, NeededUpdatesAreRememberedByAWarmScan) {
  server.pages = {{bundle(1, {2}), child(2), missing_update(3)}};
  start();
  finish();
  start();
  EXPECT_EQ(finish().updates_found, 2U);
}

// Conforms: Agent.extended_batches
TEST_F(SyncLoop, ExtendedInfoIsFetchedInBatchesOfTheConfiguredSize) {
  server.config.max_extended_updates_per_request = 2;
  server.pages = {{missing_update(1), missing_update(2), missing_update(3), missing_update(4), missing_update(5)}};
  start();
  run_to("GetExtendedUpdateInfo");
  EXPECT_THAT(expect<GetExtendedUpdateInfoCall>().locales, ElementsAre("en-US", "en"));
  EXPECT_THAT(expect<GetExtendedUpdateInfoCall>().revision_ids, ElementsAre(1, 2));
  give_healthy();
  EXPECT_THAT(expect<GetExtendedUpdateInfoCall>().revision_ids, ElementsAre(3, 4));
  give_healthy();
  EXPECT_THAT(expect<GetExtendedUpdateInfoCall>().revision_ids, ElementsAre(5));
  ExtendedReply reply;
  reply.out_of_scope = {5};
  give(reply);
  EXPECT_EQ(finish().updates_found, 4U);
}

}  // namespace
}  // namespace wsus::agent::testing
