// What WinHTTP does with a redirecting answer: a table of answers, and of Locations.
#include "client_sim/transport/redirect.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using testing::HasSubstr;

constexpr std::string_view asked = "http://wsus.lab.example:8530/ClientWebService/client.asmx";
constexpr std::string_view elsewhere = "http://other.lab.example/x";

RedirectDecision decide(unsigned status, std::string_view location = elsewhere, unsigned followed = 0,
                        RedirectRules const& rules = {}) {
  return decide_redirect(rules, followed, asked, status, location);
}

struct MethodRow {
  unsigned status = 0;
  bool keep_method = false;
  RedirectMethod RedirectRules::*rule = nullptr;
};

class RedirectStatus : public testing::TestWithParam<MethodRow> {};

TEST_P(RedirectStatus, IsFollowedWithItsMethod) {
  auto const decision = decide(GetParam().status);
  auto const* follow = std::get_if<FollowTo>(&decision);
  ASSERT_NE(follow, nullptr);
  EXPECT_EQ(follow->url, elsewhere);
  EXPECT_EQ(follow->keep_method, GetParam().keep_method);
}

TEST_P(RedirectStatus, HasARuleOfItsOwn) {
  RedirectRules rules;
  rules.*GetParam().rule = GetParam().keep_method ? RedirectMethod::post_becomes_get : RedirectMethod::keeps;
  auto const decision = decide(GetParam().status, elsewhere, 0, rules);
  ASSERT_TRUE(std::holds_alternative<FollowTo>(decision));
  EXPECT_NE(std::get<FollowTo>(decision).keep_method, GetParam().keep_method);
}

TEST_P(RedirectStatus, WithoutALocationIsTheAnswer) {
  EXPECT_TRUE(std::holds_alternative<NoRedirect>(decide(GetParam().status, "")));
}

INSTANTIATE_TEST_SUITE_P(Table, RedirectStatus,
                         testing::Values(MethodRow{301, false, &RedirectRules::moved_permanently},
                                         MethodRow{302, false, &RedirectRules::found},
                                         MethodRow{303, false, &RedirectRules::see_other},
                                         MethodRow{307, true, &RedirectRules::temporary_redirect},
                                         MethodRow{308, true, &RedirectRules::permanent_redirect}),
                         [](auto const& test) { return std::to_string(test.param.status); });

TEST(Redirect, OtherStatusesAreAnswersEvenWithALocation) {
  for (unsigned const status : {200u, 201u, 300u, 304u, 305u, 306u, 309u, 404u, 500u, 503u})
    EXPECT_TRUE(std::holds_alternative<NoRedirect>(decide(status))) << status;
}

TEST(Redirect, TheTenthIsFollowedAndTheEleventhIsALoop) {
  EXPECT_TRUE(std::holds_alternative<FollowTo>(decide(302, elsewhere, 9)));
  auto const decision = decide(302, elsewhere, 10);
  ASSERT_TRUE(std::holds_alternative<RedirectFailed>(decision));
  EXPECT_TRUE(std::get<RedirectFailed>(decision).loop);
  EXPECT_EQ(std::get<RedirectFailed>(decision).what,
            "http://wsus.lab.example:8530/ClientWebService/client.asmx redirects to http://other.lab.example/x: "
            "redirect 11 of a request, 10 are followed");
}

TEST(Redirect, AfterTenOfThemAnotherAnswerIsTheAnswer) {
  EXPECT_TRUE(std::holds_alternative<NoRedirect>(decide(200, elsewhere, 10)));
}

TEST(Redirect, LimitIsASetting) {
  EXPECT_TRUE(std::holds_alternative<RedirectFailed>(decide(302, elsewhere, 0, {.limit = 0})));
  EXPECT_TRUE(std::holds_alternative<FollowTo>(decide(302, elsewhere, 10, {.limit = 11})));
}

TEST(Redirect, FromHttpsToHttpIsRefusedAtOnceAndIsNoLoop) {
  for (auto const* url : {"https://wsus.lab.example/x", "HTTPS://wsus.lab.example/x"}) {
    auto const decision = decide_redirect({}, 0, url, 307, "Http://wsus.lab.example/x");
    ASSERT_TRUE(std::holds_alternative<RedirectFailed>(decision)) << url;
    EXPECT_FALSE(std::get<RedirectFailed>(decision).loop);
    EXPECT_THAT(std::get<RedirectFailed>(decision).what, HasSubstr("from https to http"));
  }
}

TEST(Redirect, BetweenOtherSchemesIsFollowed) {
  auto const follows = [](std::string_view from, std::string_view to, RedirectRules const& rules = {}) {
    return std::holds_alternative<FollowTo>(decide_redirect(rules, 0, from, 302, to));
  };
  EXPECT_TRUE(follows("http://a/", "https://a/"));
  EXPECT_TRUE(follows("https://a/", "https://b/"));
  EXPECT_TRUE(follows("https://a/", "/b")) << "relative: the scheme stays";
  EXPECT_TRUE(follows("https://a/", "http://a/", {.https_to_http = true}));
}

struct LocationRow {
  std::string_view url;
  std::string_view location;
  std::string_view expected;
};

TEST(ResolveLocation, AgainstTheUrlThatWasAsked) {
  for (auto const& [url, location, expected] : {
           LocationRow{"http://a:8530/x/y", "http://b/z", "http://b/z"},
           LocationRow{"http://a:8530/x/y", "https://b", "https://b"},
           LocationRow{"https://a/x", "//b:81/z", "https://b:81/z"},
           LocationRow{"http://a:8530/x/y", "/z", "http://a:8530/z"},
           LocationRow{"http://a:8530/x/y?q=/1", "/z", "http://a:8530/z"},
           LocationRow{"http://a:8530/x/y", "z", "http://a:8530/x/z"},
           LocationRow{"http://a:8530/x/y?q=/1", "z", "http://a:8530/x/z"},
           LocationRow{"http://a:8530/x/", "z?r=2", "http://a:8530/x/z?r=2"},
           LocationRow{"http://a:8530", "z", "http://a:8530/z"},
           LocationRow{"http://a:8530?q=1", "z", "http://a:8530/z"},
           LocationRow{"http://a:8530/x/y?q=1", "?r=2", "http://a:8530/x/y?r=2"},
           LocationRow{"http://a/x", "/login?to=http://b/", "http://a/login?to=http://b/"},
           LocationRow{"http://a/x", "login?to=http://b/", "http://a/login?to=http://b/"},
           LocationRow{"http://a/x", "http://b/z#part", "http://b/z"},
           LocationRow{"http://a/x/y?q=1", "#part", "http://a/x/y?q=1"},
           LocationRow{"http://[::1]:8530/x", "/z", "http://[::1]:8530/z"},
       })
    EXPECT_EQ(resolve_location(url, location), expected) << url << " and " << location;
}

TEST(ResolveLocation, NeverFailsForAnyText) {
  for (std::string_view const url : {"", "http:", "http://", "x", "://", "?", "#"}) {
    for (std::string_view const location : {"", "/", "//", "?", "#", "://", "x"})
      EXPECT_NO_THROW((void)resolve_location(url, location)) << url << " and " << location;
  }
}

TEST(RedirectDecision, ALocationThatIsNoAddressFailsAndIsNoLoop) {
  for (auto const* const location : {"ftp://host/x", "http://:8530/", "http://host:99999/", "mailto://someone"}) {
    SCOPED_TRACE(location);
    auto const decision = decide_redirect({}, 0, "http://wsus:8530/x", 302, location);
    auto const* const failed = std::get_if<RedirectFailed>(&decision);
    ASSERT_NE(failed, nullptr);
    EXPECT_FALSE(failed->loop);
    EXPECT_THAT(failed->what, testing::HasSubstr("cannot be followed"));
  }
  EXPECT_TRUE(std::holds_alternative<FollowTo>(decide_redirect({}, 0, "http://wsus:8530/x", 302, "http://host:8530/")));
}

}  // namespace
}  // namespace wsus::transport
