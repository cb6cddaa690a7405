// Columns of a terminal: wide characters, those that take none, and bytes that are no characters.
#include "scenarios/report/columns.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace wsus::lab {
namespace {

constexpr std::string_view umlaut = "\xC3\xBC";
constexpr std::string_view ideograph = "\xE6\x97\xA5";          // U+65E5
constexpr std::string_view hangul = "\xED\x95\x9C";             // U+D55C
constexpr std::string_view face = "\xF0\x9F\x98\x80";           // U+1F600
constexpr std::string_view with_accent = "e\xCC\x81";           // e and U+0301
constexpr std::string_view full_width_letter = "\xEF\xBC\xA1";  // U+FF21

TEST(Columns, AreTwoForWideCharactersAndNoneForAccents) {
  EXPECT_EQ(columns_of(""), 0u);
  EXPECT_EQ(columns_of("abc"), 3u);
  EXPECT_EQ(columns_of(umlaut), 1u);
  EXPECT_EQ(columns_of(with_accent), 1u);
  for (auto const wide : {ideograph, hangul, face, full_width_letter}) EXPECT_EQ(columns_of(wide), 2u) << wide;
  for (auto const narrow : {"\xE2\x9C\x93", "\xE2\x86\x92", "\xE2\x80\xA6", "\xE2\x90\x81"})  // ✓ → … ␁
    EXPECT_EQ(columns_of(narrow), 1u) << narrow;
}

TEST(Columns, AByteThatIsNoCharacterTakesOne) {
  EXPECT_EQ(columns_of("\xFF\x80"), 2u);
  EXPECT_EQ(columns_of("\xE6\x97"), 2u) << "cut in the middle";
}

TEST(Columns, NoCharacterIsCut) {
  std::string text(ideograph);
  text += ideograph;
  EXPECT_EQ(bytes_within(text, 4), 6u);
  EXPECT_EQ(bytes_within(text, 3), 3u);
  EXPECT_EQ(bytes_within(text, 1), 0u);
  EXPECT_EQ(bytes_within(text, 80), 6u);
  EXPECT_EQ(bytes_within(with_accent, 1), 3u) << "an accent stays with its letter";
}

}  // namespace
}  // namespace wsus::lab
