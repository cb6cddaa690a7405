// Bytes of content files.
#include "server/catalogue/content.hpp"

#include <gtest/gtest.h>
#include <openssl/sha.h>

namespace wsus::catalogue {
namespace {

std::string hex(std::span<std::uint8_t const> bytes) {
  std::string text;
  for (auto const byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

TEST(ContentBytes, DependOnSeedAndNameAndHaveTheSize) {
  EXPECT_EQ(content_bytes(1, "a.exe", 1'000), content_bytes(1, "a.exe", 1'000));
  EXPECT_NE(content_bytes(1, "a.exe", 1'000), content_bytes(2, "a.exe", 1'000));
  EXPECT_NE(content_bytes(1, "a.exe", 1'000), content_bytes(1, "b.exe", 1'000));
  for (std::uint64_t const size : {0U, 1U, 7U, 8U, 9U, 65'536U})
    EXPECT_EQ(content_bytes(1, "a.exe", size).size(), size);
}

TEST(ContentBytes, LongerFileStartsLikeTheShorterOne) {
  EXPECT_EQ(content_bytes(1, "a.exe", 1'000).substr(0, 13), content_bytes(1, "a.exe", 13));
}

TEST(ContentBytes, AreTheSameOnEveryPlatform) {
  auto const bytes = content_bytes(1, "a.exe", content_marker.size() + 9).substr(content_marker.size());
  EXPECT_EQ(hex(std::span(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size())), "5e2a899df176f43896");
}

TEST(ContentBytes, StartWithALineThatSaysTheyAreInert) {
  EXPECT_TRUE(content_bytes(1, "a.exe", 1'000).starts_with(content_marker));
  EXPECT_TRUE(content_marker.starts_with("Inert content of WSUS Fault Lab"));
  EXPECT_TRUE(content_marker.ends_with("\r\n"));
  EXPECT_EQ(content_bytes(1, "a.exe", 1), "I");
}

TEST(ContentChunk, IsThatPartOfTheWholeWhereverItStartsAndEnds) {
  constexpr std::uint64_t size = 200;
  auto const whole = content_bytes(5, "b.cab", size);
  for (std::uint64_t offset = 0; offset <= size + 3; ++offset) {
    for (std::uint64_t const length : {0U, 1U, 7U, 8U, 9U, 64U, 71U, 72U, 73U, 199U, 200U, 5'000U}) {
      auto const expected = offset < size ? whole.substr(offset, length) : std::string();
      ASSERT_EQ(content_chunk(5, "b.cab", size, offset, length), expected) << offset << " " << length;
    }
  }
}

TEST(ContentChunk, OfAHugeFileDoesNotNeedTheWhole) {
  auto const end = content_chunk(1, "huge.cab", max_content_size, max_content_size - 5, ~std::uint64_t{0});
  EXPECT_EQ(end.size(), 5u);
  auto const longer = content_chunk(1, "huge.cab", max_content_size, max_content_size - 16, 16);
  EXPECT_EQ(longer.substr(11), end);
}

TEST(ContentDigests, OfManyPiecesAreThoseOfTheWhole) {
  constexpr std::uint64_t size = 600'001;
  auto const bytes = content_bytes(2, "pieces.cab", size);
  auto const digests = hash_content(2, "pieces.cab", size);
  std::array<std::uint8_t, 20> sha1{};
  std::array<std::uint8_t, 32> sha256{};
  SHA1(reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), sha1.data());
  SHA256(reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), sha256.data());
  EXPECT_EQ(digests.sha1, sha1);
  EXPECT_EQ(digests.sha256, sha256);
}

TEST(ContentFile, HasTheDigestsOfItsBytes) {
  auto const empty = make_file(1, "empty.exe", 0, {});
  EXPECT_EQ(hex(empty.sha1), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(empty.sha256), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(content_bytes(make_file(3, "a.exe", 50, {})), content_bytes(3, "a.exe", 50));
}

}  // namespace
}  // namespace wsus::catalogue
