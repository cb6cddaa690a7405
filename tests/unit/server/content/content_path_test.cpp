// Proves which paths name a digest.
#include "server/content/content_path.hpp"

#include <gtest/gtest.h>

namespace wsus::content {
namespace {

constexpr std::string_view digits = "000102030405060708090A0B0C0D0E0F10111213";

TEST(ContentPath, NamesADigestInAnyLetterCase) {
  auto const digest = digest_in("/Content/13/000102030405060708090A0B0C0D0E0F10111213.cab");
  ASSERT_TRUE(digest);
  EXPECT_EQ(to_hex(*digest), digits);
  EXPECT_EQ(digest_in("/CONTENT/13/000102030405060708090a0b0c0d0e0f10111213.CAB"), digest);
  EXPECT_EQ(digest_in("/content/13/000102030405060708090a0b0c0d0e0f10111213"), digest);
}

TEST(ContentPath, EverythingElseNamesNone) {
  for (auto const* path : {"", "/", "/Content", "/Content/", "/Content/13/", "/Content/13/0001", "/Content/13/../13/x",
                           "/Contents/13/000102030405060708090A0B0C0D0E0F10111213.cab",
                           "Content/13/000102030405060708090A0B0C0D0E0F10111213",
                           "/Content/13/000102030405060708090A0B0C0D0E0F1011121G.cab",
                           "/Content/13/ 00102030405060708090A0B0C0D0E0F10111213.cab",
                           "/Content/130000102030405060708090A0B0C0D0E0F10111213.cab",
                           "/Content/13/%300102030405060708090A0B0C0D0E0F10111213"})
    EXPECT_EQ(digest_in(path), std::nullopt) << path;
}

}  // namespace
}  // namespace wsus::content
