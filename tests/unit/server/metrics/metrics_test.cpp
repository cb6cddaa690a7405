// Proves which series are counted, in which text, and that nothing a client sends makes new ones.
#include "server/metrics/metrics.hpp"

#include "wsdl/wusp/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

namespace wsus::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

journal::Entry call(std::string operation, unsigned status = 200, std::string error_code = {}) {
  journal::Entry entry;
  entry.method = "POST";
  entry.operation = std::move(operation);
  entry.status = status;
  entry.error_code = std::move(error_code);
  entry.duration = std::chrono::microseconds(700);
  return entry;
}

std::size_t lines(std::string const& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(Metrics, RequestsAreCountedByOperationStatusAndErrorCode) {
  journal::Journal journal;
  Metrics const metrics(journal, {});
  journal.add(call("SyncUpdates"));
  journal.add(call("SyncUpdates"));
  journal.add(call("SyncUpdates", 500, "ServerBusy"));
  journal.add(call("", 404));
  auto const text = metrics.text();
  EXPECT_THAT(text, HasSubstr("# TYPE wsus_requests_total counter\n"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_requests_total{error_code="none",operation="SyncUpdates",status="200"} 2)"));
  EXPECT_THAT(text,
              HasSubstr(R"(wsus_requests_total{error_code="ServerBusy",operation="SyncUpdates",status="500"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_requests_total{error_code="none",operation="none",status="404"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_request_duration_seconds_bucket{operation="SyncUpdates",le="0.0005"} 0)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_request_duration_seconds_bucket{operation="SyncUpdates",le="0.001"} 3)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_request_duration_seconds_count{operation="SyncUpdates"} 3)"));
}

TEST(Metrics, EveryOperationThatARequestCanHaveIsNamed) {
  journal::Journal journal;
  Metrics const metrics(journal, {});
  for (auto const& operation : wusp::operations()) journal.add(call(std::string(operation.name)));
  journal.add(call("Ping"));
  auto const text = metrics.text();
  EXPECT_THAT(text, Not(HasSubstr(R"(operation="other")")));
  EXPECT_THAT(text, HasSubstr(R"(wsus_requests_total{error_code="none",operation="Ping",status="200"} 1)"));
}

TEST(Metrics, FaultsAndReportedCodesAreCountedByKind) {
  journal::Journal journal;
  Metrics const metrics(journal, {});
  EXPECT_THAT(metrics.text(), Not(HasSubstr("wsus_faults_injected_total{")));
  auto entry = call("ReportEventBatch");
  entry.injected = {{.rule = "any name", .kind = "reset"}, {.rule = "other", .kind = "reset"}};
  entry.reported_hresults = {static_cast<std::int32_t>(0x80240016), static_cast<std::int32_t>(0x80070643), 17};
  journal.add(entry);
  auto const text = metrics.text();
  EXPECT_THAT(text, HasSubstr(R"(wsus_faults_injected_total{fault="reset"} 2)"));
  EXPECT_THAT(text, Not(HasSubstr("any name")));
  EXPECT_THAT(text, HasSubstr(R"(wsus_hresults_reported_total{hresult="0x80240016"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_hresults_reported_total{hresult="other"} 1)"));
}

TEST(Metrics, AConnectionThatNeverAskedIsNoRequest) {
  journal::Journal journal;
  Metrics const metrics(journal, {});
  journal::Entry entry;
  entry.injected = {{.rule = "r", .kind = "refuse"}};
  journal.add(entry);
  EXPECT_THAT(metrics.text(), Not(HasSubstr("wsus_requests_total{")));
  EXPECT_THAT(metrics.text(), HasSubstr(R"(wsus_faults_injected_total{fault="refuse"} 1)"));
}

TEST(Metrics, RefusalsAreCountedAlsoOfWhatWasNoHttp) {
  journal::Journal journal;
  Metrics const metrics(journal, {});
  EXPECT_THAT(metrics.text(), HasSubstr("wsus_requests_refused_total 0\n"));
  auto refused = call("", 404);
  refused.refused = "no such address";
  journal.add(refused);
  journal::Entry unreadable;
  unreadable.status = 400;
  unreadable.refused = "not an HTTP request";
  journal.add(unreadable);
  journal.add(call("SyncUpdates"));
  auto const text = metrics.text();
  EXPECT_THAT(text, HasSubstr("wsus_requests_refused_total 2\n"));
  EXPECT_EQ(journal.counter("refused"), 2u);
  EXPECT_THAT(text, Not(HasSubstr(R"(status="400")"))) << "a request has a method";
}

TEST(Metrics, WhatClientsAndRulesMakeUpMakesNoNewSeries) {
  journal::Journal journal;
  Metrics const metrics(journal, {});
  auto const hostile = [](int i) {
    auto entry = call(fmt::format("Operation\"\n{}", i), 600 + static_cast<unsigned>(i), fmt::format("Code{}", i));
    entry.method = fmt::format("M{}", i);
    entry.target = fmt::format("/{}", i);
    entry.client_id = fmt::format("{}", i);
    entry.injected = {{.rule = fmt::format("r{}", i), .kind = fmt::format("k{}", i)}};
    entry.reported_hresults = {i};
    return entry;
  };
  journal.add(hostile(0));
  auto const before = lines(metrics.text());
  for (int i = 1; i < 1'000; ++i) journal.add(hostile(i));
  auto const text = metrics.text();
  EXPECT_EQ(lines(text), before) << text;
  EXPECT_THAT(text, HasSubstr(R"(wsus_requests_total{error_code="other",operation="other",status="other"} 1000)"));
}

TEST(Metrics, WhatIsLookedUpIsAskedAtEachCall) {
  journal::Journal journal;
  Observed observed;
  Metrics const metrics(journal,
                        {.version = "1.2", .start_seconds = 1'700'000'000, .observe = [&] { return observed; }});
  observed.connections = {{.name = "http", .total = 5, .open = 2}};
  observed.pools = {{.name = "WsusPool", .is_started = false, .waiting = 4}};
  observed.computers = 3;
  auto const text = metrics.text();
  EXPECT_THAT(text, HasSubstr(R"(wsus_connections_total{listener="http"} 5)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_connections_open{listener="http"} 2)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_pool_queue{pool="WsusPool"} 4)"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_pool_started{pool="WsusPool"} 0)"));
  observed.pools = {{.name = "a \"pool\"\\\n", .is_started = true, .waiting = 1}};
  EXPECT_THAT(metrics.text(), HasSubstr(R"(wsus_pool_queue{pool="a \"pool\"\\\n"} 1)"));
  EXPECT_THAT(text, HasSubstr("wsus_computers 3\n"));
  EXPECT_THAT(text, HasSubstr("process_start_time_seconds 1700000000\n"));
  EXPECT_THAT(text, HasSubstr(R"(wsus_build_info{version="1.2"} 1)"));
}

}  // namespace
}  // namespace wsus::metrics
