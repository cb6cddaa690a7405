// Reports of a failed and a healthy scan, character for character.
#include "client_sim/report/scan_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace wsus::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto client_url = "http://wsus:8530/ClientWebService/client.asmx";

CallRecord call(std::string operation, std::optional<unsigned> status = 200) {
  return {.service = "ClientWebService", .operation = std::move(operation), .url = client_url, .status = status};
}

ScanReport failed_scan() {
  ScanReport report;
  report.result.hresult = agent::hr::pt_soap_fault;
  report.result.message = "The server answered SyncUpdates with a SOAP fault.";
  report.result.chain = {{.code = agent::hr::ws_endpoint_fault_received,
                          .symbol = "WS_E_ENDPOINT_FAULT_RECEIVED",
                          .what = "InvalidParameters"},
                         {.code = agent::hr::pt_soap_fault, .symbol = "WU_E_PT_SOAPCLIENT_SOAPFAULT", .what = ""}};
  report.calls = {call("GetConfig"), call("SyncUpdates"), call("SyncUpdates"), call("SyncUpdates", 500)};
  report.calls.back().error_code = "InvalidParameters";
  return report;
}

ScanReport healthy_scan() {
  ScanReport report;
  report.result.message = "The scan succeeded.";
  report.result.updates_found = 3;
  report.calls = {call("SyncUpdates")};
  return report;
}

TEST(ScanReportText, AFailureNamesCodeChainAndCalls) {
  EXPECT_EQ(to_text(failed_scan()), "0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n"
                                    "The server answered SyncUpdates with a SOAP fault.\n"
                                    "Chain:\n"
                                    "     0x803D0013 WS_E_ENDPOINT_FAULT_RECEIVED: InvalidParameters\n"
                                    "  -> 0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n"
                                    "Calls:\n"
                                    "  ClientWebService/GetConfig        200\n"
                                    "  ClientWebService/SyncUpdates x 2  200\n"
                                    "  ClientWebService/SyncUpdates      500 InvalidParameters\n");
}

TEST(ScanReportText, SuccessNamesTheNumberOfUpdates) {
  EXPECT_EQ(to_text(healthy_scan()), "0x00000000 S_OK\n"
                                     "The scan succeeded.\n"
                                     "Calls:\n"
                                     "  ClientWebService/SyncUpdates  200\n"
                                     "Updates found: 3\n");
}

TEST(ScanReportText, ACallWithoutAnAnswerSaysSo) {
  auto report = failed_scan();
  report.calls = {call("GetConfig", std::nullopt)};
  EXPECT_THAT(to_text(report), HasSubstr("  ClientWebService/GetConfig  no answer\n"));
  report.calls.clear();
  EXPECT_THAT(to_text(report), HasSubstr("Calls: none\n"));
}

TEST(ScanReportText, OnlyEqualCallsInARowAreOneLine) {
  auto report = healthy_scan();
  report.calls.assign(14, call("SyncUpdates"));
  EXPECT_THAT(to_text(report), HasSubstr("  ClientWebService/SyncUpdates x 14  200\n"));
  report.calls[7] = call("RefreshCache");
  EXPECT_THAT(to_text(report), HasSubstr("SyncUpdates x 7  200\n  ClientWebService/RefreshCache     200\n"
                                         "  ClientWebService/SyncUpdates x 6  200\n"));
  report.calls = {call("SyncUpdates"), call("SyncUpdates")};
  report.calls[1].url = "http://other/ClientWebService/client.asmx";
  EXPECT_THAT(to_text(report), Not(HasSubstr(" x 2")));
}

TEST(ScanReportText, AnUnknownCodeIsStillShown) {
  ScanReport report;
  report.result.hresult = 0x8BADF00D;
  EXPECT_EQ(to_text(report), "0x8BADF00D UNKNOWN\nCalls: none\n");
}

TEST(ScanReportJson, AFailureIsWholeInOneDocument) {
  EXPECT_EQ(
      to_json(failed_scan()),
      R"({"hresult":"0x80244007","symbol":"WU_E_PT_SOAPCLIENT_SOAPFAULT",)"
      R"("message":"The server answered SyncUpdates with a SOAP fault.",)"
      R"("chain":[{"hresult":"0x803D0013","symbol":"WS_E_ENDPOINT_FAULT_RECEIVED","message":"InvalidParameters"},)"
      R"({"hresult":"0x80244007","symbol":"WU_E_PT_SOAPCLIENT_SOAPFAULT","message":""}],)"
      R"("updates_found":0,"calls":[)"
      R"({"service":"ClientWebService","operation":"GetConfig","url":"http://wsus:8530/ClientWebService/client.asmx","status":200,"error_code":null},)"
      R"({"service":"ClientWebService","operation":"SyncUpdates","url":"http://wsus:8530/ClientWebService/client.asmx","status":200,"error_code":null},)"
      R"({"service":"ClientWebService","operation":"SyncUpdates","url":"http://wsus:8530/ClientWebService/client.asmx","status":200,"error_code":null},)"
      R"({"service":"ClientWebService","operation":"SyncUpdates","url":"http://wsus:8530/ClientWebService/client.asmx","status":500,"error_code":"InvalidParameters"}]})"
      "\n");
}

ScanReport update_report() {
  auto report = healthy_scan();
  report.content = {{.url = "http://wsus:8530/Content/a", .range = "0-1048575", .status = 206},
                    {.url = "http://wsus:8530/Content/b", .head = true}};
  auto& result = report.update_result.emplace();
  result.hresult = agent::hr::dm_not_downloaded;
  result.message = "Updates installed: 1, failed: 1, removed: 1.";
  result.reboot_required = true;
  using machine::UpdateProgress;
  result.updates = {{.revision_number = 200,
                     .title = "Security Update (KB5000001)",
                     .progress = UpdateProgress::pending_reboot,
                     .bytes = 3'000'000},
                    {.title = "Caf\xC3\xA9",
                     .progress = UpdateProgress::failed,
                     .hresult = agent::hr::dm_not_downloaded,
                     .message = "The file a.exe has not been downloaded",
                     .chain = {{.code = agent::hr::dm_not_downloaded, .symbol = "WU_E_DM_NOTDOWNLOADED", .what = ""}}},
                    {.title = "Old", .removed = true}};
  return report;
}

TEST(ScanReportText, AnUpdateIsOneLineWithTitleBytesAndResult) {
  auto const text = to_text(update_report());
  EXPECT_THAT(text, testing::EndsWith("Updates found: 3\n"
                                      "Content requests: 2\n"
                                      "Updates installed: 1, failed: 1, removed: 1.\n"
                                      "  Security Update (KB5000001)  3000000 bytes  restart needed\n"
                                      "  Caf\xC3\xA9                               0 bytes  failed, 0x80246007 "
                                      "WU_E_DM_NOTDOWNLOADED: The file a.exe has not been downloaded\n"
                                      "  Old                                0 bytes  removed\n"));
}

TEST(ScanReportText, ATitleNeitherSteersTheTerminalNorRunsOutOfIt) {
  ScanReport report;
  report.update_result = agent::UpdateResult{
      .updates = {{.title = "a\x1b[2J\r\nb"}, {.title = std::string(70, 'x')}, {.title = std::string(60, 'y')}}};
  auto const text = to_text(report);
  EXPECT_THAT(text, HasSubstr("  a [2J  b "));
  EXPECT_THAT(text, HasSubstr("  " + std::string(57, 'x') + "...  0 bytes  not begun\n"));
  EXPECT_THAT(text, HasSubstr("  " + std::string(60, 'y') + "  0 bytes  not begun\n"));
}

TEST(ScanReportText, NothingThatAServerWroteSteersTheTerminalOrBeginsALine) {
  auto report = update_report();
  report.update_result->updates[1].message = "The file a\x1b[2J\n0x00000000 S_OK has not been downloaded";
  report.calls = {{.service = "ClientWebService", .operation = "GetConfig", .status = 500, .error_code = "A\r\nB"}};
  report.result.chain = {{.code = 0x80240439, .symbol = "X", .what = "un\tclear\n"}};
  auto const text = to_text(report);
  EXPECT_THAT(text, HasSubstr("The file a [2J 0x00000000 S_OK has not been downloaded\n"));
  EXPECT_THAT(text, HasSubstr("500 A  B\n"));
  EXPECT_THAT(text, HasSubstr("X: un clear \n"));
}

TEST(ScanReportText, BeginsWithTheCodeOfTheWhole) {
  EXPECT_THAT(to_text(update_report()), testing::StartsWith("0x80246007 WU_E_DM_NOTDOWNLOADED\n"));
  EXPECT_THAT(to_text(healthy_scan()), testing::StartsWith("0x00000000 S_OK\n"));
}

TEST(ScanReportText, WithoutAnUpdateHasNoLinesOfOne) {
  EXPECT_THAT(to_text(healthy_scan()), Not(HasSubstr("bytes")));
  EXPECT_THAT(to_json(healthy_scan()), Not(HasSubstr("reboot_required")));
}

TEST(ScanReportJson, AnUpdateFollowsTheScanWhole) {
  EXPECT_THAT(
      to_json(update_report()),
      testing::EndsWith(
          R"("update":{"hresult":"0x80246007","symbol":"WU_E_DM_NOTDOWNLOADED",)"
          R"("message":"Updates installed: 1, failed: 1, removed: 1.","reboot_required":true,"updates":[)"
          R"({"update_id":"00000000-0000-0000-0000-000000000000","revision_number":200,)"
          R"j("title":"Security Update (KB5000001)","progress":"pending_reboot","hresult":"0x00000000","symbol":"S_OK",)j"
          R"("message":"","chain":[],"bytes":3000000},)"
          R"({"update_id":"00000000-0000-0000-0000-000000000000","revision_number":0,"title":"Café","progress":"failed",)"
          R"("hresult":"0x80246007","symbol":"WU_E_DM_NOTDOWNLOADED","message":"The file a.exe has not been downloaded",)"
          R"("chain":[{"hresult":"0x80246007","symbol":"WU_E_DM_NOTDOWNLOADED","message":""}],"bytes":0},)"
          R"({"update_id":"00000000-0000-0000-0000-000000000000","revision_number":0,"title":"Old","progress":"removed",)"
          R"("hresult":"0x00000000","symbol":"S_OK","message":"","chain":[],"bytes":0}]},)"
          R"("content":[{"url":"http://wsus:8530/Content/a","method":"GET","range":"0-1048575","status":206},)"
          R"({"url":"http://wsus:8530/Content/b","method":"HEAD","range":"","status":null}]})"
          "\n"));
}

TEST(ScanReport, TheHresultOfTheWholeIsTheScansOrThatOfTheUpdate) {
  EXPECT_EQ(hresult_of(update_report()), agent::hr::dm_not_downloaded);
  auto failed = update_report();
  failed.result.hresult = agent::hr::pt_soap_fault;
  EXPECT_EQ(hresult_of(failed), agent::hr::pt_soap_fault);
  EXPECT_EQ(hresult_of(healthy_scan()), agent::hr::ok);
}

TEST(ScanReportJson, SuccessIsZeroWithItsSymbol) {
  ScanReport report;
  report.result.updates_found = 3;
  report.calls = {{.service = "SimpleAuthWebService", .operation = "GetAuthorizationCookie", .url = "http://\"x\""}};
  EXPECT_EQ(to_json(report), R"({"hresult":"0x00000000","symbol":"S_OK","message":"","chain":[],"updates_found":3,)"
                             R"("calls":[{"service":"SimpleAuthWebService","operation":"GetAuthorizationCookie",)"
                             R"("url":"http://\"x\"","status":null,"error_code":null}]})"
                             "\n");
}

}  // namespace
}  // namespace wsus::report
