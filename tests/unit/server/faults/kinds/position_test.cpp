// Places in bodies and files: bytes, and shares of all bytes.
#include "server/faults/kinds/position.hpp"

#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

Position read(std::string const& text) { return read_position(config::Node::parse(text, "f.yaml")); }

std::string mistake_in(std::string const& text) {
  try {
    (void)read(text);
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

TEST(Position, IsAByteCountedFromZero) {
  EXPECT_EQ(read("0").in(100), 0u);
  EXPECT_EQ(read("99").in(100), 99u);
  EXPECT_EQ(read("100").in(100), 100u);
  EXPECT_EQ(read("5000000000").in(100), 5'000'000'000u);
}

TEST(Position, IsAShareRoundedDown) {
  EXPECT_EQ(read("50 %").in(100), 50u);
  EXPECT_EQ(read("50%").in(101), 50u);
  EXPECT_EQ(read("0.5 %").in(100), 0u);
  EXPECT_EQ(read("100 %").in(7), 7u);
  EXPECT_EQ(read("50 %").in(0), 0u);
}

TEST(Position, MistakesNameWhatIsAllowed) {
  for (auto const* const text : {"-1", "0.25", "ten", "1 KB", "0x10", "99999999999999999999", "''"})
    EXPECT_TRUE(mistake_in(text).ends_with("; allowed: a number of bytes, counted from 0, or a share such as 25 %"))
        << mistake_in(text);
  for (auto const* const text : {"0 %", "101 %", "half %", "'%'"})
    EXPECT_TRUE(mistake_in(text).ends_with("; allowed: a share above 0 and at most 100 %, written as in 25 % or 0.25"))
        << mistake_in(text);
  EXPECT_EQ(mistake_in("[1]"), "f.yaml:1: /: found a list; allowed: a text");
}

}  // namespace
}  // namespace wsus::faults
