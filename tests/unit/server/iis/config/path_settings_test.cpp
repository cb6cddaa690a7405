// Proves which file and location counts where, and that an entry twice on the way down is an error.
#include "server/iis/config/path_settings.hpp"

#include "server/iis/config/default_application_host.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

std::shared_ptr<ConfigurationFile const> file(std::string_view text, ConfigurationFileKind kind) {
  auto parsed = parse_configuration_file(text, kind);
  if (auto const* error = std::get_if<ConfigurationError>(&parsed)) throw std::runtime_error(error->what);
  return std::make_shared<ConfigurationFile const>(std::get<ConfigurationFile>(std::move(parsed)));
}

ConfigurationLayer host_layer(std::string_view extra = {}) {
  auto text = default_application_host();
  text.insert(text.rfind("</configuration>"), extra);
  return {.file = file(text, ConfigurationFileKind::application_host), .level = {}, .name = "applicationHost.config"};
}

ConfigurationLayer web_layer(std::string level, std::string_view inner) {
  return {.file = file(fmt::format("<configuration><system.webServer>{}</system.webServer></configuration>", inner),
                       ConfigurationFileKind::web_config),
          .level = std::move(level),
          .name = "web.config"};
}

PathSettings at(std::vector<ConfigurationLayer> const& layers, std::string_view address) {
  auto settings = settings_at(layers, address);
  if (auto const* mistake = std::get_if<MisplacedConfiguration>(&settings))
    throw std::runtime_error(mistake->error.what);
  return std::get<PathSettings>(std::move(settings));
}

TEST(PathSettingsTest, OfTheServerAsInstalled) {
  auto const settings = at({host_layer()}, "WSUS Administration/ClientWebService");
  EXPECT_TRUE(settings.anonymous);
  EXPECT_EQ(settings.anonymous_user, "IUSR");
  EXPECT_FALSE(settings.windows_authentication);
  EXPECT_FALSE(settings.ssl);
  EXPECT_TRUE(settings.allow_unlisted_addresses);
  EXPECT_EQ(settings.max_content_length, 30'000'000U);
  EXPECT_EQ(settings.mime.at(".cab"), "application/octet-stream");
  EXPECT_EQ(settings.mime.count(".ESD"), 1U);
  EXPECT_FALSE(settings.extensions.at(".config"));
  EXPECT_TRUE(settings.may_script);
  EXPECT_EQ(settings.handlers.front().name, "WebServiceHandlerFactory-Integrated-4.0");
  EXPECT_FALSE(settings.impersonate);
  EXPECT_TRUE(settings.validate_integrated);
  EXPECT_FALSE(settings.redirect.enabled);
  EXPECT_TRUE(at({host_layer()}, "WSUS Administration/ApiRemoting30").windows_authentication);
}

TEST(PathSettingsTest, TheDeeperLocationCountsWhereItIsAndBelowAndNowhereElse) {
  auto const layers = std::vector{host_layer(
      "<location path=\"WSUS Administration\"><system.webServer><security><access sslFlags=\"Ssl\"/></security>"
      "</system.webServer></location><location path=\"wsus administration/Content/\"><system.webServer><security>"
      "<access sslFlags=\"None\"/></security></system.webServer></location>")};
  EXPECT_TRUE(at(layers, "WSUS Administration").ssl);
  EXPECT_TRUE(at(layers, "WSUS Administration/ClientWebService").ssl);
  EXPECT_FALSE(at(layers, "WSUS Administration/Content").ssl);
  EXPECT_FALSE(at(layers, "WSUS Administration/Content/aa").ssl);
  EXPECT_TRUE(at(layers, "WSUS Administration/Contents").ssl);
  EXPECT_FALSE(at(layers, "Other").ssl);
}

TEST(PathSettingsTest, AWebConfigIsBelowTheLocationsOfItsLevel) {
  auto const host = host_layer("<location path=\"WSUS Administration/Content\"><system.web><identity "
                               "impersonate=\"true\"/></system.web></location>");
  auto const site = web_layer("WSUS Administration", "<validation validateIntegratedModeConfiguration=\"false\"/>");
  auto const content =
      web_layer("WSUS Administration/Content", "<validation validateIntegratedModeConfiguration=\"true\"/>");
  EXPECT_FALSE(at({host, site}, "WSUS Administration/Content").validate_integrated);
  EXPECT_TRUE(at({host, site, content}, "WSUS Administration/Content").validate_integrated);
  EXPECT_TRUE(at({host, site, content}, "WSUS Administration/Content").impersonate);
  EXPECT_FALSE(at({host, site, content}, "WSUS Administration/ClientWebService").validate_integrated);
}

TEST(PathSettingsTest, AMimeTypeThatIsInheritedMayNotBeAddedAgain) {
  constexpr std::string_view again = R"(<staticContent><mimeMap fileExtension=".msu" mimeType="x/y"/></staticContent>)";
  auto const settings =
      settings_at({host_layer(), web_layer("WSUS Administration", again)}, "WSUS Administration/Content");
  auto const* const mistake = std::get_if<MisplacedConfiguration>(&settings);
  ASSERT_NE(mistake, nullptr);
  EXPECT_EQ(mistake->file, "web.config");
  EXPECT_EQ(mistake->error.what, "Cannot add duplicate collection entry of type 'mimeMap' with unique key attribute "
                                 "'fileExtension' set to '.msu'");
  EXPECT_EQ(mistake->error.hresult, 0x8007'00B7U);
  // It is a mistake of the site, so of nothing above it.
  EXPECT_TRUE(std::holds_alternative<PathSettings>(settings_at({host_layer()}, "WSUS Administration/Content")));
}

TEST(PathSettingsTest, RemovedAndClearedEntriesDoNotCountBelow) {
  auto const layers =
      std::vector{host_layer(), web_layer("WSUS Administration", R"(<staticContent><remove fileExtension=".msu"/>
                                          <mimeMap fileExtension=".msu" mimeType="x/y"/></staticContent>)"),
                  web_layer("WSUS Administration/Content", "<staticContent><clear/></staticContent>")};
  EXPECT_EQ(at(layers, "WSUS Administration").mime.at(".msu"), "x/y");
  EXPECT_TRUE(at(layers, "WSUS Administration/Content").mime.empty());
}

TEST(PathSettingsTest, HandlersOfADeeperFileComeFirst) {
  auto const layers =
      std::vector{host_layer(), web_layer("WSUS Administration", R"(<handlers><add name="a" path="*" verb="*"/>
                                                        <add name="b" path="*" verb="*"/></handlers>)")};
  auto const settings = at(layers, "WSUS Administration");
  EXPECT_EQ(settings.handlers.at(0).name, "a");
  EXPECT_EQ(settings.handlers.at(1).name, "b");
  EXPECT_EQ(settings.handlers.at(2).name, "WebServiceHandlerFactory-Integrated-4.0");
}

TEST(PathSettingsTest, FlagsAreTakenApart) {
  auto const with = [](std::string_view flags) {
    return at({host_layer(fmt::format("<location path=\"S\"><system.webServer><security><access sslFlags=\"{}\"/>"
                                      "</security></system.webServer></location>",
                                      flags))},
              "S");
  };
  EXPECT_TRUE(with("SslNegotiateCert, Ssl").ssl);
  EXPECT_FALSE(with("SslNegotiateCert").ssl);
  EXPECT_TRUE(with("SslNegotiateCert").ssl_negotiate_certificate);
  EXPECT_FALSE(with("SslNegotiateCert").ssl_require_certificate);
  EXPECT_TRUE(with("Ssl,SslRequireCert").ssl_require_certificate);
  EXPECT_TRUE(with("Ssl128").ssl);
}

}  // namespace
}  // namespace wsus::iis
