// Updates and self-update checks of a simulated PC, with content handed out by a function.
#include "client_sim/app/simulated_pc.hpp"

#include "client_sim/app/cli.hpp"
#include "client_sim/transport/digests.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sstream>

namespace wsus::client {
namespace {

using test::FakeWsus;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

wusp::UtcTime const start_time = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z");
wusp::Guid const update_id = *wusp::parse_guid("11111111-2222-3333-4444-555555555555");

/// A port that answers every request with `content`, or with the part that is asked for.
ContentPort content_of(std::string content, std::vector<agent::ContentRequest>& requests) {
  return [content = std::move(content), &requests](auto const& next, auto const& answered, unsigned) {
    while (auto const request = next()) {
      requests.push_back(*request);
      agent::ContentAnswer answer{.status = 200, .total_size = content.size()};
      if (request->range) {
        answer.status = 206;
        answer.range = request->range;
        answer.body = content.substr(request->range->first, request->range->last - request->range->first + 1);
      } else if (!request->head) {
        answer.body = content;
      }
      answered(*request, answer);
    }
  };
}

/// A PC whose last scan found an update of one file; the fake server's scans keep it.
void add_needed_update(SimulatedPc& pc, std::string const& content) {
  auto const digests = transport::content_digests();
  auto& update = pc.machine().data_store().updates.edit()[5];
  update = {.revision_id = 5, .update_id = update_id, .revision_number = 200, .action = "Install", .needed = true};
  update.details = machine::UpdateDetails{.title = "A sample update",
                                          .files = {{.name = "a.exe",
                                                     .size = content.size(),
                                                     .sha1 = digests.sha1(content),
                                                     .sha256 = digests.sha256(content),
                                                     .url = "http://wsus/Content/a.exe"}}};
}

/// The fake answers GetExtendedUpdateInfo with an empty result, so that stored details stay.
std::map<std::string, std::string> empty_extended_info() {
  return {{"GetExtendedUpdateInfo",
           transport::test::answer("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                                   "<GetExtendedUpdateInfoResponse xmlns=\"http://www.microsoft.com/"
                                   "SoftwareDistribution/Server/ClientWebService\"><GetExtendedUpdateInfoResult/>"
                                   "</GetExtendedUpdateInfoResponse></s:Body></s:Envelope>")}};
}

TEST(SimulatedPcUpdate, DownloadsInstallsAndReportsAndTheNextScanFindsNothing) {
  FakeWsus server(empty_extended_info());
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
  std::string const content(3'000'000, 'x');
  add_needed_update(pc, content);
  std::vector<agent::ContentRequest> requests;
  pc.set_content_port(content_of(content, requests));

  auto const& report = pc.update();
  ASSERT_TRUE(report.update_result) << report.result.message;
  EXPECT_EQ(report::hresult_of(report), agent::hr::ok) << report.update_result->message;
  EXPECT_EQ(report.update_result->message, "Updates installed: 1, failed: 0, removed: 0.");
  EXPECT_THAT(requests, SizeIs(3));
  EXPECT_THAT(report.content, SizeIs(3));
  EXPECT_THAT(server.requests().back(), HasSubstr("183"));
  EXPECT_EQ(pc.scan().result.updates_found, 0U);
  EXPECT_THAT(server.requests().back(), HasSubstr("V=" + wusp::to_upper_string(update_id)));
}

TEST(SimulatedPcUpdate, AWayThatFetchesNothingFailsTheDownload) {
  FakeWsus server(empty_extended_info());
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
  add_needed_update(pc, "content");
  pc.set_content_port([](auto const&, auto const&, unsigned) {});
  EXPECT_EQ(report::hresult_of(pc.update()), 0x80246008U) << "a port that fetches nothing does not hang";
}

TEST(SimulatedPcUpdate, OfAScanThatFailedDownloadsNothing) {
  FakeWsus server({{"SyncUpdates", test::captured_fault()}});
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  std::vector<agent::ContentRequest> requests;
  pc.set_content_port(content_of("content", requests));
  auto const& report = pc.update();
  EXPECT_EQ(report::hresult_of(report), 0x80244007U);
  EXPECT_FALSE(report.update_result);
  EXPECT_THAT(requests, IsEmpty());
}

TEST(SimulatedPcUpdate, IsWhatTheAgentsToolsStart) {
  for (auto const* line : {"wuauclt /updatenow", "usoclient ScanInstallWait"}) {
    FakeWsus server(empty_extended_info());
    wusp::ManualClock const clock(start_time);
    SimulatedPc pc({.server_url = server.url()}, clock);
    ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
    add_needed_update(pc, "content");
    std::vector<agent::ContentRequest> requests;
    pc.set_content_port(content_of("content", requests));
    EXPECT_EQ(pc.type_command(line).exit_code, 0) << line;
    ASSERT_THAT(pc.scans(), SizeIs(2)) << line;
    ASSERT_TRUE(pc.scans().back().update_result) << line;
    EXPECT_EQ(pc.scans().back().update_result->message, "Updates installed: 1, failed: 0, removed: 0.") << line;
  }
}

/// What the shell prints for a line at a PC whose update can be had or not.
std::string shell_text(std::string const& line, bool can_be_had) {
  FakeWsus server(empty_extended_info());
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  EXPECT_EQ(pc.scan().result.hresult, agent::hr::ok);
  add_needed_update(pc, "content");
  std::vector<agent::ContentRequest> requests;
  pc.set_content_port(content_of(can_be_had ? "content" : "counter", requests));
  std::istringstream in(line + "\n");
  std::ostringstream out;
  EXPECT_EQ(run_shell(pc, {}, in, out, true), 0) << "the real command says nothing of how it ends";
  return out.str();
}

TEST(SimulatedPcUpdate, FromThePromptSaysWhatBecameOfEachUpdate) {
  for (auto const* line : {"wuauclt /updatenow", "usoclient ScanInstallWait"}) {
    EXPECT_THAT(shell_text(line, true), HasSubstr("(wua-sim) the scan ended with 0x00000000 S_OK\n"
                                                  "(wua-sim) the update ended with 0x00000000 S_OK\n"
                                                  "Updates installed: 1, failed: 0, removed: 0.\n"
                                                  "  A sample update  7 bytes  installed\n\n"));
    EXPECT_THAT(shell_text(line, false),
                HasSubstr("(wua-sim) the scan ended with 0x00000000 S_OK\n"
                          "(wua-sim) the update ended with 0x80246002 WU_E_DM_INCORRECTFILEHASH\n"
                          "Updates installed: 0, failed: 1, removed: 0.\n"
                          "  A sample update  0 bytes  failed, 0x80246002 WU_E_DM_INCORRECTFILEHASH: "));
  }
  EXPECT_THAT(shell_text("wuauclt /detectnow", true), testing::Not(HasSubstr("the update ended"))) << "a scan alone";
}

TEST(SimulatedPcUpdate, ADetectionInstallsNothing) {
  FakeWsus server(empty_extended_info());
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
  add_needed_update(pc, "content");
  pc.type_command("wuauclt /detectnow");
  EXPECT_FALSE(pc.scans().back().update_result);
  EXPECT_EQ(pc.scans().back().result.updates_found, 1U);
}

TEST(SimulatedPcFacts, RegAddMakesADetectoidTrueAtTheNextScan) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
  pc.machine().data_store().updates.edit()[9] = {
      .revision_id = 9,
      .update_id = update_id,
      .revision_number = 1,
      .is_leaf = false,
      .action = "Evaluate",
      .core_xml = std::make_shared<std::string const>(
          R"(<UpdateIdentity UpdateID="11111111-2222-3333-4444-555555555555" RevisionNumber="1" />)"
          R"(<Properties UpdateType="Detectoid" /><ApplicabilityRules><IsInstalled>)"
          R"(<b.RegDword Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Lab" Value="Feature" Comparison="EqualTo" Data="1" />)"
          R"(</IsInstalled></ApplicabilityRules>)")};
  auto const& detectoid = pc.machine().data_store().updates.at(9);
  pc.scan();
  EXPECT_FALSE(detectoid.installed);
  ASSERT_EQ(pc.type_command(R"(reg add HKLM\SOFTWARE\Lab /v Feature /t REG_DWORD /d 1 /f)").exit_code, 0);
  EXPECT_EQ(pc.scan().result.evaluated, 1U);
  EXPECT_TRUE(detectoid.installed);
  EXPECT_THAT(server.requests(), Contains(HasSubstr("<InstalledNonLeafUpdateIDs><int>9</int>")));
  EXPECT_EQ(pc.scan().result.evaluated, 0U) << "nothing has changed since";
  ASSERT_EQ(pc.type_command(R"(reg delete HKLM\SOFTWARE\Lab /f)").exit_code, 0);
  pc.scan();
  EXPECT_FALSE(detectoid.installed);
}

TEST(SimulatedPcUpdate, RestartCompletesWhatWaitedForIt) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  add_needed_update(pc, "content");
  pc.machine().data_store().updates.edit().at(5).progress = machine::UpdateProgress::pending_reboot;
  pc.type_command("net stop wuauserv");
  pc.type_command("net start wuauserv");
  EXPECT_THAT(pc.machine().data_store().installed_updates, IsEmpty()) << "a service is not Windows";
  pc.type_command("shutdown /r /t 0");
  EXPECT_THAT(pc.machine().data_store().installed_updates, testing::ElementsAre(update_id));
}

TEST(SimulatedPcUpdate, InstalledUpdatesOutliveTheDataStore) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  pc.machine().data_store().installed_updates = {update_id};
  pc.type_command("net stop wuauserv");
  pc.type_command(R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)");
  EXPECT_TRUE(pc.machine().data_store().server_url.empty());
  EXPECT_THAT(pc.machine().data_store().installed_updates, testing::ElementsAre(update_id));
}

TEST(SimulatedPcSelfUpdate, IsCheckedByW8WithAPortAndNeverByW10) {
  for (auto const profile : {machine::Profile::w8, machine::Profile::w10}) {
    FakeWsus server;
    wusp::ManualClock const clock(start_time);
    SimulatedPc pc({.profile = profile, .server_url = server.url()}, clock);
    std::vector<agent::ContentRequest> requests;
    pc.set_content_port(content_of("WSUS Fault Lab wuident\r\n", requests));
    EXPECT_EQ(pc.scan().result.hresult, agent::hr::ok);
    EXPECT_EQ(requests.size(), profile == machine::Profile::w8 ? 2U : 0U);
  }
}

TEST(SimulatedPcSelfUpdate, ThatFailsSendsNoSoapCall) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.profile = machine::Profile::w8, .server_url = server.url()}, clock);
  pc.set_content_port([](auto const& next, auto const& answered, unsigned) {
    while (auto const request = next()) answered(*request, agent::ContentAnswer{.status = 404});
  });
  EXPECT_EQ(pc.scan().result.hresult, 0x80244019U);
  EXPECT_THAT(server.operations(), IsEmpty());
}

}  // namespace
}  // namespace wsus::client
