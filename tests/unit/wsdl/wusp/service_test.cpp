// The service table: paths without regard to case, actions, operations. Compared with the WSDLs, so neither can drift.
#include "wsdl/wusp/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <set>

namespace wsus::wusp {
namespace {

// Conforms: HTTP.paths
TEST(ServiceTable, PathsMatchInAnyCase) {
  EXPECT_EQ(service_at("/ClientWebService/client.asmx"), Service::client);
  EXPECT_EQ(service_at("/ClientWebService/Client.asmx"), Service::client);
  EXPECT_EQ(service_at("/CLIENTWEBSERVICE/CLIENT.ASMX"), Service::client);
  EXPECT_EQ(service_at("/simpleauthwebservice/simpleauth.asmx"), Service::simple_auth);
  EXPECT_EQ(service_at("/ReportingWebService/ReportingWebService.asmx"), Service::reporting);
}

TEST(ServiceTable, OtherPathsAreNone) {
  for (std::string_view const path :
       {"", "/", "/ClientWebService", "/ClientWebService/client.asmx/", "/ClientWebService/client.asmx?wsdl",
        "ClientWebService/client.asmx", "/ReportingWebService/WebService.asmx", "/Content/client.asmx"})
    EXPECT_FALSE(service_at(path)) << path;
}

TEST(ServiceTable, ActionsComeBackAsOperations) {
  for (OperationInfo const& operation : operations()) {
    std::string const action = soap_action(operation.service, operation.name);
    EXPECT_EQ(operation_of_action(action), &operation) << action;
    EXPECT_EQ(operation_of_action('"' + action + '"'), &operation) << action;
  }
}

TEST(ServiceTable, OtherActionsAreNone) {
  for (std::string_view const action :
       {"", "\"\"", "\"", "SyncUpdates", "http://www.microsoft.com/SoftwareDistribution/SyncUpdates",
        "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/",
        "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/syncupdates",
        "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/GetAuthorizationCookie",
        "http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable/Ping"})
    EXPECT_EQ(operation_of_action(action), nullptr) << action;
}

TEST(ServiceTable, OperationBelongsToOneService) {
  EXPECT_NE(find_operation(Service::client, "SyncUpdates"), nullptr);
  EXPECT_EQ(find_operation(Service::reporting, "SyncUpdates"), nullptr);
  EXPECT_EQ(find_operation(Service::client, "syncUpdates"), nullptr);
}

TEST(ServiceTable, EveryServiceIsItsOwnIndex) {
  for (ServiceInfo const& service : services()) EXPECT_EQ(&info(service.service), &service);
  EXPECT_EQ(services().size(), 3U);
}

class WsdlOfService : public testing::TestWithParam<Service> {};

TEST_P(WsdlOfService, SaysTheSameAsTheTable) {
  ServiceInfo const& service = info(GetParam());
  pugi::xml_document wsdl;
  std::string const path = std::string{WSUS_SOURCE_DIR} + "/wsdl/" + std::string{service.name} + ".wsdl";
  ASSERT_TRUE(wsdl.load_file(path.c_str())) << path;
  pugi::xml_node const root = wsdl.child("wsdl:definitions");
  EXPECT_EQ(root.attribute("targetNamespace").value(), service.xml_namespace);
  EXPECT_EQ(root.child("wsdl:service").attribute("name").value(), service.name);

  std::set<std::string> actions;
  for (pugi::xml_node const operation : root.child("wsdl:binding").children("wsdl:operation"))
    actions.insert(operation.child("soap:operation").attribute("soapAction").value());
  std::set<std::string> expected;
  for (OperationInfo const& operation : operations())
    if (operation.service == service.service) expected.insert(soap_action(service.service, operation.name));
  EXPECT_EQ(actions, expected);

  auto const bindings = root.children("wsdl:binding");
  EXPECT_EQ(std::distance(bindings.begin(), bindings.end()), 1);
  std::string const address =
      root.child("wsdl:service").child("wsdl:port").child("soap:address").attribute("location").value();
  EXPECT_EQ(service_at(address.substr(address.find('/', address.find("//") + 2))), service.service) << address;
}

INSTANTIATE_TEST_SUITE_P(All, WsdlOfService, testing::Values(Service::simple_auth, Service::client, Service::reporting),
                         [](auto const& test) { return std::string{wusp::info(test.param).name}; });

}  // namespace
}  // namespace wsus::wusp
