// Wrapping of text and command lines.
#include "scenarios/report/wrapped.hpp"

#include <gtest/gtest.h>

namespace wsus::lab {
namespace {

TEST(FirstParagraph, EndsAtTheFirstEmptyLine) {
  EXPECT_EQ(first_paragraph("one\ntwo\n\nthree\n"), "one two");
  EXPECT_EQ(first_paragraph("one\n"), "one");
  EXPECT_EQ(first_paragraph(""), "");
}

TEST(Wrapped, FillsLinesToTheWidthAndNoFurther) {
  EXPECT_EQ(wrapped("aaa bbb cc", 9, {.first = "- ", .next = "  "}), "- aaa bbb\n  cc\n");
  EXPECT_EQ(wrapped("aaa bbb cc", 8, {.first = "- ", .next = "  "}), "- aaa\n  bbb cc\n");
}

TEST(Wrapped, LeavesTextThatFitsAsItIs) {
  EXPECT_EQ(wrapped("a  b", 6, {.first = "  "}), "  a  b\n");
  EXPECT_EQ(wrapped("", 6, {.first = "  "}), "");
}

TEST(Wrapped, GivesALongWordALineOfItsOwn) { EXPECT_EQ(wrapped("a bbbbbbbb c", 4, {}), "a\nbbbbbbbb\nc\n"); }

TEST(Wrapped, CountsCharactersAndNotBytes) {
  EXPECT_EQ(wrapped("\u00e4\u00e4 \u00f6\u00f6", 5, {}), "\u00e4\u00e4 \u00f6\u00f6\n");
  EXPECT_EQ(wrapped("\u00e4\u00e4 \u00f6\u00f6", 4, {}), "\u00e4\u00e4\n\u00f6\u00f6\n");
}

TEST(WrappedCommand, EndsLinesThatGoOnWithACaret) {
  EXPECT_EQ(wrapped_command("reg delete KEY /f", 12, {.first = "> ", .next = "    "}),
            "> reg ^\n    delete ^\n    KEY /f\n");
  EXPECT_EQ(wrapped_command("reg /f", 8, {.first = "> "}), "> reg /f\n");
}

TEST(WrappedCommand, DoesNotCutInsideQuotes) {
  EXPECT_EQ(wrapped_command(R"(cd "C:\Program Files" /d)", 10, {}), "cd ^\n\"C:\\Program Files\" ^\n/d\n");
}

}  // namespace
}  // namespace wsus::lab
