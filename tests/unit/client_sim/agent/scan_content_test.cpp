// What a scan asks for beyond the plain loop: category scans, hardware, details and locations of files, evaluating
// again.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/machine/devices.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CategoryScan : public ScanFixture {
protected:
  static AgentSettings filtered() { return {.categories = {{0, guid(70)}, {0, guid(71)}}}; }
};

// Conforms: Agent.category_scan
TEST_F(CategoryScan, NamesThePreferredCategoriesInEverySyncUpdates) {
  start(filtered());
  run_to("StartCategoryScan");
  EXPECT_THAT(expect<StartCategoryScanCall>().requested, SizeIs(2));
  give(CategoryScanReply{.preferred = {guid(71)}});
  EXPECT_THAT(expect<SyncUpdatesCall>().filter_categories, ElementsAre(guid(71)));
  give_healthy();
  EXPECT_TRUE(expect<SyncUpdatesCall>().skip_software);
  EXPECT_THAT(expect<SyncUpdatesCall>().filter_categories, ElementsAre(guid(71)));
}

// Conforms: Agent.category_scan
TEST_F(CategoryScan, IsAFullScanWhenTheServerRefuses) {
  for (Failure const& refusal : {Failure(fault("InvalidParameters")), Failure(HttpFailure{404, "Not Found"})}) {
    start(filtered());
    run_to("StartCategoryScan");
    give(refusal);
    EXPECT_THAT(expect<SyncUpdatesCall>().filter_categories, IsEmpty());
    EXPECT_EQ(finish().hresult, hr::ok);
  }
}

TEST_F(CategoryScan, IsNotAskedForByOldClientsOrOfOldServersOrWithoutCategories) {
  start();
  EXPECT_THAT(finish_naming_calls(), Not(Contains("StartCategoryScan")));
  machine.data_store() = {};
  auto old_client = filtered();
  old_client.protocol_version = "1.6";
  start(old_client);
  EXPECT_THAT(finish_naming_calls(), Not(Contains("StartCategoryScan")));
  machine.data_store() = {};
  server.config.protocol_version = "3.0";
  start(filtered());
  EXPECT_THAT(finish_naming_calls(), Not(Contains("StartCategoryScan")));
}

TEST_F(CategoryScan, TheValueSaysOfHowManyCategoriesThatTheMachineKnows) {
  machine.registry().set_dword(agent_settings_key, "SearchCategories", 3);
  server.pages = {{category(1), category(2)}};
  start();
  run_to("StartCategoryScan");  // nothing is known yet: one that is made up, three times
  EXPECT_THAT(expect<StartCategoryScanCall>().requested, SizeIs(3));
  EXPECT_EQ(finish().hresult, hr::ok);
  start();
  run_to("StartCategoryScan");
  auto const& requested = expect<StartCategoryScanCall>().requested;
  ASSERT_THAT(requested, SizeIs(3));
  EXPECT_NE(requested[0].category_id, requested[1].category_id);
  EXPECT_EQ(requested[0].category_id, requested[2].category_id);
  EXPECT_EQ(requested[2].index_of_and_group, 2);
  machine.registry().set_dword(agent_settings_key, "SearchCategories", 5'000);
  EXPECT_THAT(searched_categories(machine), SizeIs(1'000));
  machine.registry().delete_value(agent_settings_key, "SearchCategories");
  EXPECT_THAT(searched_categories(machine), IsEmpty());
}

class DriverPass : public ScanFixture {};

// Conforms: Agent.driver_pass
TEST_F(DriverPass, TellsOfTheHardwareAndTheSoftwarePassDoesNot) {
  machine.hardware() = machine::make_hardware(1, 70);
  start();
  run_to("SyncUpdates");
  EXPECT_THAT(expect<SyncUpdatesCall>().hardware.devices, IsEmpty());
  give_healthy();
  EXPECT_THAT(expect<SyncUpdatesCall>().hardware.devices, SizeIs(70));
  EXPECT_EQ(expect<SyncUpdatesCall>().feature_score_matching_key, "AMD64.10.0");
}

TEST_F(DriverPass, IsLeftOutByPolicyAndTheScanIsWhole) {
  machine.registry().set_dword(machine::keys::policy, "ExcludeWUDriversInQualityUpdate", 1);
  server.pages = {{missing_update(1)}};
  start();
  auto const names = finish_naming_calls();
  EXPECT_EQ(std::ranges::count(names, "SyncUpdates"), 1);
  EXPECT_THAT(names, Contains("GetExtendedUpdateInfo"));
  EXPECT_EQ(result().updates_found, 1U);
}

TEST_F(DriverPass, IsLeftOutWhenTheServersWordCounts) {
  start({.obey_driver_sync_not_needed = true});
  run_to("SyncUpdates");
  SyncReply reply;
  reply.driver_sync_not_needed = true;
  give(reply);
  EXPECT_NE(operation_of(action), "SyncUpdates");
}

class Files : public ScanFixture {
protected:
  Files() { server.pages = {{missing_update(1)}}; }
  void start_reading(bool wants_files) {
    auto const evaluate = [this](ReceivedUpdate const& update, machine::Machine const&) {
      return server.evaluation_of(update.revision_id);
    };
    FragmentReaders const readers{[](std::string_view xml) {
                                    return machine::UpdateDetails{
                                        .files = {{.name = std::string(xml), .sha1 = std::string(20, 'd')}}};
                                  },
                                  [](std::string_view xml) { return std::string(xml); }};
    auto with_licenses = readers;
    with_licenses.has_license = [this](std::string_view) { return has_license; };
    with_licenses.license = [](std::string_view xml) {
      return machine::UpdateFile{.name = std::string(xml), .sha1 = std::string(20, 'e'), .is_license = true};
    };
    scan = std::make_unique<Scan>(machine, *log, evaluate, AgentSettings{.wants_files = wants_files}, with_licenses);
    action = scan->start();
    run_to("GetExtendedUpdateInfo");
  }
  static ExtendedReply details(std::string url) {
    ExtendedReply reply{.localized = {{1, "A title"}}, .extended = {{1, "a.exe"}, {99, "stranger"}}};
    if (!url.empty()) reply.file_locations = {{std::string(20, 'd'), std::move(url)}};
    return reply;
  }
  bool has_license = false;
  machine::UpdateDetails const& stored() { return *machine.data_store().updates.at(1).details; }
};

TEST_F(Files, TitlesAndLocationsAreKeptWithTheUpdate) {
  start_reading(true);
  give(details("http://wsus/a"));
  EXPECT_EQ(operation_of(action), "ReportEventBatch");
  EXPECT_EQ(stored().title, "A title");
  EXPECT_EQ(stored().files.at(0).name, "a.exe");
  EXPECT_EQ(stored().files.at(0).url, "http://wsus/a");
  EXPECT_THAT(finish().needed, ElementsAre(1));
}

TEST_F(Files, LicenseTermsAreAskedForWhereTheMetadataNameThemAndStandFirst) {
  start_reading(true);
  EXPECT_FALSE(expect<GetExtendedUpdateInfoCall>().with_licenses);
  machine.data_store() = {};
  server = {};
  server.pages = {{missing_update(1)}};
  has_license = true;
  start_reading(true);
  EXPECT_TRUE(expect<GetExtendedUpdateInfoCall>().with_licenses);
  auto reply = details("http://wsus/a");
  reply.licenses = {{1, "eula.txt"}, {99, "stranger"}};
  reply.file_locations.push_back({std::string(20, 'e'), "http://wsus/e"});
  give(reply);
  ASSERT_EQ(stored().files.size(), 2U);
  EXPECT_EQ(stored().files[0].name, "eula.txt");
  EXPECT_EQ(stored().files[0].url, "http://wsus/e");
  EXPECT_TRUE(stored().files[0].is_license);
  EXPECT_FALSE(stored().files[1].is_license);
}

TEST_F(Files, AMissingLocationIsAskedForBeforeADownloadOnly) {
  start_reading(true);
  give(details(""));
  EXPECT_THAT(expect<GetFileLocationsCall>().file_digests, ElementsAre(std::string(20, 'd')));
  give(FileLocationsReply{.file_locations = {{std::string(20, 'd'), "http://wsus/b"}},
                          .new_cookie = machine::ClientCookie{"2026-10-04T16:00:00Z", "fresh"}});
  EXPECT_EQ(stored().files.at(0).url, "http://wsus/b");
  EXPECT_EQ(expect<ReportEventBatchCall>().cookie.encrypted_data, "fresh");

  machine.data_store() = {};
  server = {};
  server.pages = {{missing_update(1)}};
  start_reading(false);
  give(details(""));
  EXPECT_EQ(operation_of(action), "ReportEventBatch");
}

TEST_F(Files, ThatMovedAreLocatedAgainInBothSpellings) {
  for (auto const* code : {"FileLocationChanged", "FileLocationsChanged"}) {
    machine.data_store() = {};
    server = {};
    server.pages = {{missing_update(1)}};
    start_reading(true);
    give(details("http://wsus/old"));
    finish();
    start_reading(true);
    give(fault(code));
    EXPECT_THAT(expect<GetFileLocationsCall>().file_digests, SizeIs(1)) << code;
    give(FileLocationsReply{.file_locations = {{std::string(20, 'd'), "http://wsus/new"}}});
    EXPECT_EQ(operation_of(action), "GetExtendedUpdateInfo") << code;
    EXPECT_EQ(stored().files.at(0).url, "http://wsus/new") << code;
  }
}

TEST_F(Files, ThatMovedAreLocatedByAScanWithoutADownloadAndUrlsThatAreNotNamedAreForgotten) {
  start_reading(false);
  give(details("http://wsus/old"));
  finish();
  start_reading(false);
  give(fault("FileLocationChanged"));
  EXPECT_THAT(expect<GetFileLocationsCall>().file_digests, ElementsAre(std::string(20, 'd')));
  give(FileLocationsReply{.new_cookie = machine::ClientCookie{"2026-10-04T16:00:00Z", "fresh"}});
  EXPECT_EQ(expect<GetExtendedUpdateInfoCall>().cookie.encrypted_data, "fresh");
  EXPECT_EQ(stored().files.at(0).url, "");
}

TEST_F(Files, ThatMoveAgainAndAgainEndTheScan) {
  start_reading(true);
  give(details("http://wsus/old"));
  finish();
  start_reading(true);
  unsigned faults = 0;
  while (!is_finished() && faults < 50) {
    if (operation_of(action) == "GetExtendedUpdateInfo") {
      ++faults;
      give(fault("FileLocationChanged"));
    } else {
      give_healthy();
    }
  }
  EXPECT_EQ(faults, 4U) << "three recoveries";
  EXPECT_EQ(result().hresult, 0x80244025U);
}

class InstalledSet : public ScanFixture {};

TEST_F(InstalledSet, MovesAnUpdateOutOfWhatIsNeededAndBack) {
  auto non_leaf = missing_update(1);
  non_leaf.received.is_leaf = false;
  server.pages = {{non_leaf}};
  start();
  EXPECT_EQ(finish().updates_found, 1U);
  auto& store = machine.data_store();
  store.installed_updates.insert(guid(1));
  store.evaluation_due = true;
  start();
  EXPECT_THAT(expect<SyncUpdatesCall>().installed_non_leaf, ElementsAre(1));
  auto const installed = finish();
  EXPECT_EQ(installed.updates_found, 0U);
  EXPECT_EQ(installed.evaluated, 1U);
  store.installed_updates.clear();
  store.evaluation_due = true;
  start();
  EXPECT_THAT(expect<SyncUpdatesCall>().other_cached, ElementsAre(1));
  EXPECT_EQ(finish().updates_found, 1U);
}

TEST_F(InstalledSet, ThatDidNotChangeIsNotEvaluatedAgain) {
  server.pages = {{missing_update(1)}};
  start();
  finish();
  start();
  EXPECT_EQ(finish().evaluated, 0U);
}

TEST_F(InstalledSet, SettlesABundleWithItsChildren) {
  server.pages = {{bundle(10, {11}), child(11)}};
  start();
  EXPECT_EQ(finish().updates_found, 1U);
  machine.data_store().installed_updates = {guid(10), guid(11)};
  machine.data_store().evaluation_due = true;
  start();
  EXPECT_EQ(finish().updates_found, 0U);
  EXPECT_TRUE(machine.data_store().updates.at(10).installed);
}

TEST_F(InstalledSet, StatusReportTellsWhatWaitsFailedAndIsDownloaded) {
  server.pages = {{missing_update(1), missing_update(2), missing_update(3)}};
  start();
  finish();
  auto& updates = machine.data_store().updates.edit();
  updates.at(1).progress = machine::UpdateProgress::pending_reboot;
  updates.at(2).progress = machine::UpdateProgress::failed;
  updates.at(3).progress = machine::UpdateProgress::downloaded;
  start();
  run_to("ReportEventBatch");
  auto const& status = expect<ReportEventBatchCall>().events.at(1);
  EXPECT_THAT(status.misc_data, Contains("W=" + to_upper_string(guid(1))));
  EXPECT_THAT(status.misc_data, Contains("g=" + to_upper_string(guid(2))));
  EXPECT_THAT(status.misc_data, Contains("h=" + to_upper_string(guid(3))));
}

}  // namespace
}  // namespace wsus::agent::testing
