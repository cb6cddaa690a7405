// One content request at a time: bytes sent, answers read, failures, ways.
#include "client_sim/transport/content_client.hpp"

#include "tests/support/canned_server.hpp"
#include "tests/unit/client_sim/transport/tls_listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using wsus::test::canned_answer;
using wsus::test::CannedReply;
using wsus::test::CannedRequest;
using wsus::test::CannedServer;

constexpr auto delivery_optimization = "Microsoft-Delivery-Optimization/10.1";
constexpr auto bits = "Microsoft BITS/7.8";

agent::ContentRequest part(std::string url, std::string user_agent = delivery_optimization) {
  return {.url = std::move(url), .user_agent = std::move(user_agent), .range = agent::ByteRange{0, 4}};
}

std::string partial(std::string_view body = "hello") {
  return canned_answer("206 Partial Content",
                       "Content-Type: application/octet-stream\r\nContent-Range: bytes 0-4/12\r\n"
                       "ETag: \"1\"\r\nLast-Modified: Sun, 04 Oct 2026 13:00:00 GMT\r\n",
                       body);
}

agent::ContentAnswer answer_of(ContentReply const& reply) {
  if (auto const* answer = std::get_if<agent::ContentAnswer>(&reply)) return *answer;
  ADD_FAILURE() << std::get<agent::TransportFailure>(reply).what;
  return {};
}

agent::TransportFailure failure_of(ContentReply const& reply) {
  if (auto const* failure = std::get_if<agent::TransportFailure>(&reply)) return *failure;
  ADD_FAILURE() << "an answer with status " << std::get<agent::ContentAnswer>(reply).status;
  return {};
}

// Conforms: Agent.download_do
TEST(ContentClient, DeliveryOptimizationSendsItsHeadersInTheirOrder) {
  CannedServer const server([](auto const&) { return CannedReply{partial()}; });
  ContentClient client({.correlation_seed = "seed"});
  answer_of(client.perform(part(server.url("/Content/0F/file.exe"))));
  auto const requests = server.requests();
  ASSERT_THAT(requests, SizeIs(1));
  auto const ms_cv = requests[0].header("MS-CV");
  EXPECT_THAT(ms_cv, testing::EndsWith(".1.0.0.2.1"));
  EXPECT_EQ(requests[0].head, fmt::format("GET /Content/0F/file.exe HTTP/1.1\r\n"
                                          "Connection: Keep-Alive\r\n"
                                          "Range: bytes=0-4\r\n"
                                          "User-Agent: Microsoft-Delivery-Optimization/10.1\r\n"
                                          "Accept: */*\r\n"
                                          "Content-Length: 0\r\n"
                                          "MS-CV: {}\r\n"
                                          "Host: 127.0.0.1:{}\r\n\r\n",
                                          ms_cv, server.port()));
}

TEST(ContentClient, BitsAsksForTheHeadAndThenForRanges) {
  CannedServer const server([](CannedRequest const& request) {
    return CannedReply{request.method() == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n" : partial()};
  });
  ContentClient client({.correlation_seed = "seed"});
  auto const head = answer_of(client.perform({.url = server.url("/f"), .user_agent = bits, .head = true}));
  EXPECT_EQ(head.status, 200u);
  EXPECT_EQ(head.total_size, 12u);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(answer_of(client.perform(part(server.url("/f"), bits))).body, "hello");
  auto const requests = server.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].head, fmt::format("HEAD /f HTTP/1.1\r\nConnection: Keep-Alive\r\nAccept: */*\r\n"
                                          "Accept-Encoding: identity\r\nUser-Agent: Microsoft BITS/7.8\r\n"
                                          "Host: 127.0.0.1:{}\r\n\r\n",
                                          server.port()));
  EXPECT_EQ(requests[1].head, fmt::format("GET /f HTTP/1.1\r\nConnection: Keep-Alive\r\nAccept: */*\r\n"
                                          "Accept-Encoding: identity\r\nRange: bytes=0-4\r\n"
                                          "User-Agent: Microsoft BITS/7.8\r\nHost: 127.0.0.1:{}\r\n\r\n",
                                          server.port()));
  EXPECT_EQ(server.connections(), 1u);
}

TEST(ContentClient, TheAgentItselfAsksForTheSelfUpdateWithItsName) {
  CannedServer const server([](auto const&) { return CannedReply{canned_answer("200 OK", "", "cab")}; });
  ContentClient client;
  auto const answer =
      answer_of(client.perform({.url = server.url("/selfupdate/wuident.cab"), .user_agent = "Windows-Update-Agent"}));
  EXPECT_EQ(answer.body, "cab");
  EXPECT_EQ(answer.total_size, 3u);
  EXPECT_EQ(server.requests()[0].head,
            fmt::format("GET /selfupdate/wuident.cab HTTP/1.1\r\nConnection: Keep-Alive\r\nAccept: */*\r\n"
                        "User-Agent: Windows-Update-Agent\r\nHost: 127.0.0.1:{}\r\n\r\n",
                        server.port()));
}

TEST(ContentClient, ReadsAPartWithAllThatIsSaidOfIt) {
  CannedServer const server([](auto const&) { return CannedReply{partial()}; });
  ContentClient client;
  auto const answer = answer_of(client.perform(part(server.url())));
  EXPECT_EQ(answer.status, 206u);
  EXPECT_EQ(answer.reason, "Partial Content");
  EXPECT_EQ(answer.range, (agent::ByteRange{0, 4}));
  EXPECT_EQ(answer.total_size, 12u);
  EXPECT_EQ(answer.etag, "\"1\"");
  EXPECT_EQ(answer.last_modified, "Sun, 04 Oct 2026 13:00:00 GMT");
  EXPECT_EQ(answer.content_type, "application/octet-stream");
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(server.requests()[0].header("MS-CV"), "") << "without a seed there is none";
}

TEST(ContentClient, ARefusalIsAnAnswer) {
  CannedServer const server([](CannedRequest const& request) {
    bool const gone = request.target() == "/gone";
    return CannedReply{gone ? canned_answer("404 Not Found", "", "page")
                            : canned_answer("416 Range Not Satisfiable", "Content-Range: bytes */3\r\n", "")};
  });
  ContentClient client;
  EXPECT_EQ(answer_of(client.perform(part(server.url("/gone")))).status, 404u);
  auto const beyond = answer_of(client.perform(part(server.url("/short"))));
  EXPECT_EQ(beyond.status, 416u);
  EXPECT_EQ(beyond.total_size, 3u);
  EXPECT_FALSE(beyond.range);
}

TEST(ContentClient, AWholeFileInPlaceOfARangeIsTaken) {
  std::string const whole(20'000, 'w');
  CannedServer const server([&](auto const&) { return CannedReply{canned_answer("200 OK", "", whole)}; });
  ContentClient client;
  EXPECT_EQ(answer_of(client.perform(part(server.url()))).body, whole);
}

TEST(ContentClient, AWholeFileLargerThanOtherAnswersMayBeIsTakenWhenItsSizeIsKnown) {
  std::string const whole(20'000, 'w');
  CannedServer const server([&](auto const&) { return CannedReply{canned_answer("200 OK", "", whole)}; });
  ContentClient client({.http = {.max_body = 1'000}});
  auto request = part(server.url());
  EXPECT_EQ(failure_of(client.perform(request)).error, 12152u);
  request.file_size = 19'999;
  EXPECT_EQ(failure_of(client.perform(request)).error, 12152u);
  request.file_size = 20'000;
  EXPECT_EQ(answer_of(client.perform(request)).body, whole);
}

struct LongRow {
  char const* what;
  std::string bytes;
};

TEST(ContentClient, APartLongerThanItsRangeIsRefused) {
  std::string const much(10'000, 'x');
  std::vector<LongRow> const table{
      {"by its length", partial(much)},
      {"in a chunk",
       fmt::format("HTTP/1.1 206 Partial Content\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n{}\r\n0\r\n\r\n", much)},
      {"until the end", fmt::format("HTTP/1.1 206 Partial Content\r\nConnection: close\r\n\r\n{}", much)},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.what);
    CannedServer const server([&](auto const&) { return CannedReply{row.bytes, true}; });
    ContentClient client;
    auto const failure = failure_of(client.perform(part(server.url())));
    EXPECT_EQ(failure.error, 12152u);
    EXPECT_THAT(failure.what, HasSubstr("the answer is larger than 4101 bytes"));
  }
}

TEST(ContentClient, RedirectsKeepTheMethodAndTheRange) {
  CannedServer const server([](CannedRequest const& request) {
    if (request.target() == "/old") return CannedReply{canned_answer("302 Found", "Location: /new\r\n", "")};
    return CannedReply{request.method() == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n" : partial()};
  });
  ContentClient client;
  EXPECT_EQ(answer_of(client.perform(part(server.url("/old")))).status, 206u);
  CannedServer const heads([](CannedRequest const& request) {
    return CannedReply{request.target() == "/old" ? "HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 9\r\n\r\n"
                                                  : "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"};
  });
  auto const head = answer_of(client.perform({.url = heads.url("/old"), .user_agent = bits, .head = true}));
  EXPECT_EQ(head.total_size, 12u);
  EXPECT_EQ(server.requests()[1].header("Range"), "bytes=0-4");
  EXPECT_EQ(heads.requests()[1].method(), "HEAD");
}

TEST(ContentClient, ARedirectLoopIsToldAsOfCalls) {
  CannedServer const server(
      [](auto const&) { return CannedReply{canned_answer("302 Found", "Location: /again\r\n", "")}; });
  ContentClient client;
  auto const failure = failure_of(client.perform(part(server.url())));
  EXPECT_EQ(failure.error, 12156u);
  EXPECT_TRUE(failure.redirect_loop);
  EXPECT_THAT(server.requests(), SizeIs(11));
}

TEST(ContentClient, AsksAProxyForTheWholeUrl) {
  CannedServer const proxy([](auto const&) { return CannedReply{partial()}; });
  ContentClient client(
      {}, [&](Url const&) { return Route{.host = "127.0.0.1", .port = proxy.port(), .through_proxy = true}; });
  EXPECT_EQ(answer_of(client.perform(part("http://wsus.lab.example:8530/f"))).status, 206u);
  EXPECT_EQ(proxy.requests()[0].target(), "http://wsus.lab.example:8530/f");
}

TEST(ContentClient, SpeaksTls) {
  test::TlsListener const server("wsus.lab.example", partial());
  Router const to_server = [&](Url const&) { return Route{.host = "127.0.0.1", .port = server.port()}; };
  ContentClient client({.http = {.trusted_certificates = server.certificate()}}, to_server);
  EXPECT_EQ(answer_of(client.perform(part("https://wsus.lab.example:8531/f"))).body, "hello");
  client.close();  // the listener takes one connection at a time
  ContentClient stranger({}, to_server);
  EXPECT_EQ(failure_of(stranger.perform(part("https://wsus.lab.example:8531/f"))).error, 12045u);
}

TEST(ContentClient, NumbersFailuresAsWinHttpDoes) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket const bound(io, {boost::asio::ip::address_v4::loopback(), 0});  // does not listen
  ContentClient client({.http = {.receive_timeout = std::chrono::milliseconds(20)}});
  auto const dead = fmt::format("http://127.0.0.1:{}/", bound.local_endpoint().port());
  EXPECT_EQ(failure_of(client.perform(part(dead))).error, 12029u);
  EXPECT_EQ(failure_of(client.perform(part("ftp://h/"))).error, 12006u);
  CannedServer const silent([](auto const&) { return CannedReply{}; });
  EXPECT_EQ(failure_of(client.perform(part(silent.url()))).error, 12002u);
  CannedServer const cut([](auto const&) { return CannedReply{partial().substr(0, partial().size() - 1), true}; });
  EXPECT_EQ(failure_of(client.perform(part(cut.url()))).error, 12030u);
}

TEST(ContentClient, ReplacesAKeptConnectionThatWasClosed) {
  CannedServer const server([](auto const&) { return CannedReply{partial(), true}; });
  ContentClient client;
  EXPECT_EQ(answer_of(client.perform(part(server.url()))).body, "hello");
  EXPECT_EQ(answer_of(client.perform(part(server.url()))).body, "hello");
  EXPECT_EQ(server.connections(), 2u);
}

}  // namespace
}  // namespace wsus::transport
