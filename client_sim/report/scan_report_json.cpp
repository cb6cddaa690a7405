// The report of a scan as a JSON document.
#include "client_sim/report/scan_report.hpp"

#include <boost/json.hpp>

#include <utility>

namespace wsus::report {

namespace {

namespace json = boost::json;

template <class T>
json::value value_or_null(std::optional<T> const& value) {
  if (!value) return nullptr;
  return json::value_from(*value);
}

json::array chain_of(std::vector<agent::ChainLink> const& chain) {
  json::array result;
  for (auto const& link : chain) {
    result.push_back(
        json::object{{"hresult", agent::to_hex(link.code)}, {"symbol", link.symbol}, {"message", link.what}});
  }
  return result;
}

json::array calls_of(std::vector<CallRecord> const& calls) {
  json::array result;
  for (auto const& call : calls) {
    result.push_back(json::object{{"service", call.service},
                                  {"operation", call.operation},
                                  {"url", call.url},
                                  {"status", value_or_null(call.status)},
                                  {"error_code", value_or_null(call.error_code)}});
  }
  return result;
}

}  // namespace

std::string to_json(ScanReport const& report) {
  auto const& result = report.result;
  json::object const document{{"hresult", agent::to_hex(result.hresult)},
                              {"symbol", agent::symbol_of(result.hresult)},
                              {"message", result.message},
                              {"chain", chain_of(result.chain)},
                              {"updates_found", result.updates_found},
                              {"calls", calls_of(report.calls)}};
  return json::serialize(document) + "\n";
}

}  // namespace wsus::report
