// Every field of an expectation: the exact problem when it differs, nothing when it does not.
#include "scenarios/runner/expectations.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using scenario::Expectation;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char const* fault_id = "8889e6f6-cc94-4b2b-9d0c-9818649a5dfc";

/// A scan that failed with a SOAP fault after two SyncUpdates.
Observation failed_scan() {
  report::ScanReport scan;
  scan.result.hresult = 0x80244007;
  scan.result.message = "The server answered with a fault";
  scan.result.chain = {{.code = 0x803D0013}, {.code = 0x80244007}};
  scan.result.last_fault = wusp::SoapFault{
      .error_code = "InvalidParameters",
      .message = "parameters.InstalledNonLeafUpdateIDs",
      .id = fault_id,
      .method = "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates\""};
  for (auto const* operation : {"GetCookie", "SyncUpdates", "SyncUpdates"})
    scan.calls.push_back({.operation = operation});
  return {.machine = "PC01",
          .server_url = "http://127.0.0.1:8530",
          .client_id = "client-1",
          .scans = {scan},
          .client_log = std::string("begin\r\nfault ") + fault_id + "\r\nend 0x80244007\r\n",
          .server_log = std::string("actor = http://127.0.0.1:8530/x, ID=") + fault_id + ", Client=client-1\n",
          .iis_log = "POST /x 500\n",
          .counters = {{"soap_faults", 1}}};
}

std::vector<std::string> problems(Expectation const& expected, Observation const& seen = failed_scan()) {
  std::vector<std::string> texts;
  for (auto const& problem : check(expected, {.file = "a.yaml", .line = 7, .path = "/verify/1"}, seen))
    texts.push_back(problem.text);
  return texts;
}

Expectation::Fault the_fault() {
  return {.operation = "SyncUpdates",
          .code = "Client",
          .error_code = "InvalidParameters",
          .message = "parameters.InstalledNonLeafUpdateIDs"};
}

TEST(Expectations, HoldWhenEverythingIsAsExpected) {
  EXPECT_THAT(problems({.hresult = 0x80244007,
                        .chain = {0x803D0013, 0x80244007},
                        .fault = the_fault(),
                        .calls = {"GetCookie", "SyncUpdates+"},
                        .updates_found = 0,
                        .client_log = {"begin", "fault {fault_id}", "0x80244007"},
                        .no_client_log = {"success"},
                        .server_log = {"actor = {server}/x, ID={fault_id}, Client={client_id}"},
                        .iis_log = {"POST * 500"},
                        .same_fault_id = true,
                        .counters = {{"soap_faults", 1}, {"refused", 0}}}),
              IsEmpty());
}

TEST(Expectations, NameBothHresultsWithTheirSymbols) {
  EXPECT_THAT(problems({.hresult = 0}),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected 0x00000000 S_OK, was 0x80244007 "
                          "WU_E_PT_SOAPCLIENT_SOAPFAULT: The server answered with a fault"));
}

TEST(Expectations, CompareTheWholeChain) {
  EXPECT_THAT(problems({.chain = {0x80244007}}),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected the chain 0x80244007, "
                          "was 0x803D0013 -> 0x80244007"));
}

TEST(Expectations, CompareEveryFieldOfTheFault) {
  auto fault = the_fault();
  fault.operation = "GetCookie";
  fault.message = "x";
  EXPECT_THAT(problems({.fault = fault}),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected a fault with operation 'GetCookie', was 'SyncUpdates'",
                          "a.yaml:7: /verify/1: PC01: expected a fault with message 'x', was "
                          "'parameters.InstalledNonLeafUpdateIDs'"));
}

TEST(Expectations, TakeTheOperationOfTheLastFaultyCallWhenTheFaultNamesNoMethod) {
  auto seen = failed_scan();
  seen.scans[0].result.last_fault->method.reset();
  seen.scans[0].calls[1].error_code = "InvalidParameters";
  EXPECT_THAT(problems({.fault = the_fault()}, seen), IsEmpty());
}

TEST(Expectations, SayThatThereWasNoFault) {
  auto seen = failed_scan();
  seen.scans[0].result.last_fault.reset();
  EXPECT_THAT(problems({.fault = the_fault()}, seen),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected a SOAP fault, there was none"));
}

TEST(Expectations, SayOnceThatThereWasNoScan) {
  auto seen = failed_scan();
  seen.scans.clear();
  EXPECT_THAT(problems({.hresult = 0, .updates_found = 3, .same_fault_id = true}, seen),
              ElementsAre("a.yaml:7: /verify/1: PC01: there was no scan to look at"));
}

TEST(Expectations, JudgeTheLastScan) {
  auto seen = failed_scan();
  seen.scans.push_back({.result = {.updates_found = 3}});
  EXPECT_THAT(problems({.hresult = 0, .updates_found = 3}, seen), IsEmpty());
}

TEST(Expectations, LookAtTheCallsOfAllScans) {
  auto seen = failed_scan();
  seen.scans.push_back({.calls = {{.operation = "ReportEventBatch"}}});
  EXPECT_THAT(problems({.calls = {"GetCookie", "SyncUpdates+", "ReportEventBatch"}}, seen), IsEmpty());
}

TEST(Expectations, TellWhereTheCallsPart) {
  EXPECT_THAT(
      problems({.calls = {"GetCookie", "SyncUpdates", "ReportEventBatch"}}),
      ElementsAre("a.yaml:7: /verify/1: PC01: expected the calls GetCookie, SyncUpdates, ReportEventBatch, were "
                  "GetCookie, SyncUpdates x 2; call 3 is SyncUpdates where ReportEventBatch would fit"));
}

TEST(Expectations, CompareTheUpdatesFound) {
  EXPECT_THAT(problems({.updates_found = 3}),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected 3 updates found, was 0"));
}

TEST(Expectations, TellWhatALogLacks) {
  EXPECT_THAT(problems({.client_log = {"begin", "cured"}, .server_log = {"warning"}, .iis_log = {"200"}}),
              ElementsAre("a.yaml:7: /verify/1: PC01: the client's log lacks 'cured' after 'begin'",
                          "a.yaml:7: /verify/1: PC01: SoftwareDistribution.log lacks 'warning'",
                          "a.yaml:7: /verify/1: PC01: the IIS log lacks '200'"));
}

TEST(Expectations, TellThatLinesAreOutOfOrder) {
  EXPECT_THAT(problems({.client_log = {"0x80244007", "begin"}}),
              ElementsAre("a.yaml:7: /verify/1: PC01: the client's log has out of order: 'begin' after '0x80244007'"));
}

TEST(Expectations, ShowTheLineThatMustNotBeThere) {
  EXPECT_THAT(
      problems({.no_client_log = {"end*7"}}),
      ElementsAre("a.yaml:7: /verify/1: PC01: the client's log must not have 'end*7', but has: end 0x80244007"));
}

TEST(Expectations, ShowTheLinesOfTheServerThatMustNotBeThere) {
  EXPECT_THAT(problems({.no_server_log = {"{fault_id}"}, .no_iis_log = {"POST", "GET /SelfUpdate"}}),
              ElementsAre(testing::ContainsRegex("SoftwareDistribution.log must not have '.*', but has: "),
                          testing::ContainsRegex("the IIS log must not have 'POST', but has: ")));
}

TEST(Expectations, SayWhenAPlaceholderHasNoValue) {
  auto seen = failed_scan();
  seen.scans[0].result.last_fault.reset();
  EXPECT_THAT(
      problems({.client_log = {"ID={fault_id}"}}, seen),
      ElementsAre("a.yaml:7: /verify/1: PC01: the client's log: 'ID={fault_id}' has no value for {fault_id}: the "
                  "last scan met no fault with an ID"));
}

TEST(Expectations, WantTheFaultIdInBothLogs) {
  auto seen = failed_scan();
  seen.client_log.clear();
  EXPECT_THAT(problems({.same_fault_id = true}, seen),
              ElementsAre("a.yaml:7: /verify/1: PC01: the fault ID 8889e6f6-cc94-4b2b-9d0c-9818649a5dfc is not in the "
                          "client's log"));
  seen = failed_scan();
  seen.server_log.clear();
  EXPECT_THAT(problems({.same_fault_id = true}, seen),
              ElementsAre("a.yaml:7: /verify/1: PC01: the fault ID 8889e6f6-cc94-4b2b-9d0c-9818649a5dfc is not in "
                          "SoftwareDistribution.log"));
}

TEST(Expectations, CompareTheListsOfTheFirstSyncUpdates) {
  auto seen = failed_scan();
  seen.sent = {{"OtherCachedUpdateIDs", 22'001}, {"CachedDriverIDs", 0}};
  EXPECT_THAT(problems({.sent = {{"OtherCachedUpdateIDs", 22'001}, {"CachedDriverIDs", 0}}}, seen), IsEmpty());
  EXPECT_THAT(problems({.sent = {{"OtherCachedUpdateIDs", 22'000}, {"CachedDriverIDs", 1}}}, seen),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected 1 entries in CachedDriverIDs, were 0",
                          "a.yaml:7: /verify/1: PC01: expected 22000 entries in OtherCachedUpdateIDs, were 22001"));
}

TEST(Expectations, SayThatNoListWasSent) {
  EXPECT_THAT(problems({.sent = {{"CachedDriverIDs", 0}, {"OtherCachedUpdateIDs", 0}}}),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected a SyncUpdates request, there was none"));
}

TEST(Expectations, CheckCountersAndTheirZeros) {
  EXPECT_THAT(problems({.counters = {{"refused", 1}, {"soap_faults", 0}}}),
              ElementsAre("a.yaml:7: /verify/1: PC01: expected counter refused to grow by 1, grew by 0",
                          "a.yaml:7: /verify/1: PC01: expected counter soap_faults to grow by 0, grew by 1"));
}

}  // namespace
}  // namespace wsus::lab
