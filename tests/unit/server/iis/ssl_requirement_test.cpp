// Proves which addresses want TLS.
#include "server/iis/ssl_requirement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace wsus::iis {
namespace {

TEST(SslRequirement, TheWholeServerIsTheFiveApplicationsThatCan) {
  auto const all = SslRequirement::whole_server();
  for (auto const* path : {"/ClientWebService/client.asmx", "/clientwebservice/wusserverversion.xml",
                           "/SimpleAuthWebService/SimpleAuth.asmx", "/DssAuthWebService/DssAuthWebService.asmx",
                           "/ServerSyncWebService", "/ApiRemoting30/WebService.asmx"})
    EXPECT_TRUE(all.covers(path)) << path;
  for (auto const* path :
       {"/Content/AA/x.cab", "/SelfUpdate/wuident.cab", "/ReportingWebService/ReportingWebService.asmx",
        "/ClientWebService2/x", "/x/ClientWebService/client.asmx", "/", "", "ClientWebService"})
    EXPECT_FALSE(all.covers(path)) << path;
}

TEST(SslRequirement, NothingIsRequiredByDefault) {
  EXPECT_TRUE(SslRequirement().empty());
  EXPECT_FALSE(SslRequirement().covers("/ClientWebService/client.asmx"));
}

TEST(SslRequirement, SingleApplicationsAreNamedInAnyLetterCase) {
  SslRequirement const one(std::array<std::string, 1>{"CLIENTwebservice"});
  EXPECT_TRUE(one.covers("/ClientWebService/client.asmx"));
  EXPECT_FALSE(one.covers("/SimpleAuthWebService/SimpleAuth.asmx"));
}

TEST(SslRequirement, OtherNamesAreRefusedWithWhatIsAllowed) {
  try {
    SslRequirement const wrong(std::array<std::string, 1>{"ReportingWebService"});
    FAIL() << "no error";
  } catch (std::invalid_argument const& e) {
    EXPECT_STREQ(e.what(), "'ReportingWebService' cannot require SSL; allowed: ApiRemoting30, ClientWebService, "
                           "DssAuthWebService, ServerSyncWebService, SimpleAuthWebService");
  }
}

}  // namespace
}  // namespace wsus::iis
