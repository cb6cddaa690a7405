// HttpExchange over TLS: trust, names, and redirects between the two schemes.
#include "client_sim/transport/http_exchange.hpp"
#include "tests/unit/client_sim/transport/scripted_server.hpp"
#include "tests/unit/client_sim/transport/tls_listener.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>

namespace wsus::transport {
namespace {

using test::answer;
using test::ScriptedServer;
using test::TlsListener;
using testing::HasSubstr;
using testing::SizeIs;
using namespace std::chrono_literals;

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

TEST(Https, ThePageThatWantsACertificateOfTheClientIsTheQuestionForIt) {
  constexpr std::string_view page = "<h2>HTTP Error 403.7 - Forbidden</h2>";
  auto const forbidden = [](std::string_view body) {
    return fmt::format("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
  };
  TlsListener const asks(std::string(name), forbidden(page));
  HttpExchange exchange({.trusted_certificates = asks.certificate()}, to(asks.port()));
  auto const result = exchange.post(request_to("https://wsus.lab.example:8531/x"));
  EXPECT_EQ(result.transport_error, 12044u);

  TlsListener const refuses(std::string(name), forbidden("<h2>HTTP Error 403.4 - Forbidden</h2>"));
  HttpExchange other({.trusted_certificates = refuses.certificate()}, to(refuses.port()));
  EXPECT_EQ(other.post(request_to("https://wsus.lab.example:8531/x")).transport_error, 0u);

  ScriptedServer plain([&](auto const&) { return forbidden(page); });
  HttpExchange without_tls({}, to(0, plain.port()));
  EXPECT_EQ(without_tls.post(request_to("http://wsus.lab.example:8530/x")).transport_error, 0u)
      << "nobody can ask there";
}

struct WrongCertificate {
  std::string name;
  std::string certificate_name;
  bool trusted;
  std::chrono::hours clock;  ///< of the machine, against that of the server
  unsigned error;
  std::string part_of_what;
};

TEST(Https, OfACertificateTheFirstThingThatIsWrongIsTold) {
  WrongCertificate const table[] = {
      {"untrusted", std::string(name), false, 0h, 12045, "nobody who is trusted has signed the certificate"},
      {"other name", "other.lab.example", true, 0h, 12038, "the certificate is of another name"},
      {"expired by the machine's clock", std::string(name), true, 2h, 12037, "the certificate is out of its dates"},
      {"not yet valid by it", std::string(name), true, -2h, 12037, "the certificate is out of its dates"},
      {"untrusted and of another name", "other.lab.example", false, 0h, 12045, "nobody who is trusted"},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.name);
    TlsListener const server(row.certificate_name, ok("answer"));
    auto const now = std::chrono::floor<wusp::Ticks>(std::chrono::system_clock::now()) + row.clock;
    auto const facts = [&] {
      return TlsFacts{.trusted_certificates = row.trusted ? server.certificate() : std::string(), .now = now};
    };
    HttpExchange exchange({.tls_facts = facts}, to(server.port()));
    auto const result = exchange.post(request_to("https://wsus.lab.example:8531/x"));
    EXPECT_EQ(result.transport_error, row.error) << result.what;
    EXPECT_THAT(result.what, HasSubstr("wsus.lab.example:8531: no TLS session: " + row.part_of_what));
    EXPECT_EQ(server.requests(), 0u);
  }
}

TEST(Https, WhatTheMachineTrustsIsAskedForEachConnection) {
  TlsListener const server(std::string(name), ok("answer"));
  std::string trusted;
  HttpExchange exchange({.tls_facts = [&] { return TlsFacts{.trusted_certificates = trusted}; }}, to(server.port()));
  auto const request = request_to("https://wsus.lab.example:8531/x");
  EXPECT_EQ(exchange.post(request).transport_error, 12045u);
  trusted = server.certificate();
  EXPECT_EQ(exchange.post(request).body, "answer");
}

TEST(Https, VersionsWithoutOneInCommonAreAChannelError) {
  TlsListener const server(std::string(name), ok("answer"));  // TLS 1.2 and 1.3
  auto const facts = [&] {
    return TlsFacts{.trusted_certificates = server.certificate(), .oldest_version = 0x0301, .newest_version = 0x0302};
  };
  HttpExchange exchange({.tls_facts = facts}, to(server.port()));
  EXPECT_EQ(exchange.post(request_to("https://wsus.lab.example:8531/x")).transport_error, 12157u);
}

TEST(Https, APortOfTheOtherSchemeIsAConnectionError) {
  // A ClientHello has no end of headers: a plain server that is told so answers with a page.
  ScriptedServer refusing(std::vector<test::ConnectionScript>{{.replies = {}}});
  TlsListener const secure(std::string(name), ok("secure"));
  HttpExchange to_refusing({}, to(refusing.port()));
  EXPECT_EQ(to_refusing.post(request_to("https://wsus.lab.example:8530/x")).transport_error, 12030u);
  HttpExchange to_secure({}, to(0, secure.port()));
  EXPECT_EQ(to_secure.post(request_to("http://wsus.lab.example:8531/x")).transport_error, 12030u);
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
