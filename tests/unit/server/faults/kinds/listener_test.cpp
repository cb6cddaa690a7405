// Faults of the listener: what becomes of a connection, and what they leave alone.
#include "tests/unit/server/faults/kinds/read_fault.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

struct Applied {
  ConnectionPlan plan{};
  bool changed = false;
};
Applied applied(std::string const& rule, ConnectionPlan plan = {}, bool secure = false) {
  Applied result{.plan = std::move(plan)};
  result.changed = read_fault<ConnectionFault>(rule)->apply(result.plan, {.secure = secure});
  return result;
}

TEST(AcceptLate, DelaysTheFirstReadAndServesThen) {
  auto const late = applied("accept_late: {after: 21 s}");
  EXPECT_TRUE(late.changed);
  EXPECT_EQ(late.plan.delay, 21s);
  EXPECT_EQ(late.plan.greeting, Greeting::serve);
  EXPECT_EQ(late.plan.tls, TlsPlan{});
}

TEST(AcceptLate, LeavesAConnectionAloneThatIsSettled) {
  EXPECT_FALSE(applied("accept_late: {after: 1 s}", {.greeting = Greeting::reset}).changed);
  auto const second = applied("accept_late: {after: 1 s}", {.delay = 5s});
  EXPECT_FALSE(second.changed);
  EXPECT_EQ(second.plan.delay, 5s);
}

TEST(AcceptLate, NeedsADurationInItsRange) {
  EXPECT_EQ(mistake_in("accept_late: {}"), "/0/accept_late/after: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("accept_late: {after: 0 s}"),
            "/0/accept_late/after: found '0 s'; allowed: 1 ms to 1 d, written as in 500 ms, 90 s, 15 min, 2 h, 1 d");
  EXPECT_EQ(mistake_in("accept_late: {after: 2 weeks}"),
            "/0/accept_late/after: found '2 weeks'; allowed: 1 ms to 1 d, written as in 500 ms, 90 s, 15 min, 2 h, "
            "1 d");
  EXPECT_EQ(mistake_in("accept_late: {for: 1 s}"), "/0/accept_late/for: found the unknown key 'for'; known: after");
}

struct Kind {
  char const* rule;
  Greeting greeting;
};
class GreetingFault : public testing::TestWithParam<Kind> {};

TEST_P(GreetingFault, SettlesTheConnectionOnBothListeners) {
  for (bool const secure : {false, true}) {
    auto const result = applied(std::string(GetParam().rule) + ": {}", {}, secure);
    EXPECT_TRUE(result.changed);
    EXPECT_EQ(result.plan.greeting, GetParam().greeting);
    EXPECT_EQ(result.plan.delay, 0ms);
    EXPECT_EQ(result.plan.tls, TlsPlan{});
  }
}

TEST_P(GreetingFault, LeavesAConnectionAloneThatIsSettled) {
  for (auto const other : {Greeting::reset, Greeting::silent, Greeting::other_scheme}) {
    auto const result = applied(std::string(GetParam().rule) + ": {}", {.greeting = other});
    EXPECT_FALSE(result.changed);
    EXPECT_EQ(result.plan.greeting, other);
  }
}

TEST_P(GreetingFault, HasNoKeys) {
  std::string const name = GetParam().rule;
  EXPECT_EQ(mistake_in(name + ": {after: 1 s}"), "/0/" + name + ": found the key 'after'; allowed: no keys, as in {}");
  EXPECT_EQ(mistake_in(name + ": yes"), "/0/" + name + ": found 'yes'; allowed: a map");
}

INSTANTIATE_TEST_SUITE_P(Kinds, GreetingFault,
                         testing::Values(Kind{"refuse", Greeting::reset}, Kind{"accept_silent", Greeting::silent},
                                         Kind{"wrong_scheme", Greeting::other_scheme}),
                         [](auto const& test) { return std::string(test.param.rule); });

}  // namespace
}  // namespace wsus::faults
