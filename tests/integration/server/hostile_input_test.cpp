// Input no honest client sends: the answer IIS would give, a journal entry with the reason, and the server goes on.
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>

#include <ostream>

namespace wsus::test {
namespace {

std::string const get_config_action =
    "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/GetConfig\"";

struct Case {
  char const* name;
  RawRequest request;
  unsigned status;
  char const* refused;  ///< part of the journal's reason
};
void PrintTo(Case const& test, std::ostream* out) { *out << test.name; }

std::string envelope(std::string const& body) {
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)" + body +
         "</s:Body></s:Envelope>";
}
std::string const good_body =
    envelope(R"(<GetConfig xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService">)"
             "<protocolVersion>2.90</protocolVersion></GetConfig>");

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

RawRequest body(std::string text) { return {.soap_action = get_config_action, .body = std::move(text)}; }

class HostileInput : public ServerTest, public testing::WithParamInterface<Case> {};

TEST_P(HostileInput, IsAnsweredAndTheServerGoesOn) {
  start(small_config());
  auto const& test = GetParam();
  auto const reply = exchange(server_->port(), test.request);
  EXPECT_EQ(reply.status, test.status) << reply.head << "\n" << reply.body;
  ASSERT_TRUE(server_->journal().wait_for(1));
  EXPECT_NE(last_entry().refused.find(test.refused), std::string::npos) << last_entry().refused;
  EXPECT_EQ(last_entry().status, test.status);
  EXPECT_EQ(server_->journal().counter("refused"), 1u);
  EXPECT_EQ(driver_->get_config().status, 200u);
}

std::vector<Case> cases() {
  return {
      {"Empty", body(""), 400, "XML"},
      {"NotXml", body("hello"), 400, "XML"},
      {"Truncated", body(good_body.substr(0, good_body.size() / 2)), 400, ""},
      {"ControlCharacter", body(envelope("<GetConfig>\x01</GetConfig>")), 400, "U+0001"},
      {"NotUtf8", body(envelope("<GetConfig>\xFF</GetConfig>")), 400, "UTF-8"},
      {"Utf16", body(std::string("\xFF\xFE<\0s\0", 6)), 400, ""},
      {"Doctype", body("<!DOCTYPE a [<!ENTITY b 'c'>]>" + good_body), 400, ""},
      {"NotSoap", body("<GetConfig/>"), 400, ""},
      {"DeepNesting", body(envelope(repeated("<a>", 20'000))), 400, ""},
      {"Soap12", body(R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>)"), 500,
       "1.2"},
      {"UnknownOperation", body(envelope(R"(<Explode xmlns="urn:x"/>)")), 500, "Explode"},
      {"WrongAction", {.soap_action = "\"urn:nothing\"", .body = good_body}, 500, "SOAPAction"},
      {"NoAction", {.body = good_body}, 500, "SOAPAction"},
      {"ActionOfAnotherService",
       {.soap_action = "\"http://www.microsoft.com/SoftwareDistribution/ReportEventBatch\"", .body = good_body},
       500,
       "SOAPAction"},
      {"WrongContentType",
       {.soap_action = get_config_action, .content_type = "application/json", .body = good_body},
       415,
       "application/json"},
      {"UnknownPath", {.target = "/nowhere", .soap_action = get_config_action, .body = good_body}, 404, "/nowhere"},
      {"WrongMethod", {.method = "PUT", .soap_action = get_config_action, .body = good_body}, 405, "PUT"},
      {"LongHeaders", {.body = good_body, .extra_headers = "X: " + std::string(20'000, 'x') + "\r\n"}, 400, "header"},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, HostileInput, testing::ValuesIn(cases()),
                         [](auto const& test) { return std::string(test.param.name); });

class WireTest : public ServerTest {};

TEST_F(WireTest, BytesThatAreNoHttpGetABadRequest) {
  start(small_config());
  RawConnection connection(server_->port());
  connection.send("\x16\x03\x01 nonsense\r\n\r\n");
  EXPECT_EQ(connection.read_reply().status, 400u);
  EXPECT_EQ(connection.read_to_end(), "");
  EXPECT_EQ(last_entry().refused, "not an HTTP request");
}

TEST_F(WireTest, AnAnnouncedBodyOverTheLimitOfRequestFilteringIsRefusedBeforeItIsSent) {
  start(small_config());
  RawConnection connection(server_->port());
  connection.send("POST /ClientWebService/client.asmx HTTP/1.1\r\nHost: x\r\nContent-Length: 30000001\r\n\r\n");
  auto const reply = connection.read_reply();
  EXPECT_EQ(reply.status, 404u);
  EXPECT_EQ(last_entry().sub_status, 13u);
}

TEST_F(WireTest, ExtensionsOfChunksAndTrailersHaveAnEnd) {
  start(small_config());
  std::string const head =
      "POST /ClientWebService/client.asmx HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (auto const& [begin, piece, twin_end] :
       {std::tuple<std::string_view, std::string_view, std::string_view>{"5;a=", "xxxxxx", "\r\nabcde\r\n0\r\n\r\n"},
        {"0\r\n", "X: y\r\n", "\r\n"}}) {
    RawConnection connection(server_->port());
    connection.send(fmt::format("{}{}{}", head, begin, repeated(piece, 50'000)));
    EXPECT_EQ(connection.read_reply().status, 400u) << piece;
    EXPECT_NE(last_entry().refused.find("longer than the server takes"), std::string::npos) << last_entry().refused;
    RawConnection twin(server_->port());
    twin.send(fmt::format("{}{}{}{}", head, begin, repeated(piece, 10), twin_end));
    EXPECT_NE(twin.read_reply().status, 400u) << piece;
  }
}

TEST_F(WireTest, APeerThatLeavesInTheMiddleLeavesNoEntryAndNoHarm) {
  start(small_config());
  {
    RawConnection connection(server_->port());
    connection.send(to_bytes({.soap_action = get_config_action, .body = good_body}, server_->port()).substr(0, 200));
  }
  EXPECT_EQ(driver_->get_config().status, 200u);
  EXPECT_EQ(server_->journal().counter("requests"), 1u);
}

TEST_F(WireTest, GetOnAServiceShowsItsHelpPage) {
  start(small_config());
  auto const reply = exchange(server_->port(), {.method = "GET", .target = "/simpleauthwebservice/SIMPLEAUTH.ASMX"});
  EXPECT_EQ(reply.status, 200u);
  EXPECT_NE(reply.body.find("SimpleAuthWebService"), std::string::npos);
}

TEST_F(WireTest, SimpleAuthAnswersABrokenBodyAsAsmxDoes) {
  start(small_config());
  auto const reply = driver_->send(wusp::Service::simple_auth, "GetAuthorizationCookie", "<a>");
  EXPECT_EQ(reply.status, 400u);
  EXPECT_EQ(element(reply.body, "faultcode"), "soap:Client");
}

}  // namespace
}  // namespace wsus::test
