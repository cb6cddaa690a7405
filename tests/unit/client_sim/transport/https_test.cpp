// HttpExchange over TLS: trust, names, and redirects between the two schemes.
#include "client_sim/transport/http_exchange.hpp"
#include "tests/unit/client_sim/transport/scripted_server.hpp"
#include "tests/unit/client_sim/transport/tls_listener.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using test::answer;
using test::ScriptedServer;
using test::TlsListener;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view name = "wsus.lab.example";

std::string ok(std::string_view body) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
}
std::string moved_to(std::string_view url) {
  return fmt::format("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", url);
}

/// Every https name leads to `secure`, every http name to `plain` (0: nowhere).
Router to(std::uint16_t secure, std::uint16_t plain = 0) {
  return [=](Url const& url) { return Route{.host = "127.0.0.1", .port = url.secure ? secure : plain}; };
}

HttpRequest request_to(std::string url) { return {.url = std::move(url), .soap_action = "a", .body = "<x/>"}; }

TEST(Https, ATrustedCertificateOfTheNameIsTaken) {
  TlsListener const server(std::string(name), ok("answer"));
  HttpExchange exchange({.trusted_certificates = server.certificate()}, to(server.port()));
  auto const result = exchange.post(request_to("https://wsus.lab.example:8531/x"));
  EXPECT_EQ(result.transport_error, 0u) << result.what;
  EXPECT_EQ(result.body, "answer");
  EXPECT_EQ(server.requests(), 1u);
}

TEST(Https, ACertificateThatNobodyTrustsIsASecureFailure) {
  TlsListener const server(std::string(name), ok("answer"));
  HttpExchange exchange({}, to(server.port()));
  auto const result = exchange.post(request_to("https://wsus.lab.example:8531/x"));
  EXPECT_EQ(result.transport_error, 12175u);
  EXPECT_THAT(result.what, HasSubstr("wsus.lab.example:8531: no TLS session"));
  EXPECT_EQ(server.requests(), 0u);
}

TEST(Https, ACertificateOfAnotherNameIsASecureFailure) {
  TlsListener const server("other.lab.example", ok("answer"));
  HttpExchange exchange({.trusted_certificates = server.certificate()}, to(server.port()));
  EXPECT_EQ(exchange.post(request_to("https://wsus.lab.example:8531/x")).transport_error, 12175u);
  EXPECT_EQ(server.requests(), 0u);
}

TEST(Https, ARedirectToHttpIsRefusedAtOnceAndIsNoLoop) {
  ScriptedServer plain({{.replies = {answer("plain")}}});
  TlsListener const server(std::string(name), moved_to("http://wsus.lab.example:8530/x"));
  HttpExchange exchange({.trusted_certificates = server.certificate()}, to(server.port(), plain.port()));
  auto const result = exchange.post(request_to("https://wsus.lab.example:8531/x"));
  EXPECT_EQ(result.transport_error, 12156u);
  EXPECT_FALSE(result.redirect_loop);
  EXPECT_THAT(result.hops, SizeIs(1));
  EXPECT_EQ(server.requests(), 1u);
  EXPECT_THAT(plain.requests(), SizeIs(0));
}

TEST(Https, ARedirectToHttpIsFollowedWhereTheRulesAllowIt) {
  ScriptedServer plain({{.replies = {answer("plain")}}});
  TlsListener const server(std::string(name), moved_to("http://wsus.lab.example:8530/x"));
  HttpExchange exchange({.redirects = {.https_to_http = true}, .trusted_certificates = server.certificate()},
                        to(server.port(), plain.port()));
  EXPECT_EQ(exchange.post(request_to("https://wsus.lab.example:8531/x")).body, "plain");
}

TEST(Https, ARedirectFromHttpToHttpsIsFollowed) {
  TlsListener const server(std::string(name), ok("secure"));
  ScriptedServer plain([](auto const&) { return moved_to("https://wsus.lab.example:8531/y"); });
  HttpExchange exchange({.trusted_certificates = server.certificate()}, to(server.port(), plain.port()));
  auto const result = exchange.post(request_to("http://wsus.lab.example:8530/x"));
  EXPECT_EQ(result.body, "secure");
  EXPECT_THAT(result.hops, SizeIs(2));
}

}  // namespace
}  // namespace wsus::transport
