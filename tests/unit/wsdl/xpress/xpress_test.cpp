// Bodies in the xpress coding: blocks, stored tails, limits.
#include "wsdl/xpress/xpress.hpp"

#include "tests/unit/wsdl/xpress/bytes.hpp"

#include <gmock/gmock.h>

namespace wsus::xpress {
namespace {

using test::bytes;
using test::random_text;
using test::repeated;
using test::soap_like;
using testing::HasSubstr;

constexpr std::size_t no_limit = std::size_t{1} << 30U;

std::string body_of(std::string_view coded, std::size_t limit = no_limit) {
  auto const result = decode(coded, limit);
  auto const* error = std::get_if<DecodeError>(&result);
  return error == nullptr ? std::get<std::string>(result) : std::to_string(error->position) + ": " + error->what;
}

std::uint32_t size_at(std::string_view coded, std::size_t at) {
  std::uint32_t size = 0;
  for (std::size_t i = 0; i < 4; ++i)
    size |= static_cast<std::uint32_t>(static_cast<unsigned char>(coded[at + i])) << 8 * i;
  return size;
}

TEST(Xpress, ABlockIsItsTwoSizesAndItsBytes) {
  auto const coded = bytes("2c010000 0d000000 ffffff1f 616263 1700 0f ff 2601");
  EXPECT_EQ(body_of(coded), repeated("abc", 100));
  EXPECT_EQ(encode(repeated("abc", 100), {.stored_tail = false}), coded);
}

TEST(Xpress, BodiesOfEverySizeComeBack) {
  for (std::size_t const size : {0U, 1U, 2U, 16'351U, 16'352U, 16'353U, 32'704U, 100'000U, 200'001U}) {
    for (auto const& text : {soap_like(size, size), random_text(size, size, 256)}) {
      for (bool const stored_tail : {true, false})
        EXPECT_EQ(body_of(encode(text, {.stored_tail = stored_tail})), text) << size;
      EXPECT_EQ(body_of(encode(text, {.block_size = 65'535})), text) << size;
    }
  }
  EXPECT_EQ(encode(""), "");
}

// Conforms: xpress.blocks
TEST(Xpress, BlocksAreThoseOfARealServerAndTheTailIsStored) {
  auto const text = soap_like(1, 16'352 + 100);
  auto const coded = encode(text);
  EXPECT_EQ(size_at(coded, 0), 16'352U);
  auto const first = size_at(coded, 4);
  EXPECT_LT(first, 16'352U);
  EXPECT_EQ(size_at(coded, 8 + first), 100U);
  EXPECT_EQ(size_at(coded, 8 + first + 4), 100U);
  EXPECT_EQ(coded.substr(8 + first + 8), text.substr(16'352));
}

TEST(Xpress, WhatDoesNotShrinkIsStored) {
  auto const noise = random_text(2, 16'352, 256);
  EXPECT_EQ(encode(noise).size(), noise.size() + 8);
}

TEST(Xpress, ALimitIsNeverPassed) {
  auto const coded = encode(std::string(40'000, 'x'));
  EXPECT_EQ(body_of(coded, 40'000), std::string(40'000, 'x'));
  EXPECT_THAT(body_of(coded, 39'999), HasSubstr("larger than the limit"));
}

TEST(Xpress, MistakesAreToldWithTheirPlace) {
  EXPECT_EQ(body_of(bytes("010000")), "0: the input ends in the header of a block");
  EXPECT_EQ(body_of(bytes("00000000 01000000 61")), "0: a block whose sizes are not within 1 to 65,535");
  EXPECT_EQ(body_of(bytes("01000000 00000100 61")), "0: a block whose sizes are not within 1 to 65,535");
  EXPECT_EQ(body_of(bytes("02000000 02000000 61")), "8: the input ends in the middle of a block");
  EXPECT_EQ(body_of(bytes("01000000 01000000 61 05000000 06000000 ffffffff 0000")),
            "23: a match that begins before the output");
}

TEST(Xpress, BlockSizesHaveTheirRange) {
  EXPECT_THROW(static_cast<void>(encode("a", {.block_size = 0})), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(encode("a", {.block_size = 65'536})), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::xpress
