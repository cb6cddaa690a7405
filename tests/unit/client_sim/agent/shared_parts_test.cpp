// What one who simulates many machines shares between them: fragments, cached updates, the fingerprint of their facts.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <set>

namespace wsus::agent {
namespace {

using namespace testing;  // the fixture's

class SharedParts : public ScanFixture {
protected:
  SharedParts() { server.pages = {{category(1), missing_update(2)}}; }

  /// A scan with this setting for the facts; how many revisions it evaluated.
  std::size_t evaluated(std::uint64_t facts) {
    start({.facts = facts});
    return finish().evaluated;
  }
};

TEST_F(SharedParts, AScanWithoutNewsLeavesTheUpdatesShared) {
  start();
  finish();
  auto const before = machine.data_store().updates;
  start();
  EXPECT_EQ(finish().updates_found, 1U);
  EXPECT_TRUE(machine.data_store().updates.shares_with(before));
}

TEST_F(SharedParts, NeitherDoChangesThatAreNone) {
  start();
  finish();
  auto const before = machine.data_store().updates;
  auto same = missing_update(2).received;
  start();
  expect<SyncUpdatesCall>();
  give(SyncReply{.changed_updates = {same}});
  EXPECT_TRUE(machine.data_store().updates.shares_with(before));
  same.action = "Block";
  start();
  expect<SyncUpdatesCall>();
  give(SyncReply{.changed_updates = {same}});
  EXPECT_FALSE(machine.data_store().updates.shares_with(before));
  EXPECT_EQ(machine.data_store().updates.at(2).action, "Block");
  EXPECT_EQ(before.at(2).action, "Install");
}

TEST_F(SharedParts, WhatTheUpdatesComeToIsWorkedOutOnceAndGoesWithTheFirstChange) {
  start();
  finish();
  auto const shared = machine.data_store().updates;
  auto const known = shared.kept();
  ASSERT_NE(known, nullptr);
  start();
  EXPECT_EQ(finish().updates_found, 1U);
  EXPECT_EQ(shared.kept(), known) << "not worked out again";
  machine.data_store().installed_updates.insert(guid(2));
  machine.data_store().evaluation_due = true;
  start();
  EXPECT_EQ(finish().updates_found, 0U);
  EXPECT_EQ(shared.kept(), known) << "the copy has not changed";
  EXPECT_NE(machine.data_store().updates.kept(), known);
}

TEST_F(SharedParts, AnotherInstalledSetIsAnotherView) {
  auto newer = missing_update(3);
  newer.evaluation.superseded_updates = {guid(2)};
  newer.received.action = "Evaluate";
  server.pages = {{missing_update(2), newer}};
  start();
  EXPECT_EQ(finish().updates_found, 1U);
  machine.data_store().installed_updates.insert(guid(3));
  start();
  EXPECT_EQ(finish().updates_found, 0U) << "an installed update supersedes, though nothing was evaluated again";
}

TEST_F(SharedParts, FragmentsAreKeptWhereTheCallerWants) {
  std::set<std::string> texts;
  std::size_t asked = 0;
  FragmentReaders readers;
  readers.keep = [&](std::string const& text) {
    ++asked;
    return std::shared_ptr<std::string const>(std::shared_ptr<void>(), &*texts.insert(text).first);
  };
  Scan own(
      machine, *log, [this](auto const& update, auto const&) { return server.evaluation_of(update.revision_id); }, {},
      readers);
  action = own.start();
  while (!is_finished()) action = own.resume(server.answer(std::get<AddressedCall>(action).call));
  EXPECT_EQ(asked, 2U);
  for (auto const& [id, update] : machine.data_store().updates) EXPECT_TRUE(texts.contains(*update.core_xml)) << id;
}

TEST_F(SharedParts, KnownFactsAreNotWorkedOutAndOtherOnesMeanANewEvaluation) {
  EXPECT_EQ(evaluated(17), 2U);
  EXPECT_EQ(machine.data_store().evaluated_facts, 17U);
  machine.registry().set_text(R"(HKLM\SOFTWARE\Lab)", "name", "value");
  EXPECT_EQ(evaluated(17), 0U) << "who says that nothing has changed is believed";
  EXPECT_EQ(evaluated(18), 2U);
  EXPECT_EQ(evaluated(0), 2U) << "worked out: another number";
}

}  // namespace
}  // namespace wsus::agent
