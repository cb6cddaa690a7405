// Faults that answer instead of the server: status, headers and page.
#include "server/faults/error_page.hpp"
#include "tests/unit/server/faults/kinds/read_fault.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ResponsePlan answered(std::string const& rule) {
  auto const fault = read_fault<AnswerFault>(rule);
  EXPECT_TRUE(fault->answers_always());
  auto const plan = fault->answer({.method = "POST", .target = "/ClientWebService/client.asmx"});
  EXPECT_TRUE(plan);
  return plan.value_or(ResponsePlan{});
}

std::vector<std::string> heads(ResponsePlan const& plan) {
  std::vector<std::string> lines;
  for (auto const& header : plan.headers) lines.push_back(header.name + ": " + header.value);
  return lines;
}

TEST(HttpStatusFault, IsThePageOfIisAndTheSubStatusIsForTheLog) {
  auto const plan = answered("http_status: {status: 500, sub_status: 24}");
  EXPECT_EQ(plan.status, 500u);
  EXPECT_EQ(plan.sub_status, 24u);
  EXPECT_EQ(plan.win32_status, 50u);
  EXPECT_FALSE(plan.close);
  EXPECT_THAT(heads(plan),
              ElementsAre("Content-Type: text/html", "Server: Microsoft-IIS/10.0", "X-Powered-By: ASP.NET"));
  EXPECT_THAT(plan.body, HasSubstr("<title>IIS 10.0 Detailed Error - 500.24 - Internal Server Error</title>"));
}

TEST(HttpStatusFault, HasAPageForEveryStatusThatMayHaveOne) {
  for (unsigned status = 200; status <= 599; ++status) {
    auto const plan = answered("http_status: {status: " + std::to_string(status) + "}");
    EXPECT_EQ(plan.status, status);
    EXPECT_EQ(plan.body.empty(), status == 204 || status == 304) << status;
    EXPECT_EQ(header_of(plan, "Content-Type") == "(none)", plan.body.empty()) << status;
  }
}

TEST(HttpStatusFault, Of503IsThePageOfHttpSysWhichCloses) {
  auto const plan = answered("http_status: {status: 503}");
  EXPECT_THAT(heads(plan), ElementsAre("Content-Type: text/html; charset=us-ascii", "Server: Microsoft-HTTPAPI/2.0"));
  EXPECT_THAT(plan.body, HasSubstr("<p>HTTP Error 503. The service is unavailable.</p>"));
  EXPECT_TRUE(plan.close);
  EXPECT_THAT(answered("http_status: {status: 503, sub_status: 2}").body, HasSubstr("503.2 - Service Unavailable"));
}

TEST(HttpStatusFault, NeedsAStatusThatEndsAnExchange) {
  EXPECT_EQ(mistake_in("http_status: {}"), "/0/http_status/status: found nothing; allowed: a value, it must be given");
  for (std::string const status : {"100", "199", "600"})
    EXPECT_EQ(mistake_in("http_status: {status: " + status + "}"),
              "/0/http_status/status: found '" + status + "'; allowed: a whole number from 200 to 599");
  EXPECT_EQ(mistake_in("http_status: {status: 500, substatus: 19}"),
            "/0/http_status/substatus: found the unknown key 'substatus'; known: status, sub_status");
  EXPECT_EQ(mistake_in("http_status: {status: 500.19}"),
            "/0/http_status/status: found '500.19'; allowed: a whole number from 200 to 599");
  EXPECT_EQ(mistake_in("http_status: {status: 500, sub_status: 1000}"),
            "/0/http_status/sub_status: found '1000'; allowed: a whole number from 0 to 999");
}

TEST(MissingRoute, IsTheNaturalPageOfAnAddressThatIsNotThere) {
  auto const plan = answered("missing_route: {}");
  auto const natural = page_plan(404, 0);
  EXPECT_EQ(plan.body, natural.body);
  EXPECT_EQ(heads(plan), heads(natural));
  EXPECT_EQ(plan.status, 404u);
  EXPECT_EQ(plan.sub_status, 0u);
  EXPECT_EQ(plan.win32_status, 2u);
  EXPECT_EQ(mistake_in("missing_route: {path: /a}"),
            "/0/missing_route: found the key 'path'; allowed: no keys, as in {}");
}

TEST(HtmlPage, Is200AndNothingOfIis) {
  auto const plan = answered("html_page: {title: 'Blocked <here>', text: a & b}");
  EXPECT_EQ(plan.status, 200u);
  EXPECT_THAT(heads(plan), ElementsAre("Content-Type: text/html"));
  EXPECT_THAT(plan.body, HasSubstr("<title>Blocked &lt;here&gt;</title>"));
  EXPECT_THAT(plan.body, HasSubstr("<p>a &amp; b</p>"));
  EXPECT_THAT(answered("html_page: {}").body, HasSubstr("Sign in to this network"));
  EXPECT_EQ(mistake_in("html_page: {body: x}"), "/0/html_page/body: found the unknown key 'body'; known: text, title");
  EXPECT_EQ(mistake_in("html_page: {title: ''}"), "/0/html_page/title: found an empty text; allowed: a text");
}

TEST(ProxyAuthentication, AsksInTheSchemesOfTheRule) {
  auto const plan = answered("proxy_authentication: {}");
  EXPECT_EQ(plan.status, 407u);
  EXPECT_THAT(heads(plan),
              ElementsAre("Content-Type: text/html", "Proxy-Authenticate: Negotiate", "Proxy-Authenticate: NTLM"));
  EXPECT_THAT(plan.body, HasSubstr("Proxy Authentication Required"));
  EXPECT_THAT(plan.body, Not(HasSubstr("IIS")));
  EXPECT_THAT(heads(answered("proxy_authentication: {scheme: NTLM}")),
              ElementsAre("Content-Type: text/html", "Proxy-Authenticate: NTLM"));
  EXPECT_THAT(heads(answered("proxy_authentication: {scheme: [Basic, NTLM], realm: 'the \"old\" one'}")),
              ElementsAre("Content-Type: text/html", R"(Proxy-Authenticate: Basic realm="the \"old\" one")",
                          "Proxy-Authenticate: NTLM"));
  EXPECT_EQ(header_of(answered("proxy_authentication: {scheme: Basic}"), "Proxy-Authenticate"),
            R"(Basic realm="proxy")");
}

TEST(ProxyAuthentication, NamesKnownSchemesAndWhereARealmBelongs) {
  EXPECT_EQ(mistake_in("proxy_authentication: {scheme: Negotiat}"),
            "/0/proxy_authentication/scheme: found 'Negotiat', did you mean 'Negotiate'?; allowed: Negotiate, NTLM, "
            "Basic");
  EXPECT_EQ(mistake_in("proxy_authentication: {scheme: []}"),
            "/0/proxy_authentication/scheme: found an empty list; allowed: at least one entry");
  EXPECT_EQ(mistake_in("proxy_authentication: {scheme: [NTLM, NTLM]}"),
            "/0/proxy_authentication/scheme/1: found 'NTLM' a second time; allowed: every scheme once");
  EXPECT_EQ(
      mistake_in("proxy_authentication: {realm: x}"),
      "/0/proxy_authentication/realm: found realm; allowed: realm only with scheme: Basic, the one that tells it");
}

}  // namespace
}  // namespace wsus::faults
