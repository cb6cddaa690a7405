// GET ...?wsdl over a real socket: the WSDL with the address it was asked at. A foreign client reads it in
// wsdl_client/.
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>

namespace wsus::test {
namespace {

class WsdlPageTest : public ServerTest {
protected:
  void SetUp() override { start(small_config()); }
  RawReply get(std::string const& target, std::string const& method = "GET") {
    RawConnection connection(server_->port());
    connection.send(fmt::format("{} {} HTTP/1.1\r\nHost: wsus.lab.example:8530\r\n\r\n", method, target));
    return connection.read_reply(method == "HEAD");
  }
};

// Conforms: HTTP.wsdl
TEST_F(WsdlPageTest, EveryServiceGivesItsWsdlWithTheHostAskedForInAnyLetterCase) {
  for (auto const& service : wusp::services()) {
    auto const target = std::string(service.path);
    for (std::string const query : {"?wsdl", "?WSDL", "?Wsdl"}) {
      auto const reply = get(target + query);
      EXPECT_EQ(reply.status, 200u);
      EXPECT_EQ(reply.header("Content-Type"), "text/xml; charset=utf-8");
      auto const address = fmt::format("<soap:address location=\"http://wsus.lab.example:8530{}\"/>", service.path);
      EXPECT_NE(reply.body.find(address), std::string::npos) << target;
      EXPECT_NE(reply.body.find(fmt::format("<wsdl:definitions name=\"{}\"", service.name)), std::string::npos);
    }
  }
  EXPECT_TRUE(faults_counted().empty());
}

TEST_F(WsdlPageTest, HeadHasTheLengthOfGet) {
  auto const target = "/ClientWebService/client.asmx?wsdl";
  EXPECT_EQ(get(target, "HEAD").header("Content-Length"), std::to_string(get(target).body.size()));
}

TEST_F(WsdlPageTest, OtherQueriesGiveTheHelpPageAndOtherPathsNothing) {
  for (std::string const query : {"", "?", "?wsdlx", "?wsdl=1", "?disco", "?op=SyncUpdates"}) {
    auto const reply = get("/ClientWebService/client.asmx" + query);
    EXPECT_EQ(reply.status, 200u) << query;
    EXPECT_NE(reply.body.find("<h1>ClientWebService</h1>"), std::string::npos) << query;
    EXPECT_EQ(reply.body.find("wsdl:definitions"), std::string::npos) << query;
  }
  EXPECT_EQ(get("/Nothing/client.asmx?wsdl").status, 404u);
}

}  // namespace
}  // namespace wsus::test
