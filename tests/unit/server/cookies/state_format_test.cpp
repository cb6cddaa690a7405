// The binary format: what it accepts, and that nothing else makes it stumble.
#include "server/cookies/state_format.hpp"
#include "tests/unit/server/cookies/sample_states.hpp"

#include <gtest/gtest.h>

#include <random>

namespace wsus::cookies {
namespace {

TEST(CookieStateFormat, StartsWithItsVersionAndALengthPrefixedName) {
  auto const bytes = to_bytes(domain::AuthorizationState{.client_id = "ab", .dns_name = "c", .target_group = ""}, 20);
  EXPECT_EQ(bytes, std::string("\1\2\0\0\0ab\1\0\0\0c\0\0\0\0\0\0\0\0", 20));
}

TEST(CookieStateFormat, AnotherVersionIsRefused) {
  auto bytes = to_bytes(usual_cookie(), 196);
  ASSERT_TRUE(cookie_from_bytes(bytes));
  bytes[0] = 2;
  EXPECT_FALSE(cookie_from_bytes(bytes));
}

TEST(CookieStateFormat, PaddingMustBeZero) {
  auto bytes = to_bytes(usual_authorization(), 468);
  bytes.back() = 'x';
  EXPECT_FALSE(authorization_from_bytes(bytes));
}

TEST(CookieStateFormat, EveryCutIsRefused) {
  auto const bytes = to_bytes(usual_cookie(), 0);
  ASSERT_EQ(cookie_from_bytes(bytes), usual_cookie());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(cookie_from_bytes(bytes.substr(0, size)));
}

TEST(CookieStateFormat, LengthBeyondTheEndIsRefused) {
  EXPECT_FALSE(authorization_from_bytes(std::string("\1\xff\xff\xff\xff", 5)));
}

TEST(CookieStateFormat, ChanceBytesNeverThrow) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 64, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random() % 4);
    EXPECT_NO_THROW((void)cookie_from_bytes(bytes));
    EXPECT_NO_THROW((void)authorization_from_bytes(bytes));
  }
}

}  // namespace
}  // namespace wsus::cookies
