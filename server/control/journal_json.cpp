// Entries as JSON: see journal_json.hpp. HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/
#include "server/control/journal_json.hpp"

#include "server/control/texts.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>

#include <limits>
#include <string_view>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

json::array injected_of(journal::Entry const& entry) {
  json::array injected;
  for (auto const& fault : entry.injected)
    injected.push_back(json::object{{"rule", as_utf8(fault.rule)}, {"fault", fault.kind}});
  return injected;
}

json::array hresults_of(journal::Entry const& entry) {
  json::array hresults;
  for (auto const hresult : entry.reported_hresults)
    hresults.emplace_back(fmt::format("0x{:08X}", static_cast<std::uint32_t>(hresult)));
  return hresults;
}

void put_body(json::object& object, std::string_view name, std::string const& body) {
  if (body.empty()) return;
  if (is_utf8(body))
    object[fmt::format("{}_body", name)] = body;
  else
    object[fmt::format("{}_body_base64", name)] = base64(body);
}

json::object header(std::string_view name, std::string_view value) {
  return {{"name", name}, {"value", as_utf8(value)}};
}

json::array query_string(std::string_view target) {
  json::array parameters;
  auto const mark = target.find('?');
  if (mark == std::string_view::npos) return parameters;
  for (auto rest = target.substr(mark + 1); !rest.empty();) {
    auto const pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    auto const equals = std::min(pair.find('='), pair.size());
    parameters.push_back(header(as_utf8(pair.substr(0, equals)), pair.substr(std::min(equals + 1, pair.size()))));
  }
  return parameters;
}

json::object har_request(journal::Entry const& entry, std::string const& site) {
  json::array headers;
  if (!entry.user_agent.empty()) headers.push_back(header("User-Agent", entry.user_agent));
  if (!entry.request_coding.empty()) headers.push_back(header("Content-Encoding", entry.request_coding));
  auto const target = as_utf8(entry.target);
  bool const is_path = target.starts_with('/');
  json::object request{{"method", as_utf8(entry.method)},
                       {"url", is_path ? fmt::format("{}{}", site, target) : target},
                       {"httpVersion", "HTTP/1.1"},
                       {"cookies", json::array{}},
                       {"headers", std::move(headers)},
                       {"queryString", query_string(entry.target)},
                       {"headersSize", -1},
                       {"bodySize", entry.request_bytes}};
  if (!entry.request_body.empty())
    request["postData"] = json::object{
        {"mimeType", "text/xml; charset=utf-8"}, {"params", json::array{}}, {"text", as_utf8(entry.request_body)}};
  return request;
}

json::object har_content(journal::Entry const& entry) {
  json::object content{{"size", entry.response_bytes},
                       {"mimeType", entry.operation.empty() ? "" : "text/xml; charset=utf-8"}};
  if (entry.response_body.empty()) return content;
  if (is_utf8(entry.response_body)) {
    content["text"] = entry.response_body;
  } else {
    content["text"] = base64(entry.response_body);
    content["encoding"] = "base64";
  }
  return content;
}

json::object har_response(journal::Entry const& entry) {
  json::array headers;
  if (!entry.response_coding.empty()) headers.push_back(header("Content-Encoding", entry.response_coding));
  if (!entry.content_range.empty()) headers.push_back(header("Content-Range", entry.content_range));
  return {{"status", entry.status},
          {"statusText", ""},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", json::array{}},
          {"headers", std::move(headers)},
          {"content", har_content(entry)},
          {"redirectURL", ""},
          {"headersSize", -1},
          {"bodySize", entry.wire_bytes}};
}

}  // namespace

json::object to_json(journal::Entry const& entry) {
  return {{"sequence", entry.sequence},
          {"time", wusp::to_xsd_date_time(entry.time)},
          {"client_address", entry.client_address},
          {"method", as_utf8(entry.method)},
          {"target", as_utf8(entry.target)},
          {"service", entry.service},
          {"operation", as_utf8(entry.operation)},
          {"client_id", as_utf8(entry.client_id)},
          {"user_agent", as_utf8(entry.user_agent)},
          {"status", entry.status},
          {"sub_status", entry.sub_status},
          {"error_code", as_utf8(entry.error_code)},
          {"error_message", as_utf8(entry.error_message)},
          {"fault_id", as_utf8(entry.fault_id)},
          {"refused", as_utf8(entry.refused)},
          {"log_failure", as_utf8(entry.log_failure)},
          {"injected", injected_of(entry)},
          {"installed_non_leaf_ids", entry.installed_non_leaf_ids},
          {"other_cached_ids", entry.other_cached_ids},
          {"cached_driver_ids", entry.cached_driver_ids},
          {"reported_hresults", hresults_of(entry)},
          {"request_bytes", entry.request_bytes},
          {"response_bytes", entry.response_bytes},
          {"wire_bytes", entry.wire_bytes},
          {"request_coding", as_utf8(entry.request_coding)},
          {"response_coding", entry.response_coding},
          {"content_range", entry.content_range},
          {"duration_us", entry.duration.count()}};
}

json::object with_bodies(journal::Entry const& entry) {
  auto object = to_json(entry);
  put_body(object, "request", entry.request_body);
  put_body(object, "response", entry.response_body);
  return object;
}

json::object to_har(journal::Entry const& entry, std::string const& site) {
  auto const milliseconds = static_cast<double>(entry.duration.count()) / 1000.0;
  return {{"startedDateTime", wusp::to_xsd_date_time(entry.time)},
          {"time", milliseconds},
          {"request", har_request(entry, site)},
          {"response", har_response(entry)},
          {"cache", json::object{}},
          {"timings", json::object{{"send", 0}, {"wait", milliseconds}, {"receive", 0}}},
          {"_sequence", entry.sequence},
          {"_clientAddress", entry.client_address},
          {"_clientId", as_utf8(entry.client_id)},
          {"_operation", as_utf8(entry.operation)},
          {"_errorCode", as_utf8(entry.error_code)},
          {"_faultId", as_utf8(entry.fault_id)},
          {"_refused", as_utf8(entry.refused)},
          {"_injected", injected_of(entry)}};
}

journal::Filter filter_of(Query& query) {
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  journal::Filter filter;
  filter.client_id = query.text("client_id");
  filter.operation = query.text("operation");
  filter.service = query.text("service");
  filter.fault = query.text("fault");
  filter.error_code = query.text("error_code");
  if (auto const status = query.number("status", 0, 999)) filter.status = static_cast<unsigned>(*status);
  filter.method = query.text("method");
  filter.path = query.text("path");
  filter.since = query.number("since", 0, most).value_or(0);
  filter.until = query.number("until", 0, most).value_or(most);
  return filter;
}

}  // namespace wsus::control
