// truncated_xml and ill_formed_xml on captured messages.
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/xml_splice.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

namespace wsus::faults {
namespace {

using test::captured;
using test::changed;
using test::expect_only_messages_are_touched;
using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using test::sync_page;
using test::with;

constexpr auto empty_response = "<s:Envelope><s:Body><PingResponse/></s:Body></s:Envelope>";

std::shared_ptr<ReplyFault const> truncated(std::string const& yaml) {
  return made<ReplyFault>(read_truncated_xml, yaml);
}
std::shared_ptr<ReplyFault const> ill_formed(std::string const& how) {
  return made<ReplyFault>(read_ill_formed_xml, "{how: " + how + "}");
}

TEST(TruncatedXml, IsCutAtAByte) {
  auto const config = captured("GetConfig");
  for (std::size_t const at : {std::size_t{0}, std::size_t{1}, std::size_t{400}, config.size() - 1})
    EXPECT_EQ(changed(*truncated("{at: " + std::to_string(at) + "}"), config), config.substr(0, at));
}

TEST(TruncatedXml, IsCutAtAShareAndInTheMiddleByDefault) {
  auto const page = sync_page();
  EXPECT_EQ(changed(*truncated("{at: 25 %}"), page), page.substr(0, page.size() / 4));
  EXPECT_EQ(changed(*truncated("{}"), page), page.substr(0, page.size() / 2));
  auto const fault = captured("Fault-InstalledNonLeafUpdateIDs");
  EXPECT_EQ(changed(*truncated("{}"), fault, 500), fault.substr(0, fault.size() / 2));
}

TEST(TruncatedXml, IsCutAgainByAnotherRule) {
  auto const config = captured("GetConfig");
  auto const once = changed(*truncated("{at: 300}"), config);
  EXPECT_EQ(changed(*truncated("{at: 200}"), once), config.substr(0, 200));
  expect_untouched(*truncated("{at: 400}"), message(once));
}

TEST(TruncatedXml, BehindTheEndChangesNothing) {
  auto const config = captured("GetConfig");
  expect_untouched(*truncated("{at: " + std::to_string(config.size()) + "}"), message(config));
  expect_untouched(*truncated("{at: 1000000}"), message(config));
  expect_untouched(*truncated("{at: 100 %}"), message(config));
  expect_only_messages_are_touched(*truncated("{}"), config);
}

TEST(TruncatedXml, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_truncated_xml, "{at: -1}"),
            "f.yaml:1: /at: found '-1'; allowed: a number of bytes, counted from 0, or a share such as 25 %");
  EXPECT_EQ(mistake_in(read_truncated_xml, "{after: 1}"), "f.yaml:1: /after: found the unknown key 'after'; known: at");
}

TEST(IllFormedXml, LacksTheEndTag) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*ill_formed("unclosed"), config), with(config, "</GetConfigResponse>", ""));
  EXPECT_EQ(changed(*ill_formed("unclosed"), empty_response),
            with(empty_response, "<PingResponse/>", "<PingResponse>"));
}

TEST(IllFormedXml, HasAnEndTagOfAnotherName) {
  auto const fault = captured("Fault-InstalledNonLeafUpdateIDs");
  EXPECT_EQ(changed(*ill_formed("mismatched"), fault, 500), with(fault, "</s:Fault>", "</Mismatched>"));
  EXPECT_EQ(changed(*ill_formed("mismatched"), empty_response),
            with(empty_response, "<PingResponse/>", "<PingResponse></Mismatched>"));
}

TEST(IllFormedXml, HasAnEntityThatNobodyDeclared) {
  auto const page = captured("SyncUpdates-category-scan");
  EXPECT_EQ(changed(*ill_formed("bad_entity"), page), with(page, "<ID>72571</ID>", "<ID>72571&undeclared;</ID>"));
  auto const cookie = captured("GetAuthorizationCookie");
  EXPECT_EQ(changed(*ill_formed("bad_entity"), cookie),
            with(cookie, "SimpleTargeting</PlugInId>", "SimpleTargeting&undeclared;</PlugInId>"));
  EXPECT_EQ(changed(*ill_formed("bad_entity"), empty_response),
            with(empty_response, "<PingResponse/>", "&undeclared;<PingResponse/>"));
}

TEST(IllFormedXml, HasAControlCharacter) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*ill_formed("control_character"), config), with(config, "</LastChange>", "\x01</LastChange>"));
}

TEST(IllFormedXml, HasASecondRoot) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*ill_formed("two_roots"), config), config + "<Second/>");
}

TEST(IllFormedXml, IsNoXmlWhereTagsDoNotMatch) {
  for (auto const* const how : {"unclosed", "mismatched"}) {
    auto const body = changed(*ill_formed(how), captured("GetConfig"));
    EXPECT_FALSE(XmlText::of(body)) << how;
    // A second rule finds nothing that it could read.
    expect_untouched(*ill_formed("two_roots"), message(body));
  }
}

TEST(IllFormedXml, OfWhatIsNoMessageChangesNothing) {
  for (auto const* const how : {"unclosed", "mismatched", "bad_entity", "control_character", "two_roots"}) {
    expect_only_messages_are_touched(*ill_formed(how), captured("GetConfig"));
    expect_untouched(*ill_formed(how), message("<s:Envelope><s:Body/></s:Envelope>"));
    expect_untouched(*ill_formed(how), message("<definitions><a>1</a></definitions>"));
  }
}

TEST(IllFormedXml, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_ill_formed_xml, "{}"), "f.yaml:1: /how: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in(read_ill_formed_xml, "{how: open}"),
            "f.yaml:1: /how: found 'open'; allowed: unclosed, mismatched, bad_entity, control_character, two_roots");
  EXPECT_EQ(mistake_in(read_ill_formed_xml, "{what: unclosed}"),
            "f.yaml:1: /what: found the unknown key 'what'; known: how");
}

}  // namespace
}  // namespace wsus::faults
