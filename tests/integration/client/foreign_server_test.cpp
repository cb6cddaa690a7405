// Whole scans against servers that are not ours: other prefixes, arrays, framings, faults.
#include "client_sim/app/simulated_pc.hpp"
#include "tests/support/foreign_wsus.hpp"
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
using wsus::test::foreign_fault;
using wsus::test::foreign_page;
using wsus::test::ForeignShape;
using wsus::test::ForeignWsus;
using wsus::test::Framing;

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

constexpr std::string_view cookie =
    "<Expiration>2099-01-01T00:00:00Z</Expiration><EncryptedData>c2VjcmV0</EncryptedData>";

constexpr std::string_view properties =
    "<Properties><ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest</Name><Value>50</Value>"
    "</ConfigurationProperty></Properties>";

/// GetConfig with these plug-ins and properties.
std::string config_with(std::string const& plug_ins, std::string const& rest = std::string(properties)) {
  return "<GetConfigResult><LastChange>2026-10-04T13:17:07Z</LastChange>"
         "<IsRegistrationRequired>0</IsRegistrationRequired><AuthInfo>" +
         plug_ins + "</AuthInfo>" + rest + "</GetConfigResult>";
}

std::string plug_in(std::string const& id, std::string const& url) {
  return "<AuthPlugInInfo><PlugInID>" + id + "</PlugInID>" + url + "</AuthPlugInInfo>";
}

std::string empty_page(std::string const& lists) {
  return "<SyncUpdatesResult>" + lists + "<NewCookie>" + std::string(cookie) + "</NewCookie></SyncUpdatesResult>";
}

std::string xml_answer(std::string const& body, std::string const& headers = {}) {
  return canned_answer("200 OK", "Content-Type: text/xml\r\n" + headers, body);
}

struct Good {
  char const* name;
  ForeignShape shape;
  std::size_t needed;
};

class ForeignServerIsUnderstood : public testing::TestWithParam<Good> {};

// Conforms: Agent.foreign_servers
TEST_P(ForeignServerIsUnderstood, AndTheScanFindsItsUpdates) {
  ForeignWsus const server(GetParam().shape);
  for (auto const profile : {machine::Profile::w10, machine::Profile::w8}) {
    auto const report = scan(server, profile);
    EXPECT_EQ(report.result.hresult, 0u) << report.result.message;
    EXPECT_EQ(report.result.updates_found, GetParam().needed);
  }
}

std::vector<Good> good_rows() {
  auto const nil = std::string("<NewUpdates xsi:nil=\"1\"/><OutOfScopeRevisionIDs xsi:nil=\"1\"/>"
                               "<ChangedUpdates xsi:nil=\"1\"/><Truncated>0</Truncated>");
  auto const self_closing = std::string("<NewUpdates/><OutOfScopeRevisionIDs/><ChangedUpdates/><Truncated>false"
                                        "</Truncated>");
  auto const open = std::string("<NewUpdates>\r\n</NewUpdates><OutOfScopeRevisionIDs> </OutOfScopeRevisionIDs>"
                                "<Truncated> false </Truncated>");
  auto extra = foreign_page();
  extra.insert(extra.find("<Truncated>"), "<Unknown a=\"1\"><Deep>text</Deep></Unknown>");
  return {
      {"AspNetDress", {}, 1},
      {"OtherPrefixes", {.envelope_prefix = "SOAP-ENV", .declaration = false, .body_prefix = "ns1"}, 1},
      {"Chunked", {.framing = Framing::chunked}, 1},
      {"Http10", {.framing = Framing::http_1_0}, 1},
      {"UntilTheConnectionEnds", {.framing = Framing::until_close}, 1},
      {"ByteOrderMark", {.before = "\xEF\xBB\xBF"}, 1},
      {"UpperCaseTypeWithoutCharset", {.headers = "content-type: Text/XML\r\n"}, 1},
      {"ArrayTypes", {.contents = {{"SyncUpdates", foreign_page(true)}}}, 1},
      {"NilLists", {.contents = {{"SyncUpdates", empty_page(nil)}}}, 0},
      {"SelfClosingLists", {.contents = {{"SyncUpdates", empty_page(self_closing)}}}, 0},
      {"BlankLists", {.contents = {{"SyncUpdates", empty_page(open)}}}, 0},
      {"UnknownElements", {.contents = {{"SyncUpdates", extra}}}, 1},
      {"AbsoluteServicePath",
       {.contents = {{"GetConfig", config_with(plug_in("SimpleTargeting", "<ServiceUrl>/SimpleAuthWebService/"
                                                                          "SimpleAuth.asmx</ServiceUrl>"))}}},
       1},
      {"AnonymousPlugIn",
       {.contents = {{"GetConfig", config_with(plug_in("Anonymous", "<ServiceUrl/><Parameter/>"))}}},
       1},
      {"TwoPlugIns",
       {.contents = {{"GetConfig",
                      config_with(plug_in("PidValidator", "") + plug_in("Anonymous", "<ServiceUrl></ServiceUrl>"))}}},
       1},
      {"Xpress",
       {.headers = "Content-Type: text/xml; charset=utf-8\r\nContent-Encoding: xpress\r\n", .xpress = true},
       1},
      {"AnswersWithoutContent", {.contents = {{"RegisterComputer", "\r\n  "}}}, 1},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, ForeignServerIsUnderstood, testing::ValuesIn(good_rows()),
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
  auto const limit_of_words = config_with(plug_in("SimpleTargeting", "<ServiceUrl>a.asmx</ServiceUrl>"),
                                          "<Properties><ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest"
                                          "</Name><Value>abc</Value></ConfigurationProperty></Properties>");
  auto const without_properties = config_with(plug_in("SimpleTargeting", "<ServiceUrl>a.asmx</ServiceUrl>"), "");
  auto const without_limit = config_with(plug_in("SimpleTargeting", "<ServiceUrl>a.asmx</ServiceUrl>"),
                                         "<Properties><ConfigurationProperty><Name>ProtocolVersion</Name>"
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
      {"NoProperties", {.contents = {{"GetConfig", without_properties}}}, 0x8024402A},
      {"PropertiesWithoutTheLimit", {.contents = {{"GetConfig", without_limit}}}, 0x8024402A},
      {"NoPlugIns", {.contents = {{"GetConfig", config_with("")}}}, 0x80244027},
      {"Unavailable", sync_is(canned_answer("503 Service Unavailable", "", "busy")), 0x80244022},
      {"NotFound", sync_is(canned_answer("404 Not Found", "", "")), 0x80244019},
      {"NoHttp", sync_is("220 mail.example ESMTP\r\n\r\n"), 0x80072F78},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, ForeignServerIsRefused, testing::ValuesIn(bad_rows()),
                         [](auto const& test) { return test.param.name; });

TEST(ForeignServer, APlugInWithoutAUrlIsNotAskedForACookie) {
  ForeignWsus const server(
      {.contents = {{"GetConfig", config_with(plug_in("Anonymous", "<ServiceUrl/><Parameter/>"))}}});
  ASSERT_EQ(scan(server).result.hresult, 0u);
  EXPECT_THAT(server.operations(), Not(Contains("GetAuthorizationCookie")));
  EXPECT_THAT(server.operations(), Not(Contains("RegisterComputer"))) << "IsRegistrationRequired is 0";
}

TEST(ForeignServer, WithoutPropertiesIsScannedByALenientAgentOnly) {
  ForeignWsus const server(
      {.contents = {{"GetConfig", config_with(plug_in("Anonymous", "<ServiceUrl/><Parameter/>"), "")}}});
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
