// What the parser refuses although yaml-cpp would take it.
#include "tests/unit/server/config/messages.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace wsus::config {
namespace {

std::string parse_message(std::string const& text) {
  return message_of([&] { (void)Node::parse(text, "f"); });
}

TEST(ConfigDocument, RefusesADuplicateKeyWithBothLines) {
  EXPECT_EQ(parse_message("a:\n  b: 1\n  c: 2\n  b: 3\n"),
            "f:4: /a/b: found the key 'b' a second time (first in line 2); allowed: every key once");
}

TEST(ConfigDocument, SameKeyInTwoMapsIsFine) { EXPECT_EQ(parse_message("a: {b: 1}\nc: {b: 1}\n"), "no error"); }

TEST(ConfigDocument, RefusesAMapAsKey) {
  EXPECT_EQ(parse_message("? {a: 1}\n: 2\n"), "f:1: /: found a map as key; allowed: a text");
}

TEST(ConfigDocument, RefusesASecondDocument) {
  EXPECT_THAT(parse_message("a: 1\n---\nb: 2\n"), testing::HasSubstr("found a second document"));
}

TEST(ConfigDocument, IllFormedYamlNamesTheLine) {
  EXPECT_THAT(parse_message("a: 1\nb: [1, 2\n"), testing::StartsWith("f:3: /: found ill-formed YAML ("));
}

TEST(ConfigDocument, FollowsAnchorsAndAliases) {
  auto const node = Node::parse("base: &b {x: 7}\nuse: *b\n", "f");
  EXPECT_EQ(node.required("use").required("x").integer(0, 9), 7);
}

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
}

TEST(ConfigDocument, Takes64LevelsAndRefuses65) {
  EXPECT_EQ(parse_message(nested(64)), "no error");
  EXPECT_THAT(parse_message(nested(65)), testing::HasSubstr("found more than 64 levels; allowed: at most 64"));
  EXPECT_THAT(parse_message(nested(100'000)), testing::StartsWith("f:1: /: found ill-formed YAML"));
}

TEST(ConfigDocument, RefusesAnAliasOfItself) {
  EXPECT_THAT(parse_message("a: &a [*a]\n"), testing::HasSubstr("found more than 64 levels"));
}

TEST(ConfigDocument, RefusesAliasesThatMultiply) {
  std::string text = "a0: &a0 [1,1,1,1,1,1,1,1]\n";
  for (int i = 1; i < 9; ++i) {
    text += fmt::format("a{0}: &a{0} [", i);
    for (int k = 0; k < 8; ++k) text += fmt::format("*a{}{}", i - 1, k < 7 ? "," : "]\n");
  }
  EXPECT_THAT(parse_message(text), testing::HasSubstr("found more than 500000 values; allowed: at most 500000"));
}

TEST(ConfigDocument, RefusesMoreThan4MiB) {
  std::string const limit(std::size_t{4} << 20, '\n');
  EXPECT_EQ(parse_message(limit), "no error");
  EXPECT_EQ(parse_message(limit + "\n"), "f:1: /: found 4194305 bytes; allowed: at most 4194304");
}

TEST(ConfigDocument, LoadReadsAFileAndNamesAMissingOne) {
  auto const file = testing::TempDir() + "wsus_config_document_test.yaml";
  std::ofstream(file) << "a: 5\n";
  EXPECT_EQ(Node::load(file).required("a").integer(0, 9), 5);
  EXPECT_EQ(message_of([&] { (void)Node::load(file + ".none"); }),
            file + ".none:1: /: found no readable file (No such file or directory); allowed: a YAML file");
}

TEST(ConfigDocument, LoadRefusesAFolder) {
  EXPECT_THAT(message_of([] { (void)Node::load(testing::TempDir()); }),
              testing::HasSubstr("found no readable file (Is a directory)"));
}

}  // namespace
}  // namespace wsus::config
