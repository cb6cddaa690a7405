// Every change of a server in its state file: what is read back is what memory says.
#include "server/state/state_file.hpp"
#include "tests/unit/server/state/state_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <optional>
#include <random>

namespace wsus::state {
namespace {

class StateChanges : public StateFolder {
protected:
  StateChanges() { open(); }

  /// As a server does it: the table tells the file of each change.
  void open() {
    state_.emplace(file_);
    computers_.emplace(capacity);
    computers_->restore(state_->load().computers);
    computers_->watch([this](domain::ComputerChange const& change) {
      ++changes_;
      state_->apply(change);
    });
  }
  void open_again() {
    computers_.reset();
    state_.reset();
    open();
  }
  [[nodiscard]] std::string in_memory() const {
    Snapshot snapshot;
    snapshot.computers = computers_->all();
    return text_of(snapshot);
  }
  [[nodiscard]] std::string in_file() const {
    Snapshot snapshot;
    snapshot.computers = state_->load().computers;
    return text_of(snapshot);
  }

  static constexpr std::size_t capacity = 6;
  std::optional<StateFile> state_;
  std::optional<domain::Computers> computers_;
  int changes_ = 0;
};

TEST_F(StateChanges, AFreshFileHoldsNothing) {
  EXPECT_EQ(in_file(), in_memory());
  EXPECT_FALSE(state_->load().server.server_id);
  EXPECT_TRUE(state_->load().rules.empty());
}

TEST_F(StateChanges, EachCallOfAClientIsARowThatStays) {
  computers_->authorise("PC-1", "pc1.lab", "Pilot", minute(1));
  computers_->register_computer("pc-1", {.dns_name = "pc1.lab", .os_version = "10.0.1"});
  computers_->synced("PC-1", minute(2));
  computers_->contacted("PC-1", minute(3));
  computers_->authorise("pc-1", "new.lab", "Rest", minute(4));
  computers_->store_inventory("PC-1", {.received = minute(5), .document = std::string("\0\x80", 2)});
  computers_->authorise("PC-2", "pc2.lab", "", minute(6));
  computers_->damage("PC-2");
  EXPECT_EQ(changes_, 8);
  EXPECT_EQ(in_file(), in_memory());
  auto const before = in_memory();
  open_again();
  EXPECT_EQ(in_memory(), before);
  EXPECT_TRUE(computers_->is_registered("pc-1"));
  EXPECT_FALSE(computers_->authorise("PC-2", "", "", minute(7)));
}

TEST_F(StateChanges, EventsAndTheirStatusAreKeptAsFarAsMemoryKeepsThem) {
  computers_->authorise("PC-1", "pc1.lab", "", minute(1));
  std::vector<domain::ReportedEvent> many;
  for (int i = 0; i < 250; ++i) many.push_back(full_event(i));
  computers_->add_events("PC-1", many, minute(2));
  computers_->add_events("PC-1", {status_event({1, 2, 3})}, minute(3));
  computers_->add_events("PC-1", many, minute(4));
  computers_->add_events("PC-1", {status_event({2, 4})}, minute(5));
  many.insert(many.end(), many.begin(), many.end());  // more than a computer keeps, in one batch
  computers_->add_events("PC-1", many, minute(6));
  EXPECT_EQ(computers_->find("PC-1")->events.size(), domain::Computers::max_events);
  EXPECT_EQ(in_file(), in_memory());
}

TEST_F(StateChanges, AComputerThatIsErasedLeavesNothingBehind) {
  computers_->authorise("PC-1", "pc1.lab", "", minute(1));
  computers_->add_events("PC-1", {full_event(1), status_event({1})}, minute(2));
  computers_->store_inventory("PC-1", {.document = "x"});
  computers_->erase("PC-1");
  computers_->authorise("PC-3", "pc3.lab", "", minute(3));
  EXPECT_EQ(in_file(), in_memory());
  EXPECT_TRUE(state_->load().computers.front().events.empty());
}

TEST_F(StateChanges, OneComputerTooManyForgetsTheOldestInTheFileToo) {
  for (int i = 0; i < 8; ++i) computers_->authorise(fmt::format("PC-{}", i), "pc.lab", "", minute(i));
  EXPECT_EQ(computers_->forgotten(), 2u);
  EXPECT_EQ(state_->load().computers.size(), capacity);
  EXPECT_EQ(in_file(), in_memory());
}

TEST_F(StateChanges, WhatAListenerThrowsEndsTheChangeWithNothingChanged) {
  computers_->authorise("PC-1", "pc1.lab", "", minute(1));
  auto const before = in_memory();
  computers_->watch([](domain::ComputerChange const&) { throw std::runtime_error("full"); });
  EXPECT_THROW(computers_->authorise("PC-2", "pc2.lab", "", minute(2)), std::runtime_error);
  EXPECT_THROW(computers_->contacted("PC-1", minute(3)), std::runtime_error);
  EXPECT_THROW(computers_->synced("PC-1", minute(3)), std::runtime_error);
  EXPECT_THROW(computers_->register_computer("PC-1", {}), std::runtime_error);
  EXPECT_THROW(computers_->add_events("PC-1", {full_event(1)}, minute(3)), std::runtime_error);
  EXPECT_THROW(computers_->store_inventory("PC-1", {}), std::runtime_error);
  EXPECT_THROW(computers_->damage("PC-1"), std::runtime_error);
  EXPECT_THROW(computers_->erase("PC-1"), std::runtime_error);
  EXPECT_THROW(computers_->restore({}), std::runtime_error);
  EXPECT_EQ(in_memory(), before);
  computers_->watch({});
  EXPECT_TRUE(computers_->erase("PC-1"));
}

TEST_F(StateChanges, AContactWritesItsRowAndNoneOfTheEvents) {
  computers_->authorise("PC-1", "pc1.lab", "", minute(1));
  std::vector<domain::ReportedEvent> many;
  for (int i = 0; i < 300; ++i) many.push_back(full_event(i));
  computers_->add_events("PC-1", many, minute(2));
  auto const log = file_.string() + "-wal";
  auto const before = std::filesystem::file_size(log);
  for (int i = 0; i < 10; ++i) computers_->contacted("PC-1", minute(3 + i));
  EXPECT_LE(std::filesystem::file_size(log) - before, 10u * (4096 + 24));  // a page a contact
  for (int i = 0; i < 10; ++i) computers_->add_events("PC-1", {full_event(400 + i)}, minute(20));
  EXPECT_LE(std::filesystem::file_size(log) - before, 10u * (4096 + 24) + 10u * 8 * (4096 + 24));
}

TEST_F(StateChanges, IdentitySettingsDecisionsAndRulesAreReadBack) {
  auto const snapshot = full_snapshot();
  state_->put_server(snapshot.server);
  state_->apply({.put = snapshot.decisions});
  state_->put_rules(snapshot.rules);
  auto read = state_->load();
  read.computers = snapshot.computers;
  EXPECT_EQ(text_of(read), text_of(snapshot));
  state_->apply(DecisionChanges{.removed = {snapshot.decisions.front().identity}});
  state_->put_rules({});
  EXPECT_EQ(state_->load().decisions.size(), 1u);
  EXPECT_TRUE(state_->load().rules.empty());
}

TEST_F(StateChanges, ReplacingTakesEverythingAtOnce) {
  computers_->authorise("PC-1", "pc1.lab", "", minute(1));
  state_->replace(full_snapshot());
  EXPECT_EQ(text_of(state_->load()), text_of(full_snapshot()));
  open_again();
  EXPECT_EQ(text_of(state_->load()), text_of(full_snapshot()));
}

TEST_F(StateChanges, AReaderSeesWhatWasCommittedWhileAServerWorks) {
  computers_->authorise("PC-1", "pc1.lab", "", minute(1));
  EXPECT_EQ(read_state(file_).computers.size(), 1u);
  computers_->authorise("PC-2", "pc2.lab", "", minute(2));
  EXPECT_EQ(read_state(file_).computers.size(), 2u);
}

/// Changes drawn from a seed, as many kinds as there are.
class RandomChanges {
public:
  explicit RandomChanges(std::uint64_t seed) : random_(seed) {}

  void make(domain::Computers& computers, int time) {
    auto const id = fmt::format("{}-{}", draw(2) == 0 ? "pc" : "PC", draw(9));
    auto const now = minute(time);
    switch (draw(12)) {
    case 0:
    case 1:
    case 2: computers.authorise(id, fmt::format("n{}.lab", draw(5)), draw(2) == 0 ? "Pilot" : "", now); break;
    case 3: computers.register_computer(id, {.os_version = fmt::format("10.0.{}", draw(5))}); break;
    case 4: computers.synced(id, now); break;
    case 5: computers.contacted(id, now); break;
    case 6:
    case 7: computers.add_events(id, events(time), now); break;
    case 8: computers.store_inventory(id, {.received = now, .document = std::string(draw(50), '\x90')}); break;
    case 9: computers.erase(id); break;
    case 10: computers.damage(id); break;
    default: restore_some(computers); break;
    }
  }

private:
  unsigned draw(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::vector<domain::ReportedEvent> events(int time) {
    std::vector<domain::ReportedEvent> batch;
    auto const count = draw(10) == 0 ? 310U : draw(4);
    for (unsigned i = 0; i < count; ++i) batch.push_back(full_event(time + static_cast<int>(i)));
    if (draw(2) == 0) batch.push_back(status_event({static_cast<int>(draw(5)), static_cast<int>(draw(5))}));
    if (!batch.empty() && draw(4) == 0) batch.back().event_id = 182;
    return batch;
  }

  void restore_some(domain::Computers& computers) {
    if (draw(4) != 0) return;
    auto all = computers.all();
    if (!all.empty()) all.erase(all.begin() + draw(static_cast<unsigned>(all.size())));
    computers.restore(std::move(all));
  }

  std::mt19937_64 random_;
};

TEST_F(StateChanges, RandomSequencesOfChangesAreReadBackAsMemoryHasThem) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    RandomChanges changes(seed);
    for (int i = 0; i < 120; ++i) {
      changes.make(*computers_, i);
      if (i % 40 != 39) continue;
      auto const before = in_memory();
      ASSERT_EQ(in_file(), before) << "seed " << seed << ", change " << i;
      open_again();
      ASSERT_EQ(in_memory(), before) << "seed " << seed << ", change " << i;
    }
  }
}

}  // namespace
}  // namespace wsus::state
