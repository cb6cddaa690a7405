// wrong_namespace and wrong_prefix on captured messages.
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

namespace wsus::faults {
namespace {

using test::captured;
using test::changed;
using test::expect_only_messages_are_touched;
using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using test::with;

constexpr auto client_namespace = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService";
constexpr auto soap_namespace = "http://schemas.xmlsoap.org/soap/envelope/";

std::shared_ptr<ReplyFault const> wrong_namespace(std::string const& yaml) {
  return made<ReplyFault>(read_wrong_namespace, yaml);
}
std::shared_ptr<ReplyFault const> wrong_prefix(std::string const& yaml) {
  return made<ReplyFault>(read_wrong_prefix, yaml);
}

TEST(WrongNamespace, IsThatOfTheElementInTheBody) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*wrong_namespace("{namespace: 'urn:other'}"), config), with(config, client_namespace, "urn:other"));
  EXPECT_EQ(changed(*wrong_namespace("{}"), config), with(config, client_namespace, "http://tempuri.org/"));
  auto const cookie = captured("GetAuthorizationCookie");
  EXPECT_EQ(
      changed(*wrong_namespace("{}"), cookie),
      with(cookie, "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService", "http://tempuri.org/"));
}

TEST(WrongNamespace, OfAFaultIsDeclaredOnTheFaultAlone) {
  auto const fault = captured("Fault-InstalledNonLeafUpdateIDs");
  EXPECT_EQ(changed(*wrong_namespace("{}"), fault, 500),
            with(fault, "<s:Fault>", "<s:Fault xmlns:s=\"http://tempuri.org/\">"));
}

TEST(WrongNamespace, OfTheEnvelopeIsThatOfSoap12ByDefault) {
  for (auto const* const name : {"GetConfig", "GetAuthorizationCookie", "Fault-InstalledNonLeafUpdateIDs"}) {
    auto const body = captured(name);
    EXPECT_EQ(changed(*wrong_namespace("{of: envelope}"), body),
              with(body, soap_namespace, "http://www.w3.org/2003/05/soap-envelope"));
  }
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*wrong_namespace("{of: envelope, namespace: 'urn:x'}"), config),
            with(config, soap_namespace, "urn:x"));
}

TEST(WrongNamespace, IsEscaped) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*wrong_namespace("{namespace: 'a&\"b\"<c>'}"), config),
            with(config, client_namespace, "a&amp;&quot;b&quot;&lt;c&gt;"));
}

TEST(WrongNamespace, ThatIsTheRightOneChangesNothing) {
  expect_untouched(*wrong_namespace(std::string("{namespace: '") + client_namespace + "'}"),
                   message(captured("GetConfig")));
}

TEST(WrongNamespace, LeavesEverythingAloneThatIsNoMessage) {
  auto const fault = wrong_namespace("{}");
  expect_only_messages_are_touched(*fault, captured("GetConfig"));
  expect_untouched(*fault, message("<definitions/>"));
  expect_untouched(*fault, message(captured("GetConfig").substr(0, 400)));
}

TEST(WrongNamespace, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_wrong_namespace, "{name: x}"),
            "f.yaml:1: /name: found the unknown key 'name'; known: namespace, of");
  EXPECT_EQ(mistake_in(read_wrong_namespace, "{of: header}"), "f.yaml:1: /of: found 'header'; allowed: body, envelope");
  EXPECT_EQ(mistake_in(read_wrong_namespace, "{namespace: ''}"),
            "f.yaml:1: /namespace: found an empty text; allowed: a text");
}

TEST(WrongPrefix, IsInBothTagsOfTheElementInTheBody) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*wrong_prefix("{prefix: q}"), config),
            with(with(config, "<GetConfigResponse ", "<q:GetConfigResponse "), "</GetConfigResponse>",
                 "</q:GetConfigResponse>"));
  auto const fault = captured("Fault-InstalledNonLeafUpdateIDs");
  EXPECT_EQ(changed(*wrong_prefix("{}"), fault, 500),
            with(with(fault, "<s:Fault>", "<ns1:Fault>"), "</s:Fault>", "</ns1:Fault>"));
}

TEST(WrongPrefix, OfAnElementWithoutEndTag) {
  EXPECT_EQ(
      changed(*wrong_prefix("{}"), "<s:Envelope xmlns:s='x'><s:Body><PingResponse xmlns='y'/></s:Body></s:Envelope>"),
      "<s:Envelope xmlns:s='x'><s:Body><ns1:PingResponse xmlns='y'/></s:Body></s:Envelope>");
}

TEST(WrongPrefix, ThatIsDeclaredChangesNothing) {
  auto const declared = with(captured("GetConfig"), "<GetConfigResponse ", "<GetConfigResponse xmlns:q=\"urn:q\" ");
  expect_untouched(*wrong_prefix("{prefix: q}"), message(declared));
}

TEST(WrongPrefix, LeavesEverythingAloneThatIsNoMessage) {
  expect_only_messages_are_touched(*wrong_prefix("{}"), captured("GetConfig"));
  expect_untouched(*wrong_prefix("{}"), message("<Envelope><Body/></Envelope>"));
}

TEST(WrongPrefix, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_wrong_prefix, "{prefix: 'a:b'}"),
            "f.yaml:1: /prefix: found 'a:b'; allowed: a prefix: letters and digits, a letter in front");
  EXPECT_EQ(mistake_in(read_wrong_prefix, "{prefix: ''}"),
            "f.yaml:1: /prefix: found ''; allowed: a prefix: letters and digits, a letter in front");
  for (auto const* const prefix : {"s", "soap", "xsi", "xsd", "xml", "xmlns"})
    EXPECT_EQ(mistake_in(read_wrong_prefix, std::string("{prefix: ") + prefix + "}"),
              std::string("f.yaml:1: /prefix: found '") + prefix +
                  "', which real envelopes declare; allowed: a prefix that nothing declares");
  EXPECT_EQ(mistake_in(read_wrong_prefix, "q"), "f.yaml:1: /: found 'q'; allowed: a map");
}

}  // namespace
}  // namespace wsus::faults
