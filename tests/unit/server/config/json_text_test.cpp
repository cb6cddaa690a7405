// Values as JSON, and JSON read as YAML is; mistakes that are collected.
#include "server/config/json_text.hpp"
#include "server/config/mistakes.hpp"
#include "server/config/node.hpp"

#include <gtest/gtest.h>

namespace wsus::config {
namespace {

std::string as_json(std::string_view yaml) { return Node::parse(yaml, "f.yaml").json_text(); }

TEST(JsonText, ScalarsKeepTheirKindAndTheirDigits) {
  EXPECT_EQ(as_json("{a: 1, b: -2.50, c: 1e3, d: true, e: null, f: ~}"),
            R"({"a": 1, "b": -2.50, "c": 1e3, "d": true, "e": null, "f": null})");
  EXPECT_EQ(
      as_json("{a: '1', b: \"true\", c: 25 %, d: 0x80, e: 01, f: yes, g: 1., h: -, i: ''}"),
      R"({"a": "1", "b": "true", "c": "25 %", "d": "0x80", "e": "01", "f": "yes", "g": "1.", "h": "-", "i": ""})");
}

TEST(JsonText, BlocksListsAndAliasesAreWrittenOut) {
  EXPECT_EQ(as_json("a: &x\n  - 1\n  - [two]\nb: *x\nc: {}\nd: []\n"),
            R"({"a": [1, ["two"]], "b": [1, ["two"]], "c": {}, "d": []})");
}

TEST(JsonText, TextsAreEscaped) {
  EXPECT_EQ(json_quoted("a\"b\\c\n\t\r\x01\xc3\xbc"), "\"a\\\"b\\\\c\\n\\t\\r\\u0001\xc3\xbc\"");
}

TEST(JsonText, OfJsonIsJsonAgain) {
  auto const* const json = R"({"name": "x: [y], #z", "when": {"status": 500}, "n": 0.25, "t": "\u00fc\/\"", "e": ""})";
  auto const once = Node::parse_json(json, "body").json_text();
  EXPECT_EQ(
      once,
      "{\"name\": \"x: [y], #z\", \"when\": {\"status\": 500}, \"n\": 0.25, \"t\": \"\xc3\xbc/\\\"\", \"e\": \"\"}");
  EXPECT_EQ(Node::parse_json(once, "body").json_text(), once);
}

TEST(JsonAsYaml, TabsAndSurrogatesDoNotMatter) {
  auto const node =
      Node::parse_json("{\t\"a\":\t\"x\ty\",\n\t\"b\":\"\\uD83D\\uDE00\",\r\n\"c\":{\"d\":[1,2]}}", "body");
  EXPECT_EQ(node.required("b").text(), "\xf0\x9f\x98\x80");
  EXPECT_EQ(node.required("b").line(), 2);
  EXPECT_EQ(node.required("c").required("d").items().at(1).text(), "2");
  EXPECT_EQ(yaml_of_json(R"("a\\\uD83D\"	")"), R"("a\\\uD83D\"	")");  // half a pair, and a tab in a text
}

TEST(Mistakes, AreKeptInOrderAndRaisedTogether) {
  Mistakes mistakes;
  mistakes.raise();
  EXPECT_TRUE(mistakes.attempt([] {}));
  EXPECT_TRUE(mistakes.none());
  auto const node = Node::parse("{a: x}", "f.yaml");
  EXPECT_FALSE(mistakes.attempt([&] { node.fail("one"); }));
  EXPECT_FALSE(mistakes.attempt([&] { (void)node.required("a").integer(1, 2); }));
  try {
    mistakes.raise();
    FAIL() << "nothing was raised";
  } catch (ConfigError const& error) {
    EXPECT_STREQ(error.what(), "f.yaml:1: /: one\nf.yaml:1: /a: found 'x'; allowed: a whole number from 1 to 2");
  }
}

}  // namespace
}  // namespace wsus::config
