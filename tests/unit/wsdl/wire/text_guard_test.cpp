// UTF-8, XML characters and numeric references, at every alignment of the fast path.
#include "wsdl/wire/text_guard.hpp"

#include <gtest/gtest.h>

namespace wsus::wire {
namespace {

struct Bad {
  std::string_view bytes;
  std::string_view what;
};

using namespace std::string_view_literals;

constexpr Bad bad_places[] = {
    {"\0"sv, "U+0000 is not an XML character"},
    {"\x01"sv, "U+0001 is not an XML character"},
    {"\x1F"sv, "U+001F is not an XML character"},
    {"\x80"sv, "byte 0x80 is not UTF-8"},
    {"\xC0\x80"sv, "byte 0xC0 is not UTF-8"},  // overlong NUL
    {"\xC1\xBF"sv, "byte 0xC1 is not UTF-8"},
    {"\xC3"sv, "byte 0xC3 is not UTF-8"},  // cut
    {"\xC3("sv, "byte 0xC3 is not UTF-8"},
    {"\xE0\x80\xAF"sv, "byte 0xE0 is not UTF-8"},  // overlong '/'
    {"\xED\xA0\x80"sv, "byte 0xED is not UTF-8"},  // surrogate
    {"\xEF\xBF\xBE"sv, "U+FFFE is not an XML character"},
    {"\xEF\xBF\xBF"sv, "U+FFFF is not an XML character"},
    {"\xF0\x82\x82\xAC"sv, "byte 0xF0 is not UTF-8"},  // overlong euro
    {"\xF4\x90\x80\x80"sv, "byte 0xF4 is not UTF-8"},  // U+110000
    {"\xF8\x88\x80\x80\x80"sv, "byte 0xF8 is not UTF-8"},
    {"\xFF"sv, "byte 0xFF is not UTF-8"},
    {"&#0;"sv, "&#0; refers to U+0000, which is not an XML character"},
    {"&#x1;"sv, "&#x1; refers to U+0001, which is not an XML character"},
    {"&#31;"sv, "&#31; refers to U+001F, which is not an XML character"},
    {"&#xD800;"sv, "&#xD800; refers to U+D800, which is not an XML character"},
    {"&#xfffe;"sv, "&#xfffe; refers to U+FFFE, which is not an XML character"},
    {"&#1114112;"sv, "&#1114112; is beyond the last character"},
    {"&#x110000000000000001;"sv, "&#x110000000000000001; is beyond the last character"},
};

constexpr std::string_view good_places[] = {
    "",
    "plain ASCII with \t tab, \r\n and ~\x7F",
    "\xC2\x80",
    "\xC3\xA9",
    "\xE0\xA0\x80",
    "\xED\x9F\xBF",
    "\xEE\x80\x80",
    "\xEF\xBF\xBD",
    "\xF0\x90\x80\x80",
    "\xF4\x8F\xBF\xBF",
    "&#9;&#10;&#xD;&#x20;&#x10FFFF;",
    "&amp;&lt;&#;&#x;&#12&",
    "&#",
    "&",
    "<![CDATA[ &#1; ]]>",
    "<!-- &#1; &#2; --><a/><!-- &#3; -->",
};

TEST(TextGuard, EveryBadPlaceIsFoundAtEveryAlignment) {
  for (Bad const& bad : bad_places)
    for (std::size_t before = 0; before < 20; ++before) {
      std::string const text = std::string(before, 'a') + std::string{bad.bytes} + "bbbbbbbbbb";
      auto const found = find_bad_text(text);
      ASSERT_TRUE(found) << bad.what << " behind " << before;
      EXPECT_EQ(found->offset, before);
      EXPECT_EQ(found->what, bad.what);
    }
}

TEST(TextGuard, GoodTextPassesAtEveryAlignment) {
  for (std::string_view const good : good_places)
    for (std::size_t before = 0; before < 20; ++before) {
      std::string const text = std::string(before, 'a') + std::string{good} + "bbbbbbbbbb";
      auto const found = find_bad_text(text);
      EXPECT_FALSE(found) << text << ": " << (found ? found->what : "");
      EXPECT_EQ(replace_bad_text(text), text);
    }
}

TEST(TextGuard, ReferenceBehindALiteralSectionCountsAgain) {
  std::string const text = "<![CDATA[ &#1; ]]> <!-- &#2; --> &#3;";
  auto const found = find_bad_text(text);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->offset, text.find("&#3;"));
}

TEST(TextGuard, AnOpenerInsideSomethingElseOpensNothing) {
  for (std::string_view const hidden : {
           "<!-- <![CDATA[ --><x>&#1;</x><!-- ]]> -->",
           "<?pi <![CDATA[ ?><x>&#1;</x><?pi ]]> ?>",
           "<?pi <!-- ?><x>&#1;</x><?pi --> ?>",
           "<x a=\"<![CDATA[\">&#1;</x><x a=\"]]>\"/>",
           "<x a='<!--'>&#1;</x><x a='-->'/>",
           "<x a='>' b=\"<!--\">&#1;</x><!-- -->",
           "<![CDATA[ <!-- ]]><x>&#1;</x><!-- -->",
           "<x a='&#1;' b=\"-->\"/>",
       }) {
    auto const found = find_bad_text(hidden);
    ASSERT_TRUE(found) << hidden;
    EXPECT_EQ(found->offset, hidden.find("&#1;")) << hidden;
  }
  for (std::string_view const fine : {
           "<!-- <![CDATA[ --><x>&#65;</x><!-- ]]> -->",
           "<!-- <![CDATA[ &#1; ]]> --><x>1</x>",
           "<![CDATA[ <!-- &#1; ]]><x>--&gt;</x>",
           "<x a='>'/><!-- &#1; -->",
           "<?pi <!-- ?><!-- &#1; -->",
           "<x a=\"it's\" b='\"'><![CDATA[&#1;]]></x>",
       })
    EXPECT_FALSE(find_bad_text(fine)) << fine;
}

TEST(TextGuard, BehindWhatParsersReadDifferentlyNothingIsLiteral) {
  for (std::string_view const doubtful : {
           "<!-- -- &#1; -->",
           "<!-- -- --><!-- &#1; -->",
           "<?pi ? <![CDATA[ ?><!-- ]]>&#1; -->",
           "<x a='<'/><!-- &#1; -->",
           "<x <!-- &#1; -->",
           "<x a='/><!-- &#1; -->",
           "<![x[ <!-- ]]>&#1; -->",
           "<!DOCTYPE x><!-- &#1; -->",
       })
    EXPECT_TRUE(find_bad_text(doubtful)) << doubtful;
}

TEST(TextGuard, ControlCharacterInsideALiteralSectionIsBad) {
  std::string const text = "<![CDATA[ &#1; \x02 ]]>";
  auto const found = find_bad_text(text);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->offset, text.find('\x02'));
}

TEST(TextGuard, SectionThatNeverEndsHidesNothing) {
  EXPECT_TRUE(find_bad_text("<![CDATA[ &#1; "));
  EXPECT_TRUE(find_bad_text("<!-- &#1; "));
}

TEST(TextGuard, ReplacementIsOneCharacterForEveryBadPlace) {
  EXPECT_EQ(replace_bad_text("a\x01"
                             "b\xFF\xFE"
                             "c&#1;d"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD"
            "c\xEF\xBF\xBD"
            "d");
  for (Bad const& bad : bad_places) EXPECT_FALSE(find_bad_text(replace_bad_text(bad.bytes))) << bad.what;
}

TEST(TextGuard, ManyReferencesInOneTextAreReadInLinearTime) {
  std::string text = "<![CDATA[";
  for (int i = 0; i < 200'000; ++i) text += "&#1;";
  EXPECT_FALSE(find_bad_text(text + "]]>"));
  std::string const replaced = replace_bad_text(text);  // never closed: all of them are bad
  EXPECT_EQ(replaced.size(), 9U + 200'000U * 3U);
}

}  // namespace
}  // namespace wsus::wire
