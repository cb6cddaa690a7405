// Proves how a request looks to IIS, and how its refusals go out and stand in HTTPERR.
#include "server/exchange/reception.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::exchange {
namespace {

class OneHeader final : public faults::HeaderLookup {
public:
  std::optional<std::string_view> find(std::string_view name) const override {
    return name == "Authorization" ? std::optional<std::string_view>("NTLM x") : std::nullopt;
  }
  std::vector<std::pair<std::string_view, std::string_view>> all() const override {
    return {{"Authorization", "NTLM x"}};
  }
};

faults::ExchangeView request() {
  return {.method = "POST",
          .target = "/ClientWebService/client.asmx?a=b",
          .host = "wsus:8530",
          .body = "12345",
          .client_address = "10.0.0.5",
          .server_address = "10.0.0.1",
          .client_port = 50'000,
          .server_port = 40'123};
}

TEST(ReceptionOfRequests, IisSeesThePortOfTheBinding) {
  OneHeader const headers;
  auto view = request();
  view.headers = &headers;
  auto const facts = facts_for_iis(view, 8530);
  EXPECT_EQ(facts.port, 8530);
  EXPECT_EQ(facts.path, "/ClientWebService/client.asmx");
  EXPECT_EQ(facts.query, "a=b");
  EXPECT_EQ(facts.content_length, 5U);
  EXPECT_EQ(facts.authorization, "NTLM x");
  EXPECT_FALSE(facts.secure);
  EXPECT_EQ(facts_for_iis(request(), 8530).authorization, "");
}

TEST(ReceptionOfRequests, ARefusalIsItsPageWithItsHeadersFirst) {
  iis::Denied const denied{
      .page = faults::iis_page(401, 2), .headers = {{"WWW-Authenticate", "Negotiate"}}, .why = "w"};
  auto const plan = plan_of(denied);
  EXPECT_EQ(plan.status, 401U);
  EXPECT_EQ(plan.sub_status, 2U);
  EXPECT_EQ(plan.win32_status, 5U);
  EXPECT_EQ(plan.headers.at(0).name, "WWW-Authenticate");
  EXPECT_FALSE(plan.delivery.cut);
}

TEST(ReceptionOfRequests, ARefusalThatResetsSendsNothing) {
  iis::Denied denied = iis::unavailable("Disabled", "w");
  EXPECT_FALSE(plan_of(denied).delivery.cut);
  denied.resets = true;
  auto const cut = plan_of(denied).delivery.cut;
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->after, 0U);
  EXPECT_EQ(cut->by, faults::Ending::reset);
}

TEST(ReceptionOfRequests, ARedirectIsAMovedDocument) {
  auto const plan = plan_of(iis::Redirected{.to = {.status = 301, .location = "http://n:1/"}});
  EXPECT_EQ(plan.status, 301U);
}

TEST(ReceptionOfRequests, HttpErrTellsSiteReasonAndPool) {
  auto denied = iis::unavailable("QueueFull", "w");
  iis::Reception const reception{.site_id = 1, .pool = "WsusPool"};
  EXPECT_EQ(
      iis::format(http_error_entry(denied, reception, request(), {}), "8.5").substr(20),
      "10.0.0.5 50000 10.0.0.1 40123 HTTP/1.1 POST /ClientWebService/client.asmx?a=b 503 1 QueueFull WsusPool\r\n");
  denied.resets = true;
  EXPECT_EQ(http_error_entry(denied, {}, request(), {}).status, 0U);
}

}  // namespace
}  // namespace wsus::exchange
