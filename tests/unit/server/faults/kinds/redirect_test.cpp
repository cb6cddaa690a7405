// The plans of redirects: where they lead, what they say, and when they let a request pass.
#include "tests/unit/server/faults/kinds/read_fault.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace wsus::faults {
namespace {

using testing::HasSubstr;

constexpr auto client_path = "/ClientWebService/client.asmx";

ExchangeView request_for(std::string_view target) {
  return {.method = "POST", .target = target, .host = "wsus.lab.example:8530"};
}

std::shared_ptr<AnswerFault const> redirect(std::string const& keys) {
  return read_fault<AnswerFault>("redirect: {" + keys + "}");
}

/// Where the plan leads; "served" when there is none.
std::string location(std::string const& keys, ExchangeView const& request) {
  auto const plan = redirect(keys)->answer(request);
  return plan ? header_of(*plan, "Location") : "served";
}
std::string location(std::string const& keys, std::string_view target) { return location(keys, request_for(target)); }

/// The targets that a follower of the redirects asks for, up to `limit` requests or until one is served.
std::vector<std::string> followed(std::string const& keys, std::string target, std::size_t limit) {
  constexpr std::string_view origin = "http://wsus.lab.example:8530";
  std::vector<std::string> targets{target};
  while (targets.size() < limit) {
    auto const next = location(keys, target);
    if (next == "served") break;
    EXPECT_TRUE(next.starts_with(origin)) << next;
    target = next.substr(origin.size());
    targets.push_back(target);
  }
  return targets;
}

TEST(RedirectPlan, IsThePageOfIisWithItsHeadersInOrder) {
  auto const plan = redirect("to: itself")->answer(request_for("/a?x=1&y=\"<2>\""));
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
    EXPECT_EQ(redirect("to: itself, status: " + std::to_string(status))->answer(request_for("/a"))->status, status);
}

TEST(RedirectToItself, LeadsToTheVeryAddressOfTheRequest) {
  EXPECT_EQ(location("to: itself", client_path), "http://wsus.lab.example:8530/ClientWebService/client.asmx");
  EXPECT_EQ(location("to: itself", "/a?b=c"), "http://wsus.lab.example:8530/a?b=c");
}

TEST(RedirectToItself, UsesTheAddressOfTheServerWhenThereIsNoHost) {
  EXPECT_EQ(location("to: itself", {.target = "/a", .server_address = "10.0.0.1", .server_port = 8530}),
            "http://10.0.0.1:8530/a");
  EXPECT_EQ(location("to: itself", {.target = "/a", .server_address = "::1", .server_port = 80}), "http://[::1]:80/a");
}

TEST(RedirectPingPong, AlternatesBetweenTwoAddresses) {
  EXPECT_EQ(followed("to: ping_pong", "/a", 5), (std::vector<std::string>{"/a", "/a?pong=1", "/a", "/a?pong=1", "/a"}));
}

TEST(RedirectPingPong, KeepsTheRestOfTheQuery) {
  EXPECT_EQ(followed("to: ping_pong", "/a?x=1&ponging=2", 4),
            (std::vector<std::string>{"/a?x=1&ponging=2", "/a?x=1&ponging=2&pong=1", "/a?x=1&ponging=2",
                                      "/a?x=1&ponging=2&pong=1"}));
  EXPECT_EQ(location("to: ping_pong", "/a?pong&x=1"), "http://wsus.lab.example:8530/a?x=1");
}

TEST(RedirectHops, CountsInTheQueryAndThenLetsTheRequestPass) {
  std::string const redirect = "to: hops, hops: 3";
  EXPECT_EQ(followed(redirect, "/a", 99), (std::vector<std::string>{"/a", "/a?hop=1", "/a?hop=2", "/a?hop=3"}));
  EXPECT_EQ(location(redirect, "/a?hop=2"), "http://wsus.lab.example:8530/a?hop=3");
  EXPECT_EQ(location(redirect, "/a?hop=3"), "served");
  EXPECT_EQ(location(redirect, "/a?hop=4"), "served");
}

TEST(RedirectHops, IsRightAtBothEndsOfItsRange) {
  EXPECT_EQ(followed("to: hops, hops: 1", "/a", 99).size(), 2u);
  EXPECT_EQ(followed("to: hops, hops: 50", "/a", 99).size(), 51u);
}

TEST(RedirectHops, KeepsTheRestOfTheQueryAndReplacesCountsThatAreNone) {
  std::string const redirect = "to: hops, hops: 3";
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

TEST(RedirectToAnotherScheme, LeadsToTheSameAddress) {
  auto request = request_for("/a?b=c");
  EXPECT_EQ(location("to: other_scheme", request), "https://wsus.lab.example:8530/a?b=c");
  request.secure = true;
  EXPECT_EQ(location("to: other_scheme", request), "http://wsus.lab.example:8530/a?b=c");
}

TEST(RedirectOfATlsConnection, StaysWithItsScheme) {
  auto request = request_for("/a");
  request.secure = true;
  EXPECT_EQ(location("to: itself", request), "https://wsus.lab.example:8530/a");
  EXPECT_EQ(location("to: ping_pong", request), "https://wsus.lab.example:8530/a?pong=1");
}

TEST(RedirectToALocation, SaysWhatTheUserWrote) {
  EXPECT_EQ(location("to: location, location: 'https://other.lab.example/x?y'", "/a"), "https://other.lab.example/x?y");
  for (std::string const text : {"no address at all", "http://", "//", "ht!tp:/x"})
    EXPECT_EQ(location("to: location, location: '" + text + "'", "/a"), text);
  EXPECT_EQ(location("to: location, location: ''", "/a"), "");
  EXPECT_EQ(location("to: location, location: /b", "*"), "/b");
}

TEST(RedirectToNowhere, HasThePageAndNoLocation) {
  auto const plan = redirect("to: nowhere, status: 301")->answer(request_for("/a"));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->status, 301u);
  EXPECT_EQ(header_of(*plan, "Location"), "(none)");
  EXPECT_EQ(header_of(*plan, "Server"), "Microsoft-IIS/10.0");
  EXPECT_THAT(plan->body, HasSubstr("Object Moved"));
}

TEST(RedirectPlan, LeavesTargetsAloneThatAreNoPath) {
  for (auto const* target : {"*", "http://elsewhere/a", ""}) EXPECT_EQ(location("to: itself", target), "served");
}

TEST(RedirectPlan, AnswersAlwaysWhenItNeedsNoAddress) {
  EXPECT_TRUE(redirect("to: location, location: x")->answers_always());
  EXPECT_TRUE(redirect("to: nowhere")->answers_always());
  for (auto const* keys : {"to: itself", "to: ping_pong", "to: hops, hops: 1", "to: other_scheme"})
    EXPECT_FALSE(redirect(keys)->answers_always()) << keys;
}

struct Mistake {
  char const* name;
  std::string keys;
  std::string message;
};
class RedirectMistake : public testing::TestWithParam<Mistake> {};

TEST_P(RedirectMistake, IsOneMessageWithItsPlace) {
  EXPECT_EQ(mistake_in("redirect: {" + GetParam().keys + "}"), "/0/redirect" + GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    All, RedirectMistake,
    testing::Values(
        Mistake{"UnknownKey", "to: hops, hop: 3",
                "/hop: found the unknown key 'hop'; known: hops, location, status, to"},
        Mistake{"ServiceIsForWhen", "to: itself, service: ClientWebService",
                "/service: found the unknown key 'service'; known: hops, location, status, to"},
        Mistake{"NoTo", "status: 302", "/to: found nothing; allowed: a value, it must be given"},
        Mistake{"UnknownTo", "to: self",
                "/to: found 'self', did you mean 'itself'?; allowed: itself, ping_pong, hops, other_scheme, location, "
                "nowhere"},
        Mistake{"HopsWithoutNumber", "to: hops", "/hops: found nothing; allowed: a value, it must be given"},
        Mistake{"NoHops", "to: hops, hops: 0", "/hops: found '0'; allowed: a whole number from 1 to 50"},
        Mistake{"TooManyHops", "to: hops, hops: 51", "/hops: found '51'; allowed: a whole number from 1 to 50"},
        Mistake{"HopsElsewhere", "to: itself, hops: 3", "/hops: found hops; allowed: hops only with to: hops"},
        Mistake{"LocationElsewhere", "to: itself, location: /b",
                "/location: found location; allowed: location only with to: location"},
        Mistake{"LocationWithoutText", "to: location", "/location: found nothing; allowed: a value, it must be given"},
        Mistake{"LocationOfTwoLines", R"(to: location, location: "a\nb")",
                "/location: found a line end or another control character; allowed: one line of text, which may be "
                "empty"},
        Mistake{"NotARedirectStatus", "to: itself, status: 304",
                "/status: found '304'; allowed: 301, 302, 303, 307, 308"}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wsus::faults
