// Downloads, installs and their reports after a scan.
#include "client_sim/agent/update_session.hpp"

#include "client_sim/agent/update_plan.hpp"
#include "tests/unit/client_sim/agent/update_session_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using machine::UpdateProgress;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(Session, OfNoUpdatesAsksForNothing) {
  auto const result = run({});
  EXPECT_EQ(result.hresult, hr::ok);
  EXPECT_EQ(result.message, "Updates installed: 0, failed: 0, removed: 0.");
  EXPECT_THAT(requested, IsEmpty());
  EXPECT_THAT(batches, IsEmpty());
  EXPECT_THAT(log_text(), IsEmpty());
}

// Conforms: Agent.reports
TEST_F(Session, DownloadsInstallsAndReportsInTheCapturedOrder) {
  add(1, {file("one")});
  offer("one");
  auto const result = run({1});
  EXPECT_EQ(result.hresult, hr::ok);
  EXPECT_FALSE(result.reboot_required);
  ASSERT_THAT(result.updates, SizeIs(1));
  EXPECT_EQ(result.updates[0].progress, UpdateProgress::installed);
  EXPECT_EQ(result.updates[0].bytes, 3U);
  EXPECT_THAT(reported(), ElementsAre(167, 162, 181, 183));
  ASSERT_THAT(batches, SizeIs(2));
  EXPECT_THAT(event(162).misc_data, Contains("B=3"));
  for (int const id : {167, 162, 181, 183}) {
    EXPECT_EQ(event(id).update_id, guid(1)) << id;
    EXPECT_EQ(event(id).revision_number, 100) << id;
    EXPECT_EQ(event(id).hresult, 0) << id;
    EXPECT_THAT(event(id).replacement_strings, ElementsAre("Update 1")) << id;
  }
  auto const& store = machine.data_store();
  EXPECT_TRUE(store.installed_updates.contains(guid(1)));
  EXPECT_TRUE(store.updates.at(1).installed);
  EXPECT_FALSE(store.updates.at(1).needed);
  EXPECT_TRUE(store.evaluation_due);
  EXPECT_THAT(store.pending_events, IsEmpty());
}

TEST_F(Session, EventsOfADriverNameADeviceAndThoseOfSoftwareDoNot) {
  for (bool const is_driver : {true, false}) {
    SCOPED_TRACE(is_driver);
    batches.clear();
    add(1, {file("abc")}).list = is_driver ? machine::CacheList::driver : machine::CacheList::other;
    offer("abc");
    run({1});
    for (int const id : {167, 162}) EXPECT_EQ(event(id).device_id, is_driver ? "1" : "") << id;
    for (int const id : {181, 183}) EXPECT_EQ(event(id).device_id, is_driver ? to_string(guid(1)) : "") << id;
  }
}

TEST_F(Session, OfABundleDownloadsItsNeededChildrenAndReportsTheBundle) {
  auto& bundle = add(10, {});
  bundle.bundled_updates = {guid(11), guid(12)};
  add(11, {file("eleven")}, "Bundle");
  add(12, {file("twelve")}, "Bundle").needed = false;
  offer("eleven");
  ASSERT_EQ(run({10}).hresult, hr::ok);
  EXPECT_THAT(requested, ElementsAre(HasSubstr("eleven")));
  EXPECT_THAT(reported(), ElementsAre(167, 162, 181, 183));
  EXPECT_EQ(event(183).update_id, guid(10));
  EXPECT_THAT(event(183).misc_data, Contains("Q=2"));
  EXPECT_THAT(machine.data_store().installed_updates, ElementsAre(guid(10), guid(11)));
}

TEST_F(Session, ABundleWithoutAChildInTheCacheIsNotInstalled) {
  add(10, {}).bundled_updates = {guid(11)};
  EXPECT_EQ(run({10}).hresult, hr::dm_not_downloaded);
  EXPECT_THAT(machine.data_store().installed_updates, IsEmpty());
}

TEST_F(Session, UpdatesThatShareAFileAreBothInstalledAndItIsFetchedOnce) {
  add(1, {file("one")});
  add(2, {file("one")});
  offer("one");
  EXPECT_EQ(run({1, 2}).message, "Updates installed: 2, failed: 0, removed: 0.");
  EXPECT_THAT(requested, SizeIs(1));
  EXPECT_FALSE(machine.files().is_file(download_path(file("one")))) << "not kept after the installs";
}

TEST_F(Session, FilesBeyondTheRoomOfASessionFailTheirUpdatesAndNoOthers) {
  for (bool const is_small : {true, false}) {
    SCOPED_TRACE(is_small);
    requested.clear();
    machine.data_store().installed_updates.clear();
    for (auto const* text : {"one", "three", "four"}) offer(text);
    add(1, {file("one")});
    add(2, {file("three")});
    add(3, {file("four")});
    AgentSettings settings;
    settings.download.max_session_size = is_small ? 7 : 12;
    auto const result = run({1, 2, 3}, settings);
    EXPECT_EQ(result.hresult, is_small ? hr::disk_full : hr::ok);
    EXPECT_EQ(result.message, is_small ? "Updates installed: 2, failed: 1, removed: 0."
                                       : "Updates installed: 3, failed: 0, removed: 0.");
    EXPECT_EQ(result.updates[1].progress, is_small ? UpdateProgress::failed : UpdateProgress::installed);
    EXPECT_THAT(requested, SizeIs(is_small ? 2 : 3));
    if (is_small) {
      EXPECT_THAT(result.updates[1].message, HasSubstr("has room for 4 bytes"));
    }
  }
}

TEST_F(Session, EverySessionHasItsRoomAnew) {
  AgentSettings settings;
  settings.download.max_session_size = 3;
  for (auto const* text : {"one", "two"}) {
    add(1, {file(text)});
    offer(text);
    EXPECT_EQ(run({1}, settings).hresult, hr::ok) << text;
  }
}

TEST_F(Session, WhatIsNotNeededAnyMoreIsLeftAlone) {
  add(1, {file("one")}).needed = false;
  EXPECT_THAT(run({1}).updates, IsEmpty());
  EXPECT_THAT(requested, IsEmpty());
}

TEST_F(Session, AFileThatIsMissingFailsItsUpdateAndNoOther) {
  add(1, {file("one")});
  add(2, {file("two")});
  offer("two");
  auto const result = run({1, 2});
  EXPECT_EQ(result.hresult, 0x80244019U);
  EXPECT_EQ(result.updates[0].progress, UpdateProgress::failed);
  EXPECT_EQ(result.updates[1].progress, UpdateProgress::installed);
  EXPECT_THAT(reported(), ElementsAre(167, 161, 167, 162, 181, 183));
  EXPECT_EQ(static_cast<Hresult>(event(161).hresult), 0x80244019U);
  EXPECT_TRUE(machine.data_store().updates.at(1).needed) << "the next scan finds it again";
  EXPECT_THAT(log_text(), HasSubstr("hr = 0x80190194. File URL = http://wsus.lab.example:8530/Content/one HTTP/1.1 404 "
                                    "Not Found"));
  EXPECT_THAT(log_text(), HasSubstr("*FAILED* [80244019] Error occurred while downloading update " +
                                    to_upper_string(guid(1)) + ".100; notifying dependent calls."));
}

machine::UpdateFile license(std::string const& content) {
  auto text = file(content);
  text.is_license = true;
  return text;
}

TEST_F(Session, LicenseTermsThatAreMissingFailTheirUpdateBeforeItsFilesAreAskedFor) {
  add(1, {license("terms"), file("one")});
  add(2, {file("two")});
  offer("one");
  offer("two");
  auto const result = run({1, 2});
  EXPECT_EQ(result.hresult, 0x80240033U);
  ASSERT_THAT(result.updates[0].chain, SizeIs(2));
  EXPECT_EQ(result.updates[0].chain[0].code, 0x80244019U);
  EXPECT_EQ(result.updates[1].progress, UpdateProgress::installed);
  EXPECT_THAT(requested,
              ElementsAre("http://wsus.lab.example:8530/Content/terms", "http://wsus.lab.example:8530/Content/two"));
  EXPECT_THAT(reported(), ElementsAre(167, 161, 167, 162, 181, 183));
  EXPECT_THAT(log_text(), HasSubstr("Agent           WARNING: Fail to download eula file "
                                    "http://wsus.lab.example:8530/Content/terms with error 0x80244019\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("*FAILED* [80240033] ISusInternal:: GetEulaText\r\n"));
}

TEST_F(Session, LicenseTermsThatAreThereAreFetchedFirst) {
  add(1, {license("terms"), file("one")});
  offer("terms");
  offer("one");
  EXPECT_EQ(run({1}).hresult, hr::ok);
  EXPECT_THAT(requested,
              ElementsAre("http://wsus.lab.example:8530/Content/terms", "http://wsus.lab.example:8530/Content/terms",
                          "http://wsus.lab.example:8530/Content/one"));
  EXPECT_THAT(log_text(), ::testing::Not(HasSubstr("eula")));
}

TEST_F(Session, LicenseTermsNeedNoServiceThatFetchesFiles) {
  machine.services().set("dosvc", {machine::ServiceState::stopped, machine::StartType::disabled});
  add(1, {license("terms"), file("one")});
  offer("terms");
  EXPECT_NE(run({1}).hresult, 0x80240033U);
  EXPECT_THAT(requested, ::testing::Each("http://wsus.lab.example:8530/Content/terms"));
}

TEST_F(Session, WithoutAUrlEndsWith0x80246001AndAsksNobody) {
  auto without = file("one");
  without.url.clear();
  add(1, {without});
  EXPECT_EQ(run({1}).hresult, hr::dm_url_not_available);
  EXPECT_THAT(requested, IsEmpty());
}

TEST_F(Session, WrongBytesEndWith0x80246002AndAreNotKept) {
  add(1, {file("one")});
  content["http://wsus.lab.example:8530/Content/one"] = "two";
  EXPECT_EQ(run({1}).hresult, hr::dm_incorrect_file_hash);
  EXPECT_FALSE(machine.files().is_file(download_path(file("one"))));
}

// Conforms: Agent.reports
TEST_F(Session, AFailedInstallIs182WithCodeAndTitle) {
  add(1, {file("one")});
  offer("one");
  auto const result = run({1}, {.installer_exit_code = 1603});
  EXPECT_EQ(result.hresult, 0x80070643U);
  EXPECT_THAT(reported(), ElementsAre(167, 162, 181, 182));
  EXPECT_EQ(static_cast<Hresult>(event(182).hresult), 0x80070643U);
  EXPECT_THAT(event(182).replacement_strings, ElementsAre("0x80070643", "Update 1"));
  EXPECT_THAT(machine.data_store().installed_updates, IsEmpty());
  EXPECT_THAT(event(182).misc_data, Contains("C=0"));
  EXPECT_THAT(event(182).misc_data, Contains("F=0x00000000")) << "no other code is below that of the installer";
}

TEST_F(Session, AFailedInstallTellsOfTheFailuresBeforeIt) {
  add(1, {file("one")});
  offer("one");
  run({1}, {.installer_exit_code = 1603});
  batches.clear();
  run({1}, {.installer_exit_code = 1603});
  EXPECT_THAT(event(182).misc_data, Contains("C=1"));
  EXPECT_EQ(machine.data_store().updates.at(1).install_failures, 2U);
}

TEST_F(Session, AFailedDownloadTellsOfTheInnermostCode) {
  add(1, {file("one")});
  reachable = false;
  run({1});
  EXPECT_EQ(static_cast<Hresult>(event(161).hresult), 0x8024402CU);
  EXPECT_THAT(event(161).misc_data, Contains("F=0x80072EE7"));
  EXPECT_EQ(machine.data_store().updates.at(1).install_failures, 0U) << "a download is no install";
}

TEST_F(Session, WhatWasDownloadedIsNotFetchedAgain) {
  add(1, {file("one")});
  offer("one");
  ASSERT_NE(run({1}, {.installer_exit_code = 1603}).hresult, hr::ok);
  requested.clear();
  ASSERT_EQ(run({1}).hresult, hr::ok);
  EXPECT_THAT(requested, IsEmpty());
  EXPECT_FALSE(machine.files().is_file(download_path(file("one")))) << "not kept after the install";
}

// Conforms: Agent.reports
TEST_F(Session, ARestartIs201NowAnd202WhenItIsOver) {
  add(1, {file("one")}).details->reboot_required = true;
  offer("one");
  auto const result = run({1});
  EXPECT_EQ(result.hresult, hr::ok);
  EXPECT_TRUE(result.reboot_required);
  EXPECT_THAT(reported(), ElementsAre(167, 162, 181, 201));
  EXPECT_EQ(static_cast<Hresult>(event(201).hresult), 0x00240005U);
  auto& store = machine.data_store();
  EXPECT_THAT(store.installed_updates, IsEmpty());
  EXPECT_EQ(store.updates.at(1).progress, UpdateProgress::pending_reboot);

  complete_restart(machine);
  EXPECT_TRUE(store.installed_updates.contains(guid(1)));
  EXPECT_EQ(store.updates.at(1).progress, UpdateProgress::installed);
  ASSERT_THAT(store.pending_events, SizeIs(1));
  EXPECT_EQ(store.pending_events[0].event_id, 202);
  EXPECT_EQ(store.pending_events[0].source_id, 102);
}

TEST_F(Session, ARestartThatNothingWaitedForIsNoEvent) {
  add(1, {});
  complete_restart(machine);
  EXPECT_THAT(machine.data_store().pending_events, IsEmpty());
  EXPECT_THAT(machine.data_store().installed_updates, IsEmpty());
}

TEST_F(Session, UninstallTakesOffWhatTheInstallerPutOn) {
  auto& update = add(1, {}, "Uninstall");
  update.needed = false;
  update.installed = true;
  machine.data_store().installed_updates = {guid(1)};
  add(2, {}, "Uninstall");  // never installed here
  auto const result = run({});
  EXPECT_EQ(result.message, "Updates installed: 0, failed: 0, removed: 1.");
  EXPECT_THAT(reported(), ElementsAre(222));
  EXPECT_THAT(machine.data_store().installed_updates, IsEmpty());
  EXPECT_FALSE(machine.data_store().updates.at(1).installed);
  EXPECT_TRUE(machine.data_store().evaluation_due);
}

TEST_F(Session, OptionalUpdatesAreLeftToTheUser) {
  add(1, {file("one")}, "OptionalInstall");
  EXPECT_THAT(run({1}).updates, IsEmpty());
  EXPECT_THAT(requested, IsEmpty());
}

TEST_F(Session, AnUpdateWithoutExtendedInformationIsNotInstalled) {
  add(1, {}).details.reset();
  EXPECT_EQ(run({1}).hresult, hr::dm_not_downloaded);
  EXPECT_THAT(machine.data_store().installed_updates, IsEmpty());
}

TEST_F(Session, EventsThatNobodyTookStayPending) {
  add(1, {file("one")});
  offer("one");
  report_answer = Failure(HttpFailure{503, "Service Unavailable"});
  EXPECT_EQ(run({1}).hresult, hr::ok);
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(4));
  EXPECT_THAT(batches, SizeIs(2));
}

TEST_F(Session, WithoutAGoodCookieReportsNothing) {
  machine.data_store().cookie.reset();
  add(1, {file("one")});
  offer("one");
  EXPECT_EQ(run({1}).hresult, hr::ok);
  EXPECT_THAT(batches, IsEmpty());
  EXPECT_THAT(machine.data_store().pending_events, SizeIs(4));
}

TEST_F(Session, EndsWhenTheServiceStops) {
  add(1, {file("one")});
  UpdateSession session(machine, *log, {}, toy_digests(), {1});
  ASSERT_TRUE(std::holds_alternative<DownloadDue>(session.start()));
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  auto const end = session.resume_download();
  ASSERT_TRUE(std::holds_alternative<UpdatesFinished>(end));
  EXPECT_EQ(std::get<UpdatesFinished>(end).result.hresult, hr::service_stop);
}

TEST_F(Session, LogsTheDownloadAsW10Does) {
  add(1, {file("one")});
  offer("one");
  run({1});
  EXPECT_THAT(log_text(), HasSubstr("DownloadManager * START * Begin Downloading Updates [CallerId = AutomaticUpdates] "
                                    "[Call ID = {"));
  EXPECT_THAT(log_text(), HasSubstr("DownloadManager Updates to download = 1\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("Agent             Title = Update 1\r\n"));
}

class SessionOfWindows7 : public Session {
protected:
  SessionOfWindows7() : Session(machine::Profile::w7) {}
};

TEST_F(SessionOfWindows7, InstallsAFileWithoutSha256) {
  auto without = file("one");
  without.sha256.clear();
  add(1, {without});
  offer("one");
  EXPECT_EQ(run({1}).hresult, hr::ok);
}

class OldSession : public Session {
protected:
  OldSession() : Session(machine::Profile::w8) {}
};

TEST_F(OldSession, RefusesAFileWithoutSha256) {
  auto without = file("one");
  without.sha256.clear();
  add(1, {without});
  offer("one");
  EXPECT_EQ(run({1}).hresult, hr::dm_unknown_algorithm);
}

TEST_F(OldSession, LogsLicenseTermsThatAreMissing) {
  add(1, {license("terms"), file("one")});
  EXPECT_EQ(run({1}).hresult, 0x80240033U);
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\tWARNING: Fail to download eula file "
                                    "http://wsus.lab.example:8530/Content/terms with error 0x80244019\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tCOMAPI\tWARNING: ISusInternal::GetEulaText failed, hr=80240033\r\n"));
}

TEST_F(OldSession, LogsTheDownloadAndItsEvents) {
  add(1, {file("one")});
  run({1});
  EXPECT_THAT(log_text(), HasSubstr("\tDnldMgr\t  * Updates to download = 1\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\t161\t101\t{" + to_upper_string(guid(1)) +
                                    "}\t100\t80244019\tAutomaticUpdates\t"
                                    "Failure\tContent Download\tError: Download failed.\r\n"));
}

}  // namespace
}  // namespace wsus::agent::testing
