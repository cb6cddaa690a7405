// Proves what is read from applicationHost.config and from a web.config, and every kind of mistake with its line and
// code.
#include "server/iis/config/configuration_file.hpp"

#include "server/iis/config/default_application_host.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

ConfigurationFile host(std::string_view text) {
  auto parsed = parse_configuration_file(text, ConfigurationFileKind::application_host);
  if (auto const* error = std::get_if<ConfigurationError>(&parsed)) ADD_FAILURE() << error->line << ": " << error->what;
  return std::holds_alternative<ConfigurationFile>(parsed) ? std::get<ConfigurationFile>(parsed) : ConfigurationFile{};
}

ConfigurationError mistake(std::string_view text, ConfigurationFileKind kind) {
  auto const parsed = parse_configuration_file(text, kind);
  auto const* const error = std::get_if<ConfigurationError>(&parsed);
  return error == nullptr ? ConfigurationError{.what = "(none)"} : *error;
}

TEST(ApplicationHostFile, IsWhatAWsusServerHas) {
  auto const file = host(default_application_host());
  auto const* const pool = file.find_pool("wsuspool");
  ASSERT_NE(pool, nullptr);
  EXPECT_EQ(pool->queue_length, 1'000U);
  EXPECT_EQ(pool->private_memory_kb, 1'843'200U);
  EXPECT_TRUE(pool->rapid_fail_protection);
  EXPECT_EQ(pool->rapid_fail_interval, std::chrono::minutes(5));
  EXPECT_EQ(pool->rapid_fail_max_crashes, 5U);
  EXPECT_TRUE(pool->integrated);
  auto const* const site = file.find_site("WSUS Administration");
  ASSERT_NE(site, nullptr);
  ASSERT_THAT(site->bindings, SizeIs(1));
  EXPECT_EQ(text_of(site->bindings[0]), "http/*:8530:");
  EXPECT_THAT(site->applications, SizeIs(7));
  EXPECT_THAT(site->applications[0].directories, SizeIs(4));
  for (auto const& application : site->applications) EXPECT_EQ(application.pool, "WsusPool");
}

TEST(ApplicationHostFile, HasTheOptionsThatWereAskedFor) {
  auto const file = host(default_application_host(
      {.http_port = 80, .https_port = 443, .ssl_applications = {"ClientWebService", "ApiRemoting30"}}));
  EXPECT_EQ(text_of(file.sites.at(0).bindings.at(0)), "http/*:80:");
  EXPECT_EQ(text_of(file.sites.at(0).bindings.at(1)), "https/*:443:");
  int required = 0;
  for (auto const& section : file.sections) {
    if (section.schema == find_section("access") && section.values.at("sslFlags") == "Ssl") ++required;
  }
  EXPECT_EQ(required, 2);
}

TEST(ApplicationHostFile, BindingsAreTakenApart) {
  EXPECT_EQ(parse_binding("http", "*:8530:")->port, 8530);
  EXPECT_EQ(parse_binding("HTTPS", "10.0.0.1:443:wsus.example")->host, "wsus.example");
  EXPECT_EQ(parse_binding("http", "[::1]:80:")->address, "[::1]");
  for (std::string_view const wrong : {"", "8530", "*:8530", "*:0:", "*:x:", "*:70000:"})
    EXPECT_FALSE(parse_binding("http", wrong)) << wrong;
}

/// A file with `inner` inside <configuration>, on line 2.
std::string with(std::string_view inner) { return fmt::format("<configuration>\n{}\n</configuration>", inner); }
std::string web_server(std::string_view inner) {
  return with(fmt::format("<system.webServer>\n{}\n</system.webServer>", inner));
}
std::string pools(std::string_view inner) {
  return with(
      fmt::format("<system.applicationHost><applicationPools>{}</applicationPools></system.applicationHost>", inner));
}
std::string sites(std::string_view inner) {
  return with(fmt::format("<system.applicationHost><sites>{}</sites></system.applicationHost>", inner));
}

TEST(ConfigurationFileMistakes, HaveALineACodeAndIissWords) {
  struct Row {
    std::string text;
    std::string_view says;
    int line = 0;
    std::uint32_t code = 0x8007'000D;
  };
  constexpr std::uint32_t twice = 0x8007'00B7;
  for (auto const& row : {
           Row{"<configuration>\n<x></configuration>", "not well-formed XML", 2},
           Row{"<config/>", "The root element is <config>", 1},
           Row{web_server("<security>\n<access sslFlags=\"Tls\"/></security>"), "The 'sslFlags' attribute is invalid",
               4},
           Row{web_server("<security><access ssl=\"Ssl\"/></security>"), "Unrecognized attribute 'ssl'", 3},
           Row{web_server("<staticContent>\n<mime fileExtension=\".x\" mimeType=\"y\"/></staticContent>"),
               "Unrecognized element 'mime'", 4},
           Row{web_server("<staticContent>\n<mimeMap mimeType=\"y\"/></staticContent>"),
               "Missing required attribute 'fileExtension'", 4},
           Row{web_server("<staticContent><mimeMap fileExtension=\".msu\" mimeType=\"a\"/>\n"
                          "<mimeMap fileExtension=\".MSU\" mimeType=\"b\"/></staticContent>"),
               "Cannot add duplicate collection entry of type 'mimeMap' with unique key attribute 'fileExtension' set "
               "to "
               "'.MSU'",
               4, twice},
           Row{web_server("<security><ipSecurity><add ipAddress=\"1.2.3.4\"/><add ipAddress=\"1.2.3.4\"/></ipSecurity>"
                          "</security>"),
               "with combined key attributes 'ipAddress, subnetMask, domainName' respectively set to "
               "'1.2.3.4, 255.255.255.255, '",
               3, twice},
           Row{web_server("<staticContents/>"),
               "The configuration section 'system.webServer/staticContents' cannot be read because it is missing a "
               "section declaration",
               3, 0x8007'0032},
           Row{web_server("<validation/><validation/>"), "There is a duplicate 'system.webServer/validation' section",
               3},
           Row{web_server("<httpRedirect><add wildcard=\"*\" destination=\"/\"/></httpRedirect>"),
               "The lab's IIS has no wildcard redirects", 3},
           Row{pools("<add name=\"A\" queueLength=\"5\"/>"), "Integer value must be between 10 and 65535", 2},
           Row{pools("<add name=\"A\"/><add name=\"a\"/>"), "unique key attribute 'name' set to 'a'", 2, twice},
           Row{pools("<add/>"), "Missing required attribute 'name'", 2},
           Row{pools("<add name=\"A\"><recycle/></add>"), "Unrecognized element 'recycle'", 2},
           Row{sites("<site name=\"A\" id=\"1\"/><site name=\"B\" id=\"1\"/>"), "attribute 'id' set to '1'", 2, twice},
           Row{sites("<site name=\"A\"><application path=\"/\"/><application path=\"/\"/></site>"),
               "attribute 'path' set to '/'", 2, twice},
           Row{sites("<site name=\"A\"><application path=\"/\"><virtualDirectory path=\"/x\"/>"
                     "<virtualDirectory path=\"/X\"/></application></site>"),
               "attribute 'path' set to '/X'", 2, twice},
           Row{sites("<page name=\"A\"/>"), "Unrecognized element 'page'", 2},
       }) {
    auto const error = mistake(row.text, ConfigurationFileKind::application_host);
    EXPECT_THAT(error.what, HasSubstr(row.says)) << row.text;
    EXPECT_EQ(error.line, row.line) << row.text;
    EXPECT_EQ(error.hresult, row.code) << row.text;
  }
}

TEST(WebConfigFile, MayNotUseALockedSection) {
  auto const locked = web_server("<security><authentication><anonymousAuthentication enabled=\"false\"/>"
                                 "</authentication></security>");
  auto const error = mistake(locked, ConfigurationFileKind::web_config);
  EXPECT_THAT(error.what, HasSubstr("This configuration section cannot be used at this path."));
  EXPECT_EQ(error.hresult, 0x8007'0021U);
  EXPECT_EQ(mistake(locked, ConfigurationFileKind::application_host).what, "(none)");
}

TEST(WebConfigFile, PassesOverWhatBelongsToAspNetAndOtherModules) {
  EXPECT_EQ(mistake(with("<appSettings><add key=\"a\" value=\"b\"/></appSettings><system.web><pages/></system.web>"
                         "<system.webServer><httpErrors errorMode=\"Custom\"/><rewrite/></system.webServer>"),
                    ConfigurationFileKind::web_config)
                .what,
            "(none)");
}

TEST(WebConfigFile, TakesAnEntryBackAndGivesItAnew) {
  auto const parsed = parse_configuration_file(
      web_server("<staticContent><mimeMap fileExtension=\".msu\" mimeType=\"a\"/><remove fileExtension=\".msu\"/>"
                 "<mimeMap fileExtension=\".msu\" mimeType=\"b\"/></staticContent>"),
      ConfigurationFileKind::web_config);
  ASSERT_TRUE(std::holds_alternative<ConfigurationFile>(parsed));
  EXPECT_THAT(std::get<ConfigurationFile>(parsed).sections.at(0).steps, SizeIs(3));
}

}  // namespace
}  // namespace wsus::iis
