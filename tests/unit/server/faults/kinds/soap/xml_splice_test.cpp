// Where elements stand in a text, and what a splice leaves as it was.
#include "server/faults/kinds/soap/xml_splice.hpp"

#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace wsus::faults {
namespace {

using test::captured;
using testing::ElementsAre;

/// Local names of all elements, with what each one is in the text.
std::vector<std::string> outers(XmlText const& xml, std::vector<XmlElement const*> const& elements) {
  std::vector<std::string> texts;
  texts.reserve(elements.size());
  for (auto const* const element : elements) texts.emplace_back(xml.in(element->outer()));
  return texts;
}

TEST(XmlText, KnowsWhereTagsBeginAndEnd) {
  std::string const text = "<a><b x='1'>t</b><c/><d></d></a>";
  auto const xml = XmlText::of(text);
  ASSERT_TRUE(xml);
  ASSERT_EQ(xml->elements().size(), 4u);
  auto const& b = xml->elements()[1];
  EXPECT_EQ(xml->in(b.outer()), "<b x='1'>t</b>");
  EXPECT_EQ(xml->in(b.content()), "t");
  EXPECT_TRUE(b.has_end_tag());
  auto const& c = xml->elements()[2];
  EXPECT_EQ(xml->in(c.outer()), "<c/>");
  EXPECT_EQ(xml->in(c.content()), "");
  EXPECT_FALSE(c.has_end_tag());
  auto const& d = xml->elements()[3];
  EXPECT_EQ(xml->in(d.outer()), "<d></d>");
  EXPECT_EQ(xml->in(d.content()), "");
  EXPECT_TRUE(d.has_end_tag());
  EXPECT_EQ(xml->in(xml->elements()[0].outer()), text);
}

TEST(XmlText, IsNotMisledByWhatLooksLikeATag) {
  std::string const text = "<?xml version='1.0'?><!-- <a> --><a x=\"></a>\" y='/>'><!-- </a> --><b/>"
                           "<![CDATA[</a><b>]]><?p </a>?>t > </a ><!-- </z> -->";
  auto const xml = XmlText::of(text);
  ASSERT_TRUE(xml);
  ASSERT_EQ(xml->elements().size(), 2u);
  EXPECT_TRUE(xml->in(xml->elements()[0].outer()).ends_with("t > </a >"));
  EXPECT_EQ(xml->in(xml->elements()[1].outer()), "<b/>");
}

TEST(XmlText, CountsFromTheByteOrderMark) {
  auto const xml = XmlText::of("\xEF\xBB\xBF<a><b>\xC3\xA4</b></a>");
  ASSERT_TRUE(xml);
  EXPECT_EQ(xml->in(xml->elements()[1].outer()), "<b>\xC3\xA4</b>");
}

TEST(XmlText, IsOnlyOfWellFormedTexts) {
  for (auto const* const text : {"", "text", "<a>", "<a></b>", "<a><b></a></b>", "<a", "<a x='1>", "<!-- -->", "</a>"})
    EXPECT_FALSE(XmlText::of(text)) << text;
}

TEST(XmlText, FindsElementsByTheEndOfTheirPath) {
  std::string const text = "<r><a><c>1</c></a><b><c>2</c><p:c>3</p:c></b><c>4</c></r>";
  auto const xml = XmlText::of(text);
  ASSERT_TRUE(xml);
  EXPECT_THAT(outers(*xml, xml->find("c")), ElementsAre("<c>1</c>", "<c>2</c>", "<p:c>3</p:c>", "<c>4</c>"));
  EXPECT_THAT(outers(*xml, xml->find("b/c")), ElementsAre("<c>2</c>", "<p:c>3</p:c>"));
  EXPECT_THAT(outers(*xml, xml->find("r/a/c")), ElementsAre("<c>1</c>"));
  EXPECT_THAT(xml->find("x/r/a/c"), testing::IsEmpty());
  EXPECT_THAT(xml->find("p:c"), testing::IsEmpty());
  EXPECT_THAT(xml->find(""), testing::IsEmpty());
}

TEST(XmlText, FindsChildrenAndNoGrandchildren) {
  std::string const text = "<r><a><ID>1</ID></a><ID>2</ID><ID>3</ID></r>";
  auto const xml = XmlText::of(text);
  ASSERT_TRUE(xml);
  auto const* const id = xml->child(xml->elements()[0], "ID");
  ASSERT_NE(id, nullptr);
  EXPECT_EQ(xml->in(id->content()), "2");
  EXPECT_EQ(xml->child(xml->elements()[0], "Id"), nullptr);
  EXPECT_EQ(xml->child(*id, "ID"), nullptr);
}

TEST(XmlText, KnowsTheElementInTheBody) {
  auto const name_in = [](std::string const& text) {
    auto const xml = XmlText::of(text);
    auto const* const element = xml ? xml->body_element() : nullptr;
    return element == nullptr ? std::string("none") : std::string(element->name);
  };
  EXPECT_EQ(name_in(captured("GetConfig")), "GetConfigResponse");
  EXPECT_EQ(name_in(captured("GetAuthorizationCookie")), "GetAuthorizationCookieResponse");
  EXPECT_EQ(name_in(captured("Fault-InstalledNonLeafUpdateIDs")), "s:Fault");
  EXPECT_EQ(name_in("<s:Envelope><s:Header><x/></s:Header><s:Body><y/></s:Body></s:Envelope>"), "y");
  EXPECT_EQ(name_in("<s:Envelope><s:Body/></s:Envelope>"), "none");
  EXPECT_EQ(name_in("<s:Envelope><s:Body/><z/></s:Envelope>"), "none");
  EXPECT_EQ(name_in("<s:Envelope><z/></s:Envelope>"), "none");
  EXPECT_EQ(name_in("<definitions><Body><y/></Body></definitions>"), "none");
}

TEST(XmlText, FindsAttributesWithTheirQuotes) {
  std::string const text = "<a  x = 'y=\"1\"'\n y=\"2\" xmlns:p=\"n\"><b y='3'/></a>";
  auto const xml = XmlText::of(text);
  ASSERT_TRUE(xml);
  auto const value = [&](std::size_t index, std::string_view name) {
    auto const found = xml->attribute(xml->elements()[index], name);
    return found ? std::string(xml->in(*found)) : std::string("none");
  };
  EXPECT_EQ(value(0, "x"), "'y=\"1\"'");
  EXPECT_EQ(value(0, "y"), "\"2\"");
  EXPECT_EQ(value(0, "xmlns:p"), "\"n\"");
  EXPECT_EQ(value(0, "xmlns"), "none");
  EXPECT_EQ(value(1, "y"), "'3'");
  EXPECT_EQ(value(1, "x"), "none");
}

TEST(XmlText, KnowsWhichPrefixesAreDeclared) {
  auto const text = captured("GetConfig");
  auto const xml = XmlText::of(text);
  ASSERT_TRUE(xml);
  auto const& element = *xml->body_element();
  EXPECT_TRUE(xml->declares(element, "s"));
  EXPECT_TRUE(xml->declares(element, "xsi"));
  EXPECT_FALSE(xml->declares(element, "soap"));
  EXPECT_FALSE(xml->declares(xml->elements().front(), "xsi"));
}

TEST(Spliced, ExchangesRangesAndKeepsTheRest) {
  EXPECT_EQ(spliced("abcdef", {{.range = {1, 2}, .with = "X"}, {.range = {2, 2}, .with = "Y"}, {.range = {4, 6}}}),
            "aXYcd");
  EXPECT_EQ(spliced("abc", {{.range = {0, 0}, .with = "<"}, {.range = {3, 3}, .with = ">"}}), "<abc>");
  EXPECT_EQ(spliced("abc", {}), "abc");
}

TEST(Spliced, RefusesRangesThatOverlapOrAreNotThere) {
  EXPECT_THROW((void)spliced("abc", {{.range = {0, 2}}, {.range = {1, 3}}}), std::logic_error);
  EXPECT_THROW((void)spliced("abc", {{.range = {2, 3}}, {.range = {0, 1}}}), std::logic_error);
  EXPECT_THROW((void)spliced("abc", {{.range = {2, 1}}}), std::logic_error);
  EXPECT_THROW((void)spliced("abc", {{.range = {2, 4}}}), std::logic_error);
}

TEST(XmlName, IsWhatAPersonWritesAsAName) {
  for (auto const* const name : {"a", "UpdateInfo", "_x", "b.WindowsVersion", "a-1"}) EXPECT_TRUE(is_xml_name(name));
  for (auto const* const name : {"", "1a", "-a", ".a", "a b", "s:Body", "a/b", "\xC3\xA4"})
    EXPECT_FALSE(is_xml_name(name)) << name;
}

}  // namespace
}  // namespace wsus::faults
