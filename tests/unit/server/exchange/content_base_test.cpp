// Proves where clients are sent for content: always plain HTTP (wusp-protocol 1.4).
#include "server/exchange/content_base.hpp"

#include <gtest/gtest.h>

namespace wsus::exchange {
namespace {

TEST(ContentBase, APlainClientIsSentWhereItIs) {
  EXPECT_EQ(content_base("wsus.lab.example:8530", false, 8530), "http://wsus.lab.example:8530");
  EXPECT_EQ(content_base("wsus.lab.example", false, 8530), "http://wsus.lab.example");
  EXPECT_EQ(content_base("[::1]:8530", false, 0), "http://[::1]:8530");
}

TEST(ContentBase, ASecureClientIsSentToThePlainPort) {
  EXPECT_EQ(content_base("wsus.lab.example:8531", true, 8530), "http://wsus.lab.example:8530");
  EXPECT_EQ(content_base("wsus.lab.example", true, 8530), "http://wsus.lab.example:8530");
  EXPECT_EQ(content_base("wsus.lab.example", true, 80), "http://wsus.lab.example");
  EXPECT_EQ(content_base("[2001:db8::1]:8531", true, 8530), "http://[2001:db8::1]:8530");
  EXPECT_EQ(content_base("[2001:db8::1]", true, 8530), "http://[2001:db8::1]:8530");
}

TEST(ContentBase, WithoutAKnownPortTheRuleOfTheProtocolHolds) {
  EXPECT_EQ(content_base("w", true, 0), "http://w");
  EXPECT_EQ(content_base("w:443", true, 0), "http://w");
  EXPECT_EQ(content_base("w:8531", true, 0), "http://w:8530");
  EXPECT_EQ(content_base("w:x", true, 0), "http://w");
}

}  // namespace
}  // namespace wsus::exchange
