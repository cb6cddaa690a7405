// Many content requests at the same time.
#include "client_sim/transport/content_client.hpp"

#include "tests/support/canned_server.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <deque>
#include <map>
#include <stdexcept>

namespace wsus::transport {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using wsus::test::canned_answer;
using wsus::test::CannedReply;
using wsus::test::CannedRequest;
using wsus::test::CannedServer;

CannedReply echo(CannedRequest const& request) { return {canned_answer("200 OK", "", request.target())}; }

/// Requests to hand out, and what came back, by body.
struct Work {
  std::deque<agent::ContentRequest> todo{};
  std::vector<std::string> bodies{};

  void add(CannedServer const& server, std::string const& path) {
    todo.push_back({.url = server.url(path), .user_agent = "Microsoft-Delivery-Optimization/10.1"});
  }
  NextRequest next() {
    return [this]() -> std::optional<agent::ContentRequest> {
      if (todo.empty()) return std::nullopt;
      auto request = todo.front();
      todo.pop_front();
      return request;
    };
  }
  ContentAnswered answered() {
    return [this](auto const&, ContentReply reply) {
      auto const* answer = std::get_if<agent::ContentAnswer>(&reply);
      bodies.push_back(answer != nullptr ? answer->body : std::get<agent::TransportFailure>(reply).what);
    };
  }
};

/// A guard: what waits for connections that never come fails soon.
ContentOptions impatient() { return {.http = {.receive_timeout = std::chrono::seconds(10)}}; }

TEST(ContentFetch, SevenConnectionsAreUsedAtTheSameTimeAndKept) {
  CannedServer const server(echo, 7);  // answers only when seven requests wait
  Work work;
  for (int i = 0; i < 21; ++i) work.add(server, fmt::format("/{}", i));
  ContentClient client(impatient());
  client.fetch(work.next(), work.answered(), 7);
  EXPECT_THAT(work.bodies, SizeIs(21));
  for (int i = 0; i < 21; ++i) EXPECT_THAT(work.bodies, testing::Contains(fmt::format("/{}", i)));
  EXPECT_EQ(server.connections(), 7u);
}

TEST(ContentFetch, OneConnectionKeepsTheOrder) {
  CannedServer const server(echo);
  Work work;
  for (auto const* const path : {"/a", "/b", "/c"}) work.add(server, path);
  ContentClient client;
  client.fetch(work.next(), work.answered(), 1);
  EXPECT_THAT(work.bodies, ElementsAre("/a", "/b", "/c"));
  EXPECT_EQ(server.connections(), 1u);
}

TEST(ContentFetch, NoMoreConnectionsThanRequestsAreOpened) {
  CannedServer const server(echo);
  Work work;
  work.add(server, "/only");
  ContentClient client;
  client.fetch(work.next(), work.answered(), 7);
  EXPECT_THAT(work.bodies, ElementsAre("/only"));
  EXPECT_EQ(server.connections(), 1u);
  client.fetch(work.next(), work.answered(), 7);
  EXPECT_THAT(work.bodies, SizeIs(1)) << "without requests there is nothing to do";
}

TEST(ContentFetch, AnAnswerMayMakeWorkForTheConnectionsThatWait) {
  CannedServer head_then_parts([](CannedRequest const& request) { return echo(request); });
  CannedServer const parts(echo, 3);  // all three have to be asked for at the same time
  Work work;
  work.add(head_then_parts, "/head");
  ContentClient client(impatient());
  auto const keep = work.answered();
  client.fetch(
      work.next(),
      [&](agent::ContentRequest const& request, ContentReply reply) {
        if (request.url.ends_with("/head"))
          for (auto const* const path : {"/1", "/2", "/3"}) work.add(parts, path);
        keep(request, std::move(reply));
      },
      3);
  EXPECT_THAT(work.bodies, testing::UnorderedElementsAre("/head", "/1", "/2", "/3"));
}

TEST(ContentFetch, AConnectionThatWaitsTooLongIsClosed) {
  // "/late" is answered when the connection of "/soon" is closed, which only its idle time does.
  CannedServer const server([](CannedRequest const& request) {
    auto reply = echo(request);
    reply.after_a_close = request.target() == "/late";
    return reply;
  });
  auto options = impatient();
  options.idle_timeout = std::chrono::milliseconds(5);
  Work work;
  work.add(server, "/late");
  work.add(server, "/soon");
  ContentClient client(options);
  client.fetch(work.next(), work.answered(), 2);
  EXPECT_THAT(work.bodies, ElementsAre("/soon", "/late"));
  EXPECT_EQ(server.connections(), 2u);
}

TEST(ContentFetch, AFailureIsTheAnswerOfOneRequestOnly) {
  CannedServer const server([](CannedRequest const& request) {
    if (request.target() == "/bad") return CannedReply{"nonsense\r\n\r\n", true};
    return echo(request);
  });
  Work work;
  for (auto const* const path : {"/a", "/bad", "/b"}) work.add(server, path);
  ContentClient client;
  client.fetch(work.next(), work.answered(), 1);
  ASSERT_THAT(work.bodies, SizeIs(3));
  EXPECT_EQ(work.bodies[0], "/a");
  EXPECT_THAT(work.bodies[1], testing::HasSubstr("the answer is not HTTP"));
  EXPECT_EQ(work.bodies[2], "/b");
}

TEST(ContentFetch, WhatACallbackThrowsEndsItAndTheClientGoesOn) {
  CannedServer const server([](CannedRequest const& request) {
    auto reply = echo(request);
    reply.after_a_close = request.target() == "/never";
    return reply;
  });
  Work work;
  for (auto const* const path : {"/never", "/a"}) work.add(server, path);
  ContentClient client(impatient());
  EXPECT_THROW(client.fetch(
                   work.next(), [](auto const&, ContentReply const&) { throw std::runtime_error("disk is full"); }, 2),
               std::runtime_error);
  work.add(server, "/after");
  client.fetch(work.next(), work.answered(), 2);
  EXPECT_THAT(work.bodies, ElementsAre("/after"));
}

TEST(ContentFetch, TheNumberOfConnectionsIsOneToSeven) {
  ContentClient client;
  Work work;
  EXPECT_THROW(client.fetch(work.next(), work.answered(), 0), std::invalid_argument);
  EXPECT_THROW(client.fetch(work.next(), work.answered(), 8), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::transport
