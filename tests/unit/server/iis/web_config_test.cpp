// Proves what the ClientWebService reads from web.config, and which values and sections it refuses.
#include "server/iis/web_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace wsus::iis {
namespace {

using testing::HasSubstr;

std::string with_settings(std::string const& entries) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n<appSettings>\n" + entries +
         "\n</appSettings>\n</configuration>\n";
}
std::string with_runtime(std::string const& attributes) {
  return "<configuration>\n<system.web>\n<httpRuntime " + attributes + "/>\n</system.web>\n</configuration>";
}

WebConfig config_of(std::string const& text) {
  auto const result = parse_web_config(text);
  if (auto const* error = std::get_if<ConfigurationError>(&result)) {
    ADD_FAILURE() << "line " << error->line << ": " << error->what << "\n" << text;
    return {.max_installed_prerequisites = -99, .max_cached_updates = -99, .max_request_length_kb = -99};
  }
  return std::get<WebConfig>(result);
}

ConfigurationError error_of(std::string const& text) {
  auto const result = parse_web_config(text);
  if (auto const* error = std::get_if<ConfigurationError>(&result)) return *error;
  ADD_FAILURE() << "accepted: " << text;
  return {};
}

TEST(WebConfig, DefaultFileHasTheDefaultLimits) {
  auto const config = config_of(default_web_config());
  EXPECT_EQ(config.max_installed_prerequisites, 400);
  EXPECT_EQ(config.max_cached_updates, 22'000);
  EXPECT_EQ(config.max_request_length_kb, 4'096);
}

TEST(WebConfig, DefaultFileSpellsTheDefaultsOut) {
  auto const text = default_web_config();
  EXPECT_THAT(text, HasSubstr("<add key=\"maxInstalledPrerequisites\" value=\"400\"/>\r\n"));
  EXPECT_THAT(text, HasSubstr("<add key=\"maxCachedUpdates\" value=\"22000\"/>\r\n"));
  EXPECT_THAT(text, HasSubstr("<httpRuntime maxRequestLength=\"4096\"/>\r\n"));
}

TEST(WebConfig, LimitsOfTheArticleAreRead) {
  auto const config = config_of(with_settings(
      R"(<add key="maxInstalledPrerequisites" value="800"/><add key="maxCachedUpdates" value="44000"/>)"));
  EXPECT_EQ(config.max_installed_prerequisites, 800);
  EXPECT_EQ(config.max_cached_updates, 44'000);
}

struct Row {
  std::string entries;
  long expected;
};

TEST(WebConfig, EntriesThatCountAndEntriesThatDoNot) {
  std::string const eight = R"(<add key="maxInstalledPrerequisites" value="800"/>)";
  for (auto const& [entries, expected] : {
           Row{"", 400},
           Row{eight, 800},
           Row{R"(<add value="800" key="maxInstalledPrerequisites"/>)", 800},
           Row{R"(<add key='maxInstalledPrerequisites' value='800'></add>)", 800},
           Row{R"(<add key="MAXINSTALLEDPREREQUISITES" value="800"/>)", 800},
           Row{R"(<add key="maxInstalledPrerequisites" value="  800 "/>)", 800},
           Row{R"(<add key="maxInstalledPrerequisites" value="&#56;00"/>)", 800},
           Row{R"(<add key="maxInstalledPrerequisites" value="-1"/>)", -1},
           Row{R"(<add key="maxInstalledPrerequisites " value="800"/>)", 400},
           Row{R"(<add key="maxInstalledPrerequisite" value="800"/>)", 400},
           Row{R"(<add key="maxInstalledPrerequisite" value="many"/>)", 400},
           Row{"<!-- " + eight + " -->", 400},
           Row{eight + R"(<remove key="maxInstalledPrerequisites"/>)", 400},
           Row{eight + R"(<remove key="maxinstalledprerequisites"/>)", 400},
           Row{eight + R"(<remove key="other"/>)", 800},
           Row{eight + "<clear/>", 400},
           Row{"<clear/>" + eight, 800},
           Row{R"(<add key="maxInstalledPrerequisites" value="wrong"/><clear/>)", 400},
       }) {
    EXPECT_EQ(config_of(with_settings(entries)).max_installed_prerequisites, expected) << entries;
  }
}

TEST(WebConfig, LastDuplicateKeyWins) {
  auto const text = with_settings(R"(<add key="maxCachedUpdates" value="1"/><add key="MaxCachedUpdates" value="2"/>)");
  EXPECT_EQ(config_of(text).max_cached_updates, 2);
}

TEST(WebConfig, AMisspeltKeyOfTheTroubleshootingPageHasNoEffect) {
  EXPECT_EQ(config_of(with_settings(R"(<add key="maxCachedUpdate" value="44000"/>)")).max_cached_updates, 22'000);
}

TEST(WebConfig, ValuesThatAreNoNumbersAreErrors) {
  for (std::string const value : {"", "0x320", "800.0", "8 00", "viele"}) {
    auto const error = error_of(with_settings("\n<add key=\"maxCachedUpdates\" value=\"" + value + "\"/>"));
    EXPECT_EQ(error.what, "appSettings key 'maxCachedUpdates' has the value '" + value +
                              "': Input string was not in a correct format.");
    EXPECT_EQ(error.line, 5) << value;
  }
}

TEST(WebConfig, ValuesBeyondInt32AreErrors) {
  auto const error = error_of(with_settings(R"(<add key="MaxCachedUpdates" value="3000000000"/>)"));
  EXPECT_EQ(error.what,
            "appSettings key 'MaxCachedUpdates' has the value '3000000000': Value was either too large or too "
            "small for an Int32.");
  EXPECT_EQ(error.line, 4);
}

TEST(WebConfig, RequestLengthComesFromHttpRuntime) {
  EXPECT_EQ(config_of(with_runtime(R"(maxRequestLength="204800")")).max_request_length_kb, 204'800);
  EXPECT_EQ(config_of(with_runtime(R"(executionTimeout="7200")")).max_request_length_kb, 4'096);
  EXPECT_EQ(error_of(with_runtime(R"(maxRequestLength="-1")")).line, 3);
  EXPECT_THAT(error_of(with_runtime(R"(maxRequestLength="-1")")).what, HasSubstr("inside the range 0-2147483647"));
  EXPECT_THAT(error_of(with_runtime(R"(maxRequestLength="4 MB")")).what,
              HasSubstr("'maxRequestLength' cannot be parsed"));
}

TEST(WebConfig, ExecutionTimeoutIsInSecondsAndHasADefault) {
  EXPECT_EQ(config_of(with_runtime(R"(maxRequestLength="4096")")).execution_timeout, std::chrono::seconds(110));
  EXPECT_EQ(config_of(with_runtime(R"(executionTimeout="7200")")).execution_timeout, std::chrono::seconds(7'200));
  EXPECT_THAT(error_of(with_runtime(R"(executionTimeout="2 h")")).what,
              HasSubstr("'executionTimeout' cannot be parsed"));
  EXPECT_THAT(error_of(with_runtime(R"(executionTimeout="-1")")).what, HasSubstr("inside the range 0-2147483647"));
}

struct Mistake {
  std::string text;
  std::string what;
  int line;
};

TEST(WebConfig, MistakesInSectionsAreToldWithTheirLine) {
  for (auto const& [text, what, line] : {
           Mistake{"<appSettings/>", "The root element is <appSettings>; a configuration file has <configuration>.", 1},
           Mistake{"<configuration>\n<add key=\"maxCachedUpdates\" value=\"1\"/>\n</configuration>",
                   "Unrecognized configuration section add.", 2},
           Mistake{"<configuration>\n\n<AppSettings/></configuration>",
                   "Unrecognized configuration section AppSettings.", 3},
           Mistake{"<configuration>\n<appSettings/>\n<appSettings/></configuration>",
                   "Section appSettings appears twice: sections must only appear once per config file.", 3},
           Mistake{"<configuration><appSettings>\n800</appSettings></configuration>",
                   "The configuration section cannot contain a CDATA or text element.", 2},
           Mistake{with_settings(R"(<Add key="a" value="1"/>)"), "Unrecognized element 'Add'.", 4},
           Mistake{with_settings(R"(<add value="1"/>)"), "Required attribute 'key' not found.", 4},
           Mistake{with_settings(R"(<remove/>)"), "Required attribute 'key' not found.", 4},
           Mistake{with_settings(R"(<add key="a" vlaue="1"/>)"),
                   "Unrecognized attribute 'vlaue'. Note that attribute names are case-sensitive.", 4},
           Mistake{with_settings(R"(<add key="a" Value="1"/>)"),
                   "Unrecognized attribute 'Value'. Note that attribute names are case-sensitive.", 4},
       }) {
    auto const error = error_of(text);
    EXPECT_EQ(error.what, what) << text;
    EXPECT_EQ(error.line, line) << text;
  }
}

TEST(WebConfig, SectionsDeclaredInTheFileAreTaken) {
  EXPECT_EQ(
      config_of(
          "<configuration><configSections><section name=\"own\" type=\"T\"/></configSections><own/></configuration>")
          .max_cached_updates,
      22'000);
}

TEST(WebConfig, LocationOfTheApplicationItselfCounts) {
  auto const located = [](std::string const& path) {
    return "<configuration><location" + path +
           "><appSettings><add key=\"maxCachedUpdates\" value=\"7\"/></appSettings>" + "</location></configuration>";
  };
  EXPECT_EQ(config_of(located("")).max_cached_updates, 7);
  EXPECT_EQ(config_of(located(" path=\".\"")).max_cached_updates, 7);
  EXPECT_EQ(config_of(located(" path=\"sub\"")).max_cached_updates, 22'000);
}

}  // namespace
}  // namespace wsus::iis
