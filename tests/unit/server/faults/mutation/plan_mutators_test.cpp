// Changes of the coded body, the head and the delivery.
#include "server/faults/mutation/coded_blocks.hpp"
#include "tests/unit/server/faults/mutation/mutation_fixture.hpp"

namespace wsus::faults {
namespace {

using mutation::blocks_of;
using test::all_of;
using test::coded_page;
using test::expect_nothing_for;
using test::message;
using test::plan_after;
using test::sync_page;

std::string decoded(std::string_view coded) {
  auto result = xpress::decode(coded, mutation::largest_body);
  auto* const text = std::get_if<std::string>(&result);
  return text != nullptr ? std::move(*text) : "(cannot be decoded)";
}

TEST(CodedBlocks, AreThoseOfTheEncoder) {
  auto const plan = coded_page();
  auto const blocks = blocks_of(plan.body);
  ASSERT_EQ(blocks.size(), (sync_page().size() + 499) / 500);
  EXPECT_EQ(blocks.front().begin, 0U);
  EXPECT_EQ(blocks.front().plain_size, 500U);
  EXPECT_EQ(blocks.back().end, plan.body.size());
  for (std::size_t i = 1; i < blocks.size(); ++i) EXPECT_EQ(blocks[i].begin, blocks[i - 1].end);
}

TEST(CodedBlocks, EndWhereTheBytesDo) {
  EXPECT_TRUE(blocks_of("").empty());
  EXPECT_TRUE(blocks_of("1234567").empty());
  auto const body = coded_page().body;
  EXPECT_EQ(blocks_of(body.substr(0, body.size() - 1)).size() + 1, blocks_of(body).size());
}

TEST(CutBlock, EndsInABlockOrTakesBytesOutOfIt) {
  auto const whole = coded_page().body;
  auto const blocks = blocks_of(whole);
  EXPECT_EQ(plan_after(coded_page(), "cut_block", 1, 0).body, whole.substr(0, blocks[1].begin));
  auto const gap = plan_after(coded_page(), "cut_block", 1, 1).body;
  EXPECT_EQ(gap, whole.substr(0, blocks[1].begin) + whole.substr(blocks[1].end));
  expect_nothing_for("cut_block", message(sync_page()).plan);
}

TEST(ChangeBlockLength, WritesAnotherSize) {
  auto const count = static_cast<std::uint32_t>(blocks_of(coded_page().body).size());
  auto const plain = plan_after(coded_page(), "change_block_length", 0, 4).body;
  EXPECT_EQ(plain.substr(0, 4), "\xFF\xFF\xFF\xFF");
  EXPECT_EQ(plain.substr(4), coded_page().body.substr(4));
  auto const coded = plan_after(coded_page(), "change_block_length", count, 4).body;
  EXPECT_EQ(coded.substr(4, 4), "\xFF\xFF\xFF\xFF");
  for (auto const& body : {plain, coded}) EXPECT_EQ(decoded(body), "(cannot be decoded)");
  expect_nothing_for("change_block_length", message(sync_page()).plan);
}

TEST(TurnCodedByte, ChangesOne) {
  auto const before = coded_page().body;
  auto const after = plan_after(coded_page(), "turn_coded_byte", 40, 0).body;
  ASSERT_EQ(after.size(), before.size());
  EXPECT_EQ(after[40], static_cast<char>(before[40] ^ 1));
  expect_nothing_for("turn_coded_byte", message(sync_page()).plan);
}

TEST(ShuffleBlocks, LeavesOutDoublesExchangesAndAppends) {
  auto const text = sync_page();
  auto const after = [](std::uint32_t at, std::uint32_t with) {
    return decoded(plan_after(coded_page(), "shuffle_blocks", at, with).body);
  };
  EXPECT_EQ(after(1, 0), text.substr(0, 500) + text.substr(1'000));
  EXPECT_EQ(after(1, 1), text.substr(0, 1'000) + text.substr(500));
  EXPECT_EQ(after(1, 2), text.substr(500, 500) + text.substr(0, 500) + text.substr(1'000));
  EXPECT_EQ(after(0, 3), "(cannot be decoded)");
  EXPECT_EQ(after(0, 4), "(cannot be decoded)");
  expect_nothing_for("shuffle_blocks", coded_page(), 0, 2);
}

TEST(ChangeStatus, LeavesTheBody) {
  auto const plan = plan_after(message("<a/>").plan, "change_status", 0, 21);
  EXPECT_EQ(plan.status, 503U);
  EXPECT_EQ(plan.body, "<a/>");
  EXPECT_FALSE(plan.close);
  EXPECT_TRUE(plan_after(message("<a/>").plan, "change_status", 0, 1).close);  // 101: an interim answer
  expect_nothing_for("change_status", message("<a/>").plan, 0, 3);             // 200, as before
}

TEST(ChangeHeader, PutsAnotherValue) {
  auto const plan = plan_after(message("").plan, "change_header", 1, 1);
  EXPECT_EQ(plan.headers.at(1).name, "Content-Type");
  EXPECT_EQ(plan.headers.at(1).value, "text/html");
  expect_nothing_for("change_header", {});
}

TEST(ChangeHeader, StaysWithinWhatBeastWrites) {
  ResponsePlan plan{.headers = {{"X", std::string(40'000, 'v')}}};
  expect_nothing_for("change_header", plan, 0, 10);
}

TEST(RemoveHeader, TakesOne) {
  auto const plan = plan_after(message("").plan, "remove_header", 0);
  EXPECT_EQ(plan.headers.front().name, "Content-Type");
  EXPECT_EQ(plan.headers.size(), message("").plan.headers.size() - 1);
  expect_nothing_for("remove_header", {});
}

TEST(RepeatHeader, PutsItThereAgain) {
  auto const plan = plan_after(message("").plan, "repeat_header", 4, 1);
  EXPECT_EQ(plan.headers.size(), message("").plan.headers.size() + 200);
  EXPECT_EQ(plan.headers.back().name, "Server");
  expect_nothing_for("repeat_header", {});
}

TEST(AddHeader, PutsOneThere) {
  auto const plan = plan_after({}, "add_header", 9, 1);
  ASSERT_EQ(plan.headers.size(), 1U);
  EXPECT_EQ(plan.headers[0].name + ": " + plan.headers[0].value, "Content-Encoding: xpress");
}

TEST(AddHeader, ThatContradictsTheFramingEndsTheConnection) {
  EXPECT_TRUE(plan_after({}, "add_header", 0, 3).close);   // Transfer-Encoding
  EXPECT_TRUE(plan_after({}, "add_header", 0, 5).close);   // Content-Length
  EXPECT_FALSE(plan_after({}, "add_header", 0, 1).close);  // Content-Encoding
}

TEST(ChangesOfTheDelivery, SetWhatIsNotSet) {
  EXPECT_EQ(plan_after({}, "change_length", 0, 3).delivery.length_error, 100);
  EXPECT_EQ(plan_after({}, "break_chunk", 1, 0).delivery.broken_chunk, 1U);
  EXPECT_EQ(plan_after({}, "cut_reply", 17, 1).delivery.cut, (Delivery::Cut{.after = 17, .by = Ending::reset}));
  auto const stall = plan_after({}, "stall_reply", 17, 2).delivery.stall;
  EXPECT_EQ(stall, (Delivery::Stall{.after = 17, .lasting = std::chrono::minutes(2)}));
  EXPECT_EQ(plan_after({}, "stall_reply", 17, 3).delivery.stall, (Delivery::Stall{.after = 17}));
}

TEST(ChangesOfTheDelivery, LeaveWhatIsSet) {
  for (auto const* name : {"change_length", "break_chunk", "cut_reply", "stall_reply"})
    expect_nothing_for(name, plan_after({}, name, 1, 1), 2, 2);
}

TEST(ChangesOfTheDelivery, LeaveTheRestOfThePlan) {
  for (auto const* name : {"change_length", "break_chunk", "cut_reply", "stall_reply"}) {
    auto plan = plan_after(coded_page(), name);
    plan.delivery = {};
    EXPECT_EQ(all_of(plan), all_of(coded_page())) << name;
  }
}

}  // namespace
}  // namespace wsus::faults
