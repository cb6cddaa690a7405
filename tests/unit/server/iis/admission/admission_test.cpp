// Proves each objection of IIS with its sub-status and Win32 status, their order, and that without the cause the
// request goes in.
#include "tests/unit/server/iis/admission/site_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::iis::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view in = "in /ClientWebService/client.asmx";

struct AdmissionTest : SiteFixture {
  std::string why() {
    auto const reception = receive();
    auto const* const denied = std::get_if<Denied>(&reception.admission);
    return denied == nullptr ? "(in)" : denied->why;
  }
  std::vector<std::string> challenges() {
    auto const reception = receive();
    std::vector<std::string> values;
    if (auto const* const denied = std::get_if<Denied>(&reception.admission)) {
      for (auto const& header : denied->headers) values.push_back(header.name + ": " + header.value);
    }
    return values;
  }
};

TEST_F(AdmissionTest, LetsInWhatAWsusServes) {
  EXPECT_EQ(outcome(), in);
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "in /Content/aa/b.cab");
  EXPECT_EQ(outcome("GET", "/Content/aa/b.psf"), "in /Content/aa/b.psf");
  EXPECT_EQ(outcome("HEAD", "/selfupdate/wuident.cab"), "in /SelfUpdate/wuident.cab");
  EXPECT_EQ(outcome("GET", "/iuident.cab"), "in /iuident.cab");
  EXPECT_EQ(outcome("GET", "/ClientWebService/wusserverversion.xml"), "in /ClientWebService/wusserverversion.xml");
  EXPECT_EQ(outcome("GET", "/"), "in /");
}

TEST_F(AdmissionTest, TellsServicesFromFiles) {
  auto reception = receive();
  EXPECT_TRUE(std::get<Admitted>(reception.admission).is_service);
  EXPECT_EQ(std::get<Admitted>(reception.admission).pool, "WsusPool");
  EXPECT_EQ(std::get<Admitted>(reception.admission).application, "/ClientWebService");
  facts.method = "GET";
  facts.path = "/Content/x.cab";
  reception = receive();
  EXPECT_FALSE(std::get<Admitted>(reception.admission).is_service);
  EXPECT_EQ(std::get<Admitted>(reception.admission).physical_path, R"(C:\WSUS\WsusContent\x.cab)");
}

TEST_F(AdmissionTest, AnonymousAuthenticationOffIs401_2) {
  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "false"}});
  EXPECT_EQ(outcome(), "401.2 5");
  EXPECT_TRUE(challenges().empty());
  EXPECT_EQ(outcome("POST", "/SimpleAuthWebService/SimpleAuth.asmx"), "in /SimpleAuthWebService/SimpleAuth.asmx");
  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "true"}});
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
}

TEST_F(AdmissionTest, OtherSchemesAreOfferedAndUnknownCredentialsAre401_1) {
  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "false"}});
  set("windowsAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "true"}});
  set("basicAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "true"}});
  EXPECT_EQ(outcome(), "401.2 5");
  EXPECT_EQ(challenges(), (std::vector<std::string>{"WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM",
                                                    "WWW-Authenticate: Basic realm=\"wsus.lab.example\""}));
  facts.authorization = "Basic eA==";
  EXPECT_THAT(outcome(), testing::StartsWith("401.1"));
}

TEST_F(AdmissionTest, AnAuthorizationRuleAgainstAnonymousUsersIs401_2) {
  add("authorization", "WSUS Administration/ClientWebService", 0, {{"accessType", "Deny"}, {"users", "?"}});
  EXPECT_EQ(outcome(), "401.2 5");
  EXPECT_EQ(outcome("POST", "/SimpleAuthWebService/SimpleAuth.asmx"), "in /SimpleAuthWebService/SimpleAuth.asmx");
}

TEST_F(AdmissionTest, RequireSslIs403_4WithoutTlsOnly) {
  set("access", "WSUS Administration/ClientWebService", {{"sslFlags", "Ssl"}});
  EXPECT_EQ(outcome(), "403.4 5");
  EXPECT_EQ(why(), "'/ClientWebService/client.asmx' requires SSL");
  facts.secure = true;
  facts.port = 8531;
  EXPECT_EQ(outcome(), in);
}

TEST_F(AdmissionTest, RequireACertificateIs403_7UntilThereIsOne) {
  set("access", "WSUS Administration", {{"sslFlags", "Ssl, SslNegotiateCert, SslRequireCert"}});
  facts.secure = true;
  facts.port = 8531;
  EXPECT_EQ(outcome(), "403.7 5");
  facts.has_client_certificate = true;
  EXPECT_EQ(outcome(), in);
}

TEST_F(AdmissionTest, AddressesThatAreNotAllowedAre403_6) {
  set("ipSecurity", "WSUS Administration", {{"allowUnlisted", "false"}});
  add("ipSecurity", "WSUS Administration", 0,
      {{"ipAddress", "10.1.0.0"}, {"subnetMask", "255.255.0.0"}, {"allowed", "true"}});
  EXPECT_EQ(outcome(), "403.6 5");
  facts.client_address = "10.1.200.3";
  EXPECT_EQ(outcome(), in);
  set("ipSecurity", "WSUS Administration", {{"denyAction", "AbortRequest"}});
  facts.client_address = "10.2.0.1";
  EXPECT_EQ(outcome(), "reset");
  set("ipSecurity", "WSUS Administration", {{"denyAction", "NotFound"}});
  EXPECT_EQ(outcome(), "404.0 2");
}

TEST_F(AdmissionTest, ImpersonationInTheIntegratedPipelineIs500_24) {
  set("identity", "WSUS Administration/ClientWebService", {{"impersonate", "true"}});
  EXPECT_EQ(outcome(), "500.24 50");
  set("validation", "WSUS Administration/ClientWebService", {{"validateIntegratedModeConfiguration", "false"}});
  EXPECT_EQ(outcome(), in);
  set("validation", "WSUS Administration/ClientWebService", {{"validateIntegratedModeConfiguration", "true"}});
  commit(set_pool(host_text(), "WsusPool", {{"managedPipelineMode", "Classic"}}));
  EXPECT_EQ(outcome(), in);
}

TEST_F(AdmissionTest, ImpersonationOfItsWebConfigCountsToo) {
  files.write_as_system(client_web_config,
                        "<configuration><system.web><identity impersonate=\"true\"/></system.web></configuration>");
  EXPECT_EQ(outcome(), "500.24 50");
  files.write_as_system(client_web_config, default_web_config());
  EXPECT_EQ(outcome(), in);
}

TEST_F(AdmissionTest, WithoutTheHandlerOfServicesTheStaticFileHandlerRefusesThePost) {
  remove("handlers", 0, {{"name", "WebServiceHandlerFactory-Integrated-4.0"}});
  EXPECT_EQ(outcome(), "405.0 0");
  EXPECT_EQ(challenges(), (std::vector<std::string>{"Allow: GET, HEAD, OPTIONS, TRACE"}));
  EXPECT_EQ(outcome("GET", "/ClientWebService/client.asmx"), "404.3 50");
  add("handlers", {}, 0,
      {{"name", "asmx"},
       {"path", "*.asmx"},
       {"verb", "*"},
       {"type", "System.Web.Script.Services.ScriptHandlerFactory"}});
  // An entry at the end comes after the static file handler, which takes everything: order matters.
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), "405.0 0");
  remove("handlers", 0, {{"name", "StaticFile"}});
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
  EXPECT_EQ(outcome("GET", "/Content/x.cab"), "404.4 2");
}

TEST_F(AdmissionTest, VerbsThatEveryAddressTakesAreNobodysFile) {
  EXPECT_EQ(outcome("OPTIONS", "/ClientWebService/client.asmx"), in);
  EXPECT_EQ(outcome("PUT", "/ClientWebService/client.asmx"), "405.0 0");
}

TEST_F(AdmissionTest, AnAccessPolicyWithoutScriptIs403_1) {
  set("handlers", "WSUS Administration/ClientWebService", {{"accessPolicy", "Read"}});
  EXPECT_THAT(outcome(), testing::StartsWith("403.1 "));
}

TEST_F(AdmissionTest, AnExtensionWithoutMimeTypeIs404_3ForAFileThatIsThere) {
  remove("staticContent", 0, {{"fileExtension", ".esd"}});
  EXPECT_EQ(outcome("GET", "/Content/aa/b.esd"), "404.3 50");
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "in /Content/aa/b.cab");
  is_there = [](std::string_view) { return false; };
  EXPECT_EQ(outcome("GET", "/Content/aa/b.esd"), "in /Content/aa/b.esd")
      << "what is missing is told by who looks for it";
}

TEST_F(AdmissionTest, AMimeTypeTwiceIs500_19BelowItsFile) {
  files.write_as_system(R"(C:\WSUS\WsusContent\web.config)",
                        R"(<configuration><system.webServer><staticContent>
                           <mimeMap fileExtension=".msu" mimeType="application/octet-stream"/>
                           </staticContent></system.webServer></configuration>)");
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "500.19 183");
  EXPECT_THAT(why(), HasSubstr("Cannot add duplicate collection entry of type 'mimeMap'"));
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
  EXPECT_TRUE(files.remove_as_system(R"(C:\WSUS\WsusContent\web.config)"));
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "in /Content/aa/b.cab");
}

TEST_F(AdmissionTest, AWebConfigThatThePoolMayNotReadIs500_19) {
  files.write_as_system(client_web_config, default_web_config());
  files.set_security(client_web_config,
                     {.owner = "administrator", .access = {{"administrator", windows::Access::full}}});
  EXPECT_EQ(outcome(), "500.19 5");
  EXPECT_THAT(why(), HasSubstr("insufficient permissions"));
  files.set_security(client_web_config, {.owner = "administrator", .access = {{"users", windows::Access::read}}});
  EXPECT_EQ(outcome(), in);
}

TEST_F(AdmissionTest, AnAccessListWithoutTheCallerIs401_3) {
  auto const closed = windows::Security{
      .owner = "administrators",
      .access = {{"administrators", windows::Access::full}, {"NETWORK SERVICE", windows::Access::full}}};
  files.set_security(content_folder, closed);
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "401.3 5");
  EXPECT_THAT(why(), HasSubstr(R"(C:\WSUS\WsusContent does not let IUSR read it)"));
  // With the pool's identity as the anonymous user it is NETWORK SERVICE that counts.
  set("anonymousAuthentication", "WSUS Administration/Content", {{"userName", ""}});
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "in /Content/aa/b.cab");
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
}

TEST_F(AdmissionTest, RequestFilteringIs404WithItsSubStatus) {
  EXPECT_THAT(outcome("GET", "/ClientWebService/web.config"), testing::StartsWith("404.7 "));
  EXPECT_THAT(outcome("GET", "/ClientWebService/bin/x.dll"), testing::StartsWith("404.8 "));
  EXPECT_THAT(outcome("GET", "/Content/a%252fb.cab"), testing::StartsWith("404.11 "));
  facts.content_length = 30'000'001;
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), "404.13 0");
  set("requestFiltering", "WSUS Administration/ClientWebService",
      {{"requestLimits.maxAllowedContentLength", "40000000"}});
  EXPECT_EQ(outcome(), in);
  auto const query = std::string(2'049, 'a');
  facts.query = query;
  EXPECT_THAT(outcome(), testing::StartsWith("404.15 "));
}

TEST_F(AdmissionTest, AMissingDirectoryIs404_0AndAnotherNameServesTheSame) {
  commit(remove_directory(host_text(), wsus_site, "/", "/SelfUpdate"));
  EXPECT_EQ(outcome("GET", "/SelfUpdate/wuident.cab"), "404.0 2");
  EXPECT_EQ(outcome("GET", "/Content/x.cab"), "in /Content/x.cab");
  commit(add_directory(host_text(), wsus_site, "/",
                       {.path = "/Updates", .physical_path = R"(%ProgramFiles%\Update Services\SelfUpdate\)"}));
  EXPECT_EQ(outcome("GET", "/updates/wuident.cab"), "in /SelfUpdate/wuident.cab");
  commit(remove_application(host_text(), wsus_site, "/ClientWebService"));
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), "404.0 2");
  commit(set_directory(host_text(), wsus_site, "/", {.path = "/Content", .physical_path = R"(D:\WSUS\WsusContent)"}));
  EXPECT_EQ(outcome("GET", "/Content/x.cab"), "404.0 2") << "there is no such folder";
}

TEST_F(AdmissionTest, ContentIsServedFromTheFolderThatItWasMovedTo) {
  files.make_directory(R"(D:\WSUS\WsusContent)");
  files.make_directory(R"(D:\Elsewhere)");
  commit(set_directory(host_text(), wsus_site, "/", {.path = "/Content", .physical_path = R"(D:\WSUS\WsusContent)"}));
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "in /Content/aa/b.cab");
  commit(set_directory(host_text(), wsus_site, "/", {.path = "/Content", .physical_path = R"(D:\Elsewhere)"}));
  EXPECT_EQ(outcome("GET", "/Content/aa/b.cab"), "404.0 2") << "a folder without content";
}

TEST_F(AdmissionTest, TheRedirectOfTheSitesWebConfigComesAfterSslAndBeforeAuthentication) {
  files.write_as_system(site_web_config, default_site_web_config());
  EXPECT_EQ(outcome(), in);
  files.write_as_system(site_web_config,
                        R"(<configuration><system.webServer><httpRedirect enabled="true" destination="http://n:1"
                           httpResponseStatus="Permanent"/></system.webServer></configuration>)");
  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "false"}});
  EXPECT_EQ(outcome(), "301 http://n:1/ClientWebService/client.asmx");
  set("access", "WSUS Administration/ClientWebService", {{"sslFlags", "Ssl"}});
  EXPECT_EQ(outcome(), "403.4 5");
}

TEST_F(AdmissionTest, ABrokenApplicationHostFileIs500_19UntilItIsRepaired) {
  EXPECT_EQ(outcome(), in);
  auto const good = host_text();
  files.write_as_system(application_host_config, good.substr(0, good.size() / 2));
  EXPECT_EQ(outcome(), "500.19 13");
  files.write_as_system(application_host_config, good);
  EXPECT_EQ(outcome(), in);
}

TEST_F(AdmissionTest, WhatIsWrongFirstIsTold) {
  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "false"}});
  set("access", "WSUS Administration/ClientWebService", {{"sslFlags", "Ssl"}});
  set("ipSecurity", "WSUS Administration/ClientWebService", {{"allowUnlisted", "false"}});
  EXPECT_EQ(outcome(), "403.6 5");
  set("ipSecurity", "WSUS Administration/ClientWebService", {{"allowUnlisted", "true"}});
  EXPECT_EQ(outcome(), "403.4 5");
  set("access", "WSUS Administration/ClientWebService", {{"sslFlags", "None"}});
  EXPECT_EQ(outcome(), "401.2 5");
}

}  // namespace
}  // namespace wsus::iis::test
