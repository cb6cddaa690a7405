// Who may call the admin API: every kind of caller with and without the token.
#include "server/control/guard.hpp"

#include "server/control/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace wsus::control {
namespace {

using testing::HasSubstr;

std::string const token = "0123456789abcdef0123456789abcdef";

/// Exactly these headers.
class Headers final : public faults::HeaderLookup {
public:
  explicit Headers(std::map<std::string, std::string> values) : values_(std::move(values)) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const override {
    auto const found = values_.find(std::string(name));
    return found == values_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }
  [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> all() const override {
    return {values_.begin(), values_.end()};
  }

private:
  std::map<std::string, std::string> values_;
};

struct Caller {
  std::string address = "127.0.0.1";
  std::string host = "127.0.0.1:8081";
  std::map<std::string, std::string> headers{};
};

/// What the guard says; 200: it lets the call in.
unsigned verdict(std::optional<std::string> const& wanted, Caller const& caller, Access access = Access::token) {
  Headers const headers(caller.headers);
  faults::ExchangeView const request{
      .method = "GET", .target = "/", .host = caller.host, .client_address = caller.address, .headers = &headers};
  try {
    Guard(wanted).admit(request, access);
    return 200;
  } catch (Problem const& problem) {
    EXPECT_STRNE(problem.what(), "");
    return problem.status();
  }
}

TEST(Guard, WantsTheWholeTokenInTheBearerScheme) {
  struct Row {
    std::string authorization;
    unsigned status;
  };
  for (auto const& row : std::vector<Row>{{"Bearer " + token, 200},
                                          {"bearer " + token, 200},
                                          {"Bearer " + token.substr(1), 401},
                                          {"Bearer " + token + "0", 401},
                                          {"Bearer ", 401},
                                          {"Bearer", 401},
                                          {"", 401},
                                          {"Basic " + token, 401},
                                          {token, 401}}) {
    EXPECT_EQ(verdict(token, {.headers = {{"Authorization", row.authorization}}}), row.status) << row.authorization;
  }
  EXPECT_EQ(verdict(token, {}), 401u);
}

TEST(Guard, NeverTellsTheTokenAndNamesTheScheme) {
  try {
    Headers const headers(std::map<std::string, std::string>{{"Authorization", "Bearer wrong"}});
    faults::ExchangeView const request{.client_address = "127.0.0.1", .headers = &headers};
    Guard(token).admit(request, Access::token);
    FAIL() << "let in";
  } catch (Problem const& problem) {
    EXPECT_THAT(problem.what(), testing::Not(HasSubstr(token)));
    ASSERT_EQ(problem.headers().size(), 1u);
    EXPECT_EQ(problem.headers()[0].name, "WWW-Authenticate");
    EXPECT_EQ(problem.headers()[0].value, "Bearer");
  }
}

TEST(Guard, OpenRoutesAreOpenFromLoopbackAddressesAlone) {
  struct Row {
    char const* address;
    unsigned status;
  };
  for (auto const& row : std::vector<Row>{{"127.0.0.1", 200},
                                          {"127.9.9.9", 200},
                                          {"::1", 200},
                                          {"::ffff:127.0.0.1", 200},
                                          {"::FFFF:127.0.0.1", 200},
                                          {"::ffff:10.0.0.1", 401},
                                          {"10.127.0.1", 401},
                                          {"1.127.0.0", 401},
                                          {"::1:1", 401},
                                          {"fe80::1", 401}}) {
    EXPECT_EQ(verdict(token, {.address = row.address}, Access::from_here), row.status) << row.address;
    EXPECT_EQ(verdict(token, {.address = row.address}), 401u) << row.address << ": other routes want the token";
  }
  EXPECT_EQ(verdict(token, {.headers = {{"Authorization", "Bearer wrong"}}}, Access::from_here), 401u)
      << "a wrong token is never good";
}

TEST(Guard, ACallWithoutATokenFromAWebPageIsRefused) {
  for (auto const access : {Access::from_here, Access::token}) {
    auto const wanted = access == Access::token ? std::nullopt : std::optional(token);
    EXPECT_EQ(verdict(wanted, {}, access), 200u);
    EXPECT_EQ(verdict(wanted, {.headers = {{"Origin", "https://page.example"}}}, access), 403u);
    EXPECT_EQ(verdict(wanted, {.headers = {{"Origin", "null"}}}, access), 403u);
    EXPECT_EQ(verdict(wanted, {.headers = {{"Origin", "http://127.0.0.1:8081"}}}, access), 403u);
  }
  EXPECT_EQ(verdict(token, {.headers = {{"Origin", "https://page.example"}, {"Authorization", "Bearer " + token}}}),
            200u)
      << "who has the token may be a page";
}

/// What the guard says to a call that it does not let in.
std::string sentence(std::optional<std::string> const& wanted, Caller const& caller) {
  Headers const headers(caller.headers);
  faults::ExchangeView const request{.host = caller.host, .client_address = caller.address, .headers = &headers};
  try {
    Guard(wanted).admit(request, Access::from_here);
    return "let in";
  } catch (Problem const& problem) {
    return problem.what();
  }
}

TEST(Guard, AdvisesATokenOnlyWhereThereIsOne) {
  Caller const page{.headers = {{"Origin", "https://page.example"}}};
  EXPECT_THAT(sentence(token, page), HasSubstr("send Authorization: Bearer TOKEN"));
  EXPECT_EQ(sentence(std::nullopt, page),
            "a call without a token from a web page ('https://page.example'); this server "
            "has no token that would let a page in");
  Caller const other{.host = "page.example"};
  EXPECT_THAT(sentence(token, other), HasSubstr("or send Authorization: Bearer TOKEN"));
  EXPECT_EQ(sentence(std::nullopt, other),
            "a call without a token to the host 'page.example'; call by address or localhost");
}

TEST(Guard, ANameThatWasBoundAnewToThisMachineIsRefused) {
  struct Row {
    char const* host;
    unsigned status;
  };
  for (auto const& row : std::vector<Row>{{"127.0.0.1", 200},
                                          {"127.0.0.1:8081", 200},
                                          {"[::1]:8081", 200},
                                          {"[::1]", 200},
                                          {"localhost", 200},
                                          {"LocalHost:8081", 200},
                                          {"", 200},
                                          {"page.example", 403},
                                          {"page.example:8081", 403},
                                          {"localhost.page.example", 403},
                                          {"localhostx", 403},
                                          {"127.0.0.1.page.example", 403},
                                          {"[page.example]", 403},
                                          {"1.a", 403}}) {
    EXPECT_EQ(verdict(std::nullopt, {.host = row.host}), row.status) << row.host;
    EXPECT_EQ(verdict(token, {.host = row.host}, Access::from_here), row.status) << row.host;
    EXPECT_EQ(verdict(token, {.host = row.host, .headers = {{"Authorization", "Bearer " + token}}}), 200u) << row.host;
  }
}

TEST(Guard, EqualTextsAreEqualAndNoOthers) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("xbc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abcabc"));
  EXPECT_FALSE(equal_in_constant_time("abcabc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("", "a"));
  EXPECT_FALSE(equal_in_constant_time("a", ""));
  EXPECT_FALSE(equal_in_constant_time(std::string_view("\0", 1), ""));
}

}  // namespace
}  // namespace wsus::control
