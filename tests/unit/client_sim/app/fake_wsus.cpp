// Answers of the fake WSUS.
#include "tests/unit/client_sim/app/fake_wsus.hpp"

#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace wsus::client::test {

namespace {

using transport::test::answer;

constexpr auto client_ns = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService";
constexpr auto report_ns = "http://www.microsoft.com/SoftwareDistribution";
constexpr auto cookie = "<Expiration>2099-01-01T00:00:00Z</Expiration><EncryptedData>c2VjcmV0</EncryptedData>";

std::string capture(std::string const& name) {
  std::ifstream file(std::string(WSUS_SOURCE_DIR) + "/tests/golden/captures/server/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string envelope(std::string const& operation, std::string const& xml_namespace, std::string const& content) {
  return fmt::format("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                     "<{0}Response xmlns=\"{1}\">{2}</{0}Response></s:Body></s:Envelope>",
                     operation, xml_namespace, content);
}

std::string good_answer(std::string const& operation) { return answer(good_body(operation)); }

std::string operation_of(std::string const& request) {
  auto const begin = request.find("SOAPAction: \"");
  auto const end = request.find("\"\r\n", begin);
  auto const action = request.substr(begin, end - begin);
  return action.substr(action.rfind('/') + 1);
}

/// What w8 asks for before its scans (client_sim/agent/self_update.hpp); it has no SOAPAction.
bool is_self_update(std::string const& request) { return request.find(" /selfupdate/") < request.find("\r\n"); }

std::string self_update_answer(std::string const& request) {
  std::string const content = "WSUS Fault Lab wuident\r\n";
  auto whole = answer(content);
  if (request.starts_with("HEAD ")) whole.resize(whole.size() - content.size());
  return whole;
}

}  // namespace

FakeWsus::FakeWsus(std::map<std::string, std::string> instead)
    : server_([instead = std::move(instead)](std::string const& request) {
        if (is_self_update(request)) return self_update_answer(request);
        auto const operation = operation_of(request);
        auto const found = instead.find(operation);
        return found == instead.end() ? good_answer(operation) : found->second;
      }) {}

std::string FakeWsus::url() const { return server_.url(""); }

std::vector<std::string> FakeWsus::operations() const {
  std::vector<std::string> result;
  for (auto const& request : server_.requests()) {
    if (!is_self_update(request)) result.push_back(operation_of(request));
  }
  return result;
}

std::string good_body(std::string const& operation) {
  if (operation == "GetConfig") return capture("GetConfig.xml");
  if (operation == "GetAuthorizationCookie") return capture("GetAuthorizationCookie.xml");
  if (operation == "GetCookie")
    return envelope(operation, client_ns, fmt::format("<GetCookieResult>{}</GetCookieResult>", cookie));
  if (operation == "SyncUpdates")
    return envelope(operation, client_ns,
                    fmt::format("<SyncUpdatesResult><Truncated>false</Truncated><NewCookie>{}</NewCookie>"
                                "<DriverSyncNotNeeded>true</DriverSyncNotNeeded></SyncUpdatesResult>",
                                cookie));
  if (operation == "ReportEventBatch")
    return envelope(operation, report_ns, "<ReportEventBatchResult>true</ReportEventBatchResult>");
  return envelope(operation, client_ns, "");
}

std::string captured_fault() {
  return answer(capture("Fault-InstalledNonLeafUpdateIDs.xml"), "Connection: close\r\n", "500 Internal Server Error");
}

}  // namespace wsus::client::test
