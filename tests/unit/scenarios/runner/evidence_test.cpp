// Shortening of bodies.
#include "scenarios/runner/evidence.hpp"

#include <gtest/gtest.h>

namespace wsus::lab {
namespace {

TEST(Shortened, LeavesShortTextAlone) { EXPECT_EQ(shortened("12345", 5), "12345"); }

TEST(Shortened, SaysHowMuchIsShown) { EXPECT_EQ(shortened("12345", 6), "12345... (5 of 6 bytes)"); }

TEST(Shortened, NeverCutsACharacterInTwo) {
  EXPECT_EQ(shortened("abc\xC3", 8), "abc... (3 of 8 bytes)");
  EXPECT_EQ(shortened("abc\xC3\xA4", 8), "abc\xC3\xA4... (5 of 8 bytes)");
}

}  // namespace
}  // namespace wsus::lab
