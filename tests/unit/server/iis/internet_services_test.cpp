// Proves what sites and pools that are stopped, full or crashed do to requests and connections, and what brings them
// back.
#include "tests/unit/server/iis/admission/site_fixture.hpp"

namespace wsus::iis::test {
namespace {

using Change = InternetServices::Change;

constexpr std::string_view in = "in /ClientWebService/client.asmx";

struct InternetServicesTest : SiteFixture {};

TEST_F(InternetServicesTest, AStoppedPoolIs503ForEveryUriUntilItIsStarted) {
  EXPECT_EQ(outcome(), in);
  EXPECT_EQ(internet.stop_pool("wsuspool"), Change::done);
  EXPECT_EQ(internet.stop_pool("WsusPool"), Change::already);
  for (std::string_view const path : {"/ClientWebService/client.asmx", "/Content/x.cab", "/", "/nothing"})
    EXPECT_EQ(outcome("GET", path), "503.0 0 Disabled") << path;
  auto const reception = receive();
  EXPECT_EQ(reception.site_id, 1U);
  EXPECT_EQ(reception.pool, "WsusPool");
  EXPECT_TRUE(internet.listens(8530, false)) << "http.sys listens all the same";
  EXPECT_EQ(internet.start_pool("WsusPool"), Change::done);
  EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
}

TEST_F(InternetServicesTest, ACrashedPoolStopsAfterFiveTimesAndIisresetBringsItBack) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(internet.crash_pool("WsusPool", {}), Change::done);
  EXPECT_EQ(internet.crash_pool("WsusPool", {}), Change::already);
  EXPECT_EQ(outcome(), "503.0 0 AppOffline");
  internet.stop();
  internet.start();
  EXPECT_EQ(outcome(), in);
}

TEST_F(InternetServicesTest, AFullQueueIs503UntilItTakesMore) {
  internet.set_load({.other_clients = 1'500});
  EXPECT_EQ(outcome(), "503.0 0 QueueFull");
  commit(set_pool(host_text(), "WsusPool", {{"queueLength", "2000"}}));
  EXPECT_EQ(outcome(), in);
  EXPECT_GT(receive().delay, std::chrono::seconds(5));
  internet.set_load({});
  EXPECT_EQ(receive().delay, std::chrono::seconds(0)) << "what was in the pool is not in front of it";
}

TEST_F(InternetServicesTest, AMemoryLimitBelowTheCataloguesNeedRecyclesThePool) {
  internet.set_load({.revisions = 60'000, .memory_per_revision_kb = 40, .requests_to_fill_cache = 1});
  EXPECT_EQ(outcome(), "503.0 0 AppOffline");
  EXPECT_TRUE(receive().recycled);
  commit(set_pool(host_text(), "WsusPool", {{"recycling.periodicRestart.privateMemory", "0"}}));
  EXPECT_EQ(outcome(), in);
}

TEST_F(InternetServicesTest, AStoppedSiteDoesNotListenAndOpenConnectionsEnd) {
  EXPECT_TRUE(internet.listens(8530, false));
  EXPECT_TRUE(internet.listens(8531, true));
  EXPECT_FALSE(internet.listens(8530, true));
  EXPECT_FALSE(internet.listens(80, false));
  EXPECT_EQ(internet.stop_site("WSUS Administration"), Change::done);
  EXPECT_EQ(internet.stop_site("WSUS Administration"), Change::already);
  EXPECT_FALSE(internet.listens(8530, false));
  EXPECT_EQ(outcome(), "reset");
  EXPECT_EQ(internet.start_site("wsus administration"), Change::done);
  EXPECT_TRUE(internet.listens(8530, false));
  EXPECT_EQ(outcome(), in);
}

TEST_F(InternetServicesTest, AnotherPortInTheBindingIsAnotherPort) {
  commit(set_bindings(host_text(), wsus_site, {{.port = 80}}));
  EXPECT_FALSE(internet.listens(8530, false));
  EXPECT_TRUE(internet.listens(80, false));
}

TEST_F(InternetServicesTest, WithoutW3svcNothingListens) {
  internet.stop();
  EXPECT_FALSE(internet.is_running());
  EXPECT_FALSE(internet.listens(8530, false));
  internet.start();
  EXPECT_TRUE(internet.listens(8530, false));
}

TEST_F(InternetServicesTest, AnUnknownHostNameIsAnsweredByHttpSys) {
  commit(set_bindings(host_text(), wsus_site, {{.port = 8530, .host = "wsus.example"}}));
  EXPECT_EQ(outcome(), "400.0 0 BadRequest");
  facts.host = "WSUS.example:8530";
  EXPECT_EQ(outcome(), in);
}

TEST_F(InternetServicesTest, AnApplicationWhosePoolIsMissingIs503) {
  commit(set_application_pool(host_text(), wsus_site, "/ClientWebService", "Gone"));
  EXPECT_EQ(outcome(), "503.0 0 N/A");
  EXPECT_EQ(outcome("GET", "/Content/x.cab"), "in /Content/x.cab");
}

TEST_F(InternetServicesTest, HandshakesAskForACertificateWhereTheWholeSiteRequiresOne) {
  EXPECT_FALSE(internet.asks_for_certificate(8531));
  set("access", "WSUS Administration/ClientWebService", {{"sslFlags", "Ssl, SslRequireCert"}});
  EXPECT_FALSE(internet.asks_for_certificate(8531)) << "a folder alone";
  set("access", "WSUS Administration", {{"sslFlags", "Ssl, SslNegotiateCert"}});
  EXPECT_FALSE(internet.asks_for_certificate(8531)) << "accepted, not required";
  set("access", "WSUS Administration", {{"sslFlags", "Ssl, SslNegotiateCert, SslRequireCert"}});
  EXPECT_TRUE(internet.asks_for_certificate(8531));
  EXPECT_FALSE(internet.asks_for_certificate(8530)) << "no https there";
}

TEST_F(InternetServicesTest, WhatIsNotThereIsTold) {
  EXPECT_EQ(internet.start_pool("Pool"), Change::no_such_object);
  EXPECT_EQ(internet.recycle_pool("Pool"), Change::no_such_object);
  EXPECT_EQ(internet.start_site("Site"), Change::no_such_object);
  EXPECT_FALSE(internet.pool("Pool"));
  EXPECT_FALSE(internet.is_site_started("Site"));
}

TEST_F(InternetServicesTest, APoolThatDoesNotStartByItselfIsOff) {
  commit(set_pool(host_text(), "WsusPool", {{"autoStart", "false"}}));
  EXPECT_EQ(outcome(), "503.0 0 Disabled");
}

TEST_F(InternetServicesTest, ARequestLikeTheOneBeforeSeesEveryChange) {
  // Asked twice before each change: the second answer is the one that is kept.
  auto const expect_in = [&] {
    EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
    EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
  };
  constexpr std::string_view folder = R"(C:\Program Files\Update Services\WebServices\ClientWebService)";
  files.make_directory(folder);
  expect_in();
  auto const open = files.security(folder).value();
  files.set_security(folder, {.owner = "administrators", .access = {{"administrators", windows::Access::full}}});
  EXPECT_EQ(outcome(), "401.3 5");
  files.set_security(folder, open);
  expect_in();

  auto const web_config = std::string(folder) + R"(\web.config)";
  files.write_as_system(web_config, R"(<configuration><system.webServer><security><requestFiltering>)"
                                    R"(<requestLimits maxAllowedContentLength="10"/></requestFiltering></security>)"
                                    R"(</system.webServer></configuration>)");
  expect_in();
  facts.content_length = 11;
  EXPECT_EQ(outcome(), "404.13 0");
  facts.content_length = 10;
  expect_in();
  files.write_as_system(web_config, "<configuration><system.webServer>");
  EXPECT_EQ(outcome().substr(0, 6), "500.19");
  EXPECT_TRUE(files.remove_as_system(web_config));
  expect_in();

  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "false"}});
  EXPECT_EQ(outcome().substr(0, 5), "401.2");
  set("anonymousAuthentication", "WSUS Administration/ClientWebService", {{"enabled", "true"}});
  expect_in();
  add("ipSecurity", "WSUS Administration", 0, {{"ipAddress", "10.0.0.5"}, {"allowed", "false"}});
  EXPECT_EQ(outcome(), "403.6 5");
  facts.client_address = "10.0.0.6";
  expect_in();
  facts.client_address = "10.0.0.5";
  EXPECT_EQ(outcome(), "403.6 5");
}

TEST_F(InternetServicesTest, ARequestUnlikeTheOneBeforeGoesTheWholeWay) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
    EXPECT_EQ(outcome("GET", "/ClientWebService/client.asmx"), in);
    EXPECT_EQ(outcome("POST", "/ClientWebService/CLIENT.asmx"), "in /ClientWebService/CLIENT.asmx");
    EXPECT_EQ(outcome("POST", "/clientwebservice/web.config").substr(0, 3), "404");
    facts.port = 8531;
    EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), "reset");
    facts.secure = true;
    EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), in);
    facts.secure = false;
    facts.port = 8530;
    std::string const long_query(3'000, 'q');
    facts.query = long_query;
    EXPECT_EQ(outcome("POST", "/ClientWebService/client.asmx"), "404.15 0");
    facts.query = {};
  }
}

TEST(InternetServicesWithoutFiles, ListenToNothing) {
  windows::FileSystem files;
  InternetServices internet(files);
  EXPECT_FALSE(internet.listens(8530, false));
  auto const reception = internet.receive({}, {}, std::chrono::milliseconds(0));
  EXPECT_TRUE(std::get<Denied>(reception.admission).resets);
}

}  // namespace
}  // namespace wsus::iis::test
