// A cookie key as an operator writes it.
#include "server/cookies/key_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsus::cookies {
namespace {

TEST(CookieKeyText, IsSixtyFourHexDigitsInAnyCaseWithBlanksAround) {
  auto const digits = std::string("0aFf") + std::string(60, '1');
  auto const key = parse_key(digits);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->at(0), 0x0A);
  EXPECT_EQ(key->at(1), 0xFF);
  EXPECT_EQ(key->at(31), 0x11);
  EXPECT_EQ(parse_key(" \t" + digits + "\r\n"), key);
}

TEST(CookieKeyText, NothingElseIsAKey) {
  std::string const digits(64, '1');
  for (auto const& text : {std::string(), std::string("\n"), digits.substr(1), digits + "1", "0x" + digits.substr(2),
                           "-1" + digits.substr(2), digits.substr(1) + "g",
                           digits.substr(0, 32) + " " + digits.substr(33), "+1" + digits.substr(2)})
    EXPECT_FALSE(parse_key(text)) << text;
}

}  // namespace
}  // namespace wsus::cookies
