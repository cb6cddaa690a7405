// How many descriptors are left for connections.
#include "server/http/descriptors.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wsus::http {
namespace {

TEST(Descriptors, AnEighthIsKeptForFilesButNoMoreThanNeeded) {
  EXPECT_EQ(kept_for_files(80), 10u);
  EXPECT_EQ(kept_for_files(1024), 128u);
  EXPECT_EQ(kept_for_files(2048), 256u);
  EXPECT_EQ(kept_for_files(1'000'000), 256u);
}

TEST(Descriptors, AHighNumberLeavesFewAndALowOneDoesNot) {
  auto const limit = descriptor_limit();
  if (limit > static_cast<std::size_t>(std::numeric_limits<int>::max())) GTEST_SKIP() << "there is no limit here";
  auto const first_of_files = static_cast<int>(limit - kept_for_files(limit));
  EXPECT_TRUE(leaves_few(first_of_files));
  EXPECT_FALSE(leaves_few(first_of_files - 1));
  EXPECT_FALSE(few_are_left());
}

}  // namespace
}  // namespace wsus::http
