// Pieces of Markdown.
#include "scenarios/pages/markdown.hpp"

#include <gtest/gtest.h>

namespace wsus::lab::markdown {
namespace {

TEST(Markdown, PlainTextShowsAsItIs) {
  EXPECT_EQ(plain("a <b> *c* `d` | e\nf"), "a &lt;b&gt; \\*c\\* \\`d\\` \\| e f");
  EXPECT_EQ(plain("nothing special: C:\\Windows, 100 %"), "nothing special: C:\\Windows, 100 %");
}

TEST(Markdown, TablesHaveAHeadAndRows) {
  EXPECT_EQ(table_head({"a", "b"}) + table_row({"1", "2"}), "| a | b |\n| --- | --- |\n| 1 | 2 |\n");
}

TEST(Markdown, ABlockShowsItsLinesWhateverIsInThem) {
  EXPECT_EQ(block({"one", "two"}), "```text\none\ntwo\n```\n");
  EXPECT_EQ(block({"a ``` b"}), "````text\na ``` b\n````\n");
}

TEST(Markdown, ParagraphsAndEntriesAreCutAtAHundredAndTwentyColumns) {
  std::string const word(50, 'x');
  EXPECT_EQ(paragraph(word + " " + word + " " + word), word + " " + word + "\n" + word + "\n");
  EXPECT_EQ(paragraph(word + " " + word + " " + word, "- "), "- " + word + " " + word + "\n  " + word + "\n");
}

TEST(Markdown, WithoutRunNothingOfARunIsLeft) {
  auto const page = "head\n" + from_run("log\n") + "middle\n" + from_run("more\n") + "end\n";
  auto const other = "head\n" + from_run("another\nlog\n") + "middle\n" + from_run("") + "end\n";
  EXPECT_NE(page, other);
  EXPECT_EQ(without_run(page), without_run(other));
  EXPECT_EQ(without_run(page).find("log"), std::string::npos);
  EXPECT_NE(without_run(page), without_run("head\n" + from_run("log\n") + "changed\n" + from_run("") + "end\n"));
  EXPECT_EQ(without_run("no run at all\n"), "no run at all\n");
}

}  // namespace
}  // namespace wsus::lab::markdown
