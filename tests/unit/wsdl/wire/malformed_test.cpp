// Input that is no request: the right kind, a sentence with a place, and an engine that works again afterwards.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::wire {
namespace {

using Kind = Malformed::Kind;
using testing::HasSubstr;

constexpr std::string_view client_namespace = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService";

std::string client_call(std::string_view operation, std::string_view children) {
  return agent_envelope(fmt::format(R"(<{0} xmlns="{1}">{2}</{0}>)", operation, client_namespace, children));
}

std::string good_request() { return client_call("GetConfig", "<protocolVersion>2.90</protocolVersion>"); }

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string utf16(std::string_view ascii, bool mark) {
  std::string out = mark ? "\xFF\xFE" : "";
  for (char const c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

std::string soap_1_2(std::string_view body) {
  return fmt::format(
      R"(<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>{}</e:Body></e:Envelope>)", body);
}

struct Case {
  std::string name;
  std::string request;
  Kind kind;
  std::string what;  ///< a part of the sentence
};

void PrintTo(Case const& entry, std::ostream* out) { *out << entry.request.substr(0, 300); }

std::vector<Case> cases() {
  std::string const good = good_request();
  std::string const operation = fmt::format(R"(<GetConfig xmlns="{}"/>)", client_namespace);
  std::string const with_header = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>)"
                                  R"(<x:Token xmlns:x="urn:x" s:mustUnderstand="1"/></s:Header><s:Body>)" +
                                  operation + "</s:Body></s:Envelope>";
  return {
      {"Empty", "", Kind::not_xml, "near byte 0 of 0"},
      {"Spaces", "  \r\n ", Kind::not_xml, "byte"},
      {"PlainText", "hello", Kind::not_xml, "byte"},
      {"Json", R"({"GetConfig":{"protocolVersion":"2.90"}})", Kind::not_xml, "byte"},
      {"HtmlPage", "<html><body>It works</body></html>", Kind::not_soap, "the root element html"},
      {"OtherEnvelope", R"(<Envelope xmlns="urn:other"/>)", Kind::not_soap, "urn:other"},
      {"TruncatedInName", good.substr(0, good.find("<protocolVersion") + 5), Kind::not_xml, "byte"},
      {"TruncatedInText", good.substr(0, good.find("2.90") + 2), Kind::not_xml, "byte"},
      {"TruncatedBeforeBodyEnd", good.substr(0, good.find("</s:Body>")), Kind::not_xml, "byte"},
      {"TruncatedBeforeEnvelopeEnd", good.substr(0, good.find("</s:Envelope>")), Kind::not_xml, "byte"},
      {"CrossedTags", client_call("GetConfig", "<protocolVersion>2.90</protocolversion>"), Kind::not_xml, "byte"},
      {"UndeclaredPrefix", agent_envelope("<q:GetConfig/>"), Kind::not_xml, "q:GetConfig"},
      {"UndeclaredEntity", client_call("GetConfig", "<protocolVersion>2.90&nbsp;</protocolVersion>"), Kind::not_xml,
       "begins no reference"},
      {"StrayAmpersand", client_call("GetConfig", "<!-- & --><protocolVersion>2 & 90</protocolVersion>"), Kind::not_xml,
       "begins no reference"},
      {"ReferenceWithoutNumber", client_call("GetConfig", "<protocolVersion>&#x;</protocolVersion>"), Kind::not_xml,
       "begins no reference"},
      {"EntityInAnAttribute", client_call("GetConfig", "<protocolVersion a='&x;'/>"), Kind::not_xml,
       "begins no reference"},
      {"SecondRoot", good + "<Second/>", Kind::not_xml, "element Second stands behind the root"},
      {"DocumentType", R"(<!DOCTYPE a [<!ENTITY x "y">]>)" + good, Kind::not_xml, "document type"},
      {"DocumentTypeBehindComment", "<?xml version='1.0'?><!-- <a> --> <!DOCTYPE a>" + good, Kind::not_xml,
       "document type declaration at byte 34"},
      {"Utf16WithMark", utf16(good, true), Kind::bad_text, "byte 0xFF is not UTF-8 at byte 0"},
      {"Utf16WithoutMark", utf16(good, false), Kind::bad_text, "U+0000 is not an XML character at byte 1"},
      {"DeclaredLatin1", R"(<?xml version="1.0" encoding="ISO-8859-1"?>)" + good, Kind::bad_text, "ISO-8859-1"},
      {"Latin1Bytes", client_call("GetConfig", "<protocolVersion>\xE9</protocolVersion>"), Kind::bad_text, "0xE9"},
      {"ControlCharacter", client_call("GetConfig", "<protocolVersion>\x01</protocolVersion>"), Kind::bad_text,
       "U+0001"},
      {"ReferenceToControlCharacter", client_call("GetConfig", "<protocolVersion>&#1;</protocolVersion>"),
       Kind::bad_text, "&#1; refers to U+0001"},
      {"NoBody", R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>)", Kind::not_soap, "no Body"},
      {"EmptyBody", agent_envelope(""), Kind::not_soap, "the Body is empty"},
      {"NumberThatIsNone",
       client_call("SyncUpdates", "<parameters><InstalledNonLeafUpdateIDs><int>many</int></InstalledNonLeafUpdateIDs>"
                                  "</parameters>"),
       Kind::not_soap, "value of element int"},
      {"NumberTooLarge",
       client_call("SyncUpdates", "<parameters><InstalledNonLeafUpdateIDs><int>99999999999</int>"
                                  "</InstalledNonLeafUpdateIDs></parameters>"),
       Kind::not_soap, "value of element int"},
      {"BooleanThatIsNone",
       client_call("SyncUpdates", "<parameters><SkipSoftwareSync>maybe</SkipSoftwareSync></parameters>"),
       Kind::not_soap, "SkipSoftwareSync"},
      {"EnumerationThatIsNone",
       client_call("GetExtendedUpdateInfo",
                   "<infoTypes><XmlUpdateFragmentType>Everything</XmlUpdateFragmentType></infoTypes>"),
       Kind::not_soap, "XmlUpdateFragmentType"},
      {"HeaderThatMustBeUnderstood", with_header, Kind::not_soap, "must be understood"},
      {"Soap12", soap_1_2(operation), Kind::soap_1_2, "SOAP 1.2"},
      {"Soap12WithEmptyBody", soap_1_2(""), Kind::soap_1_2, "SOAP 1.2"},
      {"LongText",
       client_call("GetConfig", fmt::format("<protocolVersion>{}</protocolVersion>", std::string(9000, '1'))),
       Kind::too_long, "4096"},
      {"DeepDeclaredTypes",
       client_call("SyncUpdates", "<parameters><SystemSpec><Device><installedDriver><Class>x</Class></installedDriver>"
                                  "</Device></SystemSpec></parameters>"),
       Kind::too_deep, "deeper than 6"},
  };
}

class MalformedRequest : public testing::TestWithParam<Case> {};

TEST_P(MalformedRequest, IsRefusedByItsKindAndTheEngineGoesOn) {
  Engine engine({.max_depth = 6, .max_text = 4096});
  std::string out = "kept";
  bool dispatched_to_the_end = false;
  auto const dispatch = [&](struct soap* soap) {
    int const code = understood_dispatch(soap);
    dispatched_to_the_end = code == 0;
    return code;
  };

  Outcome const outcome = engine.serve(GetParam().request, "", Dress::wcf, dispatch, out);

  auto const* refused = std::get_if<Malformed>(&outcome);
  ASSERT_TRUE(refused) << "outcome " << outcome.index();
  EXPECT_EQ(static_cast<int>(refused->kind), static_cast<int>(GetParam().kind)) << refused->what;
  EXPECT_THAT(refused->what, HasSubstr(GetParam().what));
  EXPECT_FALSE(dispatched_to_the_end);
  EXPECT_EQ(out, "kept");

  out.clear();
  Outcome const twin = engine.serve(good_request(), "", Dress::wcf, small_service(), out);
  EXPECT_TRUE(std::holds_alternative<Answered>(twin));
  EXPECT_THAT(out, HasSubstr("<LastChange>2026-10-04T13:17:07.59Z</LastChange>"));
}

INSTANTIATE_TEST_SUITE_P(Table, MalformedRequest, testing::ValuesIn(cases()),
                         [](auto const& test) { return test.param.name; });

// The same texts as replies: the calling side refuses what the serving side refuses.
class MalformedReply : public testing::TestWithParam<Case> {};

TEST_P(MalformedReply, IsRefusedToo) {
  Engine engine({.max_depth = 6, .max_text = 4096});
  bool received = false;
  auto const receive = [&](struct soap* soap) {
    _client__GetConfigResponse response;
    int const code = ClientSoapProxy(soap).recv_GetConfig(response);
    received = code == SOAP_OK;
    return code;
  };
  Reply const reply = engine.decode(GetParam().request, receive);
  EXPECT_TRUE(std::holds_alternative<Malformed>(reply)) << reply.index();
  EXPECT_FALSE(received);

  std::string good;
  ASSERT_TRUE(std::holds_alternative<Answered>(engine.serve(good_request(), "", Dress::wcf, small_service(), good)));
  EXPECT_TRUE(std::holds_alternative<Received>(engine.decode(good, receive)));
}

INSTANTIATE_TEST_SUITE_P(Table, MalformedReply, testing::ValuesIn(cases()),
                         [](auto const& test) { return test.param.name; });

TEST(HostileRequest, DeepUnknownElementsAreSkippedWithoutStack) {
  std::size_t const depth = 100'000;
  Engine engine;
  std::string out;
  std::string const request = client_call("GetConfig", repeated("<x>", depth) + repeated("</x>", depth));
  Outcome const outcome = engine.serve(request, "", Dress::wcf, small_service(), out);
  EXPECT_TRUE(std::holds_alternative<Answered>(outcome)) << outcome.index();
}

TEST(HostileRequest, DeepUnknownElementsThatNeverEndAreNotXml) {
  Engine engine;
  std::string out;
  std::string const request = client_call("GetConfig", repeated("<x>", 100'000));
  Outcome const outcome = engine.serve(request, "", Dress::wcf, small_service(), out);
  ASSERT_TRUE(std::holds_alternative<Malformed>(outcome)) << outcome.index();
  EXPECT_EQ(static_cast<int>(std::get<Malformed>(outcome).kind), static_cast<int>(Kind::not_xml));
}

TEST(HostileRequest, EveryTruncationOfACaptureIsRefused) {
  std::string const request = capture("client/SyncUpdates-category-scan.xml");
  Engine engine;
  for (std::size_t length = 0; length < request.size(); ++length) {
    std::string out;
    Outcome const outcome = engine.serve(request.substr(0, length), "", Dress::wcf, small_service(), out);
    ASSERT_TRUE(std::holds_alternative<Malformed>(outcome)) << length << " bytes: outcome " << outcome.index();
    ASSERT_EQ(static_cast<int>(std::get<Malformed>(outcome).kind), static_cast<int>(Kind::not_xml)) << length;
  }
}

TEST(HostileRequest, IdAndHrefArePlainAttributes) {
  Engine engine;
  std::string const ids =
      R"(<revisionIDs><int id="a">1</int><int id="a">2</int><int href="#nowhere">3</int></revisionIDs>)";
  std::string const again = understood(engine, client_call("GetExtendedUpdateInfo", ids));
  EXPECT_THAT(again, HasSubstr("<revisionIDs><int>1</int><int>2</int><int>3</int></revisionIDs>"));
}

TEST(HostileRequest, UnknownEntitiesAreNotExpanded) {
  Engine engine;
  std::string out;
  std::string const request = client_call("GetConfig", "<protocolVersion>&xxe;</protocolVersion>");
  Outcome const outcome = engine.serve(request, "", Dress::wcf, small_service(), out);
  ASSERT_TRUE(std::holds_alternative<Malformed>(outcome)) << outcome.index();
  EXPECT_EQ(out, "");
}

TEST(HostileRequest, AmpersandsOutsideOfTextAreNoReferences) {
  Engine engine;
  for (auto const* const version :
       {"<!-- a & b --><protocolVersion>2.90</protocolVersion><!-- &c; -->",
        "<?p &c;?><protocolVersion>2.90</protocolVersion>", "<protocolVersion><![CDATA[2 & 90]]></protocolVersion>",
        "<protocolVersion>&lt;&#50;&#x2E;90</protocolVersion>"})
    EXPECT_THAT(understood(engine, client_call("GetConfig", version)), HasSubstr("<protocolVersion>")) << version;
}

TEST(HostileRequest, ManyAttributesAreRefusedBeforeTheyCostAnything) {
  Engine engine;
  auto const outcome_with = [&](int attributes) {
    std::string element = "<GetConfig xmlns=\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService\"";
    for (int i = 0; i < attributes; ++i) element += fmt::format(" a{}=\"\"", i);
    std::string out;
    return engine.serve(agent_envelope(element + "><protocolVersion>2.90</protocolVersion></GetConfig>"), "",
                        Dress::wcf, small_service(), out);
  };
  EXPECT_TRUE(std::holds_alternative<Answered>(outcome_with(1'000)));
  auto const refused = outcome_with(4'000);  // and the two declarations
  ASSERT_TRUE(std::holds_alternative<Malformed>(refused));
  EXPECT_EQ(std::get<Malformed>(refused).kind, Malformed::Kind::too_long);
}

}  // namespace
}  // namespace wsus::wire
