// Random documents and damaged ones: the places are those that the writer of the text knows, and taking an element out
// takes out nothing else.
#include "server/faults/kinds/soap/xml_splice.hpp"

#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace wsus::faults {
namespace {

/// Writes documents at random and remembers where it has put what.
class Writer {
public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string text{};
  std::vector<XmlElement> elements{};
  std::vector<std::string> names{};

  void write_document() {
    if (one_in(2)) text += "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    if (one_in(3)) text += "<!-- </root> <root> -->";
    write_element(0, XmlElement::no_parent);
    if (one_in(3)) text += "\r\n<!-- behind -->\n";
  }

private:
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  template <std::size_t n>
  std::string_view one_of(std::array<std::string_view, n> const& texts) {
    return texts[below(n)];
  }

  void write_attributes() {
    constexpr std::array<std::string_view, 6> attributes{" a=\"1\"",    " b='x > y'",  " c=\"</a>\"",
                                                         "\n d = '/>'", " e=\"it's\"", " f='say \"/\"'"};
    for (auto const attribute : attributes) {
      if (one_in(4)) text += attribute;
    }
    if (one_in(5)) text += " \t";
  }

  void write_between() {
    constexpr std::array<std::string_view, 9> pieces{"",
                                                     "text",
                                                     " \r\n ",
                                                     "<!-- </b> -->",
                                                     "a > b",
                                                     "&lt;b/>",
                                                     "<?p </b>?>",
                                                     "<![CDATA[</b><c>]]>",
                                                     "\xC3\xA4\xE2\x82\xAC"};
    for (auto count = below(3); count > 0; --count) text += one_of(pieces);
  }

  void write_element(unsigned depth, std::size_t parent) {
    constexpr std::array<std::string_view, 6> known{"a", "b", "p:b", "UpdateInfo", "ID", "q:long.name-1"};
    std::string const name(one_of(known));
    auto const index = elements.size();
    names.push_back(name);
    elements.push_back({.begin = text.size(), .parent = parent});
    text += "<" + name;
    write_attributes();
    bool const empty = one_in(4);
    text += empty ? "/>" : ">";
    elements[index].tag_end = elements[index].content_end = elements[index].end = text.size();
    if (empty) return;
    write_between();
    for (auto count = depth < 5 ? below(4) : 0; count > 0; --count) {
      write_element(depth + 1, index);
      write_between();
    }
    elements[index].content_end = text.size();
    text += "</" + name + (one_in(6) ? " >" : ">");
    elements[index].end = text.size();
  }

  std::mt19937 random_;
};

bool same_places(XmlElement const& a, XmlElement const& b) {
  return a.begin == b.begin && a.tag_end == b.tag_end && a.content_end == b.content_end && a.end == b.end &&
         a.parent == b.parent;
}

TEST(XmlSpliceProperty, PlacesAreThoseOfTheWriter) {
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    Writer writer(seed);
    writer.write_document();
    auto const xml = XmlText::of(writer.text);
    ASSERT_TRUE(xml) << seed << ": " << writer.text;
    ASSERT_EQ(xml->elements().size(), writer.elements.size()) << seed << ": " << writer.text;
    for (std::size_t i = 0; i < writer.elements.size(); ++i) {
      ASSERT_EQ(xml->elements()[i].name, writer.names[i]) << seed << ": " << writer.text;
      ASSERT_TRUE(same_places(xml->elements()[i], writer.elements[i]))
          << seed << ", element " << i << ": " << writer.text;
    }
  }
}

/// What holds for every text that is XML at all.
void expect_sound(std::string const& text) {
  auto const xml = XmlText::of(text);
  if (!xml) return;
  EXPECT_EQ(spliced(text, {}), text);
  ASSERT_FALSE(xml->elements().empty());
  for (auto const& element : xml->elements()) {
    ASSERT_LT(element.begin, element.tag_end);
    ASSERT_LE(element.tag_end, element.content_end);
    ASSERT_LE(element.content_end, element.end);
    ASSERT_LE(element.end, text.size());
    if (element.parent != XmlElement::no_parent) {
      auto const& parent = xml->elements()[element.parent];
      ASSERT_LE(parent.tag_end, element.begin);
      ASSERT_LE(element.end, parent.content_end);
    }
    auto const outer = element.outer();
    EXPECT_EQ(spliced(text, {{.range = outer, .with = std::string(xml->in(outer))}}), text);
    (void)xml->attribute(element, "xmlns");
    (void)xml->declares(element, "p");
  }
  (void)xml->body_element();
}

TEST(XmlSpliceProperty, SplicingNothingChangesNothing) {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Writer writer(seed);
    writer.write_document();
    expect_sound(writer.text);
  }
  for (auto const* const name :
       {"GetConfig", "GetAuthorizationCookie", "SyncUpdates-category-scan", "Fault-InstalledNonLeafUpdateIDs"})
    expect_sound(test::captured(name));
  expect_sound(test::sync_page());
}

TEST(XmlSpliceProperty, TakingAnElementOutTakesOutNothingElse) {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Writer writer(seed);
    writer.write_document();
    auto const xml = XmlText::of(writer.text);
    ASSERT_TRUE(xml);
    for (std::size_t i = 1; i < xml->elements().size(); ++i) {
      auto const outer = xml->elements()[i].outer();
      auto const rest = spliced(writer.text, {{.range = outer}});
      ASSERT_EQ(rest, writer.text.substr(0, outer.begin) + writer.text.substr(outer.end));
      auto const left = XmlText::of(rest);
      ASSERT_TRUE(left) << seed << ": " << rest;
      std::size_t inside = 0;
      for (auto const& one : xml->elements()) inside += one.begin >= outer.begin && one.end <= outer.end ? 1 : 0;
      ASSERT_EQ(left->elements().size() + inside, xml->elements().size()) << seed << ": " << rest;
    }
  }
}

TEST(XmlSpliceProperty, DamagedTextsHaveSoundPlacesOrNone) {
  std::mt19937 random(7);
  auto const bodies = {test::sync_page(), test::captured("GetConfig"), test::captured("GetAuthorizationCookie")};
  constexpr std::string_view bytes("<>/\"'!-[]?&= ax\0\xFF", 17);
  for (auto const& body : bodies) {
    for (int round = 0; round < 300; ++round) {
      auto text = body;
      for (auto count = random() % 3 + 1; count > 0; --count)
        text[random() % text.size()] = bytes[random() % bytes.size()];
      if (round % 3 == 0) text.resize(random() % text.size());
      expect_sound(text);
    }
  }
}

}  // namespace
}  // namespace wsus::faults
