// Proves what edits of the configuration write, what they leave alone, and which they refuse.
#include "server/iis/config/configuration_edit.hpp"

#include "server/iis/config/default_application_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view site = "WSUS Administration";

std::string text_after(EditedFile const& edited) {
  if (auto const* error = std::get_if<ConfigurationError>(&edited)) {
    ADD_FAILURE() << error->what;
    return {};
  }
  return std::get<std::string>(edited);
}

std::string error_of(EditedFile const& edited) {
  auto const* const error = std::get_if<ConfigurationError>(&edited);
  return error == nullptr ? "(none)" : error->what;
}

SectionPlace in_host(std::string_view section, std::string location = {}) {
  return {.kind = ConfigurationFileKind::application_host,
          .location = std::move(location),
          .section = find_section(section)};
}

SectionPlace in_web_config(std::string_view section, std::string location = {}) {
  return {.kind = ConfigurationFileKind::web_config, .location = std::move(location), .section = find_section(section)};
}

TEST(ConfigurationEdit, SetsAnAttributeWhereItStandsAndLeavesTheRestAlone) {
  constexpr std::string_view before = "<?xml version=\"1.0\"?>\r\n<!-- ours -->\r\n<configuration>\r\n"
                                      "    <system.webServer>\r\n        <!-- a & b -->\r\n"
                                      "        <validation validateIntegratedModeConfiguration=\"false\"/>\r\n"
                                      "    </system.webServer>\r\n</configuration>\r\n";
  auto const after = text_after(
      set_attributes(before, in_web_config("validation"), {{"validateIntegratedModeConfiguration", "true"}}));
  std::string expected(before);
  expected.replace(expected.find("false"), 5, "true");
  EXPECT_EQ(after, expected);
}

TEST(ConfigurationEdit, MakesTheSectionOnLinesOfItsOwn) {
  auto const after = text_after(set_attributes("", in_web_config("identity"), {{"impersonate", "true"}}));
  EXPECT_EQ(after, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<configuration>\r\n    <system.web>\r\n"
                   "        <identity impersonate=\"true\"/>\r\n    </system.web>\r\n</configuration>\r\n");
}

TEST(ConfigurationEdit, MakesLocationsAndFindsThemInAnyLetterCase) {
  auto const first = text_after(set_attributes(
      default_application_host(), in_host("access", "WSUS Administration/Content"), {{"sslFlags", "Ssl"}}));
  EXPECT_THAT(first, HasSubstr("<location path=\"WSUS Administration/Content\">"));
  auto const second =
      text_after(set_attributes(first, in_host("access", "wsus administration/CONTENT"), {{"sslFlags", "None"}}));
  EXPECT_THAT(second, Not(HasSubstr("CONTENT")));
  EXPECT_THAT(second, Not(HasSubstr("sslFlags=\"Ssl\"")));
}

TEST(ConfigurationEdit, DottedNamesGoToChildElements) {
  auto const after = text_after(
      set_attributes("", in_web_config("requestFiltering"), {{"requestLimits.maxAllowedContentLength", "100"}}));
  EXPECT_THAT(after, HasSubstr("<requestLimits maxAllowedContentLength=\"100\"/>"));
}

TEST(ConfigurationEdit, EntriesComeAndGo) {
  auto const place = in_host("staticContent");
  auto const added =
      text_after(add_entry(default_application_host(), place, 0, {{"mimeType", "x/y"}, {"fileExtension", ".new"}}));
  EXPECT_THAT(added, HasSubstr("            <mimeMap fileExtension=\".new\" mimeType=\"x/y\"/>\r\n"));
  auto const changed = text_after(set_entry(added, place, 0, {{"fileExtension", ".NEW"}}, {{"mimeType", "a/b"}}));
  EXPECT_THAT(changed, HasSubstr("fileExtension=\".new\" mimeType=\"a/b\""));
  EXPECT_THAT(text_after(remove_entry(changed, place, 0, {{"fileExtension", ".new"}})), Not(HasSubstr(".new")));
}

TEST(ConfigurationEdit, WhatComesFromAboveIsTakenBackByARemove) {
  auto const after = text_after(remove_entry("", in_web_config("staticContent"), 0, {{"fileExtension", ".esd"}}));
  EXPECT_THAT(after, HasSubstr("<remove fileExtension=\".esd\"/>"));
}

TEST(ConfigurationEdit, AnEntryTwiceIsRefused) {
  EXPECT_THAT(error_of(add_entry(default_application_host(), in_host("staticContent"), 0,
                                 {{"fileExtension", ".msu"}, {"mimeType", "x/y"}})),
              HasSubstr("Cannot add duplicate collection entry"));
}

TEST(ConfigurationEdit, ALockedSectionIsRefusedInAWebConfig) {
  EXPECT_THAT(error_of(set_attributes("", in_web_config("access"), {{"sslFlags", "Ssl"}})),
              HasSubstr("cannot be used at this path"));
}

TEST(ConfigurationEdit, AFileThatCannotBeUsedIsNotEdited) {
  EXPECT_THAT(error_of(set_attributes("<configuration>", in_web_config("identity"), {{"impersonate", "true"}})),
              HasSubstr("not well-formed XML"));
}

TEST(ConfigurationEdit, ClearingASectionLeavesTheOthers) {
  auto const before = default_application_host();
  auto const place = in_host("windowsAuthentication", "WSUS Administration/ApiRemoting30");
  auto const after = text_after(clear_section(before, place));
  auto const file = std::get<ConfigurationFile>(parse_configuration_file(after, place.kind));
  std::vector<std::string> locations;
  for (auto const& section : file.sections) {
    if (section.schema == place.section) locations.push_back(section.location);
  }
  EXPECT_THAT(locations, testing::UnorderedElementsAre("", "WSUS Administration/DssAuthWebService"));
  EXPECT_EQ(text_after(clear_section("<configuration/>", in_web_config("identity"))), "<configuration/>");
}

TEST(SiteEdit, SetsPoolsSitesAndBindings) {
  auto text = default_application_host();
  text = text_after(
      set_pool(text, "wsuspool", {{"queueLength", "2000"}, {"recycling.periodicRestart.privateMemory", "0"}}));
  text = text_after(set_site(text, site, {{"serverAutoStart", "false"}}));
  text = text_after(set_bindings(text, site, {{.protocol = "http", .address = "*", .port = 80, .host = {}}}));
  text = text_after(set_application_pool(text, site, "/ClientWebService", "DefaultAppPool"));
  auto const file =
      std::get<ConfigurationFile>(parse_configuration_file(text, ConfigurationFileKind::application_host));
  EXPECT_EQ(file.find_pool("WsusPool")->queue_length, 2'000U);
  EXPECT_EQ(file.find_pool("WsusPool")->private_memory_kb, 0U);
  EXPECT_EQ(file.find_pool("DefaultAppPool")->queue_length, 1'000U);
  EXPECT_FALSE(file.find_site(site)->auto_start);
  EXPECT_EQ(text_of(file.find_site(site)->bindings.at(0)), "http/*:80:");
  EXPECT_EQ(file.find_site(site)->applications.at(2).pool, "DefaultAppPool");
}

TEST(SiteEdit, FoldersComeAndGo) {
  auto text = text_after(remove_directory(default_application_host(), site, "/", "/selfupdate"));
  EXPECT_THAT(text, Not(HasSubstr("SelfUpdate")));
  text = text_after(add_directory(text, site, "/", {.path = "/SelfUpdate", .physical_path = "D:\\S"}));
  EXPECT_THAT(text, HasSubstr("<virtualDirectory path=\"/SelfUpdate\" physicalPath=\"D:\\S\"/>"));
  text = text_after(set_directory(text, site, "/", {.path = "/SelfUpdate", .physical_path = "E:\\S"}));
  EXPECT_THAT(text, HasSubstr("physicalPath=\"E:\\S\""));
  text = text_after(remove_application(text, site, "/Clientwebservice"));
  EXPECT_THAT(text, Not(HasSubstr("ClientWebService")));
  text = text_after(add_application(text, site, {.path = "/ClientWebService", .pool = "WsusPool", .directories = {}}));
  EXPECT_THAT(text, HasSubstr("<application path=\"/ClientWebService\" applicationPool=\"WsusPool\"/>"));
}

TEST(SiteEdit, WhatIsNotThereIsNamed) {
  auto const text = default_application_host();
  EXPECT_EQ(error_of(set_pool(text, "Pool", {})), "There is no application pool 'Pool'");
  EXPECT_EQ(error_of(set_site(text, "Site", {})), "There is no site 'Site'");
  EXPECT_EQ(error_of(remove_application(text, site, "/x")), "There is no application '/x'");
  EXPECT_EQ(error_of(remove_directory(text, site, "/", "/x")), "There is no virtual directory '/x'");
  EXPECT_THAT(error_of(add_directory(text, site, "/", {.path = "/content", .physical_path = "x"})),
              HasSubstr("Cannot add duplicate collection entry of type 'virtualDirectory'"));
}

}  // namespace
}  // namespace wsus::iis
