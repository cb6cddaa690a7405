// Proves which damaged or differently encoded files are refused, with the line, and which are read all the same.
#include "server/iis/web_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace wsus::iis {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view setting = R"(<add key="maxCachedUpdates" value="88000"/>)";

std::string file(std::string_view head = {}, std::string_view tail = {}) {
  return std::string(head) + "<configuration><appSettings>" + std::string(setting) + "</appSettings></configuration>" +
         std::string(tail);
}

std::string utf16(std::string_view text, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (char const c : text) {
    if (big_endian) bytes += '\0';
    bytes += c;
    if (!big_endian) bytes += '\0';
  }
  return bytes;
}

struct Mistake {
  std::string text;
  std::string what;  ///< part of the message
  int line;
};

void expect_mistake(Mistake const& row) {
  auto const result = parse_web_config(row.text);
  auto const* const error = std::get_if<ConfigurationError>(&result);
  ASSERT_NE(error, nullptr) << row.text;
  EXPECT_THAT(error->what, StartsWith("Configuration file is not well-formed XML: ")) << row.text;
  EXPECT_THAT(error->what, HasSubstr(row.what)) << row.text;
  EXPECT_EQ(error->line, row.line) << row.text;
}

TEST(WebConfigXml, DamagedFilesAreRefusedWithTheLine) {
  for (auto const& row : {
           Mistake{"", "root element is missing", 0},
           Mistake{"<!-- all of it -->", "root element is missing", 0},
           Mistake{"<configuration>\n<appSettings>\n</configuration>", "mismatch", 3},
           Mistake{"<configuration>\n<appSettings>\n</AppSettings></configuration>", "mismatch", 3},
           Mistake{"<configuration>\n<appSettings>", "", 2},
           Mistake{"<configuration><appSettings>\n<add key=\"maxCachedUpdates\" value=44000/>", "attribute", 2},
           Mistake{"<configuration><appSettings>\n<add key=\"maxCachedUpdates value=\"44000\"/>", "start element tag",
                   2},
           Mistake{"<configuration>\n<appSettings>\n<add key=\xE2\x80\x9Cx\xE2\x80\x9D value=\"1\"/>", "attribute", 3},
           Mistake{"<configuration>\n<!-- a -- b -->\n</configuration>", "cannot contain '--'", 2},
           Mistake{"<configuration>\n<!-- <!-- a --> -->\n</configuration>", "cannot contain '--'", 2},
           Mistake{"<configuration>\n<x a=\"1\" a=\"2\"/></configuration>", "'a' is a duplicate attribute name", 2},
           Mistake{"<configuration>\n<x a=\"<\"/></configuration>", "invalid attribute character", 2},
           Mistake{"<configuration>\n<x a=\"b & c\"/></configuration>", "'&' does not begin", 2},
           Mistake{"<configuration>\n<x a=\"&nbsp;\"/></configuration>", "'&' does not begin", 2},
           Mistake{"<configuration>\n<x>b & c</x></configuration>", "'&' does not begin", 2},
           Mistake{"<configuration/>\n<configuration/>", "multiple root elements", 2},
           Mistake{file({}, "\nx"), "data at the root level", 2},
           Mistake{file("x\n"), "data at the root level", 1},
           Mistake{file("\n<?xml version=\"1.0\"?>"), "unexpected XML declaration", 2},
           Mistake{file("<?xml version=\"1.0\"?>\n<?xml version=\"1.0\"?>"), "unexpected XML declaration", 2},
           Mistake{"<configuration>\n\x01</configuration>", "0x01 is an invalid character", 2},
       }) {
    expect_mistake(row);
  }
}

TEST(WebConfigXml, EncodingMustFitTheBytes) {
  for (auto const& row : {
           Mistake{file("<!--\n\xE4 -->"), "invalid character in the given encoding", 2},
           Mistake{file("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- \xE4 -->"), "invalid character in the given",
                   2},
           Mistake{file("<?xml version=\"1.0\" encoding=\"utf-16\"?>"), "no Unicode byte order mark", 1},
           Mistake{file("<?xml version=\"1.0\" encoding=\"utf-88\"?>"), "does not support 'utf-88'", 1},
           Mistake{utf16(file(), false).substr(0, 21), "invalid character in the given encoding", 0},
       }) {
    expect_mistake(row);
  }
}

TEST(WebConfigXml, UsualFormsOfAFileAreRead) {
  for (auto const& text : {
           file(),
           file("<?xml version=\"1.0\" encoding=\"utf-8\" ?>\r\n"),
           file("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<!-- \xC3\xA4 -->\n<?pi a?>\n",
                "\r\n\r\n"),
           file("\xEF\xBB\xBF"),
           file("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
           file("\n\n", "<!-- end -->"),
           file("<?xml version=\"1.0\" encoding=\"windows-1252\"?><!-- \xE4 -->"),
           utf16(file("<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n"), false),
           utf16(file("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), true),
       }) {
    auto const result = parse_web_config(text);
    auto const* const error = std::get_if<ConfigurationError>(&result);
    ASSERT_EQ(error, nullptr) << text << "\n" << error->what;
    EXPECT_EQ(std::get<WebConfig>(result).max_cached_updates, 88'000) << text;
  }
}

TEST(WebConfigXml, LinesOfAUtf16FileAreCounted) {
  expect_mistake({.text = utf16("<configuration>\r\n\r\n</Configuration>", false), .what = "mismatch", .line = 3});
}

}  // namespace
}  // namespace wsus::iis
