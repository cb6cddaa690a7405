// The differ of SOAP documents: what is the same to it, and how it names what is not.
#include "tests/support/soap_diff.hpp"

#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wsus::test {
namespace {

struct Row {
  char const* what;
  std::string expected;
  std::string found;
  std::string difference;
};

void check(std::vector<Row> const& table) {
  for (auto const& row : table) {
    SCOPED_TRACE(row.what);
    EXPECT_EQ(soap_difference(row.expected, row.found), row.difference);
  }
}

TEST(SoapDiff, TakesDocumentsForTheSameThatAParserCannotTellApart) {
  check({
      {"the same bytes", "<a><b>1</b></a>", "<a><b>1</b></a>", ""},
      {"prefixes", R"(<s:a xmlns:s="u"><s:b/></s:a>)", R"(<x:a xmlns:x="u"><b xmlns="u"/></x:a>)", ""},
      {"a declaration that nobody needs", "<a/>", R"(<a xmlns:xsi="http://x"/>)", ""},
      {"XML declaration and comment", "<a/>", R"(<?xml version="1.0" encoding="utf-8"?><!-- c --><a><!-- c --></a>)",
       ""},
      {"blanks between elements", "<a><b/><c/></a>", "<a>\r\n  <b/>\r\n  <c/>\r\n</a>", ""},
      {"empty elements", "<a></a>", "<a/>", ""},
      {"order of attributes", R"(<a x="1" y="2"/>)", R"(<a y="2" x="1"/>)", ""},
      {"prefixes of attributes", R"(<a xmlns:p="u" p:nil="1"/>)", R"(<a xmlns:q="u" q:nil="1"/>)", ""},
      {"escapes", "<a>&lt;b&gt; &#65;</a>", "<a><![CDATA[<b> A]]></a>", ""},
  });
}

TEST(SoapDiff, NamesTheFirstDifferenceByItsPath) {
  check({
      {"another element", "<a><b><c/></b></a>", "<a><b><d/></b></a>", "/a/b: expected <c>, found <d>"},
      {"another root", "<a/>", "<b/>", "/: expected <a>, found <b>"},
      {"another order", "<a><b/><c/></a>", "<a><c/><b/></a>", "/a: expected <b>, found <c>"},
      {"a missing element", "<a><b/><c/></a>", "<a><b/></a>", "/a: expected <c>, found no further element"},
      {"one too many", "<a><b/></a>", "<a><b/><c/></a>", "/a: expected no further element, found <c>"},
      {"another value", "<a><b>1</b></a>", "<a><b>2</b></a>", R"(/a/b: expected "1", found "2")"},
      {"a blank value", "<a><b> </b></a>", "<a><b/></a>", R"(/a/b: expected " ", found "")"},
      {"text beside elements", "<a><b/></a>", "<a>x<b/></a>", R"(/a: expected "", found "x")"},
      {"the second of two", "<a><b>1</b><b>2</b></a>", "<a><b>1</b><b>3</b></a>",
       R"(/a/b[2]: expected "2", found "3")"},
      {"an attribute's value", R"(<a x="1"/>)", R"(<a x="2"/>)", R"(/a/@x: expected "1", found "2")"},
      {"an attribute less", R"(<a x="1"/>)", "<a/>", R"(/a/@x: expected "1", found none)"},
      {"an attribute more", "<a/>", R"(<a x="1"/>)", R"(/a/@x: expected none, found "1")"},
      {"another namespace", R"(<a><b xmlns="u"/></a>)", R"(<a><b xmlns="v"/></a>)",
       R"(/a: expected <b> of "u", found it of "v")"},
      {"no namespace", R"(<a xmlns="u"><b/></a>)", R"(<p:a xmlns:p="u"><b/></p:a>)",
       R"(/a: expected <b> of "u", found it of "")"},
      {"an attribute of another namespace", R"(<a xmlns:p="u" p:nil="1"/>)", R"(<a nil="1"/>)",
       R"(/a/@nil: expected "1", found none)"},
      {"a QName in a text", R"(<a xmlns:s="u">s:Client</a>)", R"(<a xmlns:t="u">t:Client</a>)",
       R"(/a: expected "s:Client", found "t:Client")"},
  });
}

TEST(SoapDiff, TellsWhatIsNoDocument) {
  check({
      {"cut", "<a/>", "<a>", "the found document is no XML: Start-end tags mismatch"},
      {"nothing", "", "<a/>", "the expected document is no XML: No document element found"},
      {"a prefix of nobody", "<a/>", "<p:a/>", "/a: the found document: the prefix of p:a is not declared"},
  });
}

TEST(SoapDiff, LongValuesAreCut) {
  auto const difference = soap_difference("<a>" + std::string(200, 'x') + "</a>", "<a/>");
  EXPECT_EQ(difference, "/a: expected \"" + std::string(80, 'x') + "...\", found \"\"");
}

TEST(SoapDiff, LetsNamedElementsVaryEverywhereAndPathsInOnePlace) {
  std::string const expected = "<a><id>1</id><b><id>1</id></b></a>";
  std::string const found = "<a><id>2</id><b><id>3</id></b></a>";
  EXPECT_EQ(soap_difference(expected, found, {"id"}), "");
  EXPECT_EQ(soap_difference(expected, found, {"/a/id"}), R"(/a/b/id: expected "1", found "3")");
  EXPECT_EQ(soap_difference(expected, found, {"/a/id", "/a/b/id"}), "");
}

TEST(SoapDiff, AVariableElementHasToBeThere) {
  EXPECT_EQ(soap_difference("<a><id>1</id></a>", "<a/>", {"id"}), "/a: expected <id>, found no further element");
  EXPECT_EQ(soap_difference("<a><id>1</id></a>", R"(<a><id x="1">2</id></a>)", {"id"}),
            R"(/a/id/@x: expected none, found "1")");
}

TEST(SoapDiff, AVariablePathHoldsForEveryElementOfAList) {
  EXPECT_EQ(soap_difference("<a><b>1</b><b>2</b></a>", "<a><b>3</b><b>4</b></a>", {"/a/b"}), "");
}

TEST(SoapDiff, FindsOneChangedConstantInACapture) {
  auto const captured = golden("captures/server/GetConfig.xml");
  EXPECT_EQ(soap_difference(captured, captured), "");
  auto changed = captured;
  changed.replace(changed.find("SimpleTargeting"), 6, "Sample");
  EXPECT_EQ(soap_difference(captured, changed),
            "/Envelope/Body/GetConfigResponse/GetConfigResult/AuthInfo/AuthPlugInInfo/PlugInID: "
            R"(expected "SimpleTargeting", found "SampleTargeting")");
}

}  // namespace
}  // namespace wsus::test
