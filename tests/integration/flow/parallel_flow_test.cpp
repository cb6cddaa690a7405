// Several PCs in threads of their own against one server: all succeed, the journal counts right, a server that is busy
// says so.
#include "tests/integration/flow/flow_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

namespace wsus::test {
namespace {

using testing::Each;

constexpr agent::Hresult server_busy = 0x8024402D;

class ParallelFlow : public FlowTest {
protected:
  /// The results of `scans` scans each of `count` PCs, every PC in its own thread.
  std::vector<std::vector<agent::Hresult>> scan_in_threads(std::size_t count, int scans) {
    std::vector<std::vector<agent::Hresult>> results(count);
    std::vector<std::jthread> threads;
    threads.reserve(count);
    for (std::size_t number = 0; number < count; ++number) {
      threads.emplace_back([this, number, scans, &results] {
        auto const name = fmt::format("PC{:02}", number);
        auto const pc = make_pc({.name = name, .dns_name = name + ".lab.example", .seed = 100 + number});
        for (int scan = 0; scan < scans; ++scan) results[number].push_back(pc->scan().result.hresult);
      });
    }
    threads.clear();  // joins
    return results;
  }
};

TEST_F(ParallelFlow, EightMachinesScanFiveTimesEachAndTheJournalCountsThemAll) {
  auto config = small_config();
  config.threads = 2;
  config.journal_body_bytes = 0;
  serve(std::move(config));
  for (auto const& results : scan_in_threads(8, 5)) EXPECT_THAT(results, Each(agent::hr::ok));

  auto& journal = server_->journal();
  for (auto const* once : {"GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer"})
    EXPECT_EQ(journal.counter(std::string("operation.") + once), 8U) << once;
  EXPECT_EQ(journal.counter("operation.ReportEventBatch"), 40U);
  EXPECT_EQ(journal.counter("soap_faults"), 0U);
  EXPECT_EQ(journal.counter("status.200"), journal.counter("requests"));
  std::map<std::string, std::map<std::string, int>> by_client;
  for (auto const& entry : journal.entries()) ++by_client[entry.client_id][entry.operation];
  by_client.erase("");  // GetConfig names nobody
  ASSERT_EQ(by_client.size(), 8U);
  for (auto const& [id, calls] : by_client) EXPECT_EQ(calls, by_client.begin()->second) << id;
  EXPECT_EQ(by_client.begin()->second["ReportEventBatch"], 5);
  auto const computers = server_->state().computers().all();
  ASSERT_EQ(computers.size(), 8U);
  for (auto const& computer : computers) EXPECT_EQ(computer.events.size(), 10U) << computer.dns_name;
}

TEST_F(ParallelFlow, ASyncBeyondTheLimitIsAnsweredWithServerBusyAndTheNextScanSucceeds) {
  auto config = small_config();
  config.settings.max_concurrent_syncs = 1;
  serve(std::move(config));
  auto running = server_->state().admit_sync(1);  // another computer's call, as long as this test wants
  ASSERT_TRUE(running);
  for (auto const& results : scan_in_threads(2, 2)) EXPECT_THAT(results, Each(server_busy));
  EXPECT_EQ(server_->journal().counter("error_code.ServerBusy"), 4U);
  running.reset();
  auto const pc = make_pc();
  EXPECT_EQ(pc->scan().result.hresult, agent::hr::ok);
  EXPECT_EQ(server_->journal().counter("error_code.ServerBusy"), 4U);
}

TEST_F(ParallelFlow, TwoThreadsUnderALimitOfOneSucceedOrAreToldThatTheServerIsBusy) {
  auto config = small_config();
  config.settings.max_concurrent_syncs = 1;
  config.threads = 2;
  serve(std::move(config));
  std::uint64_t busy = 0;
  for (auto const& results : scan_in_threads(4, 5)) {
    for (auto const result : results) {
      EXPECT_TRUE(result == agent::hr::ok || result == server_busy) << result;
      busy += result == server_busy ? 1U : 0U;
    }
  }
  EXPECT_EQ(server_->journal().counter("error_code.ServerBusy"), busy);
  EXPECT_EQ(server_->journal().counter("soap_faults"), busy);
  server_->stop();  // the last answers are out
  EXPECT_TRUE(server_->state().admit_sync(1)) << "every admission was given back";
}

}  // namespace
}  // namespace wsus::test
