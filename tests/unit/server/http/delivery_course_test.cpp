// The order of writing, waiting and cutting, for every member of Delivery and where several meet.
#include "server/http/delivery_course.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wsus::http {
namespace {

using faults::Delivery;
using faults::Ending;
using std::chrono::milliseconds;
using testing::ElementsAre;

/// "wait 20", "wait for good", "write 7", "cut", "done".
std::string told(DeliveryCourse::Step const& step) {
  switch (step.act) {
  case DeliveryCourse::Act::write: return "write " + std::to_string(step.bytes);
  case DeliveryCourse::Act::wait:
    return step.lasting ? "wait " + std::to_string(step.lasting->count()) : "wait for good";
  case DeliveryCourse::Act::cut: return "cut";
  case DeliveryCourse::Act::done: break;
  }
  return "done";
}

std::vector<std::string> course_of(Delivery const& delivery, std::uint64_t whole) {
  DeliveryCourse course(delivery, whole);
  std::vector<std::string> steps;
  while (steps.empty() || (steps.back() != "done" && steps.back() != "cut")) steps.push_back(told(course.next()));
  return steps;
}

TEST(DeliveryCourse, WithoutAnythingIsOneWrite) {
  EXPECT_THAT(course_of({}, 10), ElementsAre("write 10", "done"));
  EXPECT_THAT(course_of({}, 0), ElementsAre("done"));
}

TEST(DeliveryCourse, WhatTheHeadAndTheConnectionSayDoesNotChangeIt) {
  EXPECT_THAT(course_of({.length_error = -4, .broken_chunk = 1, .close_idle_after = milliseconds(5)}, 10),
              ElementsAre("write 10", "done"));
}

TEST(DeliveryCourse, ADelayComesFirstAndOnce) {
  EXPECT_THAT(course_of({.delay = milliseconds(20)}, 10), ElementsAre("wait 20", "write 10", "done"));
}

TEST(DeliveryCourse, ADripWaitsBeforeEachPieceAndTheLastMayBeShorter) {
  EXPECT_THAT(course_of({.drip = Delivery::Drip{.bytes = 4, .every = milliseconds(3)}}, 10),
              ElementsAre("wait 3", "write 4", "wait 3", "write 4", "wait 3", "write 2", "done"));
}

TEST(DeliveryCourse, AStallIsWhereItSaysAndTheRestFollowsWhenItLasts) {
  EXPECT_THAT(course_of({.stall = Delivery::Stall{.after = 4, .lasting = milliseconds(9)}}, 10),
              ElementsAre("write 4", "wait 9", "write 6", "done"));
  EXPECT_THAT(course_of({.stall = Delivery::Stall{.after = 0}}, 10), ElementsAre("wait for good", "write 10", "done"));
}

TEST(DeliveryCourse, AResponseWithNoMoreBytesIsNotStalled) {
  EXPECT_THAT(course_of({.stall = Delivery::Stall{.after = 9}}, 10),
              ElementsAre("write 9", "wait for good", "write 1", "done"));
  EXPECT_THAT(course_of({.stall = Delivery::Stall{.after = 10}}, 10), ElementsAre("write 10", "done"));
  EXPECT_THAT(course_of({.stall = Delivery::Stall{.after = 11}}, 10), ElementsAre("write 10", "done"));
}

TEST(DeliveryCourse, ACutEndsItThereAndAShorterResponseGoesOutWholeBefore) {
  EXPECT_THAT(course_of({.cut = Delivery::Cut{.after = 4}}, 10), ElementsAre("write 4", "cut"));
  EXPECT_THAT(course_of({.cut = Delivery::Cut{.after = 0}}, 10), ElementsAre("cut"));
  EXPECT_THAT(course_of({.cut = Delivery::Cut{.after = 10}}, 10), ElementsAre("write 10", "cut"));
  EXPECT_THAT(course_of({.cut = Delivery::Cut{.after = 11}}, 10), ElementsAre("write 10", "cut"));
}

TEST(DeliveryCourse, OfStallAndCutTheSmallerOffsetComesFirstAndAtTheSameTheStall) {
  auto const both = [](std::uint64_t stall, std::uint64_t cut) {
    return course_of({.stall = Delivery::Stall{.after = stall, .lasting = milliseconds(9)},
                      .cut = Delivery::Cut{.after = cut, .by = Ending::close}},
                     10);
  };
  EXPECT_THAT(both(3, 5), ElementsAre("write 3", "wait 9", "write 2", "cut"));
  EXPECT_THAT(both(5, 5), ElementsAre("write 5", "wait 9", "cut"));
  EXPECT_THAT(both(5, 3), ElementsAre("write 3", "cut"));
  EXPECT_THAT(both(12, 12), ElementsAre("write 10", "cut"));
}

TEST(DeliveryCourse, EverythingTogetherKeepsItsOrder) {
  EXPECT_THAT(course_of({.delay = milliseconds(1),
                         .drip = Delivery::Drip{.bytes = 3, .every = milliseconds(2)},
                         .stall = Delivery::Stall{.after = 4, .lasting = milliseconds(3)},
                         .cut = Delivery::Cut{.after = 8}},
                        10),
              ElementsAre("wait 1", "wait 2", "write 3", "wait 2", "write 1", "wait 3", "wait 2", "write 3", "wait 2",
                          "write 1", "cut"));
}

TEST(DeliveryCourse, KnowsWhenItsLastByteIsHandedOut) {
  DeliveryCourse course(
      {.drip = Delivery::Drip{.bytes = 4, .every = milliseconds(3)}, .cut = Delivery::Cut{.after = 6}}, 10);
  std::vector<bool> known;
  for (int i = 0; i < 5; ++i) {
    EXPECT_NE(told(course.next()), "done");
    known.push_back(course.all_handed_out());
  }
  EXPECT_THAT(known, ElementsAre(false, false, false, true, true));
}

}  // namespace
}  // namespace wsus::http
