// Superseded updates: who supersedes whom, and what scans, reports and later scans make of it.
#include "client_sim/agent/supersedence.hpp"

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using machine::CachedUpdate;
using machine::DataStore;
using machine::UpdateProgress;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Sample superseding(int id, int older) {
  auto result = missing_update(id);
  result.evaluation.superseded_updates = {guid(older)};
  return result;
}

/// Update 2 supersedes update 1.
DataStore store_of(CachedUpdate newer) {
  newer.revision_id = 2;
  newer.update_id = guid(2);
  newer.superseded_updates = {guid(1)};
  DataStore store;
  store.updates.edit()[1] = {.revision_id = 1, .update_id = guid(1), .action = "Install", .needed = true};
  store.updates.edit()[2] = std::move(newer);
  return store;
}

TEST(SupersededUpdates, AreThoseOfAnApplicableUpdate) {
  struct Row {
    CachedUpdate newer{};
    bool supersedes = false;
  };
  for (Row const& row : {
           Row{{.action = "Install", .needed = true}, true},
           Row{{.action = "OptionalInstall", .needed = true}, true},
           Row{{.action = "Evaluate", .needed = true}, false},
           Row{{.action = "Bundle", .needed = true}, false},
           Row{{.action = "Install"}, false},
           Row{{.action = "Evaluate", .installed = true}, true},
           Row{{.action = "Install", .progress = UpdateProgress::pending_reboot}, true},
           Row{{.action = "Install", .progress = UpdateProgress::failed}, false},
       }) {
    auto const superseded = superseded_updates(store_of(row.newer));
    EXPECT_EQ(superseded.contains(guid(1)), row.supersedes) << row.newer.action;
    EXPECT_FALSE(superseded.contains(guid(2)));
  }
}

TEST(SupersededUpdates, AreThoseOfWhatTheInstallerHasInstalled) {
  auto store = store_of({.action = "Install"});
  store.installed_updates = {guid(2)};
  EXPECT_EQ(superseded_updates(store).at(guid(1)), guid(2));
}

TEST(SupersededUpdates, DoNotContainAnUpdateThatNamesItself) {
  auto store = store_of({.action = "Install", .needed = true});
  store.updates.edit().at(2).superseded_updates = {guid(2)};
  EXPECT_THAT(superseded_updates(store), IsEmpty());
}

class Supersedence : public ScanFixture {
protected:
  std::vector<std::string> status_of_the_next_scan() {
    start();
    run_to("ReportEventBatch");
    return expect<ReportEventBatchCall>().events.at(1).misc_data;
  }
};

TEST_F(Supersedence, ASupersededUpdateIsNeitherFoundNorReportedNorAskedFor) {
  server.pages = {{missing_update(1), superseding(2, 1), missing_update(3)}};
  start();
  run_to("GetExtendedUpdateInfo");
  EXPECT_THAT(expect<GetExtendedUpdateInfoCall>().revision_ids, ElementsAre(2, 3));
  run_to("ReportEventBatch");
  auto const& events = expect<ReportEventBatchCall>().events;
  EXPECT_THAT(events.at(0).replacement_strings, ElementsAre("2"));
  EXPECT_THAT(events.at(1).misc_data, Contains("U=" + to_upper_string(guid(2)) + ";" + to_upper_string(guid(3))));
  EXPECT_THAT(finish().needed, ElementsAre(2, 3));
  EXPECT_EQ(result().message, "The scan found 2 needed updates.");
}

TEST_F(Supersedence, OfAChainOnlyTheNewestIsOfferedInWhateverOrderTheyCome) {
  server.pages = {{superseding(1, 2), superseding(2, 3)}, {missing_update(3)}};
  start();
  EXPECT_THAT(finish().needed, ElementsAre(1));
}

TEST_F(Supersedence, AnUpdateThatIsNotApplicableSupersedesNothing) {
  auto newer = superseding(2, 1);
  newer.evaluation.installable = false;
  server.pages = {{missing_update(1), newer}};
  start();
  EXPECT_THAT(finish().needed, ElementsAre(1));
}

TEST_F(Supersedence, ABundleSupersedesWhenItIsNeeded) {
  auto newer = bundle(2, {4});
  newer.evaluation.superseded_updates = {guid(1)};
  server.pages = {{missing_update(1), newer, child(4)}};
  start();
  EXPECT_THAT(finish().needed, ElementsAre(2));
}

TEST_F(Supersedence, IsRememberedByWarmScansWithoutEvaluating) {
  server.pages = {{missing_update(1), superseding(2, 1)}};
  start();
  finish();
  start();
  EXPECT_THAT(finish().needed, ElementsAre(2));
  EXPECT_EQ(result().evaluated, 0U);
}

TEST_F(Supersedence, EndsWhenTheNewerUpdateIsDeclined) {
  server.pages = {{missing_update(1), superseding(2, 1)}};
  start();
  finish();
  start();
  run_to("SyncUpdates");
  give(SyncReply{.out_of_scope = {2}});
  EXPECT_THAT(finish().needed, ElementsAre(1));
}

TEST_F(Supersedence, EndsWhenTheNewerUpdateLeavesWithTheExtendedInformation) {
  server.pages = {{missing_update(1), superseding(2, 1)}};
  start();
  run_to("GetExtendedUpdateInfo");
  give(ExtendedReply{.out_of_scope = {2}});
  EXPECT_THAT(finish().needed, ElementsAre(1));
}

TEST_F(Supersedence, HoldsWhileTheNewerUpdateWaitsForARestart) {
  server.pages = {{missing_update(1), superseding(2, 1)}};
  start();
  finish();
  auto& newer = machine.data_store().updates.edit().at(2);
  newer.progress = UpdateProgress::pending_reboot;
  newer.needed = false;
  auto const status = status_of_the_next_scan();
  EXPECT_THAT(status, Contains("U="));
  EXPECT_THAT(status, Contains("W=" + to_upper_string(guid(2))));
}

TEST_F(Supersedence, OfAStateOfAnOlderProgramComesWithTheNextEvaluation) {
  server.pages = {{missing_update(1), superseding(2, 1)}};
  start();
  finish();
  machine.data_store().updates.edit().at(2).superseded_updates.clear();
  machine.data_store().evaluated_facts = 0;
  start();
  EXPECT_THAT(finish().needed, ElementsAre(2));
  EXPECT_EQ(result().evaluated, 2U);
}

class FactsThatChange : public ScanFixture {
protected:
  /// Update 1 is installed where the registry says so.
  void scan_with_a_detectoid() {
    auto const evaluate = [this](ReceivedUpdate const& update, machine::Machine const& on) {
      auto evaluation = server.evaluation_of(update.revision_id);
      evaluation.installed = on.registry().get(R"(HKLM\SOFTWARE\Lab)", "Feature").has_value();
      return evaluation;
    };
    scan = std::make_unique<Scan>(machine, *log, evaluate, AgentSettings{});
    action = scan->start();
  }
};

TEST_F(FactsThatChange, AreSeenByTheNextScanAndThenNotAgain) {
  server.pages = {{category(1)}};
  scan_with_a_detectoid();
  finish();
  EXPECT_FALSE(machine.data_store().updates.at(1).installed);
  machine.registry().set_dword(R"(HKLM\SOFTWARE\Lab)", "Feature", 1);
  scan_with_a_detectoid();
  EXPECT_THAT(expect<SyncUpdatesCall>().installed_non_leaf, ElementsAre(1));
  EXPECT_EQ(finish().evaluated, 1U);
  scan_with_a_detectoid();
  EXPECT_EQ(finish().evaluated, 0U);
  machine.registry().delete_key(R"(HKLM\SOFTWARE\Lab)");
  scan_with_a_detectoid();
  EXPECT_THAT(expect<SyncUpdatesCall>().other_cached, ElementsAre(1));
  EXPECT_EQ(finish().evaluated, 1U);
}

TEST_F(FactsThatChange, InTheAgentsOwnFilesAndIdentityAreNone) {
  server.pages = {{category(1)}};
  scan_with_a_detectoid();
  finish();
  machine.registry().delete_value(machine::keys::windows_update, "SusClientId");
  machine.files().write_as_system(R"(C:\Windows\SoftwareDistribution\Download\a)", "content");
  scan_with_a_detectoid();
  EXPECT_EQ(finish().evaluated, 0U);
}

}  // namespace
}  // namespace wsus::agent::testing
