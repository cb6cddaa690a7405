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
