// The fault `mutated`: named changes, drawn ones, and mistakes.
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/mutation/mutation_fixture.hpp"

namespace wsus::faults {
namespace {

using test::all_of;
using test::body_after;
using test::captured;
using test::expect_only_messages_are_touched;
using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using testing::HasSubstr;

std::shared_ptr<ReplyFault const> mutated(std::string const& yaml) { return made<ReplyFault>(read_mutated, yaml); }

TEST(MutatedFault, MakesNamedChangesInTheirOrder) {
  auto const config = captured("GetConfig");
  auto const once = body_after("remove_element", config, 6).body;
  EXPECT_EQ(test::changed(*mutated("{by: remove_element at 6}"), config), once);
  EXPECT_EQ(test::changed(*mutated("{by: [remove_element at 6, turn_byte at 9 with 3]}"), config),
            body_after("turn_byte", once, 9, 3).body);
}

TEST(MutatedFault, DrawsFromASeed) {
  auto plan = message(captured("GetConfig"));
  auto by_hand = plan.plan;
  EXPECT_TRUE(plan.apply(*mutated("{seed: 9, count: 3}")));
  EXPECT_FALSE(mutate(by_hand, draw_mutations(9, 3)).empty());
  EXPECT_EQ(all_of(plan.plan), all_of(by_hand));
}

TEST(MutatedFault, IsMadeWhenBodyAndCodingAre) { EXPECT_EQ(mutated("{seed: 1}")->step(), ReplyStep::head); }

TEST(MutatedFault, TouchesMessagesOnly) {
  expect_only_messages_are_touched(*mutated("{by: remove_element at 6}"), captured("GetConfig"));
  expect_untouched(*mutated("{by: shuffle_blocks}"), message(captured("GetConfig")));  // it is not coded
}

TEST(MutatedFault, MistakesAreNamed) {
  EXPECT_THAT(mistake_in(read_mutated, "{}"), HasSubstr("seed"));
  EXPECT_THAT(mistake_in(read_mutated, "{by: remove_elment at 6}"), HasSubstr("did you mean 'remove_element'?"));
  EXPECT_THAT(mistake_in(read_mutated, "{by: [turn_byte, nothing]}"), HasSubstr("/by/1: found 'nothing'"));
  EXPECT_EQ(mistake_in(read_mutated, "{by: turn_byte at x}"),
            "f.yaml:1: /by: found 'turn_byte at x'; allowed: turn_byte at N with M, in whole numbers from 0");
  EXPECT_THAT(mistake_in(read_mutated, "{by: turn_byte, seed: 1}"), HasSubstr("allowed: one of them"));
  EXPECT_THAT(mistake_in(read_mutated, "{by: turn_byte, count: 1}"), HasSubstr("count only with seed"));
  EXPECT_THAT(mistake_in(read_mutated, "{seed: 1, count: 0}"), HasSubstr("/count"));
  EXPECT_THAT(mistake_in(read_mutated, "{seed: 1, count: 101}"), HasSubstr("/count"));
  EXPECT_THAT(mistake_in(read_mutated, "{sed: 1}"), HasSubstr("the unknown key 'sed'"));
}

}  // namespace
}  // namespace wsus::faults
