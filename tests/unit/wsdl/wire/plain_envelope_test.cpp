// The quick look: what it accepts, the closer look accepts too; and it accepts what agents and servers write.
#include "wsdl/wire/plain_envelope.hpp"

#include "tests/unit/wsdl/wire/wire_fixture.hpp"
#include "wsdl/wire/envelope_check.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::wire {
namespace {

bool is_fine(std::string const& text) { return !check_envelope(text) && !without_long_references(text); }

std::string ids(int count) {
  std::string list;
  for (int id = 0; id < count; ++id) list += fmt::format("<int>{}</int>", id * 7919 % 1'000'003);
  return list;
}

std::string sync_updates(std::string_view list) {
  return agent_envelope(fmt::format(
      R"(<SyncUpdates xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"><parameters>)"
      R"(<ExpressQuery>false</ExpressQuery><OtherCachedUpdateIDs>{}</OtherCachedUpdateIDs></parameters></SyncUpdates>)",
      list));
}

/// An envelope whose parts can be anything.
std::string envelope(std::string_view before, std::string_view in_envelope, std::string_view in_body,
                     std::string_view behind) {
  return fmt::format(
      R"({}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">{}<s:Body>{}</s:Body></s:Envelope>{})",
      before, in_envelope, in_body, behind);
}

std::vector<std::string> usual() {
  std::vector<std::string> all;
  for (auto const* const name :
       {"client/GetCookie.xml", "client/RegisterComputer.xml", "client/GetExtendedUpdateInfo.xml",
        "client/GetAuthorizationCookie.xml", "client/GetConfig.xml", "client/SyncUpdates-category-scan.xml",
        "server/GetAuthorizationCookie.xml", "server/GetConfig.xml", "server/SyncUpdates-category-scan.xml",
        "server/Fault-InstalledNonLeafUpdateIDs.xml"})
    all.push_back(capture(name));
  all.push_back(sync_updates(ids(1)));
  all.push_back(sync_updates(ids(4'000)));
  all.push_back(sync_updates("\r\n  <int>1</int>\r\n  <int>-2</int>\r\n  <x/> <int>3</int>"));
  all.push_back(sync_updates("<int/><int> 7 </int><int a='1'>2</int>"));
  all.push_back(
      envelope(R"(<?xml version="1.0" encoding="utf-8"?>)", "", R"(<a b="&lt;'" c='"&amp;' d="ü€😀">&gt;ü</a>)", "\n"));
  all.push_back(envelope(R"(<?xml version="1.0" encoding="UTF-8"?>)"
                         "\r\n",
                         "\n ", "\n<a/>\n<b/>text", "\r\n"));
  all.push_back(envelope("", "", R"(<q:a xmlns:q="urn:q" q:b="1" />)", ""));
  all.emplace_back(
      R"(<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><a xmlns=""/></Body></Envelope>)");
  return all;
}

std::vector<std::string> unusual() {
  std::vector<std::string> all{
      "",
      "<",
      "<a",
      "<a>",
      "<a/>",
      "text",
      "<html><body>It works</body></html>",
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>)",
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>)",
      R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><a/></s:Body></s:Envelope>)",
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body xmlns:s="urn:x"><a/></s:Body></s:Envelope>)",
      R"(<s:Envelope xmlns:s="urn:x" xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>)",
      R"(<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body xmlns="urn:x"><a/></Body></Envelope>)",
      envelope("", "", "", ""),
      envelope("", "", "text", ""),
      envelope("", "", "<q:a/>", ""),
      envelope("", "", R"(<q:a xmlns:q=""/>)", ""),
      envelope("", "<s:Header/>", "<a/>", ""),
      envelope("", "<s:Header><a/></s:Header>", "<a/>", ""),
      envelope("", "<s:Body/>", "<a/>", ""),
      envelope("", "", "<a/></s:Body><b/><s:Body>", ""),
      envelope("", "", "<a/>", "<b/>"),
      envelope("", "", "<a/>", "<!-- end -->"),
      envelope("", "", "<a/>", "text"),
      envelope("\xEF\xBB\xBF", "", "<a/>", ""),
      envelope(" ", "", "<a/>", ""),
      envelope("<!-- a -->", "", "<a/>", ""),
      envelope("<!DOCTYPE a>", "", "<a/>", ""),
      envelope(R"(<?xml version="1.0" encoding="ISO-8859-1"?>)", "", "<a/>", ""),
      envelope("<?xml version='1.0'?>", "", "<a/>", ""),
      envelope("", "", "<a>&nbsp;</a>", ""),
      envelope("", "", "<a>&</a>", ""),
      envelope("", "", "<a>&lt</a>", ""),
      envelope("", "", "<a>&#65;</a>", ""),
      envelope("", "", "<a>&#1;</a>", ""),
      envelope("", "", "<a>&#x0000041;</a>", ""),
      envelope("", "", "<a b='&x;'/>", ""),
      envelope("", "", "<a b='<'/>", ""),
      envelope("", "", "<a b=1/>", ""),
      envelope("", "", "<a b/>", ""),
      envelope("", "", "<a b='1'c='2'/>", ""),
      envelope("", "", "<a b = '1'/>", ""),
      envelope("", "", "<a ></a >", ""),
      envelope("", "", "<a></b>", ""),
      envelope("", "", "<a></aa>", ""),
      envelope("", "", "<aa></a>", ""),
      envelope("", "", "<a><b></a></b>", ""),
      envelope("", "", "<A></a>", ""),
      envelope("", "", "< a/>", ""),
      envelope("", "", "<a/ >", ""),
      envelope("", "", "<1/>", ""),
      envelope("", "", "<ü/>", ""),
      envelope("", "", "<:a/>", ""),
      envelope("", "", "<a><![CDATA[<]]></a>", ""),
      envelope("", "", "<a><!-- > --></a>", ""),
      envelope("", "", "<a><?pi ?></a>", ""),
      envelope("", "", "<a>\x01</a>", ""),
      envelope("", "", "<a>\xFF</a>", ""),
      envelope("", "", "<int>1</int><int>1</in>", ""),
      sync_updates("<int>1</int><int>2</Int>"),
      sync_updates("<int>1</int><int>2"),
  };
  std::string attributes;
  for (int i = 0; i < 4'001; ++i) attributes += fmt::format("<a b=\"{}\"/>", i);
  all.push_back(envelope("", "", attributes, ""));
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "<a>";
  std::string up;
  for (int i = 0; i < 70; ++i) up += "</a>";
  all.push_back(envelope("", "", deep + up, ""));
  return all;
}

TEST(PlainEnvelope, TakesWhatAgentsAndServersWrite) {
  for (auto const& text : usual()) {
    EXPECT_TRUE(is_plain_envelope(text)) << text.substr(0, 600);
    EXPECT_TRUE(is_fine(text)) << text.substr(0, 600);
  }
}

TEST(PlainEnvelope, LeavesTheUnusualToTheCloserLook) {
  for (auto const& text : unusual()) EXPECT_FALSE(is_plain_envelope(text)) << text.substr(0, 600);
}

TEST(PlainEnvelope, TakesNoMutatedMessageThatIsRefused) {
  auto all = usual();
  auto const more = unusual();
  all.insert(all.end(), more.begin(), more.end());
  std::erase_if(all, [](std::string const& text) { return text.size() > 3'000; });
  std::mt19937 random(20261004);
  auto const below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  constexpr std::string_view letters = "<>/&;:='\" \n!?-#xabsEint109]\x01\x80\xC3\xBC";
  int taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    auto text = all[below(all.size())] + " ";
    for (auto changes = 1 + below(2); changes > 0; --changes) {
      auto const at = below(text.size());
      switch (below(4)) {
      case 0: text[at] = letters[below(letters.size())]; break;
      case 1: text.insert(at, 1, letters[below(letters.size())]); break;
      case 2: text.erase(at, 1 + below(5)); break;
      default: text.insert(at, text.substr(below(text.size()), 1 + below(20))); break;
      }
      text += ' ';
    }
    if (!is_plain_envelope(text)) continue;
    ++taken;
    ASSERT_TRUE(is_fine(text)) << text;
  }
  EXPECT_GT(taken, 500);
}

}  // namespace
}  // namespace wsus::wire
