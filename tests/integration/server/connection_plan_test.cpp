// What becomes of connections before their first request, on plain listeners and on those for TLS; and what handlers
// are told of them.
#include "tests/integration/server/planned_server.hpp"

#include <fmt/format.h>

#include <fstream>
#include <thread>

namespace wsus::http::test {
namespace {

using faults::ConnectionPlan;
using faults::Greeting;
using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Greetings : public PlannedServer {
protected:
  void SetUp() override {
    auto name = std::string(testing::UnitTest::GetInstance()->current_test_info()->name());
    for (auto& letter : name) letter = letter == '/' ? '-' : letter;
    folder_ = wsus::test::fresh_folder(name);
    std::ofstream(folder_ / "ca.crt") << tls_.authority.certificate;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ServerOptions options() override {
    auto options = PlannedServer::options();
    if (has_certificates_)
      options.certificates = [this](auto) -> CertificatePem { return {tls_.server.certificate, tls_.server.key}; };
    return options;
  }
  /// A client that has connected, and not shaken hands.
  [[nodiscard]] WireClient connected() { return WireClient(port(), {.timeline = &timeline_}); }
  [[nodiscard]] wsus::test::Finished get(char const* scheme) const {
    return curl(folder_, port(), {fmt::format("{}://{}:{}/file", scheme, server_name, port())});
  }
  [[nodiscard]] char const* own_scheme() const { return GetParam() == Over::tls ? "https" : "http"; }
  [[nodiscard]] char const* other_scheme() const { return GetParam() == Over::tls ? "http" : "https"; }

  bool has_certificates_ = true;
  std::filesystem::path folder_;
};

/// Of the plain listener alone.
class PlainGreetings : public Greetings {};

TEST_P(Greetings, HandlersAreToldOfTheConnectionAndItsRequestsOfTheSame) {
  serve(small_plan());
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_reply().bytes, small_reply);
  PlanHandler::Seen const expected{.client_address = "127.0.0.1",
                                   .client_port = client.own_port(),
                                   .server_port = port(),
                                   .secure = GetParam() == Over::tls};
  EXPECT_THAT(handler_.connections(), ElementsAre(expected));
  EXPECT_THAT(handler_.requests(), ElementsAre(expected));
}

TEST_P(Greetings, ThePortIsTheOneThatIsShown) {
  auto shown = options();
  shown.shown_port = 8530;
  handler_.answer({small_plan()});
  server_.emplace(shown, handler_);
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_reply().end, End::none);
  ASSERT_THAT(handler_.connections(), SizeIs(1));
  EXPECT_EQ(handler_.connections()[0].server_port, 8530);
  EXPECT_EQ(handler_.requests()[0].server_port, 8530);
}

TEST_P(Greetings, ARefusedConnectionIsResetAndItsLeaseReleased) {
  handler_.greet({.greeting = Greeting::reset, .lease = lease_.take()});
  serve(small_plan());
  auto client = connected();
  auto const got = client.read_to_end();
  EXPECT_EQ(got.bytes, "");
  EXPECT_EQ(got.end, End::reset);
  EXPECT_TRUE(lease_.released());
  EXPECT_THAT(handler_.requests(), SizeIs(0));
  EXPECT_EQ(passed(), seconds(0));
}

TEST_P(Greetings, ALateRefusalIsLate) {
  handler_.greet({.greeting = Greeting::reset, .delay = seconds(7)});
  serve(small_plan());
  EXPECT_EQ(connected().read_to_end().end, End::reset);
  EXPECT_EQ(passed(), seconds(7));
}

TEST_P(Greetings, ASilentConnectionSaysNothingUntilTheClientGivesUp) {
  handler_.greet({.greeting = Greeting::silent, .lease = lease_.take()});
  serve(small_plan());
  {
    auto client = connected();
    EXPECT_TRUE(client.send_raw(get_request));
    auto const got = client.read_to_end();
    EXPECT_EQ(got.bytes, "");
    EXPECT_EQ(got.end, End::deadline);
    EXPECT_EQ(passed(), seconds(30));
    EXPECT_FALSE(lease_.released());
  }
  EXPECT_TRUE(lease_.wait_until_released());
  EXPECT_THAT(handler_.requests(), SizeIs(0));
}

TEST_P(Greetings, ASilentConnectionReadsNothing) {
  handler_.greet({.greeting = Greeting::silent});
  serve(small_plan());
  auto client = connected();
  EXPECT_TRUE(client.send_raw(get_request));
  while (handler_.connections().empty()) std::this_thread::yield();
  server_->stop();
  // Closing a socket with unread bytes resets the connection; one that has read them ends it with FIN.
  EXPECT_EQ(client.read_to_end().end, End::reset);
}

TEST_P(Greetings, ALateServerShakesHandsAndAnswersAfterItsDelay) {
  handler_.greet({.delay = seconds(12), .lease = lease_.take()});
  serve(small_plan());
  {
    WireClient client(port(), over());
    client.send(get_request);
    auto const reply = client.read_reply().bytes;
    EXPECT_EQ(reply.size(), small_reply.size());
    EXPECT_THAT(reply, HasSubstr("00:00:12 GMT"));
    EXPECT_EQ(passed(), seconds(12));
    EXPECT_FALSE(lease_.released());
  }
  EXPECT_TRUE(lease_.wait_until_released());
}

TEST_P(Greetings, AListenerForBothKindsOfAddressesNamesTheConnectionAsItsClientDoes) {
  handler_.greet({.delay = seconds(12)});
  handler_.answer({small_plan()});
  auto both = options();
  both.address = "::";
  try {
    server_.emplace(both, handler_);
  } catch (ListenError const&) {
    GTEST_SKIP() << "no IPv6 here";
  }
  // Were the names different, nothing would ever come: time moves for connections that both ends name alike.
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_reply().end, End::none);
  EXPECT_EQ(passed(), seconds(12));
}

TEST_P(Greetings, AClientThatDoesNotWaitSoLongIsNotServed) {
  handler_.greet({.delay = hours(1), .lease = lease_.take()});
  serve(small_plan());
  {
    auto client = connected();
    EXPECT_EQ(client.read_to_end().end, End::deadline);
  }
  EXPECT_TRUE(lease_.wait_until_released());
  EXPECT_EQ(passed(), seconds(30));
}

TEST_P(Greetings, TheOtherSchemeIsSpokenAndTheOwnOneIsNot) {
  handler_.greet({.greeting = Greeting::other_scheme});
  serve(small_plan());
  auto const other = get(other_scheme());
  EXPECT_EQ(other.exit_code, 0) << other.errors;
  EXPECT_EQ(other.output, small_body);
  ASSERT_THAT(handler_.requests(), SizeIs(1));
  EXPECT_EQ(handler_.requests()[0].secure, GetParam() == Over::tcp);
  EXPECT_EQ(handler_.connections()[0].secure, GetParam() == Over::tls);
  auto const own = get(own_scheme());
  // 35: the TLS handshake failed (http is spoken there); 52: an end without an answer (TLS is expected there).
  EXPECT_EQ(own.exit_code, GetParam() == Over::tls ? 35 : 52) << own.errors;
  EXPECT_THAT(handler_.requests(), SizeIs(1));
}

TEST_P(Greetings, TheOwnSchemeIsSpokenWithoutAPlan) {
  serve(small_plan());
  EXPECT_EQ(get(own_scheme()).output, small_body);
  EXPECT_NE(get(other_scheme()).exit_code, 0);
}

TEST_P(PlainGreetings, AListenerWithoutCertificatesExpectsTlsAllTheSame) {
  has_certificates_ = false;
  handler_.greet({.greeting = Greeting::other_scheme});
  serve(small_plan());
  EXPECT_EQ(get("http").exit_code, 52);
  auto const end = s_client(folder_, port(), {"-tls1_2"});
  EXPECT_THAT(end.errors, HasSubstr("alert handshake failure"));
}

TEST_P(Greetings, StoppingEndsThoseThatWait) {
  for (auto const& plan : {ConnectionPlan{.greeting = Greeting::silent}, ConnectionPlan{.delay = hours(1)}}) {
    PlanHandler handler;
    handler.greet(plan);
    auto slow_to_stop = options();
    slow_to_stop.stop_grace = hours(1);  // nobody is helped by it
    HttpServer server(slow_to_stop, handler);
    WireClient client(server.port());
    while (handler.connections().empty()) std::this_thread::yield();
    server.stop();
    EXPECT_EQ(client.read_to_end().bytes, "");
  }
}

TEST_P(Greetings, AHandlerThatFailsCostsOneConnection) {
  class Failing final : public faults::RequestHandler {
  public:
    ConnectionPlan accept(faults::ConnectionView const&) override {
      if (std::exchange(failed_, true)) return {};
      throw std::runtime_error("of the test");
    }
    faults::ResponsePlan handle(faults::ExchangeView const&) override { return small_plan(); }
    faults::ResponsePlan handle_unreadable(faults::Unreadable, faults::ExchangeView const&) override { return {}; }

  private:
    bool failed_ = false;
  } failing;
  server_.emplace(options(), failing);
  EXPECT_NE(connected().read_to_end().end, End::deadline);
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_reply().bytes, small_reply);
  server_.reset();
}

INSTANTIATE_TEST_SUITE_P(Both, Greetings, testing::Values(Over::tcp, Over::tls), name_of);
INSTANTIATE_TEST_SUITE_P(Plain, PlainGreetings, testing::Values(Over::tcp), name_of);

TEST(RequestHeaderLookup, FindsAnyHeaderInAnyCaseAndTheFirstOfSeveral) {
  PlanHandler handler;
  std::string found;
  handler.handler = [&found](faults::ExchangeView const& request) -> faults::ResponsePlan {
    for (auto const* name : {"x-twice", "X-EMPTY", "Host", "X-Missing"})
      found += fmt::format("{}={};", name, request.headers->find(name).value_or("nothing"));
    return {.body = "ok"};
  };
  HttpServer server({}, handler);
  WireClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Twice: first\r\nX-Empty:\r\nX-Twice: second\r\n\r\n");
  EXPECT_EQ(client.read_reply().end, End::none);
  EXPECT_EQ(found, "x-twice=first;X-EMPTY=;Host=x;X-Missing=nothing;");
}

}  // namespace
}  // namespace wsus::http::test
