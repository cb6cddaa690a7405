// Errors below SOAP, at every step of a scan in turn.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::IsEmpty;

class NetworkTrouble : public ScanFixture {
protected:
  NetworkTrouble() { server.pages = {{category(1)}, {missing_update(2)}}; }

  struct Run {
    ScanResult result{};
    std::string failed_operation{};
    int calls = 0;
  };

  /// A cold scan whose call number `n` (from 1) fails; `failure` is given as often as the call is repeated.
  Run scan_with_failure_at(int n, Failure const& failure) {
    machine.data_store() = {};
    auto const pages = server.pages;
    server = {};
    server.pages = pages;
    Run run;
    start();
    for (int call = 1; !is_finished(); ++call) {
      run.calls = call;
      if (call != n) {
        give_healthy();
        continue;
      }
      run.failed_operation = operation_of(action);
      for (unsigned attempt = 1; attempt < repeats(failure); ++attempt) {
        give(failure);
        EXPECT_EQ(operation_of(action), run.failed_operation);
      }
      give(failure);
    }
    run.result = result();
    return run;
  }

  static unsigned repeats(Failure const& failure) {
    auto const* transport = std::get_if<TransportFailure>(&failure);
    return transport != nullptr && transport->error != 12156 ? AgentSettings{}.attempts_per_call : 1;
  }
};

struct Row {
  Failure failure;
  Hresult code;
};

TEST_F(NetworkTrouble, AtAnyStepEndsTheScanWithItsCodeAndTheNextScanSucceeds) {
  Row const rows[] = {
      {TransportFailure{12029, "refused"}, 0x80072EFD},        {TransportFailure{12002, "timed out"}, 0x80072EE2},
      {TransportFailure{12007, "unknown host"}, 0x8024402C},   {TransportFailure{12156, "loop", true}, 0x80244007},
      {TransportFailure{12156, "to http"}, 0x80072F7C},        {HttpFailure{503, "Service Unavailable"}, 0x80244022},
      {HttpFailure{500, "Internal Server Error"}, 0x8024401F}, {MalformedReply{"no envelope"}, 0x80240439}};
  for (auto const& row : rows) {
    SCOPED_TRACE(to_hex(row.code));
    int n = 1;
    for (;; ++n) {
      ASSERT_LT(n, 50);
      auto const run = scan_with_failure_at(n, row.failure);
      if (run.result.hresult == hr::ok) {
        EXPECT_EQ(run.failed_operation, "ReportEventBatch");  // the only call that may fail without harm
        EXPECT_EQ(machine.data_store().pending_events.size(), 2U);
        break;
      }
      EXPECT_EQ(run.result.hresult, row.code) << run.failed_operation;
      EXPECT_EQ(run.result.chain.back().code, row.code);
      start();
      EXPECT_EQ(finish().hresult, hr::ok) << "after a failed " << run.failed_operation;
      EXPECT_THAT(machine.data_store().pending_events, IsEmpty());
    }
    EXPECT_GT(n, 7);
  }
}

TEST_F(NetworkTrouble, ThatPassesIsOvercomeByTheNextAttempt) {
  start();
  run_to("SyncUpdates");
  auto const trips = [&] { return operation_of(action); };
  give(TransportFailure{12030, "reset"});
  EXPECT_EQ(trips(), "SyncUpdates");
  give(TransportFailure{12030, "reset"});
  EXPECT_EQ(trips(), "SyncUpdates");
  EXPECT_EQ(finish().hresult, hr::ok);
}

TEST_F(NetworkTrouble, AttemptsAreCountedForEachCall) {
  start({.attempts_per_call = 2});
  while (operation_of(action) != "ReportEventBatch") {
    give(TransportFailure{12002, "timed out"});
    give_healthy();
  }
  EXPECT_EQ(finish().hresult, hr::ok);
}

TEST_F(NetworkTrouble, RepeatedCallIsTheSameCall) {
  server.pages = {{category(1), category(2)}};
  start();
  run_to("SyncUpdates");
  give_healthy();
  auto const first = expect<SyncUpdatesCall>();
  give(TransportFailure{12002, "timed out"});
  EXPECT_EQ(expect<SyncUpdatesCall>().installed_non_leaf, first.installed_non_leaf);
  EXPECT_EQ(url(), client_url);
}

TEST_F(NetworkTrouble, AnswersOfTheWrongKindAreMalformed) {
  start();
  give(CookieReply{});
  EXPECT_EQ(result().hresult, hr::pt_invalid_format);
  EXPECT_EQ(result().message, "GetConfig at http://wsus.lab.example:8530/ClientWebService/client.asmx failed: The "
                              "answer does not belong to GetConfig.");
}

TEST_F(NetworkTrouble, AFailedRedirectIsNotRepeatedAndARefusedConnectionIs) {
  for (bool const loop : {true, false}) {
    start({.attempts_per_call = 3});
    give(TransportFailure{.error = 12156, .what = "redirects", .redirect_loop = loop});
    EXPECT_TRUE(is_finished());
  }
  start({.attempts_per_call = 3});
  for (int repeats = 0; repeats < 2; ++repeats) {
    give(TransportFailure{12029, "refused"});
    EXPECT_EQ(operation_of(action), "GetConfig");
  }
  give(TransportFailure{12029, "refused"});
  EXPECT_TRUE(is_finished());
}

TEST_F(NetworkTrouble, ARefusedRedirectIsNoLoopAndKeepsItsOwnCode) {
  start();
  give(TransportFailure{.error = 12156, .what = "from https to http", .redirect_loop = false});
  EXPECT_EQ(result().hresult, 0x80072F7CU);
}

TEST_F(NetworkTrouble, RedirectLoopEndsWithTheCodeOfTheSettings) {
  TransportFailure const loop{.error = 12156, .what = "11 redirects", .redirect_loop = true};
  start({.attempts_per_call = 1});
  give(loop);
  EXPECT_EQ(result().hresult, hr::pt_soap_fault);
  EXPECT_EQ(result().chain.front().code, 0x80072F7CU);
  start({.attempts_per_call = 1, .mapping = {.redirect_loop_hresult = 0x80072F7C}});
  give(loop);
  EXPECT_EQ(result().hresult, 0x80072F7CU);
}

}  // namespace
}  // namespace wsus::agent::testing
