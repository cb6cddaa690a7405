// Client ids as rules compare them.
#include "server/faults/rules/match.hpp"

#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

TEST(ComparableClientId, StripsOnePairOfBracesAndLowersLetters) {
  EXPECT_EQ(comparable_client_id("{AB-1}"), "ab-1");
  EXPECT_EQ(comparable_client_id("{{a}}"), "{a}");
  EXPECT_EQ(comparable_client_id("{"), "{");
  EXPECT_EQ(comparable_client_id("{}"), "");
  EXPECT_EQ(comparable_client_id(""), "");
}

}  // namespace
}  // namespace wsus::faults
