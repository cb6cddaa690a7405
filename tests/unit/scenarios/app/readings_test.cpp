// Texts about a code, and how they look on a terminal.
#include "scenarios/app/readings.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

TEST(Readings, EachIsAboutACodeThatTheTableKnows) {
  ASSERT_FALSE(all_readings().empty());
  for (auto const& reading : all_readings()) {
    EXPECT_NE(agent::find_hresult(reading.code), nullptr) << agent::to_hex(reading.code);
    EXPECT_EQ(find_reading(reading.code)->text, reading.text);
  }
}

TEST(Readings, ACodeWithoutTextHasNone) { EXPECT_EQ(find_reading(0x80244010), nullptr); }

TEST(ShownReading, HasHeadingsParagraphsEntriesAndLinesAsTheyStand) {
  Reading const reading{.text = "; a remark\n"
                                "\n"
                                "# first\n"
                                "\n"
                                "One two\n"
                                "three four.\n"
                                "\n"
                                "- entry that\n"
                                "  goes on\n"
                                "- another\n"
                                "\n"
                                "Five.\n"
                                "\n"
                                "|   as it   stands, however long it is\n"
                                "- close\n"
                                "\n"
                                "# second\n"
                                "six\n"};
  EXPECT_EQ(shown(reading, 16), "first\n"
                                "  One two three\n"
                                "  four.\n"
                                "    - entry that\n"
                                "      goes on\n"
                                "    - another\n"
                                "\n"
                                "  Five.\n"
                                "        as it   stands, however long it is\n"
                                "\n"
                                "    - close\n"
                                "\n"
                                "second\n"
                                "  six\n");
}

}  // namespace
}  // namespace wsus::lab
