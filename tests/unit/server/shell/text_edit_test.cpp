// Proves that edits change what was asked for and not a byte more.
#include "server/shell/text_edit.hpp"

#include <gtest/gtest.h>

namespace wsus::server_shell {
namespace {

struct Row {
  std::string_view before;
  std::string_view after;
};

TEST(SetAppSetting, ChangesTheValueOnly) {
  for (auto const& [before, after] : {
           Row{R"(<appSettings><add key="k" value="1"/></appSettings>)",
               R"(<appSettings><add key="k" value="9"/></appSettings>)"},
           Row{R"(<appSettings ><add   value = '1'  key = 'k'></add></appSettings >)",
               R"(<appSettings ><add   value = '9'  key = 'k'></add></appSettings >)"},
           Row{"<appSettings>\r\n\t<add\r\nkey=\"K\"\r\nvalue=\"\" />\r\n</appSettings>",
               "<appSettings>\r\n\t<add\r\nkey=\"K\"\r\nvalue=\"9\" />\r\n</appSettings>"},
           Row{R"(<appSettings><add key="k"/></appSettings>)",
               R"(<appSettings><add key="k" value="9"/></appSettings>)"},
           Row{R"(<appSettings><add key="k" value="1"/><add key="k" value="22"/></appSettings>)",
               R"(<appSettings><add key="k" value="9"/><add key="k" value="9"/></appSettings>)"},
           Row{R"(<appSettings><!--<add key="k" value="1"/>--><add key="k" value="2"/></appSettings>)",
               R"(<appSettings><!--<add key="k" value="1"/>--><add key="k" value="9"/></appSettings>)"},
           Row{R"(<appSettings><add key="k" value="a>b"/></appSettings>)",
               R"(<appSettings><add key="k" value="9"/></appSettings>)"},
           Row{R"(<x><appSettings><add key="k" value="1"/></appSettings><broken)",
               R"(<x><appSettings><add key="k" value="9"/></appSettings><broken)"},
       }) {
    EXPECT_EQ(set_app_setting(before, "k", "9").text, after);
  }
}

TEST(SetAppSetting, AddsAMissingEntry) {
  for (auto const& [before, after] : {
           Row{"<c>\r\n  <appSettings>\r\n  </appSettings>\r\n</c>",
               "<c>\r\n  <appSettings>\r\n    <add key=\"k\" value=\"9\"/>\r\n  </appSettings>\r\n</c>"},
           Row{"<appSettings>\n\t<add key=\"kk\" value=\"1\"/>\n</appSettings>",
               "<appSettings>\n\t<add key=\"kk\" value=\"1\"/>\n  <add key=\"k\" value=\"9\"/>\n</appSettings>"},
           Row{"<c><appSettings/></c>", "<c><appSettings><add key=\"k\" value=\"9\"/></appSettings></c>"},
           Row{"<configuration>\n</configuration>", "<configuration>\n  <appSettings>\n    <add key=\"k\" "
                                                    "value=\"9\"/>\n  </appSettings>\n</configuration>"},
           Row{"<appSettings>\n<!--<add key=\"k\" value=\"1\"/> </appSettings> -->\n</appSettings>",
               "<appSettings>\n<!--<add key=\"k\" value=\"1\"/> </appSettings> -->\n  <add key=\"k\" "
               "value=\"9\"/>\n</appSettings>"},
           Row{"<p><add key=\"k\" value=\"1\"/></p><appSettings>\n</appSettings>",
               "<p><add key=\"k\" value=\"1\"/></p><appSettings>\n  <add key=\"k\" value=\"9\"/>\n</appSettings>"},
       }) {
    EXPECT_EQ(set_app_setting(before, "k", "9").text, after);
  }
}

TEST(SetAppSetting, NeedsAPlaceForANewEntry) {
  for (std::string_view const text : {"", "<", "<a", "<a b=", "<a b=\"", "<!--", "no XML at all"}) {
    auto const result = set_app_setting(text, "k", "9");
    EXPECT_FALSE(result.text) << text;
    EXPECT_EQ(result.error, "The file has neither </appSettings> nor </configuration> to put the entry before.")
        << text;
  }
}

TEST(RemoveAppSetting, TakesTheLineWhenTheEntryIsAloneOnIt) {
  EXPECT_EQ(
      remove_app_setting("<appSettings>\r\n  <add key=\"k\" value=\"1\"/> \r\n  <x/>\r\n</appSettings>", "K").text,
      "<appSettings>\r\n  <x/>\r\n</appSettings>");
  EXPECT_EQ(remove_app_setting("<appSettings><add key=\"k\" value=\"1\"/>\n</appSettings>", "k").text,
            "<appSettings>\n</appSettings>");
  EXPECT_EQ(remove_app_setting("<appSettings>\n<add key=\"k\" value=\"1\"/> <!-- why -->\n</appSettings>", "k").text,
            "<appSettings>\n <!-- why -->\n</appSettings>");
}

TEST(RemoveAppSetting, TellsWhenThereIsNone) {
  EXPECT_EQ(remove_app_setting("<appSettings/>", "k").error, "appSettings has no entry with the key \"k\".");
}

TEST(ReplaceAll, StopsBeforeAFileGrowsWithoutBound) {
  std::string const text(1'000, 'a');
  EXPECT_TRUE(replace_all(text, "a", std::string(1'000, 'b')).text);
  auto const refused = replace_all(text, "a", std::string(10'000, 'b'));
  EXPECT_FALSE(refused.text);
  EXPECT_EQ(refused.error, "The file would be larger than 4194304 bytes");
}

TEST(ReplaceAll, ReplacesEveryOccurrence) {
  EXPECT_EQ(replace_all("a.a.A", "a", "aa").text, "aa.aa.A");
  EXPECT_EQ(replace_all("aXb", "X", "").text, "ab");
  EXPECT_EQ(replace_all("abc", "x", "y").error, "Cannot find \"x\"");
  EXPECT_FALSE(replace_all("abc", "", "y").text);
}

}  // namespace
}  // namespace wsus::server_shell
