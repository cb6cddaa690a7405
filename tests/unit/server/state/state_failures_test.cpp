// Disks that are full: a change that cannot be written is not made, and the next one is tried anew.
#include "server/state/checkpointer.hpp"
#include "server/state/state_file.hpp"
#include "tests/unit/server/state/state_folder.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace wsus::state {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// No file of this process grows beyond so many bytes while it lives: writing fails as on a disk without room.
class SmallDisk {
public:
  explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &before_), 0);
    rlimit small = before_;
    small.rlim_cur = bytes;
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallDisk(SmallDisk const&) = delete;
  SmallDisk& operator=(SmallDisk const&) = delete;

private:
  rlimit before_{};
  void (*handler_)(int);
};

class StateFailures : public StateFolder {
protected:
  void tell(std::string_view what) { told_.emplace_back(what); }
  [[nodiscard]] StateFileOptions options() {
    return {.told = [this](std::string_view what) { tell(what); }};
  }
  std::vector<std::string> told_;
};

TEST_F(StateFailures, AFullDiskRefusesTheChangeAndTheNextOneIsTriedAnew) {
  StateFile state(file_, options());
  domain::Computers computers;
  computers.watch([&](domain::ComputerChange const& change) { state.apply(change); });
  computers.authorise("PC-1", "pc1.lab", "", minute(1));
  std::vector<domain::ReportedEvent> const large(200, full_event(1));
  {
    SmallDisk const disk(std::filesystem::file_size(file_.string() + "-wal") + 8'000);
    EXPECT_THAT(state_error_of([&] { computers.add_events("PC-1", large, minute(2)); }),
                HasSubstr("cannot be written: "));
    EXPECT_THAT(state_error_of([&] { computers.add_events("PC-1", large, minute(2)); }),
                HasSubstr("cannot be written: "));
    EXPECT_TRUE(computers.find("PC-1")->events.empty());
  }
  EXPECT_TRUE(state.load().computers.at(0).events.empty());
  computers.add_events("PC-1", large, minute(3));
  EXPECT_EQ(state.load().computers.at(0).events.size(), 200u);
  EXPECT_THAT(told_, ElementsAre(HasSubstr("cannot be written: "), HasSubstr("can be written again")));
}

TEST_F(StateFailures, ADatabaseThatMayNotGrowSaysSo) {
  auto with_limit = options();
  with_limit.max_pages = 20;
  StateFile state(file_, with_limit);
  EXPECT_THAT(state_error_of([&] {
                auto snapshot = full_snapshot();
                snapshot.computers[0].events.assign(300, full_event(1));
                state.replace(snapshot);
              }),
              HasSubstr("cannot be written: database or disk is full (SQLITE_FULL)"));
  EXPECT_TRUE(state.load().computers.empty());
  state.put_rules(full_snapshot().rules);
  EXPECT_EQ(state.load().rules.size(), 2u);
}

TEST_F(StateFailures, NothingIsLeftOfAFileThatCouldNotBeMade) {
  {
    SmallDisk const disk(1'000);
    EXPECT_THAT(state_error_of([&] { StateFile const state(file_); }), HasSubstr("state.db': cannot be "));
  }
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_FALSE(std::filesystem::exists(file_.string() + "-wal"));
  EXPECT_TRUE(StateFile(file_).load().computers.empty());
}

TEST_F(StateFailures, SomebodyWhoHoldsTheLockForAMomentRefusesNoChange) {
  StateFile state(file_, options());
  std::promise<void> locked;
  std::promise<void> about_to_write;
  std::thread somebody([&] {
    Connection other(file_, OpenMode::read_write);
    other.run("BEGIN IMMEDIATE");
    locked.set_value();
    about_to_write.get_future().wait();
    other.run("COMMIT");
  });
  locked.get_future().wait();
  about_to_write.set_value();
  EXPECT_EQ(state_error_of([&] { state.put_rules(full_snapshot().rules); }), "(no StateError)");
  somebody.join();
  EXPECT_EQ(state.load().rules.size(), 2u);
  EXPECT_THAT(told_, ElementsAre());
}

TEST_F(StateFailures, SomebodyWhoKeepsTheLockIsTold) {
  StateFile state(file_, options());
  Connection other(file_, OpenMode::read_write);
  other.run("BEGIN IMMEDIATE");
  EXPECT_THAT(state_error_of([&] { state.put_rules(full_snapshot().rules); }), HasSubstr("database is locked"));
  other.run("COMMIT");
  state.put_rules(full_snapshot().rules);
  EXPECT_THAT(told_, ElementsAre(HasSubstr("database is locked (SQLITE_BUSY)"), HasSubstr("can be written again")));
}

TEST_F(StateFailures, TheLogIsMovedIntoTheFileAndBeginsAnew) {
  StateFile state(file_, options());
  domain::Computers computers;
  computers.watch([&](domain::ComputerChange const& change) { state.apply(change); });
  for (int i = 0; i < 20; ++i) computers.authorise("PC-" + std::to_string(i), "pc.lab", "", minute(1));
  for (int i = 0; i < 5 * Checkpointer::usual_pages; ++i) computers.contacted("PC-1", minute(i));
  // However the two threads took turns: the log is far below what was written.
  EXPECT_LT(std::filesystem::file_size(file_.string() + "-wal"), 5u * Checkpointer::usual_pages * 4'120u);
  EXPECT_EQ(state.load().computers.size(), 20u);
  EXPECT_THAT(told_, ElementsAre());
}

}  // namespace
}  // namespace wsus::state
