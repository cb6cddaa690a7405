// Faults: the captured one to the byte, every dress, and the way back into a plain value.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::wire {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

SoapFault captured_fault() {
  return {.error_code = "InvalidParameters",
          .message = "parameters.InstalledNonLeafUpdateIDs",
          .id = "81418b4e-82c1-48d0-9504-da01db6148ae",
          .method = "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates\""};
}

struct Refusing final : ClientSoapService {
  SoapFault fault;
  Refusing(struct soap* context, SoapFault given) : ClientSoapService(context), fault(std::move(given)) {}
  int SyncUpdates(_client__SyncUpdates*, _client__SyncUpdatesResponse&) override { return raise(soap, fault); }
};

/// Decodes a reply to GetConfig; the outcome alone matters.
Reply decoded(Engine& engine, std::string const& reply) {
  return engine.decode(reply, [](struct soap* soap) {
    _client__GetConfigResponse response;
    ClientSoapProxy proxy(soap);
    return proxy.recv_GetConfig(response);
  });
}

TEST(Fault, RaisedByAServiceIsTheCapturedOneToTheByte) {
  Engine engine;
  std::string out;
  Outcome const outcome = engine.serve(
      capture("client/SyncUpdates-category-scan.xml"), "", Dress::wcf,
      [](struct soap* soap) { return Refusing(soap, captured_fault()).dispatch(soap); }, out);
  ASSERT_TRUE(std::holds_alternative<SoapFault>(outcome));
  EXPECT_EQ(std::get<SoapFault>(outcome), captured_fault());
  EXPECT_EQ(out, capture("server/Fault-InstalledNonLeafUpdateIDs.xml"));
}

TEST(Fault, WithoutAServiceIsTheSameText) {
  EXPECT_EQ(fault_envelope(captured_fault(), Dress::wcf), capture("server/Fault-InstalledNonLeafUpdateIDs.xml"));
}

TEST(Fault, CapturedOneIsReadWhole) {
  Engine engine;
  Reply const reply = decoded(engine, capture("server/Fault-InstalledNonLeafUpdateIDs.xml"));
  ASSERT_TRUE(std::holds_alternative<SoapFault>(reply)) << reply.index();
  EXPECT_EQ(std::get<SoapFault>(reply), captured_fault());
}

TEST(Fault, AsmxDressHasDeclarationAndItsOwnPrefixInTheCode) {
  EXPECT_EQ(fault_envelope({.code = FaultCode::server, .reason = "Busy", .error_code = "ServerBusy"}, Dress::asmx),
            R"(<?xml version="1.0" encoding="utf-8"?>)"
            R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/")"
            R"( xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">)"
            "<soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>Busy</faultstring>"
            "<detail><ErrorCode>ServerBusy</ErrorCode></detail></soap:Fault></soap:Body></soap:Envelope>");
}

struct RoundTrip {
  char const* name;
  SoapFault fault;
};

void PrintTo(RoundTrip const& entry, std::ostream* out) { *out << entry.name; }

class FaultRoundTrip : public testing::TestWithParam<RoundTrip> {};

TEST_P(FaultRoundTrip, KeepsAbsentAndEmptyApartInEveryDress) {
  Engine engine;
  for (Dress const dress : {Dress::wcf, Dress::asmx, Dress::agent}) {
    std::string const text = fault_envelope(GetParam().fault, dress);
    Reply const reply = decoded(engine, text);
    ASSERT_TRUE(std::holds_alternative<SoapFault>(reply)) << text;
    EXPECT_EQ(std::get<SoapFault>(reply), GetParam().fault) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, FaultRoundTrip,
    testing::Values(RoundTrip{"CodeOnly", {.error_code = "InvalidCookie"}},
                    RoundTrip{"EmptyMessage", {.error_code = "InvalidCookie", .message = ""}},
                    RoundTrip{"NoDetail", {.reason = "no detail"}},
                    RoundTrip{"EmptyCode", {.error_code = "", .id = "1"}},
                    RoundTrip{"Server", {.code = FaultCode::server, .error_code = "InternalServerError"}},
                    RoundTrip{"Other", {.code = FaultCode::other, .reason = "SOAP 1.2"}},
                    RoundTrip{"Actor", {.actor = "http://host/a?b=1&c=<2>", .error_code = "ServerBusy"}},
                    RoundTrip{
                        "MarkupInTexts",
                        {.reason = "a <b> & \"c\" 'd' ]]>", .message = "line\nline\r\ttab", .method = "\"&amp;\""}},
                    RoundTrip{"BeyondAscii", {.reason = "\xE2\x82\xAC \xF0\x9F\x98\x80", .id = "\xC3\xA9"}}),
    [](auto const& test) { return test.param.name; });

TEST(Fault, BytesThatAreNoTextBecomeReplacementCharacters) {
  std::string const text = fault_envelope({.reason = "a\x01z", .message = "\xFF"}, Dress::wcf);
  EXPECT_THAT(text, HasSubstr("<faultstring>a\xEF\xBF\xBDz</faultstring>"));
  EXPECT_THAT(text, HasSubstr("<Message>\xEF\xBF\xBD</Message>"));
  Engine engine;
  EXPECT_TRUE(std::holds_alternative<SoapFault>(decoded(engine, text)));
}

TEST(Fault, OfADotNetServerWithOtherDetailIsReadAsFarAsItGoes) {
  std::string const text =
      R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>)"
      "<faultcode>soap:Client</faultcode><faultstring>Unable to read request</faultstring>"
      R"(<faultactor>http://host/x.asmx</faultactor><detail><a:b xmlns:a="urn:x"><c/></a:b><ErrorCode>ServerBusy</ErrorCode>)"
      "</detail></soap:Fault></soap:Body></soap:Envelope>";
  Engine engine;
  Reply const reply = decoded(engine, text);
  ASSERT_TRUE(std::holds_alternative<SoapFault>(reply));
  SoapFault const expected{
      .reason = "Unable to read request", .actor = "http://host/x.asmx", .error_code = "ServerBusy"};
  EXPECT_EQ(std::get<SoapFault>(reply), expected);
}

TEST(Fault, CodeOfAVendorIsOther) {
  std::string const text =
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>)"
      R"(<faultcode xmlns:v="urn:vendor">v:Client</faultcode><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>)";
  Engine engine;
  Reply const reply = decoded(engine, text);
  ASSERT_TRUE(std::holds_alternative<SoapFault>(reply));
  EXPECT_EQ(static_cast<int>(std::get<SoapFault>(reply).code), static_cast<int>(FaultCode::other));
}

TEST(Fault, ThatCannotBeReadIsMalformed) {
  Engine engine;
  for (std::string_view const children :
       {"", "<detail/>", "<faultstring>x</faultstring>", "text<faultcode>s:Server</faultcode>", "<other/>"}) {
    std::string const text = agent_envelope("<s:Fault>" + std::string{children} + "</s:Fault>");
    Reply const reply = decoded(engine, text);
    ASSERT_TRUE(std::holds_alternative<Malformed>(reply)) << text;
    EXPECT_EQ(static_cast<int>(std::get<Malformed>(reply).kind), static_cast<int>(Malformed::Kind::not_soap)) << text;
  }
}

TEST(Fault, OfGsoapItselfIsKeptToo) {
  struct Plain final : ClientSoapService {
    explicit Plain(struct soap* context) : ClientSoapService(context) {}
    int GetConfig(_client__GetConfig*, _client__GetConfigResponse&) override {
      return soap_receiverfault("out of order", nullptr);
    }
  };
  Engine engine;
  std::string out;
  Outcome const outcome = engine.serve(
      capture("client/GetConfig.xml"), "", Dress::wcf, [](struct soap* soap) { return Plain(soap).dispatch(soap); },
      out);
  ASSERT_TRUE(std::holds_alternative<SoapFault>(outcome));
  SoapFault const expected{.code = FaultCode::server, .reason = "out of order"};
  EXPECT_EQ(std::get<SoapFault>(outcome), expected);
  EXPECT_THAT(out, HasSubstr("<faultcode>s:Server</faultcode><faultstring>out of order</faultstring></s:Fault>"));
}

TEST(Fault, EndsWithoutANewline) {
  for (Dress const dress : {Dress::wcf, Dress::asmx, Dress::agent})
    EXPECT_THAT(fault_envelope(captured_fault(), dress), EndsWith(":Envelope>"));
}

}  // namespace
}  // namespace wsus::wire
