// Cached updates as a value: copies share until one is edited, and what was worked out goes with the content.
#include "client_sim/machine/cached_updates.hpp"
#include "client_sim/machine/data_store.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <utility>
#include <vector>

namespace wsus::machine {
namespace {

CachedUpdates two() {
  CachedUpdates updates;
  updates.edit()[1] = {.revision_id = 1, .action = "Install"};
  updates.edit()[2] = {.revision_id = 2};
  return updates;
}

struct Note : WorkedOut {
  explicit Note(int given) : value(given) {}
  int value;
};

int noted(CachedUpdates const& updates) {
  auto const kept = std::static_pointer_cast<Note const>(updates.kept());
  return kept ? kept->value : 0;
}

TEST(CachedUpdates, OfANewStoreAreNone) {
  CachedUpdates const none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.begin(), none.end());
  EXPECT_EQ(none.find(1), none.end());
  EXPECT_TRUE(none.shares_with(CachedUpdates()));
  none.keep(std::make_shared<Note const>(1));
  EXPECT_EQ(none.kept(), nullptr);
}

TEST(CachedUpdates, ACopySharesUntilEitherIsEdited) {
  auto source = two();
  auto copy = source;
  EXPECT_TRUE(copy.shares_with(source));
  copy.edit().at(1).action = "Block";
  EXPECT_FALSE(copy.shares_with(source));
  EXPECT_EQ(source.at(1).action, "Install");
  EXPECT_EQ(copy.at(1).action, "Block");

  copy = source;
  EXPECT_TRUE(copy.shares_with(source));
  source.edit().erase(2);
  EXPECT_EQ(source.size(), 1U);
  EXPECT_EQ(copy.size(), 2U);
}

TEST(CachedUpdates, AreEditedInPlaceAsLongAsNobodyHasACopy) {
  auto updates = two();
  auto const* const before = &updates.edit();
  EXPECT_EQ(&updates.edit(), before);
  auto moved = std::move(updates);
  EXPECT_EQ(&moved.edit(), before);
  { auto const copy = moved; }
  EXPECT_NE(&moved.edit(), before) << "the copy may have gone to another thread";
}

TEST(CachedUpdates, ThatWereClearedLeaveTheirCopiesAlone) {
  auto updates = two();
  auto const copy = updates;
  updates.clear();
  EXPECT_TRUE(updates.empty());
  EXPECT_EQ(copy.size(), 2U);
  updates.edit()[7] = {.revision_id = 7};
  EXPECT_EQ(updates.size(), 1U);
}

TEST(CachedUpdates, KeepWhatWasWorkedOutForAllWhoShareUntilTheyAreEdited) {
  auto source = two();
  auto copy = source;
  source.keep(std::make_shared<Note const>(17));
  EXPECT_EQ(noted(copy), 17);
  copy.edit();
  EXPECT_EQ(copy.kept(), nullptr);
  EXPECT_EQ(noted(source), 17);
  auto own = two();
  own.keep(std::make_shared<Note const>(1));
  own.edit();
  EXPECT_EQ(own.kept(), nullptr) << "edited in place";
}

TEST(CachedUpdates, AreEqualWhenTheirFragmentsAreOneText) {
  auto const text = std::make_shared<std::string const>("<UpdateIdentity />");
  CachedUpdate const update{.revision_id = 1, .core_xml = text, .details = UpdateDetails{.title = "a"}};
  auto other = update;
  EXPECT_EQ(other, update);
  other.core_xml = std::make_shared<std::string const>(*text);
  EXPECT_NE(other, update);
  other = update;
  other.details->title = "b";
  EXPECT_NE(other, update);
}

/// What sanitizers look at: machines of several worlds begin with one snapshot.
TEST(CachedUpdates, OfASnapshotAreCopiedEditedAndGivenUpByManyThreads) {
  auto const made = two();
  CachedUpdates const snapshot = made;
  std::vector<std::jthread> threads;
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([&snapshot, number] {
      for (int round = 0; round < 100; ++round) {
        CachedUpdates mine = snapshot;
        if (mine.kept() == nullptr) mine.keep(std::make_shared<Note const>(number));
        mine.edit().at(1).deployment_id = number;
        EXPECT_EQ(mine.at(1).deployment_id, number);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(snapshot.at(1).deployment_id, 0);
}

}  // namespace
}  // namespace wsus::machine
