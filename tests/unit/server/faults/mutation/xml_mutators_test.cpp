// Changes of elements, texts and bytes, on a message that fits a line.
#include "server/faults/kinds/soap/xml_splice.hpp"
#include "tests/unit/server/faults/mutation/mutation_fixture.hpp"

namespace wsus::faults {
namespace {

using test::body_after;
using test::captured;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto small = "<a><b>1</b><c d=\"e\"/><f>true</f></a>";

TEST(RemoveElement, TakesAnElementWithAllThatIsInIt) {
  EXPECT_EQ(body_after("remove_element", small, 1).body, "<a><c d=\"e\"/><f>true</f></a>");
  EXPECT_EQ(body_after("remove_element", small, 0).body, "");
  EXPECT_EQ(body_after("remove_element", small, 1).what, "<b> at byte 3 is gone");
}

TEST(RemoveElement, CountsRound) {
  EXPECT_EQ(body_after("remove_element", small, 5).body, body_after("remove_element", small, 1).body);
}

TEST(RepeatElement, PutsItThereAgain) {
  EXPECT_EQ(body_after("repeat_element", small, 1).body, "<a><b>1</b><b>1</b><c d=\"e\"/><f>true</f></a>");
  auto const many = body_after("repeat_element", small, 2, 3);
  EXPECT_EQ(many.body.size(), std::string(small).size() + 2'000 * std::string("<c d=\"e\"/>").size());
  EXPECT_THAT(many.what, HasSubstr("2001 times"));
}

TEST(RepeatElement, StaysBelowTheLargestBody) {
  auto const large = "<a><b>" + std::string(100'000, 'x') + "</b></a>";
  auto const unchanged = body_after("repeat_element", large, 1, 3);
  EXPECT_EQ(unchanged.body, large);
  EXPECT_EQ(unchanged.what, "");
}

TEST(SwapElements, ExchangesTwo) {
  EXPECT_EQ(body_after("swap_elements", small, 1, 1).body, "<a><f>true</f><c d=\"e\"/><b>1</b></a>");
  EXPECT_EQ(body_after("swap_elements", small, 0).what, "");  // nothing is behind the root
}

TEST(RenameElement, ChangesBothTags) {
  EXPECT_EQ(body_after("rename_element", small, 1, 1).body, "<a><B>1</B><c d=\"e\"/><f>true</f></a>");
  EXPECT_EQ(body_after("rename_element", "<p:a>1</p:a>", 0, 2).body, "<p:aX>1</p:aX>");
  EXPECT_EQ(body_after("rename_element", small, 2, 2).body, "<a><b>1</b><cX d=\"e\"/><f>true</f></a>");
}

TEST(RenameElement, ChangesOneTagInTheLastWay) {
  EXPECT_FALSE(XmlText::of(body_after("rename_element", small, 1, 6).body).has_value());
}

TEST(MoveToNamespace, DeclaresOrReplaces) {
  EXPECT_EQ(body_after("move_to_namespace", small, 1, 1).body,
            "<a><b xmlns=\"urn:other\">1</b><c d=\"e\"/><f>true</f></a>");
  EXPECT_EQ(body_after("move_to_namespace", "<p:a xmlns:p=\"urn:p\"/>", 0, 1).body, "<p:a xmlns:p=\"urn:other\"/>");
}

TEST(NestElement, WrapsAsDeepAsItSays) {
  EXPECT_EQ(body_after("nest_element", small, 1, 0).body, "<a><a><b>1</b></a><c d=\"e\"/><f>true</f></a>");
  auto const itself = body_after("nest_element", small, 1, 4);
  EXPECT_EQ(itself.body, "<a><b><b>1</b></b><c d=\"e\"/><f>true</f></a>");
  auto const deep = body_after("nest_element", small, 1, 3);
  EXPECT_EQ(deep.body.size(), std::string(small).size() + 20'000 * std::string("<a></a>").size());
}

TEST(ChangePrefix, PutsOneOrTakesIt) {
  EXPECT_EQ(body_after("change_prefix", small, 1, 1).body, "<a><other:b>1</other:b><c d=\"e\"/><f>true</f></a>");
  EXPECT_EQ(body_after("change_prefix", "<p:a><p:b/></p:a>", 1, 0).body, "<p:a><b/></p:a>");
  EXPECT_EQ(body_after("change_prefix", small, 1, 0).what, "");
}

TEST(ChangeAttribute, PutsOneBehindTheName) {
  EXPECT_EQ(body_after("change_attribute", small, 1, 4).body, "<a><b a=\"1\" a=\"2\">1</b><c d=\"e\"/><f>true</f></a>");
  EXPECT_THAT(body_after("change_attribute", small, 1, 0).body, HasSubstr("xsi:nil=\"true\">1</b>"));
}

TEST(ChangeAttribute, TakesAllInTheLastWay) {
  EXPECT_EQ(body_after("change_attribute", small, 2, 12).body, "<a><b>1</b><c/><f>true</f></a>");
  EXPECT_EQ(body_after("change_attribute", small, 1, 12).what, "");
}

TEST(ReplaceAttribute, PutsAnotherValue) {
  EXPECT_EQ(body_after("replace_attribute", small, 0, 1).body, "<a><b>1</b><c d=\"-1\"/><f>true</f></a>");
  EXPECT_EQ(body_after("replace_attribute", "<a/>").what, "");
}

TEST(ReplaceText, ChangesTheTextsOfLeaves) {
  EXPECT_EQ(body_after("replace_text", small, 0, 0).body, "<a><b></b><c d=\"e\"/><f>true</f></a>");
  EXPECT_EQ(body_after("replace_text", small, 1, 8).body, "<a><b>1</b><c d=\"e\"/><f>truetrue</f></a>");
  EXPECT_EQ(body_after("replace_text", "<a><b/></a>").what, "");
}

TEST(ReplaceNumber, LooksForNumbersOnly) {
  EXPECT_EQ(body_after("replace_number", small, 3, 5).body, "<a><b>2147483648</b><c d=\"e\"/><f>true</f></a>");
  EXPECT_EQ(body_after("replace_number", "<a><b>one</b></a>").what, "");
}

TEST(ReplaceFlag, LooksForTrueAndFalseOnly) {
  EXPECT_EQ(body_after("replace_flag", small, 0, 6).body, "<a><b>1</b><c d=\"e\"/><f>false</f></a>");
  EXPECT_EQ(body_after("replace_flag", "<a>TRUE</a>").what, "");
}

TEST(BreakGuid, LooksForGuidsOnly) {
  constexpr auto guid = "<a>e1da06a3-5601-43c9-bac3-52d5db701494</a>";
  EXPECT_EQ(body_after("break_guid", guid, 0, 0).body, "<a>e1da06a3-5601-43c9-bac3-52d5db70149</a>");
  EXPECT_EQ(body_after("break_guid", guid, 0, 1).body, "<a>g1da06a3-5601-43c9-bac3-52d5db701494</a>");
  EXPECT_EQ(body_after("break_guid", small).what, "");
}

TEST(BreakDate, LooksForTimesOnly) {
  auto const config = captured("GetConfig");
  EXPECT_THAT(body_after("break_date", config, 0, 2).body, HasSubstr("<LastChange>2026-02-30T00:00:00Z</LastChange>"));
  EXPECT_EQ(body_after("break_date", small).what, "");
}

TEST(BreakBase64, LooksForBytesOnly) {
  constexpr auto cookie = "<a>QUJDREVGR0hJSktMTU5PUA==</a>";
  EXPECT_EQ(body_after("break_base64", cookie, 0, 2).body, "<a>====</a>");
  EXPECT_EQ(body_after("break_base64", cookie, 0, 4).body, "<a>AUJDREVGR0hJSktMTU5PUA==</a>");
  EXPECT_EQ(body_after("break_base64", "<a>Evaluate</a>").what, "");
}

TEST(InsertEntity, StandsInFrontOfAText) {
  EXPECT_EQ(body_after("insert_entity", small, 0, 0).body, "<a><b>&undeclared;1</b><c d=\"e\"/><f>true</f></a>");
}

TEST(InsertMarkup, StandsInAnElementOrInFrontOfAll) {
  EXPECT_EQ(body_after("insert_markup", small, 0, 0).body, "<a><!-- --><b>1</b><c d=\"e\"/><f>true</f></a>");
  EXPECT_THAT(body_after("insert_markup", small, 0, 9).body, StartsWith("<!DOCTYPE lolz ["));
}

TEST(ChangeEncoding, DeclaresOrChangesBytes) {
  EXPECT_EQ(body_after("change_encoding", "<?xml version=\"1.0\"?><a/>", 0, 4).body, "<?xml?><a/>");
  EXPECT_EQ(body_after("change_encoding", "<a/>", 1, 5).body, "<\xFF"
                                                              "a/>");
  EXPECT_EQ(body_after("change_encoding", "<a/>", 0, 11).body, std::string("\xFF\xFE<\0a\0/\0>\0", 10));
  EXPECT_EQ(body_after("change_encoding", "<a/>", 2, 13).body, std::string("<a\0/>", 5));
}

TEST(CutBody, KeepsOneEnd) {
  EXPECT_EQ(body_after("cut_body", "0123456789", 4, 1).body, "0123");
  EXPECT_EQ(body_after("cut_body", "0123456789", 4, 0).body, "456789");
}

TEST(TurnByte, ChangesOne) { EXPECT_EQ(body_after("turn_byte", "AAAA", 2, 2).body, "AABA"); }

TEST(ChangeFragment, ChangesTheXmlInsideAText) {
  constexpr auto message = "<a><Xml>&lt;b c=&quot;1&quot; /&gt;&lt;d/&gt;</Xml></a>";
  EXPECT_EQ(body_after("change_fragment", message, 1, 0).body, "<a><Xml>&lt;d/&gt;</Xml></a>");
  EXPECT_EQ(body_after("change_fragment", message, 1, 0).what, "in the XML of <Xml> at byte 3: <b> at byte 8 is gone");
  EXPECT_EQ(body_after("change_fragment", message, 0, 14 + 15).body,
            "<a><Xml>&lt;b c=&quot;-1&quot; /&gt;&lt;d/&gt;</Xml></a>");
  EXPECT_EQ(body_after("change_fragment", small).what, "");
}

TEST(MutatorsOfXml, LeaveAloneWhatIsNone) {
  for (auto const& mutator : mutation::mutators()) {
    auto const* const change = std::get_if<mutation::ChangeBody>(&mutator.change);
    bool const is_of_bytes =
        mutator.name == "cut_body" || mutator.name == "turn_byte" || mutator.name == "change_encoding";
    if (change == nullptr || is_of_bytes) continue;
    for (std::string text : {"no XML", "<a>", "<a></b>"}) {
      auto const before = text;
      EXPECT_EQ((*change)(text, {.at = 1, .with = 1}), "") << mutator.name;
      EXPECT_EQ(text, before) << mutator.name;
    }
  }
}

}  // namespace
}  // namespace wsus::faults
