// Proves what httpRedirect of the site's web.config does to a request, and when an edit counts.
#include "server/iis/site_configuration.hpp"

#include "server/iis/server_files.hpp"
#include "server/iis/site_configuration_edit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

using testing::HasSubstr;

std::string with(std::string const& attributes) {
  return "<configuration><system.webServer><httpRedirect " + attributes + "/></system.webServer></configuration>";
}
HttpRedirect parsed(std::string const& text) { return std::get<HttpRedirect>(parse_site_configuration(text)); }
ConfigurationError error_of(std::string const& text) {
  auto const result = parse_site_configuration(text);
  auto const* error = std::get_if<ConfigurationError>(&result);
  return error == nullptr ? ConfigurationError{.what = "no error"} : *error;
}
/// "302 LOCATION", or "served".
std::string sent(HttpRedirect const& redirect, std::string_view path, std::string_view query = "") {
  auto const to = redirection_of(redirect, path, query);
  return to ? std::to_string(to->status) + " " + to->location : "served";
}

TEST(SiteConfiguration, MissingAttributesAndSectionsMeanOffAndFound) {
  for (auto const* text : {"<configuration/>", "<configuration><system.webServer/></configuration>",
                           "<configuration><system.webServer><httpRedirect/></system.webServer></configuration>"}) {
    auto const redirect = parsed(text);
    EXPECT_FALSE(redirect.enabled) << text;
    EXPECT_FALSE(redirect.exact_destination) << text;
    EXPECT_FALSE(redirect.child_only) << text;
    EXPECT_EQ(redirect.status, 302u) << text;
  }
}

TEST(SiteConfiguration, TheDefaultFileRedirectsNothing) {
  EXPECT_EQ(sent(parsed(default_site_web_config()), "/ClientWebService/client.asmx"), "served");
}

TEST(SiteConfiguration, EachResponseStatusHasItsCode) {
  struct Row {
    std::string name;
    unsigned status;
  };
  for (auto const& row :
       {Row{"Permanent", 301}, Row{"Found", 302}, Row{"Temporary", 307}, Row{"PermRedirect", 308}, Row{"found", 302}}) {
    EXPECT_EQ(parsed(with("httpResponseStatus='" + row.name + "'")).status, row.status) << row.name;
  }
}

TEST(SiteConfiguration, PathAndQueryAreAppendedUnlessTheDestinationIsExact) {
  auto const relative = parsed(with("enabled='true' destination='http://new:8530/'"));
  EXPECT_EQ(sent(relative, "/a/b.asmx", "x=1"), "302 http://new:8530/a/b.asmx?x=1");
  auto const no_slash = parsed(with("enabled='True' destination='http://new:8530/wsus'"));
  EXPECT_EQ(sent(no_slash, "/a/b.asmx"), "302 http://new:8530/wsus/a/b.asmx");
  auto const exact = parsed(with("enabled='true' destination='http://new/' exactDestination='true'"));
  EXPECT_EQ(sent(exact, "/a/b.asmx", "x=1"), "302 http://new/");
}

TEST(SiteConfiguration, VariablesStandForPartsOfTheRequest) {
  auto const redirect = parsed(with("enabled='true' destination='https://new$S$Q'"));
  EXPECT_EQ(sent(redirect, "/a.asmx", "x=1"), "302 https://new/a.asmx?x=1");
  EXPECT_EQ(sent(redirect, "/a.asmx"), "302 https://new/a.asmx");
  auto const other = parsed(with("enabled='true' destination='https://new/?from=$V&amp;$P$'"));
  EXPECT_EQ(sent(other, "/a", "x=1"), "302 https://new/?from=/a&x=1$");
}

TEST(SiteConfiguration, ChildOnlyLeavesSubfoldersAlone) {
  auto const redirect = parsed(with("enabled='true' destination='http://new' childOnly='true'"));
  EXPECT_EQ(sent(redirect, "/index.htm"), "302 http://new/index.htm");
  EXPECT_EQ(sent(redirect, "/ClientWebService/client.asmx"), "served");
}

TEST(SiteConfiguration, DisabledOrWithoutADestinationServes) {
  EXPECT_EQ(sent(parsed(with("enabled='false' destination='http://new'")), "/a"), "served");
  EXPECT_EQ(sent(parsed(with("enabled='true' destination=''")), "/a"), "served");
}

TEST(SiteConfiguration, LocationDotIsTheSiteAndAnotherPathIsNot) {
  auto const inside = [](std::string const& path) {
    return "<configuration><location path='" + path +
           "'><system.webServer><httpRedirect enabled='true' destination='http://n'/></system.webServer></location>"
           "</configuration>";
  };
  EXPECT_EQ(sent(parsed(inside(".")), "/a"), "302 http://n/a");
  EXPECT_EQ(sent(parsed(inside("Content")), "/a"), "served");
}

TEST(SiteConfiguration, EveryMistakeIsAnErrorWithItsLine) {
  struct Row {
    std::string text;
    std::string what;
    int line;
  };
  std::string const head = "<configuration>\n<system.webServer>\n";
  std::string const tail = "\n</system.webServer>\n</configuration>";
  for (auto const& row : {
           Row{"<configuration>", "not well-formed XML", 1},
           Row{"<site/>", "The root element is <site>", 1},
           Row{head + "<httpRedirect enabled='yes'/>" + tail, "The 'enabled' attribute is invalid", 3},
           Row{head + "<httpRedirect childOnly=''/>" + tail, "The 'childOnly' attribute is invalid", 3},
           Row{head + "<httpRedirect httpResponseStatus='302'/>" + tail,
               "Enum must be one of Permanent, Found, Temporary, PermRedirect", 3},
           Row{head + "<httpRedirect Enabled='true'/>" + tail, "Unrecognized attribute 'Enabled'", 3},
           Row{head + "<httpRedirect/>\n<httpRedirect/>" + tail, "duplicate 'system.webServer/httpRedirect'", 4},
           Row{head + "<httpRedirect>\n<add/></httpRedirect>" + tail, "no wildcard redirects", 4},
           Row{head + "<httpRedirect>\n<to/></httpRedirect>" + tail, "Unrecognized element 'to'", 4},
       }) {
    auto const error = error_of(row.text);
    EXPECT_THAT(error.what, HasSubstr(row.what)) << row.text;
    EXPECT_EQ(error.line, row.line) << row.text;
  }
}

TEST(SiteConfigurationEdit, ChangesTheAttributesAndNothingElse) {
  auto const edited =
      set_http_redirect(default_site_web_config(), {{"enabled", "true"}, {"destination", "http://a?b&c"}});
  auto expected = default_site_web_config();
  expected.replace(expected.find("enabled=\"false\" destination=\"\""), 30,
                   "enabled=\"true\" destination=\"http://a?b&amp;c\"");
  EXPECT_EQ(std::get<std::string>(edited), expected);
}

TEST(SiteConfigurationEdit, MakesTheSectionWhereThereIsNone) {
  for (std::string const text : {"", "<configuration/>", "<configuration>\r\n  <system.web/>\r\n</configuration>",
                                 "<configuration><system.webServer><security/></system.webServer></configuration>"}) {
    auto const edited =
        std::get<std::string>(set_http_redirect(text, {{"enabled", "true"}, {"destination", "http://n"}}));
    EXPECT_EQ(sent(parsed(edited), "/a"), "302 http://n/a") << edited;
    for (std::string const kept : {"<system.web", "<security"}) {
      if (text.find(kept) != std::string::npos) {
        EXPECT_THAT(edited, HasSubstr(kept));
      }
    }
  }
}

TEST(SiteConfigurationEdit, ABrokenFileIsLeftAlone) {
  EXPECT_TRUE(std::holds_alternative<ConfigurationError>(set_http_redirect("<configuration>", {{"enabled", "true"}})));
  EXPECT_TRUE(std::holds_alternative<ConfigurationError>(stated_http_redirect("<configuration>")));
}

TEST(SiteConfigurationEdit, StatesWhatTheFileStatesInTheOrderOfTheSchema) {
  auto const stated =
      std::get<HttpRedirectValues>(stated_http_redirect(with("destination='http://n' enabled='false'")));
  EXPECT_EQ(stated, (HttpRedirectValues{{"enabled", "false"}, {"destination", "http://n"}}));
  EXPECT_TRUE(std::get<HttpRedirectValues>(stated_http_redirect("<configuration/>")).empty());
}

}  // namespace
}  // namespace wsus::iis
