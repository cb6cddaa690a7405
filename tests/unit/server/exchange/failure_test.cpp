// What nobody foresaw: the peer gets 500, and the journal an entry (an exception must not pass them by).
#include "server/exchange/exchange.hpp"
#include "server/iis/server_files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

namespace wsus::exchange {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Fails once, when it is told to, with something that no operation expects.
class FailingClock final : public wusp::Clock {
public:
  struct Failure {};
  [[nodiscard]] wusp::UtcTime now() const override {
    if (fails) {
      fails = false;
      throw Failure{};
    }
    return time;
  }
  mutable bool fails = false;
  wusp::UtcTime time = *wusp::parse_xsd_date_time("2026-10-04T15:03:35Z");
};

class FailureTest : public testing::Test {
protected:
  faults::ResponsePlan authorise() {
    auto const& service = wusp::info(wusp::Service::simple_auth);
    auto const action = fmt::format("\"{}\"", wusp::soap_action(wusp::Service::simple_auth, "GetAuthorizationCookie"));
    auto const body = fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
                                  R"(<GetAuthorizationCookie xmlns="{}"><clientId>a</clientId><dnsName>pc</dnsName>)"
                                  "</GetAuthorizationCookie></s:Body></s:Envelope>",
                                  service.xml_namespace);
    return exchange_.handle({.method = "POST",
                             .target = service.path,
                             .soap_action = action,
                             .content_type = "text/xml; charset=utf-8",
                             .body = body});
  }

  FailingClock clock_;
  windows::FileSystem files_;
  iis::Application application_{files_, std::string(iis::client_web_config), iis::WebConfigReload::on_change};
  iis::LogWriter logs_{files_};
  journal::Journal journal_;
  services::WsusState state_{
      clock_, std::make_shared<domain::Catalogue const>(std::vector<domain::Revision>{}), {}, cookies::random_key(), 1};
  Exchange exchange_{state_, application_, logs_, journal_, {}, {}, {.iis_version = "7.5"}};
};

TEST_F(FailureTest, OutOfAnOperationItIsAnsweredWith500AndJournaled) {
  clock_.fails = true;
  auto const plan = authorise();
  EXPECT_EQ(plan.status, 500U);
  EXPECT_THAT(plan.body, HasSubstr("<title>IIS 7.5 Detailed Error - 500.0 - Internal Server Error</title>"));
  EXPECT_EQ(journal_.counter("status.500"), 1U);
  auto const entry = journal_.entries().back();
  EXPECT_THAT(entry.refused, HasSubstr("an internal error"));
  EXPECT_EQ(entry.service, "SimpleAuthWebService");
  EXPECT_THAT(*files_.read_as_system(std::string(iis::iis_log_directory) + R"(\u_ex261004.log)"), HasSubstr(" 500 0 "));
  EXPECT_EQ(authorise().status, 200U) << "the next one is served";
}

TEST_F(FailureTest, WithoutOneNothingIsRefused) {
  EXPECT_EQ(authorise().status, 200U);
  EXPECT_EQ(journal_.counter("refused"), 0U);
  EXPECT_EQ(journal_.counter("log_failures"), 0U);
}

TEST_F(FailureTest, ALogThatCannotBeWrittenTakesNoAnswerAway) {
  files_.make_directory(std::string(iis::iis_log_directory) + R"(\u_ex261004.log)");
  EXPECT_EQ(authorise().status, 200U);
  ASSERT_EQ(journal_.entries().size(), 1U);
  EXPECT_THAT(journal_.entries().back().log_failure, HasSubstr("u_ex261004.log"));
  EXPECT_EQ(journal_.counter("log_failures"), 1U);
  EXPECT_EQ(journal_.counter("refused"), 0U);
}

TEST_F(FailureTest, ACallWorksOnTheSettingsThatItTookAtItsStart) {
  services::ServiceCall const call{.state = state_, .service = wusp::Service::client};
  state_.replace_settings({.registration_required = false});
  EXPECT_TRUE(call.settings->registration_required);
  services::ServiceCall const later{.state = state_, .service = wusp::Service::client};
  EXPECT_FALSE(later.settings->registration_required);
}

TEST_F(FailureTest, TheHelpPageListsWhatThisServerLetsIn) {
  auto const help = [this] {
    return exchange_.handle({.method = "GET", .target = "/ClientWebService/client.asmx"}).body;
  };
  auto plain = help();
  EXPECT_THAT(plain, HasSubstr("<li>SyncUpdates</li>"));
  EXPECT_THAT(plain, HasSubstr("<li>GetExtendedUpdateInfo2</li>"));
  for (auto const* refused : {"GetConfig2", "GetTimestamps", "GetAuthorizationCookie"})
    EXPECT_THAT(plain, Not(HasSubstr(fmt::format("<li>{}</li>", refused))));
  state_.replace_settings({.live_operations = true});
  EXPECT_THAT(help(), HasSubstr("<li>GetTimestamps</li>"));
  state_.replace_settings({.asmx_only = true});
  EXPECT_THAT(help(), Not(HasSubstr("<li>GetExtendedUpdateInfo2</li>")));
}

}  // namespace
}  // namespace wsus::exchange
