// Dress and arrays, framings and plug-ins of other servers: see foreign_shapes.hpp.
#include "tests/support/foreign_shapes.hpp"

#include <string_view>

namespace wsus::test {
namespace {

constexpr std::string_view cookie =
    "<Expiration>2099-01-01T00:00:00Z</Expiration><EncryptedData>c2VjcmV0</EncryptedData>";

std::string empty_page(std::string const& lists) {
  return "<SyncUpdatesResult>" + lists + "<NewCookie>" + std::string(cookie) + "</NewCookie></SyncUpdatesResult>";
}

}  // namespace

std::string foreign_properties() {
  return "<Properties><ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest</Name><Value>50</Value>"
         "</ConfigurationProperty></Properties>";
}

std::string foreign_config(std::string const& plug_ins, std::string const& rest) {
  return "<GetConfigResult><LastChange>2026-10-04T13:17:07Z</LastChange>"
         "<IsRegistrationRequired>0</IsRegistrationRequired><AuthInfo>" +
         plug_ins + "</AuthInfo>" + rest + "</GetConfigResult>";
}

std::string foreign_plug_in(std::string const& id, std::string const& url) {
  return "<AuthPlugInInfo><PlugInID>" + id + "</PlugInID>" + url + "</AuthPlugInInfo>";
}

std::vector<UnderstoodServer> understood_servers() {
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
       {.contents = {{"GetConfig",
                      foreign_config(foreign_plug_in("SimpleTargeting", "<ServiceUrl>/SimpleAuthWebService/"
                                                                        "SimpleAuth.asmx</ServiceUrl>"))}}},
       1},
      {"AnonymousPlugIn",
       {.contents = {{"GetConfig", foreign_config(foreign_plug_in("Anonymous", "<ServiceUrl/><Parameter/>"))}}},
       1},
      {"TwoPlugIns",
       {.contents = {{"GetConfig", foreign_config(foreign_plug_in("PidValidator", "") +
                                                  foreign_plug_in("Anonymous", "<ServiceUrl></ServiceUrl>"))}}},
       1},
      {"Xpress",
       {.headers = "Content-Type: text/xml; charset=utf-8\r\nContent-Encoding: xpress\r\n", .xpress = true},
       1},
      {"AnswersWithoutContent", {.contents = {{"RegisterComputer", "\r\n  "}}}, 1},
  };
}

}  // namespace wsus::test
