// Calls as records: see call_records.hpp.
#include "client_sim/app/call_records.hpp"

#include "wsdl/wusp/service.hpp"

#include <optional>
#include <string_view>
#include <variant>

namespace wsus::client {
namespace {

std::optional<std::string> error_code_of(agent::Reply const& reply) {
  auto const* failure = std::get_if<agent::Failure>(&reply);
  auto const* fault = failure ? std::get_if<agent::FaultFailure>(failure) : nullptr;
  return fault ? fault->fault.error_code : std::nullopt;
}

}  // namespace

void record(std::vector<report::CallRecord>& calls, agent::Call const& call, transport::HttpResult const& result,
            agent::Reply const& reply) {
  auto const name = agent::name_of(call);
  for (auto const& hop : result.hops)
    calls.push_back({.service = std::string(wusp::info(name.service).name),
                     .operation = std::string(name.operation),
                     .url = hop.url,
                     .status = hop.status});
  calls.back().error_code = error_code_of(reply);
}

CallSeen seen_of(report::CallRecord const& last, transport::HttpRequest const& request,
                 transport::HttpResult const& result, Proxies const& proxies) {
  CallSeen seen{.service = last.service,
                .operation = last.operation,
                .error_code = last.error_code ? std::string_view(*last.error_code) : std::string_view(),
                .hops = {},
                .request_body = request.body,
                .response_body = result.body,
                .response_coding = result.content_encoding,
                .transport_error = result.transport_error,
                .what = result.what};
  for (std::size_t i = 0; i < result.hops.size(); ++i) {
    auto const& hop = result.hops[i];
    seen.hops.push_back({.url = hop.url, .proxy = i < proxies.size() ? proxies[i] : "", .status = hop.status});
  }
  return seen;
}

}  // namespace wsus::client
