// Typed access: values, ranges, unknown keys, and the exact messages.
#include "tests/unit/server/config/messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace wsus::config {
namespace {

constexpr auto machines = R"(machines:
  PC01:
    profile: w10
    memory: 4096
    ratio: 0.25
    elevated: yes
    groups: [A, B]
    nothing:
  PC02: {}
)";

Node pc01() { return Node::parse(machines, "lab.yaml").required("machines").required("PC01"); }

TEST(ConfigNode, ReadsEveryKindOfValue) {
  auto const node = pc01();
  EXPECT_EQ(node.required("profile").text(), "w10");
  EXPECT_EQ(node.required("memory").integer(0, 10'000), 4096);
  EXPECT_DOUBLE_EQ(node.required("ratio").number(0, 1), 0.25);
  EXPECT_TRUE(node.required("elevated").boolean());
  EXPECT_EQ(node.required("groups").items()[1].text(), "B");
  EXPECT_FALSE(node.child("nothing"));
  EXPECT_NO_THROW(node.done());
}

TEST(ConfigNode, KnowsItsPlace) {
  auto const node = pc01().required("groups").items().at(1);
  EXPECT_EQ(node.file(), "lab.yaml");
  EXPECT_EQ(node.line(), 7);
  EXPECT_EQ(node.path(), "/machines/PC01/groups/1");
  EXPECT_EQ(Node::parse("a: 1", "f").path(), "/");
}

TEST(ConfigNode, KeysComeInFileOrderAndCountAsKnown) {
  auto const node = Node::parse("z: 1\na: 2\n", "f");
  EXPECT_THAT(node.keys(), testing::ElementsAre("z", "a"));
  EXPECT_NO_THROW(node.done());
}

TEST(ConfigNode, OutlivesTheNodeItCameFrom) {
  auto const value = std::invoke([] { return Node::parse("a: {b: text}", "f").required("a").required("b"); });
  EXPECT_EQ(value.text(), "text");
}

TEST(ConfigNode, UnknownKeyListsTheKnownOnes) {
  auto const node = Node::parse("port: 1\nprot: 2\n", "server.yaml");
  EXPECT_FALSE(node.child("name"));
  EXPECT_TRUE(node.child("port"));
  EXPECT_EQ(message_of([&] { node.done(); }), "server.yaml:2: /prot: found the unknown key 'prot'; known: name, port");
}

TEST(ConfigNode, KeysAskedThroughAnotherCopyAreKnown) {
  auto const document = Node::parse("a: {b: 1}", "f");
  EXPECT_TRUE(document.required("a").child("b"));
  EXPECT_NO_THROW(document.required("a").done());
}

TEST(ConfigNode, EmptyDocumentHasNoChildren) {
  auto const node = Node::parse("", "f");
  EXPECT_FALSE(node.child("a"));
  EXPECT_NO_THROW(node.done());
  EXPECT_EQ(message_of([&] { (void)node.required("a"); }),
            "f:1: /a: found nothing; allowed: a value, it must be given");
}

struct BadValue {
  char const* name;
  char const* yaml;  ///< value of the key v, in line 1
  std::function<void(Node const&)> read;
  char const* message;  ///< after "f:1: /v: "
};

class ConfigNodeBadValue : public testing::TestWithParam<BadValue> {};

TEST_P(ConfigNodeBadValue, NamesWhatWasFoundAndWhatIsAllowed) {
  auto const node = Node::parse(std::string("v: ") + GetParam().yaml, "f").required("v");
  EXPECT_EQ(message_of([&] { GetParam().read(node); }), std::string("f:1: /v: ") + GetParam().message);
}

std::vector<BadValue> bad_values() {
  auto const integer = [](Node const& node) { (void)node.integer(1, 400); };
  auto const number = [](Node const& node) { (void)node.number(0, 1); };
  return {
      {"IntegerText", "many", integer, "found 'many'; allowed: a whole number from 1 to 400"},
      {"IntegerTooLow", "0", integer, "found '0'; allowed: a whole number from 1 to 400"},
      {"IntegerTooHigh", "401", integer, "found '401'; allowed: a whole number from 1 to 400"},
      {"IntegerHuge", "99999999999999999999", integer,
       "found '99999999999999999999'; allowed: a whole number from 1 to 400"},
      {"IntegerFraction", "1.5", integer, "found '1.5'; allowed: a whole number from 1 to 400"},
      {"IntegerMap", "{a: 1}", integer, "found a map; allowed: a whole number from 1 to 400"},
      {"NumberNan", "nan", number, "found 'nan'; allowed: a number from 0 to 1"},
      {"NumberHigh", "1.01", number, "found '1.01'; allowed: a number from 0 to 1"},
      {"Boolean", "maybe", [](Node const& node) { (void)node.boolean(); }, "found 'maybe'; allowed: true or false"},
      {"Text", "[1]", [](Node const& node) { (void)node.text(); }, "found a list; allowed: a text"},
      {"Word", "w11",
       [](Node const& node) {
         (void)node.word({"w7", "w8"});
       },
       "found 'w11'; allowed: w7, w8"},
      {"Items", "x", [](Node const& node) { (void)node.items(); }, "found 'x'; allowed: a list"},
      {"Child", "x", [](Node const& node) { (void)node.child("a"); }, "found 'x'; allowed: a map"},
      {"Keys", "[x]", [](Node const& node) { (void)node.keys(); }, "found a list; allowed: a map"},
      {"OwnSentence", "x", [](Node const& node) { node.fail("this does not fit"); }, "this does not fit"},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, ConfigNodeBadValue, testing::ValuesIn(bad_values()),
                         [](auto const& test) { return test.param.name; });

TEST(ConfigNode, AcceptsTheBoundsOfARange) {
  auto const node = Node::parse("[1, 400, 0x10]", "f").items();
  EXPECT_EQ(node[0].integer(1, 400), 1);
  EXPECT_EQ(node[1].integer(1, 400), 400);
  EXPECT_EQ(node[2].integer(1, 400), 16);
}

}  // namespace
}  // namespace wsus::config
