// The plans of redirects: where they lead, what they say, and when they let a request pass.
#include "server/faults/redirect.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wsus::faults {
namespace {

constexpr auto client_path = "/ClientWebService/client.asmx";

ExchangeView request_for(std::string_view target) {
  return {.method = "POST", .target = target, .host = "wsus.lab.example:8530"};
}

std::string header(ResponsePlan const& plan, std::string_view name) {
  for (auto const& entry : plan.headers) {
    if (entry.name == name) return entry.value;
  }
  return "";
}

/// Where the plan leads; "served" when there is none.
std::string location(Redirect const& redirect, ExchangeView const& request) {
  auto const plan = redirect.on_request(request);
  return plan ? header(*plan, "Location") : "served";
}
std::string location(Redirect const& redirect, std::string_view target) {
  return location(redirect, request_for(target));
}

/// The targets that a follower of the redirects asks for, up to `limit` requests or until one is served.
std::vector<std::string> followed(Redirect const& redirect, std::string target, std::size_t limit) {
  constexpr std::string_view origin = "http://wsus.lab.example:8530";
  std::vector<std::string> targets{target};
  while (targets.size() < limit) {
    auto const next = location(redirect, target);
    if (next == "served") break;
    EXPECT_TRUE(next.starts_with(origin)) << next;
    target = next.substr(origin.size());
    targets.push_back(target);
  }
  return targets;
}

TEST(RedirectPlan, IsThePageOfIisWithItsHeadersInOrder) {
  auto const plan = Redirect{}.on_request(request_for("/a?x=1&y=\"<2>\""));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->status, 302u);
  EXPECT_FALSE(plan->close);
  ASSERT_EQ(plan->headers.size(), 4u);
  EXPECT_EQ(plan->headers[0].name, "Content-Type");
  EXPECT_EQ(plan->headers[0].value, "text/html; charset=UTF-8");
  EXPECT_EQ(plan->headers[1].name, "Location");
  EXPECT_EQ(plan->headers[1].value, "http://wsus.lab.example:8530/a?x=1&y=\"<2>\"");
  EXPECT_EQ(plan->headers[2].name, "Server");
  EXPECT_EQ(plan->headers[2].value, "Microsoft-IIS/10.0");
  EXPECT_EQ(plan->headers[3].name, "X-Powered-By");
  EXPECT_EQ(plan->headers[3].value, "ASP.NET");
  EXPECT_EQ(plan->body, "<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>This document may be "
                        "found <a HREF=\"http://wsus.lab.example:8530/a?x=1&amp;y=&quot;&lt;2&gt;&quot;\">here</a>"
                        "</body>");
}

TEST(RedirectPlan, HasTheStatusOfTheRule) {
  for (unsigned const status : {301u, 302u, 303u, 307u, 308u})
    EXPECT_EQ((Redirect{.status = status}.on_request(request_for("/a"))->status), status);
}

TEST(RedirectToItself, LeadsToTheVeryAddressOfTheRequest) {
  EXPECT_EQ(location({}, client_path), "http://wsus.lab.example:8530/ClientWebService/client.asmx");
  EXPECT_EQ(location({}, "/a?b=c"), "http://wsus.lab.example:8530/a?b=c");
}

TEST(RedirectToItself, UsesTheAddressOfTheServerWhenThereIsNoHost) {
  EXPECT_EQ(location({}, {.target = "/a", .server_address = "10.0.0.1", .server_port = 8530}),
            "http://10.0.0.1:8530/a");
  EXPECT_EQ(location({}, {.target = "/a", .server_address = "::1", .server_port = 80}), "http://[::1]:80/a");
}

TEST(RedirectPingPong, AlternatesBetweenTwoAddresses) {
  EXPECT_EQ(followed({.to = RedirectTo::ping_pong}, "/a", 5),
            (std::vector<std::string>{"/a", "/a?pong=1", "/a", "/a?pong=1", "/a"}));
}

TEST(RedirectPingPong, KeepsTheRestOfTheQuery) {
  EXPECT_EQ(followed({.to = RedirectTo::ping_pong}, "/a?x=1&ponging=2", 4),
            (std::vector<std::string>{"/a?x=1&ponging=2", "/a?x=1&ponging=2&pong=1", "/a?x=1&ponging=2",
                                      "/a?x=1&ponging=2&pong=1"}));
  EXPECT_EQ(location({.to = RedirectTo::ping_pong}, "/a?pong&x=1"), "http://wsus.lab.example:8530/a?x=1");
}

TEST(RedirectHops, CountsInTheQueryAndThenLetsTheRequestPass) {
  Redirect const redirect{.to = RedirectTo::hops, .hops = 3};
  EXPECT_EQ(followed(redirect, "/a", 99), (std::vector<std::string>{"/a", "/a?hop=1", "/a?hop=2", "/a?hop=3"}));
  EXPECT_EQ(location(redirect, "/a?hop=2"), "http://wsus.lab.example:8530/a?hop=3");
  EXPECT_EQ(location(redirect, "/a?hop=3"), "served");
  EXPECT_EQ(location(redirect, "/a?hop=4"), "served");
}

TEST(RedirectHops, IsRightAtBothEndsOfItsRange) {
  EXPECT_EQ(followed({.to = RedirectTo::hops, .hops = 1}, "/a", 99).size(), 2u);
  EXPECT_EQ(followed({.to = RedirectTo::hops, .hops = 50}, "/a", 99).size(), 51u);
}

TEST(RedirectHops, KeepsTheRestOfTheQueryAndReplacesCountsThatAreNone) {
  Redirect const redirect{.to = RedirectTo::hops, .hops = 3};
  struct Row {
    char const* target;
    char const* next;
  };
  for (auto const& row : std::vector<Row>{{"/a?x=1", "/a?x=1&hop=1"},
                                          {"/a?hop=1&x=1", "/a?x=1&hop=2"},
                                          {"/a?hop=1&hop=3", "/a?hop=2"},
                                          {"/a?hop", "/a?hop=1"},
                                          {"/a?hop=-1", "/a?hop=1"},
                                          {"/a?hop=3x", "/a?hop=1"},
                                          {"/a?hop=99999999999999999999", "/a?hop=1"},
                                          {"/a?", "/a?hop=1"}})
    EXPECT_EQ(location(redirect, row.target), std::string("http://wsus.lab.example:8530") + row.next) << row.target;
}

TEST(RedirectToAnotherScheme, LeadsToHttpsAndTheSameAddress) {
  EXPECT_EQ(location({.to = RedirectTo::other_scheme}, "/a?b=c"), "https://wsus.lab.example:8530/a?b=c");
}

TEST(RedirectOverTls, KeepsTheSchemeOfTheRequestUnlessToldOtherwise) {
  ExchangeView const request{
      .method = "POST", .target = "/a", .host = "wsus.lab.example:8531", .server_port = 8531, .secure = true};
  EXPECT_EQ(location({}, request), "https://wsus.lab.example:8531/a");
  EXPECT_EQ(location({.to = RedirectTo::ping_pong}, request), "https://wsus.lab.example:8531/a?pong=1");
  EXPECT_EQ(location({.to = RedirectTo::hops, .hops = 1}, request), "https://wsus.lab.example:8531/a?hop=1");
  EXPECT_EQ(location({.to = RedirectTo::other_scheme}, request), "http://wsus.lab.example:8531/a");
}

TEST(RedirectOfAService, LeavesOtherPathsAlone) {
  Redirect const redirect{.service = wusp::Service::client};
  EXPECT_NE(location(redirect, client_path), "served");
  EXPECT_NE(location(redirect, "/CLIENTWEBSERVICE/Client.asmx?x"), "served");
  EXPECT_EQ(location(redirect, "/SimpleAuthWebService/SimpleAuth.asmx"), "served");
  EXPECT_EQ(location(redirect, "/"), "served");
  EXPECT_NE(location({}, "/"), "served");
}

TEST(RedirectPlan, LeavesTargetsAloneThatAreNoPath) {
  EXPECT_EQ(location({}, "*"), "served");
  EXPECT_EQ(location({}, "http://elsewhere/a"), "served");
  EXPECT_EQ(location({}, ""), "served");
}

}  // namespace
}  // namespace wsus::faults
