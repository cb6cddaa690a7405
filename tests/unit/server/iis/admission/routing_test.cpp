// Proves which site, application and directory a request is for, and the file and the address behind it.
#include "server/iis/admission/routing.hpp"

#include "server/iis/config/default_application_host.hpp"

#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

ConfigurationFile const& installed() {
  static ConfigurationFile const file = std::get<ConfigurationFile>(parse_configuration_file(
      default_application_host({.https_port = 8531}), ConfigurationFileKind::application_host));
  return file;
}

TEST(Routing, FindsApplicationDirectoryAndFile) {
  struct Row {
    std::string_view path;
    std::string_view application;
    std::string_view location;
    std::string_view physical;
    std::string_view address;
  };
  for (auto const& row : {
           Row{"/ClientWebService/client.asmx", "/ClientWebService", "WSUS Administration/ClientWebService",
               R"(C:\Program Files\Update Services\WebServices\ClientWebService\client.asmx)",
               "/ClientWebService/client.asmx"},
           Row{"/CLIENTwebservice", "/ClientWebService", "WSUS Administration/ClientWebService",
               R"(C:\Program Files\Update Services\WebServices\ClientWebService)", "/ClientWebService"},
           Row{"/ClientWebServices/x", "/", "WSUS Administration",
               R"(C:\Program Files\Update Services\WebServices\Root\ClientWebServices\x)", "/ClientWebServices/x"},
           Row{"/Content/AA/b.cab", "/", "WSUS Administration/Content", R"(C:\WSUS\WsusContent\AA\b.cab)",
               "/Content/AA/b.cab"},
           Row{"/Content/../SelfUpdate//wuident.cab", "/", "WSUS Administration/SelfUpdate",
               R"(C:\Program Files\Update Services\SelfUpdate\wuident.cab)", "/Content/../SelfUpdate//wuident.cab"},
           Row{"/iuident%2ecab", "/", "WSUS Administration",
               R"(C:\Program Files\Update Services\WebServices\Root\iuident.cab)", "/iuident%2ecab"},
       }) {
    auto const routing = route_of(installed(), {.method = "GET", .path = row.path});
    ASSERT_TRUE(routing.route) << row.path;
    EXPECT_EQ(routing.route->application->path, row.application) << row.path;
    EXPECT_EQ(routing.route->location(), row.location) << row.path;
    EXPECT_EQ(routing.route->physical_path, row.physical) << row.path;
    EXPECT_EQ(routing.route->address, row.address) << row.path;
  }
}

TEST(Routing, BindingsChooseTheSiteByPortSchemeAndName) {
  ConfigurationFile host;
  host.sites = {{.name = "All", .id = 1, .bindings = {{.port = 80}}, .applications = {{.directories = {{}}}}},
                {.name = "Named",
                 .id = 2,
                 .bindings = {{.port = 80, .host = "wsus.example"}, {.protocol = "https", .port = 443, .host = "s"}},
                 .applications = {{.directories = {{}}}}}};
  auto const site = [&host](std::uint16_t port, bool secure, std::string_view name) -> std::string {
    auto const routing = route_of(host, {.path = "/", .host = name, .port = port, .secure = secure});
    if (routing.route) return routing.route->site->name;
    return routing.why == NoRoute::no_host_name ? "no name" : "no site";
  };
  EXPECT_EQ(site(80, false, "other"), "All");
  EXPECT_EQ(site(80, false, "WSUS.example:80"), "Named");
  EXPECT_EQ(site(80, true, "wsus.example"), "no site");
  EXPECT_EQ(site(81, false, "wsus.example"), "no site");
  EXPECT_EQ(site(443, true, "t"), "no name");
  EXPECT_EQ(site(443, true, "s"), "Named");
}

TEST(Routing, UrlsAreMadeCanonicalOnce) {
  EXPECT_EQ(canonical_url(""), "/");
  EXPECT_EQ(canonical_url("/a/./b/../c/"), "/a/c/");
  EXPECT_EQ(canonical_url("/../../a"), "/a");
  EXPECT_EQ(canonical_url("/a\\b"), "/a/b");
  EXPECT_EQ(canonical_url("/%41%2fb"), "/A/b");
  EXPECT_EQ(canonical_url("/%zz%4"), "/%zz%4");
  EXPECT_EQ(canonical_url("/%00"), "/%00");
}

}  // namespace
}  // namespace wsus::iis
