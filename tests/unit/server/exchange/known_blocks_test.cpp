// Blocks that were compressed before: always what compressing gives.
#include "server/exchange/known_blocks.hpp"

#include "wsdl/xpress/xpress.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace wsus::exchange {
namespace {

std::string page(int seed, std::size_t size) {
  std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
  std::string text;
  while (text.size() < size) text += "<ID>" + std::to_string(random() % 100'000) + "</ID><Action>Install</Action>";
  text.resize(size);
  return text;
}

std::string coded(KnownBlocks& known, std::string const& body) {
  return xpress::encode(body, {}, [&](std::string_view block) { return known.compressed(block); });
}

TEST(KnownBlocks, BodiesAreCodedAsWithoutThem) {
  KnownBlocks known;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t const size : {0U, 1U, 16'351U, 16'352U, 16'353U, 40'000U, 100'000U}) {
      for (int seed = 0; seed < 3; ++seed)
        EXPECT_EQ(coded(known, page(seed, size)), xpress::encode(page(seed, size))) << size << " " << seed;
    }
    EXPECT_EQ(coded(known, std::string(50'000, 'a')), xpress::encode(std::string(50'000, 'a')));
  }
}

TEST(KnownBlocks, TheSameBlockIsKeptOnce) {
  KnownBlocks known;
  auto const one = known.compressed(page(1, 16'352));
  auto const bytes = known.bytes();
  EXPECT_EQ(bytes, one->size());
  EXPECT_EQ(known.compressed(page(1, 16'352)), one);
  EXPECT_EQ(known.bytes(), bytes);
  EXPECT_NE(known.compressed(page(2, 16'352)), one);
  EXPECT_GT(known.bytes(), bytes);
}

TEST(KnownBlocks, TheLeastUsedMakeRoom) {
  auto const size = KnownBlocks().compressed(page(1, 16'352))->size();
  KnownBlocks known(size * 5 / 2);
  auto const one = known.compressed(page(1, 16'352));
  auto const two = known.compressed(page(2, 16'352));
  EXPECT_EQ(known.compressed(page(1, 16'352)), one);
  (void)known.compressed(page(3, 16'352));
  EXPECT_EQ(known.compressed(page(1, 16'352)), one);
  EXPECT_NE(known.compressed(page(2, 16'352)), two);  // made anew
  EXPECT_LE(known.bytes(), size * 5 / 2);
}

}  // namespace
}  // namespace wsus::exchange
