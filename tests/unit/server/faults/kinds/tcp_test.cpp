// Faults of delivery: the member that each sets, and that nothing else of a reply changes.
#include "tests/unit/server/faults/kinds/read_fault.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

struct Kind {
  char const* name;
  char const* rule;
  Delivery delivery;
};
class DeliveryFault : public testing::TestWithParam<Kind> {};

TEST_P(DeliveryFault, SetsItsMemberAndNothingElse) {
  auto plan = plain_reply();
  auto const fault = read_fault<ReplyFault>(GetParam().rule);
  EXPECT_EQ(fault->step(), ReplyStep::delivery);
  EXPECT_TRUE(apply_to(plan, *fault));
  EXPECT_EQ(plan.delivery, GetParam().delivery);
  EXPECT_TRUE(has_only_another_delivery(plan));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, DeliveryFault,
    testing::Values(
        Kind{"Delay", "delay: {by: 90 s}", {.delay = 90s}},
        Kind{"Drip", "drip: {bytes: 100, every: 2 s}", {.drip = Delivery::Drip{.bytes = 100, .every = 2s}}},
        Kind{"DripOfSingleBytes", "drip: {every: 1 ms}", {.drip = Delivery::Drip{.bytes = 1, .every = 1ms}}},
        Kind{"Reset", "reset: {after: 17}", {.cut = Delivery::Cut{.after = 17, .by = Ending::reset}}},
        Kind{"ResetAtOnce", "reset: {}", {.cut = Delivery::Cut{.after = 0, .by = Ending::reset}}},
        Kind{"HalfClose", "half_close: {after: 17}", {.cut = Delivery::Cut{.after = 17, .by = Ending::half_close}}},
        Kind{"Stall", "stall: {after: 9, lasting: 10 min}", {.stall = Delivery::Stall{.after = 9, .lasting = 10min}}},
        Kind{"StallForEver", "stall: {}", {.stall = Delivery::Stall{}}},
        Kind{"CloseIdle", "close_idle: {after: 5 s}", {.close_idle_after = 5s}}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(DeliveryFaults, TheFirstThatSetsAMemberKeepsIt) {
  for (auto const& [first, second] : std::initializer_list<std::pair<char const*, char const*>>{
           {"drip: {every: 1 s}", "drip: {every: 2 s}"},
           {"stall: {after: 1}", "stall: {after: 2}"},
           {"reset: {after: 1}", "half_close: {after: 2}"},
           {"half_close: {after: 1}", "reset: {after: 2}"},
           {"close_idle: {after: 1 s}", "close_idle: {after: 2 s}"}}) {
    auto plan = plain_reply();
    EXPECT_TRUE(apply_to(plan, first));
    auto const before = plan.delivery;
    EXPECT_FALSE(apply_to(plan, second)) << second;
    EXPECT_EQ(plan.delivery, before) << second;
  }
}

TEST(DeliveryFaults, DelaysAddUpAndOthersStandTogether) {
  auto plan = plain_reply();
  for (auto const* rule : {"delay: {by: 1 s}", "delay: {by: 2 s}", "drip: {every: 1 s}", "stall: {after: 3}",
                           "reset: {after: 4}", "close_idle: {after: 1 s}"})
    EXPECT_TRUE(apply_to(plan, rule)) << rule;
  EXPECT_EQ(plan.delivery.delay, 3s);
  EXPECT_TRUE(plan.delivery.drip && plan.delivery.stall && plan.delivery.cut && plan.delivery.close_idle_after);
}

TEST(CloseIdle, LeavesItToTheSessionToKeepAConnectionThatWouldEnd) {
  auto plan = plain_reply();
  plan.close = true;
  EXPECT_TRUE(apply_to(plan, "close_idle: {after: 1 s}"));
  EXPECT_TRUE(plan.close);
}

TEST(DeliveryMistake, NamesRangeAndKnownKeys) {
  EXPECT_EQ(mistake_in("delay: {}"), "/0/delay/by: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("delay: {by: 700}"),
            "/0/delay/by: found '700'; allowed: 1 ms to 1 d, written as in 500 ms, 90 s, 15 min, 2 h, 1 d");
  EXPECT_EQ(mistake_in("drip: {bytes: 1}"), "/0/drip/every: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("drip: {every: 1 s, bytes: 0}"),
            "/0/drip/bytes: found '0'; allowed: a whole number from 1 to 1000000");
  EXPECT_EQ(mistake_in("drip: {every: 2 h}"),
            "/0/drip/every: found '2 h'; allowed: 1 ms to 1 h, written as in 500 ms, 90 s, 15 min, 2 h, 1 d");
  for (std::string const name : {"reset", "half_close", "stall"})
    EXPECT_EQ(mistake_in(name + ": {after: -1}"),
              "/0/" + name + "/after: found '-1'; allowed: a whole number from 0 to 2147483647");
  EXPECT_EQ(mistake_in("reset: {at: 1}"), "/0/reset/at: found the unknown key 'at'; known: after");
  EXPECT_EQ(mistake_in("stall: {lasting: for ever}"),
            "/0/stall/lasting: found 'for ever'; allowed: 1 ms to 1 d, written as in 500 ms, 90 s, 15 min, 2 h, 1 d");
  EXPECT_EQ(mistake_in("close_idle: {}"), "/0/close_idle/after: found nothing; allowed: a value, it must be given");
}

}  // namespace
}  // namespace wsus::faults
