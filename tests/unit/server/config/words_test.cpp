// Words of a list, and maps that take no keys: what their readers say.
#include "server/config/values.hpp"
#include "tests/unit/server/config/messages.hpp"

#include <gtest/gtest.h>

namespace wsus::config {
namespace {

std::string read_code(std::string const& text) {
  return read_word(Node::parse(text, "f.yaml"), {"InvalidCookie", "ServerBusy"});
}

TEST(ReadWord, GivesAWordOfTheList) {
  EXPECT_EQ(read_code("ServerBusy"), "ServerBusy");
  EXPECT_EQ(read_code("InvalidCookie"), "InvalidCookie");
}

TEST(ReadWord, NamesTheNearestWordAndAllOfThem) {
  EXPECT_EQ(message_of([] { (void)read_code("InvalidCokie"); }),
            "f.yaml:1: /: found 'InvalidCokie', did you mean 'InvalidCookie'?; allowed: InvalidCookie, ServerBusy");
  EXPECT_EQ(message_of([] { (void)read_code("serverbusy"); }),
            "f.yaml:1: /: found 'serverbusy', did you mean 'ServerBusy'?; allowed: InvalidCookie, ServerBusy");
}

TEST(ReadWord, NamesNoNearestWordWhereNoneIsNear) {
  EXPECT_EQ(message_of([] { (void)read_code("Teapot"); }),
            "f.yaml:1: /: found 'Teapot'; allowed: InvalidCookie, ServerBusy");
}

TEST(ReadWord, TakesNoListAndNoMap) {
  EXPECT_EQ(message_of([] { (void)read_code("[ServerBusy]"); }), "f.yaml:1: /: found a list; allowed: a text");
}

TEST(AllowOnlyNothing, TakesTheEmptyMapAlone) {
  auto const said = [](std::string const& text) {
    return message_of([&] { allow_only(Node::parse(text, "f.yaml"), {}); });
  };
  EXPECT_EQ(said("{}"), message_of([] {}));
  EXPECT_EQ(said("{at: 3}"), "f.yaml:1: /: found the key 'at'; allowed: no keys, as in {}");
  EXPECT_EQ(said("3"), "f.yaml:1: /: found '3'; allowed: a map");
  EXPECT_EQ(said("[]"), "f.yaml:1: /: found a list; allowed: a map");
}

}  // namespace
}  // namespace wsus::config
