// missing_element and missing_property on captured messages.
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
using test::part;
using test::sync_page;
using test::with;

std::shared_ptr<ReplyFault const> missing_element(std::string const& yaml) {
  return made<ReplyFault>(read_missing_element, yaml);
}
std::shared_ptr<ReplyFault const> missing_property(std::string const& yaml) {
  return made<ReplyFault>(read_missing_property, yaml);
}

/// The text without any element from `open` to `close`.
std::string without_all(std::string text, std::string_view open, std::string_view close) {
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open))
    text.erase(at, text.find(close, at) + close.size() - at);
  return text;
}

TEST(MissingElement, TakesOutEveryElementOfThePath) {
  auto const page = sync_page();
  EXPECT_EQ(changed(*missing_element("{element: NewUpdates/UpdateInfo/Deployment}"), page),
            without_all(page, "<Deployment>", "</Deployment>"));
  EXPECT_EQ(changed(*missing_element("{element: NewCookie}"), page), without_all(page, "<NewCookie>", "</NewCookie>"));
  EXPECT_EQ(changed(*missing_element("{element: Deployment/ID}"), page), without_all(page, "<ID>4650", "</ID>"));
}

TEST(MissingElement, TakesOutTheNthOne) {
  auto const page = sync_page();
  EXPECT_EQ(changed(*missing_element("{element: NewUpdates/UpdateInfo, nth: 2}"), page),
            with(page, part(page, "<UpdateInfo><ID>72572</ID>", "</UpdateInfo>"), ""));
  // The IDs of the deployments in between do not count.
  EXPECT_EQ(changed(*missing_element("{element: UpdateInfo/ID, nth: 3}"), page), with(page, "<ID>72573</ID>", ""));
}

TEST(MissingElement, TakesOutEmptyElements) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*missing_element("{element: AuthPlugInInfo/Parameter}"), config), with(config, "<Parameter/>", ""));
}

TEST(MissingElement, TakesOutOfFaultsToo) {
  auto const fault = captured("Fault-InstalledNonLeafUpdateIDs");
  EXPECT_EQ(changed(*missing_element("{element: Fault/faultcode}"), fault, 500),
            with(fault, "<faultcode>s:Client</faultcode>", ""));
}

TEST(MissingElement, MayBeTheMessageOrTheBody) {
  auto const cookie = captured("GetAuthorizationCookie");
  auto const response = part(cookie, "<GetAuthorizationCookieResponse ", "</GetAuthorizationCookieResponse>");
  EXPECT_EQ(changed(*missing_element("{element: GetAuthorizationCookieResponse}"), cookie), with(cookie, response, ""));
  EXPECT_EQ(changed(*missing_element("{element: Envelope/Body}"), cookie),
            with(cookie, part(cookie, "<soap:Body>", "</soap:Body>"), ""));
}

TEST(MissingElement, TakesOutTheOuterOneOfTwoInEachOther) {
  EXPECT_EQ(changed(*missing_element("{element: a}"), "<E><B><r><a>1<a>2</a></a><b/><a/></r></B></E>"),
            "<E><B><r><b/></r></B></E>");
}

TEST(MissingElement, ThatIsNotThereChangesNothing) {
  expect_untouched(*missing_element("{element: NewUpdates/UpdateInfo/Deployment}"), message(captured("GetConfig")));
  expect_untouched(*missing_element("{element: UpdateInfo, nth: 4}"), message(sync_page()));
  expect_untouched(*missing_element("{element: updateinfo}"), message(sync_page()));
  // The fragments of an update are text, not elements.
  expect_untouched(*missing_element("{element: UpdateIdentity}"), message(sync_page()));
  expect_only_messages_are_touched(*missing_element("{element: NewUpdates}"), sync_page());
}

TEST(MissingElement, MistakesAreNamed) {
  auto const said = [](std::string const& yaml) { return mistake_in(read_missing_element, yaml); };
  EXPECT_EQ(said("{}"), "f.yaml:1: /element: found nothing; allowed: a value, it must be given");
  for (auto const* const path : {"''", "a//b", "/a", "a/", "s:Body", "a b"})
    EXPECT_TRUE(said(std::string("{element: ") + path + "}")
                    .ends_with("; allowed: names of elements such as UpdateInfo or NewUpdates/UpdateInfo/Deployment, "
                               "without prefixes"))
        << path;
  EXPECT_EQ(said("{element: Envelope}"),
            "f.yaml:1: /element: found 'Envelope', which is the whole message; allowed: an element inside it");
  EXPECT_EQ(said("{element: a, nth: 0}"), "f.yaml:1: /nth: found '0'; allowed: a whole number from 1 to 2147483647");
  EXPECT_EQ(said("{path: a}"), "f.yaml:1: /path: found the unknown key 'path'; known: element, nth");
}

TEST(MissingProperty, TakesOutTheNamedOne) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*missing_property("{name: ProtocolVersion}"), config),
            with(config,
                 "<ConfigurationProperty><Name>ProtocolVersion</Name><Value>3.2</Value></ConfigurationProperty>", ""));
  EXPECT_EQ(changed(*missing_property("{name: MaxExtendedUpdatesPerRequest}"), config),
            with(config,
                 "<ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest</Name><Value>50</Value>"
                 "</ConfigurationProperty>",
                 ""));
}

TEST(MissingProperty, TakesOutTheWholeListWithoutAName) {
  auto const config = captured("GetConfig");
  EXPECT_EQ(changed(*missing_property("{}"), config), with(config, part(config, "<Properties>", "</Properties>"), ""));
}

TEST(MissingProperty, IsOfGetConfig2Too) {
  auto const body = with(with(captured("GetConfig"), "<GetConfigResult>", "<GetConfig2Result>"), "</GetConfigResult>",
                         "</GetConfig2Result>");
  EXPECT_EQ(changed(*missing_property("{}"), body), with(body, part(body, "<Properties>", "</Properties>"), ""));
}

TEST(MissingProperty, ThatIsNotThereChangesNothing) {
  auto const once = changed(*missing_property("{name: ProtocolVersion}"), captured("GetConfig"));
  expect_untouched(*missing_property("{name: ProtocolVersion}"), message(once));
  for (auto const* const name : {"GetAuthorizationCookie", "SyncUpdates-category-scan"})
    expect_untouched(*missing_property("{}"), message(captured(name)));
  expect_untouched(*missing_property("{}"), message(captured("Fault-InstalledNonLeafUpdateIDs"), 500));
  expect_only_messages_are_touched(*missing_property("{}"), captured("GetConfig"));
}

TEST(MissingProperty, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_missing_property, "{name: ProtocolVersions}"),
            "f.yaml:1: /name: found 'ProtocolVersions', did you mean 'ProtocolVersion'?; allowed: "
            "MaxExtendedUpdatesPerRequest, PackageServerShare, ProtocolVersion, IsInventoryRequired, "
            "ClientReportingLevel");
  EXPECT_EQ(mistake_in(read_missing_property, "{property: x}"),
            "f.yaml:1: /property: found the unknown key 'property'; known: name");
}

}  // namespace
}  // namespace wsus::faults
