// Responses that announce themselves wrongly, connections that end while idle, files with a turned byte: on the wire.
#include "tests/integration/server/planned_server.hpp"

#include <fmt/format.h>

#include <fstream>
#include <thread>

namespace wsus::http::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

class Framings : public PlannedServer {
protected:
  void SetUp() override {
    auto name = std::string(testing::UnitTest::GetInstance()->current_test_info()->name());
    for (auto& letter : name) letter = letter == '/' ? '-' : letter;
    folder_ = wsus::test::fresh_folder(name);
    std::ofstream(folder_ / "ca.crt") << tls_.authority.certificate;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string url() const {
    return fmt::format("{}://{}:{}/file", GetParam() == Over::tls ? "https" : "http", server_name, port());
  }
  [[nodiscard]] wsus::test::Finished get() const { return curl(folder_, port(), {"--output", "got", url()}); }

  std::filesystem::path folder_;
};

/// The head with another length.
std::string announcing(std::size_t length) {
  std::string reply(small_reply);
  return reply.replace(reply.find(": 20\r\n"), 6, fmt::format(": {}\r\n", length));
}

TEST_P(Framings, ALengthTooShortLeavesBytesBeforeTheNextReply) {
  serve({small_plan({.length_error = -3}), small_plan()});
  WireClient client(port(), over());
  client.send(get_request);
  auto const first = client.read_reply().bytes;
  EXPECT_EQ(first, announcing(17).substr(0, first.size()));
  client.send(get_request);
  EXPECT_EQ(client.read(small_reply.size() + 3).bytes, "hij" + std::string(small_reply));
}

TEST_P(Framings, ALengthTooLongKeepsTheClientWaitingUntilItGivesUp) {
  auto plan = small_plan({.length_error = 5});
  plan.lease = lease_.take();
  serve(std::move(plan));
  WireClient client(port(), over());
  client.send(get_request);
  auto const got = client.read_reply();
  EXPECT_EQ(got.bytes, announcing(25));
  EXPECT_EQ(got.end, End::deadline);
  EXPECT_EQ(passed(), seconds(30));
}

TEST_P(Framings, ALengthTooLongIsEndedByTheServerAfterItsIdleTimeout) {
  serve(small_plan({.length_error = 5}));
  WireClient client(port(), {.over = GetParam(), .timeline = &timeline_, .patience = minutes(10)});
  client.send(get_request);
  auto const got = client.read_reply();
  EXPECT_EQ(got.bytes, announcing(25));
  EXPECT_EQ(got.end, End::fin);
  EXPECT_EQ(passed(), minutes(2));
}

TEST_P(Framings, ALengthTooLongOnAConnectionThatEndsAnywayEndsIt) {
  auto plan = small_plan({.length_error = 5});
  plan.close = true;
  serve(std::move(plan));
  auto const end = get();
  EXPECT_THAT(end.exit_code, testing::AnyOf(18, 56)) << end.errors;  // 18: bytes outstanding; 56: the same over TLS
  EXPECT_EQ(content_of(folder_ / "got"), small_body);
}

TEST_P(Framings, AHeadRequestIsToldTheWrongLengthAndWaitsForNothing) {
  serve(small_plan({.length_error = 5, .broken_chunk = std::nullopt}));
  WireClient client(port(), over());
  std::string const head = announcing(25).substr(0, announcing(25).find("\r\n\r\n") + 4);
  for (int i = 0; i < 2; ++i) {
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read(head.size()).bytes, head);
  }
  EXPECT_EQ(passed(), seconds(0));
}

TEST_P(Framings, ABrokenChunkHasASizeLineThatIsNoNumber) {
  auto plan = small_plan({.broken_chunk = 0});
  serve({plan, small_plan()});
  WireClient client(port(), over());
  client.send(get_request);
  std::string expected(small_reply);
  expected.replace(expected.find("Content-Length: 20"), 18, "Transfer-Encoding: chunked");
  expected.replace(expected.find(small_body), small_body.size(), fmt::format("no-size\r\n{}\r\n0\r\n\r\n", small_body));
  EXPECT_EQ(client.read(expected.size()).bytes, expected);
  client.send(get_request);
  EXPECT_EQ(client.read_reply().bytes, small_reply);
}

TEST_P(Framings, ClientsRefuseABrokenChunkAfterTheChunksBefore) {
  auto const content = pattern(10'000);
  faults::ResponsePlan plan{.file = faults::FileBody{.file = file_of(content), .length = content.size()}};
  plan.delivery.broken_chunk = 2;
  serve(plan);
  auto const end = get();
  EXPECT_EQ(end.exit_code, 56) << end.errors;
  EXPECT_THAT(end.errors, HasSubstr("chunk"));
  EXPECT_TRUE(content_of(folder_ / "got") == content.substr(0, 8192));
  server_.reset();
  plan.delivery = {};
  serve(plan);
  EXPECT_EQ(get().exit_code, 0);
  EXPECT_TRUE(content_of(folder_ / "got") == content);
}

TEST_P(Framings, AnIdleConnectionIsClosedWithoutAWordAndNotBefore) {
  serve({small_plan({.close_idle_after = seconds(5)}), small_plan()});
  WireClient client(port(), {.over = GetParam()});
  client.send(get_request);
  EXPECT_EQ(client.read_reply().bytes, small_reply);
  // That the server has begun to wait is told by nothing: time is moved until it notices.
  std::atomic<bool> ended = false;
  std::thread mover([&] {
    while (!ended) {
      timeline_.advance(seconds(1));
      std::this_thread::yield();
    }
  });
  auto const got = client.read_to_end();
  ended = true;
  mover.join();
  EXPECT_EQ(got.bytes, "");
  EXPECT_EQ(got.end, End::fin);
  EXPECT_GE(passed(), seconds(5));
}

TEST_P(Framings, AConnectionThatIsUsedInTimeIsKeptAndTheTwinForeverAfter) {
  serve({small_plan({.close_idle_after = seconds(5)}), small_plan({.close_idle_after = seconds(5)}), small_plan()});
  WireClient client(port(), over());
  for (int i = 0; i < 3; ++i) {
    client.send(get_request);
    EXPECT_EQ(client.read_reply().end, End::none);
    EXPECT_EQ(passed(), seconds(0));
  }
  timeline_.advance(hours(24));
  client.send(get_request);
  EXPECT_EQ(client.read_reply().end, End::none);
}

TEST_P(Framings, WhatIsClosedWhenIdleIsKeptAliveWhateverThePlanSays) {
  auto plan = small_plan({.close_idle_after = hours(1)});
  plan.close = true;
  serve({plan, plan, plan});
  WireClient client(port(), over());
  for (int i = 0; i < 2; ++i) {
    client.send(get_request);
    EXPECT_THAT(client.read_reply().bytes, Not(HasSubstr("Connection: close")));
  }
  client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_reply().bytes, HasSubstr("Connection: close"));
  EXPECT_EQ(client.read_to_end().end, orderly());
}

TEST_P(Framings, ATurnedByteIsTheOnlyOneThatDiffers) {
  auto const content = pattern(300'000);
  for (std::uint64_t const at : {std::uint64_t{0}, std::uint64_t{150'000}, std::uint64_t{299'999}}) {
    faults::ResponsePlan plan{.file = faults::FileBody{.file = file_of(content), .length = content.size()}};
    plan.file->turned_byte = at;
    serve(plan);
    EXPECT_EQ(get().exit_code, 0);
    auto expected = content;
    expected[at] = static_cast<char>(~expected[at]);
    EXPECT_TRUE(content_of(folder_ / "got") == expected) << at;
    server_.reset();
  }
}

TEST_P(Framings, AByteThatIsNotOfThePartIsNotTurned) {
  auto const content = pattern(300'000);
  faults::ResponsePlan plan{.file = faults::FileBody{.file = file_of(content), .offset = 1000, .length = 2000}};
  plan.file->turned_byte = 3000;
  serve({plan, plan});
  EXPECT_EQ(get().exit_code, 0);
  EXPECT_TRUE(content_of(folder_ / "got") == content.substr(1000, 2000));
}

TEST_P(Framings, AFileGoesOutInPiecesAsATextDoes) {
  auto const content = pattern(300'000);
  faults::ResponsePlan plan{.file = faults::FileBody{.file = file_of(content), .offset = 7, .length = 200'000}};
  plan.delivery.stall = faults::Delivery::Stall{.after = 100'000, .lasting = seconds(2)};
  serve(plan);
  WireClient client(port(), over());
  client.send(get_request);
  auto const reply = client.read_reply().bytes;
  EXPECT_TRUE(reply.substr(reply.find("\r\n\r\n") + 4) == content.substr(7, 200'000));
  EXPECT_EQ(passed(), seconds(2));
}

TEST_P(Framings, AFileCutUnderneathADeliveryEndsTheConnection) {
  auto const content = pattern(100'000);
  faults::ResponsePlan plan{.file = faults::FileBody{.file = file_of(content, 200'000), .length = 200'000}};
  plan.file->turned_byte = 150'000;
  serve(plan);
  EXPECT_THAT(get().exit_code, testing::AnyOf(18, 56));
  EXPECT_TRUE(content_of(folder_ / "got") == content);
}

INSTANTIATE_TEST_SUITE_P(Both, Framings, testing::Values(Over::tcp, Over::tls), name_of);

}  // namespace
}  // namespace wsus::http::test
