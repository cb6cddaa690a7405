// Answers of another implementation: see foreign_wsus.hpp.
#include "tests/support/foreign_wsus.hpp"

#include "wsdl/wusp/markup.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::test {
namespace {

constexpr std::string_view client_ns = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService";
constexpr std::string_view simple_auth_ns = "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService";
constexpr std::string_view report_ns = "http://www.microsoft.com/SoftwareDistribution";
constexpr std::string_view cookie =
    "<Expiration>2099-01-01T00:00:00</Expiration><EncryptedData>c2VjcmV0</EncryptedData>";

constexpr std::string_view config =
    "<GetConfigResult><LastChange>2026-10-04T13:17:07.59Z</LastChange>"
    "<IsRegistrationRequired>true</IsRegistrationRequired><AuthInfo><AuthPlugInInfo><PlugInID>SimpleTargeting</"
    "PlugInID>"
    "<ServiceUrl>SimpleAuthWebService/SimpleAuth.asmx</ServiceUrl></AuthPlugInInfo></AuthInfo>"
    "<Properties><ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest</Name><Value>50</Value>"
    "</ConfigurationProperty></Properties></GetConfigResult>";

constexpr std::string_view category =
    R"(<UpdateIdentity UpdateID="00000000-0000-4000-8000-000000000001" RevisionNumber="1" />)"
    R"(<Properties UpdateType="Category" /><ApplicabilityRules><IsInstalled><True /></IsInstalled></ApplicabilityRules>)";
constexpr std::string_view missing_update =
    R"(<UpdateIdentity UpdateID="00000000-0000-4000-8000-000000000002" RevisionNumber="1" />)"
    R"(<Properties UpdateType="Software" ExplicitlyDeployable="true" /><ApplicabilityRules><IsInstalled><False />)"
    R"(</IsInstalled><IsInstallable><True /></IsInstallable></ApplicabilityRules>)";

std::string update(int id, std::string_view action, bool leaf, std::string_view core) {
  return fmt::format("<UpdateInfo><ID>{}</ID><Deployment><ID>{}</ID><Action>{}</Action><IsAssigned>true</IsAssigned>"
                     "<LastChangeTime>2026-10-04</LastChangeTime></Deployment><IsLeaf>{}</IsLeaf><Xml>{}</Xml>"
                     "</UpdateInfo>",
                     id, id, action, leaf, wusp::escape_markup(core));
}

std::string rest_of_page() {
  return fmt::format("<Truncated>false</Truncated><NewCookie>{}</NewCookie>"
                     "<DriverSyncNotNeeded>true</DriverSyncNotNeeded>",
                     cookie);
}

/// "<a><b/></a>" -> "<m:a><m:b/></m:a>". Contents hold '<' only where a tag begins.
std::string with_prefix(std::string_view xml, std::string const& prefix) {
  if (prefix.empty()) return std::string(xml);
  std::string result;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    result += xml[i];
    if (xml[i] != '<') continue;
    if (i + 1 < xml.size() && xml[i + 1] == '/') result += xml[++i];
    result += prefix + ":";
  }
  return result;
}

std::string operation_of(CannedRequest const& request) {
  auto action = request.header("SOAPAction");
  if (action.ends_with('"')) action.pop_back();
  return action.substr(action.rfind('/') + 1);
}

std::string usual_content(std::string const& operation, CannedRequest const& request) {
  if (operation == "GetConfig") return std::string(config);
  if (operation == "GetAuthorizationCookie")
    return "<GetAuthorizationCookieResult><PlugInId>SimpleTargeting</PlugInId><CookieData>YQ==</CookieData>"
           "</GetAuthorizationCookieResult>";
  if (operation == "GetCookie") return fmt::format("<GetCookieResult>{}</GetCookieResult>", cookie);
  bool const has_them = request.body.find("<int>") != std::string::npos;
  if (operation == "SyncUpdates" && !has_them) return foreign_page();
  if (operation == "SyncUpdates") return fmt::format("<SyncUpdatesResult>{}</SyncUpdatesResult>", rest_of_page());
  if (operation == "GetExtendedUpdateInfo") return "<GetExtendedUpdateInfoResult/>";
  if (operation == "ReportEventBatch") return "<ReportEventBatchResult>true</ReportEventBatchResult>";
  return {};
}

std::string_view namespace_of(std::string const& operation) {
  if (operation == "GetAuthorizationCookie") return simple_auth_ns;
  return operation == "ReportEventBatch" ? report_ns : client_ns;
}

std::string document(ForeignShape const& shape, std::string const& operation, std::string const& content) {
  auto const& p = shape.envelope_prefix;
  auto const body = shape.body_prefix.empty() ? std::string() : shape.body_prefix + ":";
  auto const declared = shape.body_prefix.empty() ? std::string("xmlns") : "xmlns:" + shape.body_prefix;
  return fmt::format(R"({0}{1}<{2}:Envelope xmlns:{2}="http://schemas.xmlsoap.org/soap/envelope/" )"
                     R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" )"
                     R"(xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" )"
                     R"(xmlns:xsd="http://www.w3.org/2001/XMLSchema"><{2}:Body>)"
                     R"(<{3}{4}Response {5}="{6}">{7}</{3}{4}Response></{2}:Body></{2}:Envelope>)",
                     shape.before, shape.declaration ? "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" : "", p, body,
                     operation, declared, namespace_of(operation), with_prefix(content, shape.body_prefix));
}

CannedReply framed(ForeignShape const& shape, std::string const& body) {
  auto const head = [&](std::string_view version) {
    return fmt::format("HTTP/{} {}\r\n{}", version, shape.status, shape.headers);
  };
  switch (shape.framing) {
  case Framing::chunked: {
    auto const half = body.size() / 2;
    return {fmt::format("{}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", head("1.1"), half,
                        body.substr(0, half), body.size() - half, body.substr(half))};
  }
  case Framing::http_1_0: return {fmt::format("{}Content-Length: {}\r\n\r\n{}", head("1.0"), body.size(), body), true};
  case Framing::until_close: return {fmt::format("{}Connection: close\r\n\r\n{}", head("1.1"), body), true};
  case Framing::content_length: break;
  }
  return {fmt::format("{}Content-Length: {}\r\n\r\n{}", head("1.1"), body.size(), body)};
}

bool is_self_update(CannedRequest const& request) { return request.target() == "/selfupdate/wuident.cab"; }

/// What old agents ask for first (client_sim/agent/self_update.hpp).
CannedReply self_update_answer(std::string const& content, CannedRequest const& request) {
  auto answer = canned_answer("200 OK", "Content-Type: application/vnd.ms-cab-compressed\r\n", content);
  if (request.method() == "HEAD") answer.resize(answer.size() - content.size());
  return {std::move(answer)};
}

CannedReply answer(ForeignShape const& shape, CannedRequest const& request) {
  if (is_self_update(request)) return self_update_answer(shape.self_update, request);
  auto const operation = operation_of(request);
  if (auto const whole = shape.answers.find(operation); whole != shape.answers.end()) return {whole->second};
  auto const given = shape.contents.find(operation);
  bool const has_them = request.body.find("<int>") != std::string::npos;  // the second page is always the usual one
  bool const usual = given == shape.contents.end() || (operation == "SyncUpdates" && has_them);
  auto const content = usual ? usual_content(operation, request) : given->second;
  auto const body = document(shape, operation, content);
  return framed(shape, shape.xpress ? xpress::encode(body) : body);
}

}  // namespace

ForeignWsus::ForeignWsus(ForeignShape shape)
    : server_([shape = std::move(shape)](CannedRequest const& request) { return answer(shape, request); }) {}

std::vector<std::string> ForeignWsus::operations() const {
  std::vector<std::string> result;
  for (auto const& request : server_.requests()) {
    if (!is_self_update(request)) result.push_back(operation_of(request));
  }
  return result;
}

std::string foreign_page(bool decorated) {
  auto const attribute = decorated ? " soapenc:arrayType=\"UpdateInfo[2]\"" : "";
  return fmt::format("<SyncUpdatesResult><NewUpdates{}>{}{}</NewUpdates>{}</SyncUpdatesResult>", attribute,
                     update(1, "Evaluate", false, category), update(2, "Install", true, missing_update),
                     rest_of_page());
}

std::string foreign_fault(std::string_view faultcode, std::string_view error_code, std::string_view status) {
  auto const body = fmt::format(
      R"(<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">)"
      "<soap:Body><soap:Fault><faultcode>soap:{}</faultcode><faultstring>System.Web.Services.Protocols.SoapException: "
      "Fault occurred&#xD;\n   at Microsoft.UpdateServices.Internal.SoapUtilities.ThrowException(ErrorCode errorCode, "
      "String message)</faultstring><faultactor>http://wsus:8530/ClientWebService/client.asmx</faultactor>"
      "<detail><ErrorCode>{}</ErrorCode><Message></Message><ID>00000000-0000-4000-8000-0000000000ff</ID>"
      "<Method>\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates\"</Method></detail>"
      "</soap:Fault></soap:Body></soap:Envelope>",
      faultcode, error_code);
  return canned_answer(status, "Content-Type: text/xml; charset=utf-8\r\n", body);
}

}  // namespace wsus::test
