// Hosts of a world over real sockets.
#include "scenarios/network/lab_hosts.hpp"

#include "client_sim/transport/content_client.hpp"
#include "client_sim/transport/http_exchange.hpp"
#include "tests/unit/client_sim/transport/scripted_server.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using machine::Endpoint;
using machine::LabNetwork;
using scenario::HostSpec;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using transport::HttpResult;
using transport::test::answer;
using transport::test::ScriptedServer;

HostSpec const proxy{.name = "proxy.lab.example", .port = 8080, .answer = HostSpec::Answer::pass_on};
HostSpec const silent{.name = "old.lab.example", .answer = HostSpec::Answer::nothing};

HostSpec redirecting(std::string to, unsigned status = 302, bool keep_path = true) {
  return {.name = "moved.lab.example",
          .port = 80,
          .answer = HostSpec::Answer::redirect,
          .to = std::move(to),
          .status = status,
          .keep_path = keep_path};
}

/// Hosts beside a server, as a world has them.
struct Net {
  explicit Net(std::vector<HostSpec> const& specs, std::uint16_t server_port = 0) {
    network.dns.set(scenario::server_dns_name, {.address = std::string(server_address)});
    if (server_port != 0)
      network.listeners[{std::string(server_address), scenario::server_port}] = {"127.0.0.1", server_port};
    hosts = std::make_unique<LabHosts>(specs, network);
  }

  [[nodiscard]] Endpoint listener(std::size_t position, std::uint16_t port) const {
    return network.listeners.at({address_of_host(position), port});
  }

  LabNetwork network;
  std::unique_ptr<LabHosts> hosts{};
};

/// One POST of `url` that ends at this listener, whatever the URL says. Redirects are not followed.
HttpResult ask(Endpoint const& listener, std::string url, bool through_proxy = false) {
  transport::HttpExchange exchange({.redirects = {.limit = 0}}, [&](transport::Url const&) {
    return transport::Route{.host = listener.address, .port = listener.port, .through_proxy = through_proxy};
  });
  return exchange.post({.url = std::move(url), .soap_action = "a", .user_agent = "u", .body = "<x/>"});
}

TEST(LabHosts, HaveNamesAndAddressesOfTheirOwn) {
  Net const net({proxy, silent});
  ASSERT_NE(net.network.dns.find("PROXY.lab.example"), nullptr);
  EXPECT_EQ(net.network.dns.find("proxy.lab.example")->address, "127.8.53.11");
  EXPECT_EQ(net.network.dns.find("old.lab.example")->address, "127.8.53.12");
  EXPECT_EQ(net.network.dns.find("other.lab.example"), nullptr);
  EXPECT_EQ(address_of_host(0), "127.8.53.11");
  EXPECT_NE(address_of_host(0), server_address);
}

class LabHostsRedirect : public testing::TestWithParam<unsigned> {};

TEST_P(LabHostsRedirect, SendsTheRequestBackToWhereItWentWithItsStatus) {
  Net const net({redirecting("", GetParam())});
  auto const result = ask(net.listener(0, 80), "http://wsus.lab.example:8530/a?b=c");
  EXPECT_EQ(result.status, GetParam());
  EXPECT_EQ(result.location, "http://wsus.lab.example:8530/a?b=c");
  EXPECT_EQ(result.transport_error, 12156u) << "this client follows none";
}

INSTANTIATE_TEST_SUITE_P(Table, LabHostsRedirect, testing::Values(301u, 302u, 303u, 307u, 308u));

TEST(LabHosts, RedirectToAUrlWithAndWithoutThePath) {
  Net const keeping({redirecting("http://portal.example:81/x")});
  EXPECT_EQ(ask(keeping.listener(0, 80), "http://wsus.lab.example:8530/a?b=c").location,
            "http://portal.example:81/x/a?b=c");
  Net const exact({redirecting("http://portal.example:81/x", 302, false)});
  auto const result = ask(exact.listener(0, 80), "http://wsus.lab.example:8530/a?b=c");
  EXPECT_EQ(result.location, "http://portal.example:81/x");
  EXPECT_EQ(result.content_type, "text/html");
  EXPECT_EQ(
      result.body,
      "<html><body>Moved to <a href=\"http://portal.example:81/x\">http://portal.example:81/x</a></body></html>\n");
}

TEST(LabHosts, RedirectAProxyRequestToItsUrl) {
  Net const net({redirecting("")});
  EXPECT_EQ(ask(net.listener(0, 80), "http://wsus.lab.example:8530/a", true).location,
            "http://wsus.lab.example:8530/a");
}

TEST(LabHosts, KeepAConnectionOpen) {
  Net const net({redirecting("")});
  auto const listener = net.listener(0, 80);
  transport::HttpExchange exchange(
      {}, [&](transport::Url const&) { return transport::Route{.host = listener.address, .port = listener.port}; });
  auto const result = exchange.post({.url = "http://wsus.lab.example/", .body = "<x/>"});
  EXPECT_EQ(result.transport_error, 12156u);
  EXPECT_TRUE(result.redirect_loop);
  EXPECT_THAT(result.hops, SizeIs(11));
}

TEST(LabHosts, PassOnToTheServerWhatItIsAskedForAndAnswerWithItsAnswer) {
  ScriptedServer server([](auto const&) { return answer("<fault/>", "X-Own: 1\r\n", "500 Internal Server Error"); });
  Net const net({proxy}, server.port());
  for (bool const through_proxy : {true, false}) {
    auto const result = ask(net.listener(0, 8080), "http://wsus.lab.example:8530/a?b=c", through_proxy);
    EXPECT_EQ(result.status, 500u);
    EXPECT_EQ(result.reason, "Internal Server Error");
    EXPECT_EQ(result.content_type, "text/xml; charset=utf-8");
    EXPECT_EQ(result.body, "<fault/>");
    auto const request = server.requests().back();
    EXPECT_THAT(request, StartsWith("POST /a?b=c HTTP/1.1\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nHost: wsus.lab.example:8530\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nSOAPAction: \"a\"\r\n"));
    EXPECT_THAT(request, testing::EndsWith("\r\n\r\n<x/>"));
  }
}

TEST(LabHosts, PassOnARedirectWithoutFollowingIt) {
  ScriptedServer server([](auto const&) { return answer("", "Location: /elsewhere\r\n", "302 Found"); });
  Net const net({proxy}, server.port());
  auto const result = ask(net.listener(0, 8080), "http://wsus.lab.example:8530/a", true);
  EXPECT_EQ(result.status, 302u);
  EXPECT_EQ(result.location, "/elsewhere");
  EXPECT_THAT(server.requests(), SizeIs(1));
}

TEST(LabHosts, PassOnAChunkedAnswerWhole) {
  ScriptedServer server([](auto const&) {
    return std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n");
  });
  Net const net({proxy}, server.port());
  EXPECT_EQ(ask(net.listener(0, 8080), "http://wsus.lab.example:8530/").body, "Wikipedia");
}

TEST(LabHosts, PassOnTheAnswerToHeadWithTheLengthOfItsBody) {
  ScriptedServer server([](auto const&) { return std::string("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n"); });
  Net const net({proxy}, server.port());
  auto const listener = net.listener(0, 8080);
  transport::ContentClient client({}, [&](transport::Url const&) {
    return transport::Route{.host = listener.address, .port = listener.port, .through_proxy = true};
  });
  for (int i = 0; i < 2; ++i) {  // the second one on the same connection: nothing was left on it
    auto const reply = client.perform({.url = "http://wsus.lab.example:8530/a.cab", .user_agent = "u", .head = true});
    auto const* const got = std::get_if<agent::ContentAnswer>(&reply);
    ASSERT_NE(got, nullptr);
    EXPECT_EQ(got->status, 200u);
    EXPECT_EQ(got->total_size, 1234u);
  }
}

TEST(LabHosts, PassOnToAnotherHostOfTheWorld) {
  Net const net({proxy, redirecting("http://portal.example/", 307, false)});
  auto const result = ask(net.listener(0, 8080), "http://moved.lab.example/a", true);
  EXPECT_EQ(result.status, 307u);
  EXPECT_EQ(result.location, "http://portal.example/");
}

TEST(LabHosts, SayThatNobodyIsWhereARequestIsToGo) {
  Net const net({proxy, silent});
  for (auto const* url : {"http://unknown.example/a", "http://wsus.lab.example:8530/", "http://old.lab.example:1/"}) {
    auto const result = ask(net.listener(0, 8080), url, true);
    EXPECT_EQ(result.status, 502u) << url;
    EXPECT_THAT(result.body, HasSubstr("502 Bad Gateway: nobody listens at ")) << url;
  }
  EXPECT_EQ(ask(net.listener(0, 8080), "http://old.lab.example:8530/", true).status, 502u) << "it refuses";
}

TEST(LabHosts, DoNotPassARequestOnToThemselves) {
  Net const net({proxy});
  for (auto const* url : {"http://proxy.lab.example:8080/a", "http://127.8.53.11:8080/"}) {
    auto const result = ask(net.listener(0, 8080), url);
    EXPECT_EQ(result.status, 502u) << url;
    EXPECT_THAT(result.body, HasSubstr("the request is for this host")) << url;
  }
}

TEST(LabHosts, AnswerNothingMeansRefusing) {
  Net const net({silent});
  auto const result = ask(net.listener(0, 8530), "http://old.lab.example:8530/");
  EXPECT_EQ(result.transport_error, 12029u) << result.what;
}

TEST(LabHosts, LookAfterTwoRequestsAtTheSameTime) {
  ScriptedServer server([](auto const&) { return answer("ok"); });
  Net const net({proxy, redirecting("http://portal.example/")}, server.port());
  auto const listener = net.listener(0, 8080);
  transport::HttpExchange open(
      {}, [&](transport::Url const&) { return transport::Route{.host = listener.address, .port = listener.port}; });
  EXPECT_EQ(open.post({.url = "http://wsus.lab.example:8530/"}).body, "ok");  // its connection stays open
  EXPECT_EQ(ask(listener, "http://wsus.lab.example:8530/").body, "ok");
  EXPECT_EQ(ask(net.listener(1, 80), "http://moved.lab.example/").status, 302u);
}

TEST(LabHosts, OfTwoWorldsKnowNothingOfEachOther) {
  ScriptedServer first_server([](auto const&) { return answer("first"); });
  ScriptedServer second_server([](auto const&) { return answer("second"); });
  Net const first({proxy}, first_server.port());
  Net second({proxy}, second_server.port());
  EXPECT_EQ(first.listener(0, 8080).address, second.listener(0, 8080).address);
  EXPECT_NE(first.listener(0, 8080).port, second.listener(0, 8080).port);
  auto const url = "http://wsus.lab.example:8530/";
  EXPECT_EQ(ask(first.listener(0, 8080), url).body, "first");
  EXPECT_EQ(ask(second.listener(0, 8080), url).body, "second");
  second.hosts.reset();
  EXPECT_EQ(ask(first.listener(0, 8080), url).body, "first");
  EXPECT_EQ(ask(second.listener(0, 8080), url).transport_error, 12029u) << "over with its world";
}

TEST(LabHosts, OfAnEmptyWorldAreNone) {
  Net const net({});
  EXPECT_THAT(net.network.listeners, IsEmpty());
}

TEST(LabHosts, AreAtMost244) {
  LabNetwork network;
  EXPECT_THROW(LabHosts(std::vector<HostSpec>(245, silent), network), std::runtime_error);
  EXPECT_EQ(address_of_host(243), "127.8.53.254");
}

}  // namespace
}  // namespace wsus::lab
