// "Did you mean" for codes and symbols.
#include "scenarios/knowledge/nearest.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(EditDistance, CountsLetters) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("abc", "abc"), 0u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("fault", "falt"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(NearestHresults, ComparesCodesWithCodes) {
  auto const nearest = nearest_hresults("0x80244997", 3);
  ASSERT_EQ(nearest.size(), 3u);
  for (auto const* info : nearest) EXPECT_THAT(agent::to_hex(info->code), StartsWith("0x80244"));
  EXPECT_THAT(nearest_hresults("0x80244007", 1)[0]->symbol, Not(HasSubstr("S_OK")));
}

}  // namespace
}  // namespace wsus::lab
