// What an operator sets about identity: the key of the cookies, the identity of the database, registration.
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::test {
namespace {

cookies::Key key_of(std::uint8_t byte) {
  cookies::Key key{};
  key.fill(byte);
  return key;
}

class IdentityTest : public ServerTest {
protected:
  [[nodiscard]] server::ServerConfig node(std::uint8_t key) const {
    auto config = small_config();
    config.cookie_key = key_of(key);
    config.settings.registration_required = false;  // nodes of this test share no database
    return config;
  }
  /// The driver goes on with its cookies at another server.
  void move_to(server::ServerConfig config) {
    auto const old = *driver_;
    start(std::move(config));
    driver_->last_change = old.last_change;
    driver_->authorization_data = old.authorization_data;
    driver_->expiration = old.expiration;
    driver_->encrypted_data = old.encrypted_data;
  }
  std::string sync() { return element(driver_->sync_updates().body, "ErrorCode"); }
  /// GetCookie with the cookie that the driver has as the old one.
  [[nodiscard]] std::string renew() const {
    auto cookie = driver_->cookie_element();
    auto const rename = [&cookie](std::string_view from, std::string_view to) {
      cookie.replace(cookie.find(from), from.size(), to);
    };
    rename("<cookie>", "<oldCookie>");
    rename("</cookie>", "</oldCookie>");
    auto const reply = driver_->call(
        wusp::Service::client, "GetCookie",
        "<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>" +
            driver_->authorization_data + "</CookieData></AuthorizationCookie></authCookies>" + cookie +
            "<lastChange>" + driver_->last_change +
            "</lastChange><currentTime>2026-10-04T15:03:36Z</currentTime><protocolVersion>2.90</protocolVersion>");
    return element(reply.body, "ErrorCode");
  }
};

TEST_F(IdentityTest, NodesWithOneKeyTakeEachOthersCookies) {
  start(node(1)).handshake();
  move_to(node(1));
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(renew(), "");
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0U);
}

// Conforms: ErrorCode.InvalidCookie
TEST_F(IdentityTest, AChangedKeyMakesEveryCookieInvalid) {
  start(node(1)).handshake();
  move_to(node(2));
  EXPECT_EQ(sync(), "InvalidCookie");
  EXPECT_EQ(server_->journal().counter("error_code.InvalidCookie"), 1U);
  EXPECT_EQ(renew(), "InvalidAuthorizationCookie");
  driver_->handshake();
  EXPECT_EQ(sync(), "");
}

// Conforms: ErrorCode.ServerChanged
TEST_F(IdentityTest, AnotherDatabaseBehindTheSameKeyIsServerChanged) {
  auto config = node(1);
  config.server_id = wusp::guid_from_bits(1, 1);
  start(std::move(config)).handshake();
  auto other = node(1);
  other.server_id = wusp::guid_from_bits(2, 2);
  move_to(std::move(other));
  EXPECT_EQ(sync(), "ServerChanged");
  EXPECT_EQ(renew(), "ServerChanged");
  EXPECT_EQ(server_->journal().counter("error_code.ServerChanged"), 2U);
  driver_->handshake();
  EXPECT_EQ(sync(), "");
}

// Conforms: ErrorCode.RegistrationNotRequired
TEST_F(IdentityTest, WithoutRegistrationGetConfigSaysSoAndRegisterComputerIsRefused) {
  start(node(1));
  EXPECT_EQ(element(driver_->get_config().body, "IsRegistrationRequired"), "false");
  driver_->get_authorization_cookie();
  driver_->get_cookie();
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(element(driver_->register_computer().body, "ErrorCode"), "RegistrationNotRequired");
}

TEST_F(IdentityTest, ByDefaultRegistrationIsRequired) {
  start(small_config());
  EXPECT_EQ(element(driver_->get_config().body, "IsRegistrationRequired"), "true");
  driver_->get_authorization_cookie();
  driver_->get_cookie();
  EXPECT_EQ(sync(), "RegistrationRequired");
  EXPECT_EQ(driver_->register_computer().status, 200U);
  EXPECT_EQ(sync(), "");
}

TEST_F(IdentityTest, TheGenerationOfTheServerIsInItsPagesAndLogs) {
  for (auto const& [profile, version] : {std::pair("wsus-3.0-sp2", "7.5"), {"2025", "10.0"}}) {
    auto config = small_config();
    config.dress = iis::dress_of(*iis::find_server_profile(profile));
    start(std::move(config));
    auto const page = exchange(server_->port(), {.method = "GET", .target = "/nothing"});
    EXPECT_NE(page.body.find(fmt::format("<title>IIS {} Detailed Error - 404.0 - ", version)), std::string::npos);
    auto const head = fmt::format("#Software: Microsoft Internet Information Services {}\r\n", version);
    EXPECT_TRUE(server_->iis_log().starts_with(head)) << server_->iis_log();
  }
}

TEST_F(IdentityTest, ComputersBeyondTheCapacityAreForgottenAndCounted) {
  auto config = small_config();
  config.settings.max_computers = 2;
  start(std::move(config));
  for (auto const* id : {"a", "b", "c"}) {
    driver_->get_authorization_cookie(id);
    clock_.advance(std::chrono::seconds(1));
  }
  EXPECT_EQ(server_->state().computers().forgotten(), 1U);
  EXPECT_FALSE(server_->state().computers().find("a"));
  EXPECT_EQ(server_->state().computers().all().size(), 2U);
}

}  // namespace
}  // namespace wsus::test
