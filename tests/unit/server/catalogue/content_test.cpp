// Bytes of content files.
#include "server/catalogue/content.hpp"

#include <gtest/gtest.h>

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
  auto const bytes = content_bytes(1, "a.exe", 9);
  EXPECT_EQ(hex(std::span(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size())), "5e2a899df176f43896");
}

TEST(ContentFile, HasTheDigestsOfItsBytes) {
  auto const empty = make_file(1, "empty.exe", 0, {});
  EXPECT_EQ(hex(empty.sha1), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(empty.sha256), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(content_bytes(make_file(3, "a.exe", 50, {})), content_bytes(3, "a.exe", 50));
}

}  // namespace
}  // namespace wsus::catalogue
