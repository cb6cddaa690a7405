// Faults behind SyncUpdates that make the cache worthless: what RefreshCache changes is asked for again.
#include "client_sim/agent/scan.hpp"
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Names = std::vector<std::string>;

/// The steps behind SyncUpdates, in the order of a scan that wants files.
Names const late_steps{"SyncUpdates", "GetExtendedUpdateInfo", "GetFileLocations"};

class LateRecovery : public ScanFixture {
protected:
  /// A needed bundle whose child RefreshCache leaves out, as WSUS does; the next SyncUpdates brings it again.
  LateRecovery() { server.pages = {{category(1), bundle(2, {3}), child(3)}}; }

  void start_update() { start_with({}); }
  void start_with(AgentSettings settings) {
    auto const evaluate = [this](ReceivedUpdate const& update, machine::Machine const&) {
      return server.evaluation_of(update.revision_id % 100);  // 102 is revision 2 with its new number
    };
    FragmentReaders const readers{.details = [](std::string_view) {
      machine::UpdateDetails details;
      details.files.push_back({.name = "a.exe", .size = 1, .sha1 = std::string(20, 'a')});
      return details;
    }};
    settings.wants_files = true;
    scan = std::make_unique<Scan>(machine, *log, evaluate, std::move(settings), readers);
    action = scan->start();
  }
  /// SyncUpdates stands for the driver pass here; a call that is made, not merely due.
  void run_to_late(std::string const& operation) {
    while (!is_finished() && !is_at(operation)) answer();
  }
  [[nodiscard]] bool is_at(std::string const& operation) const {
    if (operation_of(action) != operation) return false;
    auto const* call = std::get_if<SyncUpdatesCall>(&std::get<AddressedCall>(action).call);
    return call == nullptr || call->skip_software;
  }
  /// As the healthy server, but for renumbered revisions and the files of every update.
  void answer() {
    auto const& call = std::get<AddressedCall>(action).call;
    if (auto const* refresh = std::get_if<RefreshCacheCall>(&call)) return refreshed(*refresh);
    if (auto const* sync = std::get_if<SyncUpdatesCall>(&call); sync != nullptr && was_refreshed && !child_came) {
      child_came = true;
      auto again = child(3);
      again.received.revision_id = 103;
      return give(page_of({again}));
    }
    if (auto const* extended = std::get_if<GetExtendedUpdateInfoCall>(&call)) {
      asked_for = extended->revision_ids;
      ExtendedReply reply;
      for (int const id : asked_for) reply.extended.push_back({id, "<Files/>"});
      return give(reply);
    }
    give_healthy();
  }
  void refreshed(RefreshCacheCall const& call) {
    RefreshReply reply;
    for (auto const& identity : call.global_ids) {
      if (identity.update_id == guid(1)) reply.items.push_back({101, guid(1), 100, false, "Evaluate"});
      if (identity.update_id == guid(2)) reply.items.push_back({102, guid(2), 100, true, "Install"});
    }
    was_refreshed = true;
    child_came = false;
    give(reply);
  }

  bool was_refreshed = false;
  bool child_came = false;
  std::vector<int> asked_for{};
};

TEST_F(LateRecovery, BringsBackWhatRefreshCacheLeavesOutAndAsksByTheNewNumbers) {
  for (std::string const code : {"InvalidCookie", "ServerChanged"}) {
    for (auto const& operation : late_steps) {
      SCOPED_TRACE(code + " at " + operation);
      machine.data_store() = {};
      was_refreshed = false;
      server = {};
      server.pages = {{category(1), bundle(2, {3}), child(3)}};
      start_update();
      run_to_late(operation);
      ASSERT_FALSE(is_finished());
      give(fault(code));
      for (std::string const repair : {"GetConfig", "GetAuthorizationCookie", "GetCookie", "RefreshCache"}) {
        EXPECT_EQ(operation_of(action), repair);
        answer();
      }
      EXPECT_FALSE(expect<SyncUpdatesCall>().skip_software);
      EXPECT_THAT(expect<SyncUpdatesCall>().installed_non_leaf, ElementsAre(101));
      EXPECT_THAT(expect<SyncUpdatesCall>().other_cached, ElementsAre(102));
      run_to_late("ReportEventBatch");
      answer();
      ASSERT_TRUE(is_finished());
      EXPECT_EQ(result().hresult, hr::ok);
      EXPECT_THAT(result().needed, ElementsAre(102));
      EXPECT_THAT(asked_for, ElementsAre(102, 103));
      EXPECT_TRUE(machine.data_store().updates.at(103).needed);
    }
  }
}

TEST_F(LateRecovery, OfAnotherFaultAsksTheSameCallAgain) {
  for (auto const& operation : late_steps) {
    SCOPED_TRACE(operation);
    machine.data_store() = {};
    server = {};
    server.pages = {{category(1), bundle(2, {3}), child(3)}};
    start_update();
    run_to_late(operation);
    give(fault("CookieExpired"));
    answer();
    answer();
    EXPECT_TRUE(is_at(operation)) << operation_of(action);
    run_to_late("(finished)");
    EXPECT_EQ(result().hresult, hr::ok);
    EXPECT_THAT(asked_for, ElementsAre(2, 3));
  }
}

TEST_F(LateRecovery, IsBoundedThoughTheSyncBetweenSucceeds) {
  for (auto const& operation : late_steps) {
    SCOPED_TRACE(operation);
    machine.data_store() = {};
    was_refreshed = false;
    server = {};
    server.pages = {{category(1), bundle(2, {3}), child(3)}};
    start_with({.recoveries_per_sync = 2});
    int faults = 0;
    while (!is_finished() && faults < 50) {
      if (is_at(operation)) {
        ++faults;
        give(fault("InvalidCookie"));
      } else {
        answer();
      }
    }
    EXPECT_EQ(faults, 3);
    EXPECT_EQ(result().hresult, hr::pt_refresh_cache_required);
  }
}

TEST_F(LateRecovery, OfTheReportIsLeftToTheNextScan) {
  for (std::string const code : {"InvalidCookie", "ServerChanged"}) {
    SCOPED_TRACE(code);
    machine.data_store() = {};
    was_refreshed = false;
    server = {};
    server.pages = {{category(1), bundle(2, {3}), child(3)}};
    start_update();
    run_to_late("ReportEventBatch");
    give(fault(code));
    ASSERT_TRUE(is_finished());
    EXPECT_EQ(result().hresult, hr::ok);
    EXPECT_TRUE(machine.data_store().cookie.has_value());
    EXPECT_THAT(machine.data_store().pending_events, SizeIs(2));
    EXPECT_TRUE(machine.data_store().updates.contains(3));

    start_update();
    EXPECT_THAT(expect<SyncUpdatesCall>().other_cached, ElementsAre(2, 3));
    give(fault(code));
    run_to_late("RefreshCache");
    EXPECT_EQ(operation_of(action), "RefreshCache");
    run_to_late("(finished)");
    EXPECT_THAT(result().needed, ElementsAre(102));
    EXPECT_THAT(machine.data_store().pending_events, IsEmpty());
  }
}

}  // namespace
}  // namespace wsus::agent::testing
