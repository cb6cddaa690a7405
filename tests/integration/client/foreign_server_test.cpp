// Whole scans against servers that are not ours: other prefixes, arrays, framings, faults.
#include "client_sim/app/simulated_pc.hpp"
#include "tests/support/foreign_shapes.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace wsus::client {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using wsus::test::canned_answer;
using wsus::test::foreign_config;
using wsus::test::foreign_fault;
using wsus::test::foreign_page;
using wsus::test::foreign_plug_in;
using wsus::test::ForeignShape;
using wsus::test::ForeignWsus;
using wsus::test::Framing;
using wsus::test::understood_servers;
using wsus::test::UnderstoodServer;

report::ScanReport scan(ForeignWsus const& server, machine::Profile profile = machine::Profile::w10,
                        agent::AgentOptions const& options = {}) {
  wusp::ManualClock const clock(*wusp::parse_xsd_date_time("2026-10-04T15:03:36Z"));
  SimulatedPc pc({.profile = profile, .server_url = server.url()}, clock, agent::settings_of(options),
                 with_options({}, options));
  return pc.scan();
}

TEST(ForeignServer, AScanMakesAllItsCallsOnOneConnection) {
  ForeignWsus const server;
  auto const report = scan(server);
  EXPECT_EQ(report.result.hresult, 0u) << report.result.message;
  EXPECT_THAT(server.operations(),
              ElementsAre("GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer", "SyncUpdates",
                          "SyncUpdates", "SyncUpdates", "GetExtendedUpdateInfo", "ReportEventBatch"));
  EXPECT_EQ(server.connections(), 1u);
}

std::string xml_answer(std::string const& body, std::string const& headers = {}) {
  return canned_answer("200 OK", "Content-Type: text/xml\r\n" + headers, body);
}

class ForeignServerIsUnderstood : public testing::TestWithParam<UnderstoodServer> {};

// Conforms: Agent.foreign_servers
TEST_P(ForeignServerIsUnderstood, AndTheScanFindsItsUpdates) {
  ForeignWsus const server(GetParam().shape);
  for (auto const profile : {machine::Profile::w10, machine::Profile::w8}) {
    auto const report = scan(server, profile);
    EXPECT_EQ(report.result.hresult, 0u) << report.result.message;
    EXPECT_EQ(report.result.updates_found, GetParam().needed);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, ForeignServerIsUnderstood, testing::ValuesIn(understood_servers()),
                         [](auto const& test) { return test.param.name; });

struct Bad {
  char const* name;
  ForeignShape shape;
  std::uint32_t hresult;
};

class ForeignServerIsRefused : public testing::TestWithParam<Bad> {};

// Conforms: Agent.foreign_servers
TEST_P(ForeignServerIsRefused, AndTheScanEndsWithTheCodeOfIt) {
  ForeignWsus const server(GetParam().shape);
  auto const report = scan(server);
  EXPECT_EQ(report.result.hresult, GetParam().hresult) << report.result.message;
  EXPECT_EQ(report.result.updates_found, 0u);
}

ForeignShape sync_is(std::string answer) { return {.answers = {{"SyncUpdates", std::move(answer)}}}; }

std::vector<Bad> bad_rows() {
  auto without_deployment = foreign_page();
  auto const begin = without_deployment.rfind("<Deployment>");
  std::string const end = "</Deployment>";
  without_deployment.erase(begin, without_deployment.rfind(end) + end.size() - begin);
  auto const plug_in = foreign_plug_in("SimpleTargeting", "<ServiceUrl>a.asmx</ServiceUrl>");
  auto const limit_of_words =
      foreign_config(plug_in, "<Properties><ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest"
                              "</Name><Value>abc</Value></ConfigurationProperty></Properties>");
  auto const without_limit = foreign_config(plug_in, "<Properties><ConfigurationProperty><Name>ProtocolVersion</Name>"
                                                     "<Value>3.2</Value></ConfigurationProperty></Properties>");
  auto const soap_1_2 = std::string("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/>"
                                    "</s:Envelope>");
  return {
      {"ServerFaultWithAStackTrace", sync_is(foreign_fault("Server", "InternalServerError")), 0x80244007},
      {"ClientFaultWithTheOtherSpelling", sync_is(foreign_fault("Client", "InvalidParameter")), 0x80244007},
      {"FaultWithStatus200", sync_is(foreign_fault("Server", "InternalServerError", "200 OK")), 0x80244007},
      {"FileLocationsChanged", sync_is(foreign_fault("Client", "FileLocationsChanged")), 0x80244025},
      {"FileLocationChanged", sync_is(foreign_fault("Client", "FileLocationChanged")), 0x80244025},
      {"UnknownErrorCode", sync_is(foreign_fault("Client", "SomethingElse")), 0x80244007},
      {"HtmlPage", sync_is(canned_answer("200 OK", "Content-Type: text/html\r\n", "<html></html>")), 0x80240439},
      {"Gzip", sync_is(xml_answer("\x1f\x8b", "Content-Encoding: gzip\r\n")), 0x80240439},
      {"PlainBodyCalledXpress", sync_is(xml_answer("<a/>", "Content-Encoding: xpress\r\n")), 0x80240439},
      {"Soap12", sync_is(xml_answer(soap_1_2)), 0x80240439},
      {"EmptyBody", sync_is(xml_answer("")), 0x80240439},
      {"NoResult", {.contents = {{"SyncUpdates", ""}}}, 0x80240439},
      {"NoDeployment", {.contents = {{"SyncUpdates", without_deployment}}}, 0x80070057},
      {"LimitOfExtendedUpdatesThatIsNoNumber", {.contents = {{"GetConfig", limit_of_words}}}, 0x80244029},
      {"NoProperties", {.contents = {{"GetConfig", foreign_config(plug_in, "")}}}, 0x8024402A},
      {"PropertiesWithoutTheLimit", {.contents = {{"GetConfig", without_limit}}}, 0x8024402A},
      {"NoPlugIns", {.contents = {{"GetConfig", foreign_config("")}}}, 0x80244027},
      {"Unavailable", sync_is(canned_answer("503 Service Unavailable", "", "busy")), 0x80244022},
      {"NotFound", sync_is(canned_answer("404 Not Found", "", "")), 0x80244019},
      {"NoHttp", sync_is("220 mail.example ESMTP\r\n\r\n"), 0x80072F78},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, ForeignServerIsRefused, testing::ValuesIn(bad_rows()),
                         [](auto const& test) { return test.param.name; });

TEST(ForeignServer, APlugInWithoutAUrlIsNotAskedForACookie) {
  ForeignWsus const server(
      {.contents = {{"GetConfig", foreign_config(foreign_plug_in("Anonymous", "<ServiceUrl/><Parameter/>"))}}});
  ASSERT_EQ(scan(server).result.hresult, 0u);
  EXPECT_THAT(server.operations(), Not(Contains("GetAuthorizationCookie")));
  EXPECT_THAT(server.operations(), Not(Contains("RegisterComputer"))) << "IsRegistrationRequired is 0";
}

TEST(ForeignServer, WithoutPropertiesIsScannedByALenientAgentOnly) {
  ForeignWsus const server(
      {.contents = {{"GetConfig", foreign_config(foreign_plug_in("Anonymous", "<ServiceUrl/><Parameter/>"), "")}}});
  EXPECT_EQ(scan(server).result.hresult, 0x8024402Au);
  auto const lenient = scan(server, machine::Profile::w10, {.accept_missing_properties = true});
  EXPECT_EQ(lenient.result.hresult, 0u) << lenient.result.message;
  EXPECT_EQ(lenient.result.updates_found, 1u);
}

// Conforms: Agent.foreign_servers
TEST(ForeignServer, WithACabThatIsNotTheLabsIsScannedByOldAgentsThatTakeAny) {
  ForeignWsus const server({.self_update = std::string("MSCF\0\0\0\0", 8)});
  for (auto const profile : {machine::Profile::w7, machine::Profile::w8}) {
    auto const refused = scan(server, profile);
    EXPECT_EQ(refused.result.hresult, 0x800B0109u);
    EXPECT_THAT(server.operations(), Not(Contains("SyncUpdates")));
  }
  for (auto const profile : {machine::Profile::w7, machine::Profile::w8}) {
    auto const report = scan(server, profile, {.accept_any_selfupdate = true});
    EXPECT_EQ(report.result.hresult, 0u) << report.result.message;
    EXPECT_EQ(report.result.updates_found, 1u);
  }
}

TEST(ForeignServer, AServerOfHttp10GetsAConnectionForEachCall) {
  ForeignWsus const server({.framing = Framing::http_1_0});
  ASSERT_EQ(scan(server).result.hresult, 0u);
  EXPECT_EQ(server.connections(), server.operations().size());
}

TEST(ForeignServer, OnlyAnAnswerThatIsNotInXpressIsNamedInTheOldLog) {
  for (bool const xpress : {true, false}) {
    SCOPED_TRACE(xpress);
    std::string const coding = xpress ? "Content-Encoding: xpress\r\n" : "";
    ForeignWsus const server({.headers = "Content-Type: text/xml; charset=utf-8\r\n" + coding, .xpress = xpress});
    wusp::ManualClock const clock(*wusp::parse_xsd_date_time("2026-10-04T15:03:36Z"));
    SimulatedPc pc({.profile = machine::Profile::w8, .server_url = server.url()}, clock);
    ASSERT_EQ(pc.scan().result.hresult, 0u);
    auto const log = pc.machine().files().read_as_system(pc.machine().agent_log_path()).value_or("");
    EXPECT_EQ(log.find("The SOAP message content is not xpress encoded.") == std::string::npos, xpress);
  }
}

}  // namespace
}  // namespace wsus::client
