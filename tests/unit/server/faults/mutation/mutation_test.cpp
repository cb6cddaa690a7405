// Drawing, naming and making of mutations, and what holds for every one of them.
#include "server/faults/mutation/mutation.hpp"

#include "tests/unit/server/faults/mutation/mutation_fixture.hpp"

#include <set>
#include <vector>

namespace wsus::faults {
namespace {

using test::all_of;
using test::captured;
using test::coded_page;
using test::message;
using test::sync_page;
using testing::IsEmpty;
using testing::SizeIs;

std::string plain(std::string_view coded) {
  auto decoded = xpress::decode(coded, mutation::largest_body);
  auto* const text = std::get_if<std::string>(&decoded);
  return text != nullptr ? std::move(*text) : "(cannot be decoded)";
}

TEST(Mutators, HaveNamesOfOneWordAndALine) {
  std::set<std::string_view> names;
  for (auto const& mutator : mutation::mutators()) {
    EXPECT_TRUE(names.insert(mutator.name).second) << mutator.name;
    EXPECT_EQ(mutator.name.find(' '), std::string_view::npos) << mutator.name;
    EXPECT_FALSE(mutator.summary.empty()) << mutator.name;
    EXPECT_EQ(mutation::find_mutator(mutator.name), &mutator);
  }
  EXPECT_EQ(mutation::find_mutator("remove"), nullptr);
  EXPECT_EQ(mutation::find_mutator(""), nullptr);
}

TEST(MutationText, IsReadAsItWasWritten) {
  for (auto const& mutation : draw_mutations(7, 200)) EXPECT_EQ(parse_mutation(to_text(mutation)), mutation);
  EXPECT_EQ(to_text({.mutator = "turn_byte", .at = 17, .with = 3}), "turn_byte at 17 with 3");
}

TEST(MutationText, MayLeaveNumbersOut) {
  auto const* const name = mutation::find_mutator("turn_byte");
  EXPECT_EQ(parse_mutation("turn_byte"), (Mutation{.mutator = name->name}));
  EXPECT_EQ(parse_mutation("turn_byte at 4"), (Mutation{.mutator = name->name, .at = 4}));
  EXPECT_EQ(parse_mutation("turn_byte with 4"), (Mutation{.mutator = name->name, .with = 4}));
}

TEST(MutationText, OfOtherFormsIsRefused) {
  for (auto const* text : {"", "turn", "turn_byte ", "turn_byte at", "turn_byte at x", "turn_byte at -1", "turn_byte 4",
                           "turn_byte with 4 at 4", "turn_byte at 4 with 4 more", "turn_byte at 99999999999"})
    EXPECT_EQ(parse_mutation(text), std::nullopt) << text;
}

TEST(DrawnMutations, AreTheSameForASeed) {
  EXPECT_EQ(draw_mutations(5, 20), draw_mutations(5, 20));
  EXPECT_NE(draw_mutations(5, 20), draw_mutations(6, 20));
  auto const more = draw_mutations(5, 40);
  EXPECT_EQ(draw_mutations(5, 20), std::vector<Mutation>(more.begin(), more.begin() + 20));
  EXPECT_THAT(draw_mutations(5, 0), IsEmpty());
}

TEST(DrawnMutations, HaveEveryMutatorAmongThem) {
  std::set<std::string_view> drawn;
  for (auto const& mutation : draw_mutations(1, 2'000)) drawn.insert(mutation.mutator);
  EXPECT_THAT(drawn, SizeIs(mutation::mutators().size()));
}

TEST(Mutate, WithNothingLeavesThePlanAsItIs) {
  auto plan = coded_page();
  auto const before = all_of(plan);
  EXPECT_THAT(mutate(plan, {}), IsEmpty());
  EXPECT_EQ(all_of(plan), before);
}

/// Whatever is drawn: a change that is told has changed something, one that is not has not, and the same again gives
/// the same.
void expect_honest(ResponsePlan const& reply, std::uint64_t seed) {
  for (auto const& mutation : draw_mutations(seed, 60)) {
    auto plan = reply;
    auto again = reply;
    auto const made = mutate(plan, {&mutation, 1});
    static_cast<void>(mutate(again, {&mutation, 1}));
    EXPECT_EQ(all_of(plan), all_of(again)) << to_text(mutation);
    EXPECT_EQ(made.empty(), all_of(plan) == all_of(reply)) << to_text(mutation);
    EXPECT_LE(plan.body.size(), mutation::largest_body + (1U << 20U)) << to_text(mutation);
    if (!made.empty()) {
      EXPECT_EQ(made.front().mutation, mutation);
      EXPECT_FALSE(made.front().what.empty());
    }
  }
}

TEST(Mutate, TellsWhatItHasDoneAndNothingElse) {
  std::uint64_t seed = 1;
  for (auto const* name :
       {"GetConfig", "GetAuthorizationCookie", "SyncUpdates-category-scan", "Fault-InstalledNonLeafUpdateIDs"}) {
    SCOPED_TRACE(name);
    expect_honest(message(captured(name)).plan, seed++);
  }
  expect_honest(coded_page(), seed++);
  expect_honest(message("").plan, seed++);
  expect_honest(message("no XML").plan, seed++);
  expect_honest(ResponsePlan{}, seed);
}

TEST(Mutate, EveryMutatorFindsSomethingInSomeReply) {
  std::set<std::string_view> useful;
  auto const config = message(captured("GetConfig")).plan;
  auto const guid = message("<a>e1da06a3-5601-43c9-bac3-52d5db701494</a>").plan;
  for (std::uint32_t number = 0; number < 40; ++number) {
    for (auto const& mutator : mutation::mutators()) {
      Mutation const mutation{.mutator = mutator.name, .at = number * 7, .with = number};
      for (auto plan : {coded_page(), config, guid})
        if (!mutate(plan, {&mutation, 1}).empty()) useful.insert(mutator.name);
    }
  }
  for (auto const& mutator : mutation::mutators()) EXPECT_TRUE(useful.contains(mutator.name)) << mutator.name;
}

TEST(Mutate, ManyInARowEndWhateverTheyMeet) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto plan = coded_page();
    auto const made = mutate(plan, draw_mutations(seed, 30));
    EXPECT_FALSE(made.empty()) << seed;
  }
}

TEST(Mutate, ChangesTheTextBehindACoding) {
  auto plan = coded_page();
  Mutation const mutation{.mutator = "replace_number", .at = 0, .with = 3};
  auto const made = mutate(plan, {&mutation, 1});
  ASSERT_THAT(made, SizeIs(1));
  EXPECT_EQ(made[0].what.substr(0, made[0].what.find(" at byte")), "the text of <ID>");
  auto const text = plain(plan.body);
  EXPECT_EQ(text, test::body_after("replace_number", sync_page(), 0, 3).body);
  EXPECT_NE(text.find("<ID>2147483647</ID>"), std::string::npos) << text;
}

TEST(Mutate, CannotReadACodingThatIsBroken) {
  auto plan = coded_page();
  std::vector<Mutation> const mutations{{.mutator = "change_block_length", .at = 0, .with = 0},
                                        {.mutator = "remove_element", .at = 3}};
  auto const made = mutate(plan, mutations);
  ASSERT_THAT(made, SizeIs(1));
  EXPECT_EQ(made[0].mutation.mutator, "change_block_length");
  EXPECT_EQ(plain(plan.body), "(cannot be decoded)");
}

TEST(Mutate, LeavesAFileToHeadAndDelivery) {
  auto plan = message("").plan;
  plan.file = FileBody{.length = 100};
  auto const made = mutate(plan, draw_mutations(3, 300));
  for (auto const& mutated : made) {
    auto const& change = mutation::find_mutator(mutated.mutation.mutator)->change;
    EXPECT_TRUE(std::holds_alternative<mutation::ChangePlan>(change)) << mutated.mutation.mutator;
  }
  EXPECT_TRUE(plan.body.empty());
}

}  // namespace
}  // namespace wsus::faults
