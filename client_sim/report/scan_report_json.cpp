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

std::string_view name_of(machine::UpdateProgress progress) {
  switch (progress) {
  case machine::UpdateProgress::none: return "none";
  case machine::UpdateProgress::downloaded: return "downloaded";
  case machine::UpdateProgress::installed: return "installed";
  case machine::UpdateProgress::pending_reboot: return "pending_reboot";
  case machine::UpdateProgress::failed: return "failed";
  }
  return "none";
}

json::object update_of(agent::UpdateResult const& result) {
  json::array updates;
  for (auto const& outcome : result.updates) {
    updates.push_back(json::object{{"update_id", wusp::to_string(outcome.update_id)},
                                   {"revision_number", outcome.revision_number},
                                   {"title", outcome.title},
                                   {"progress", outcome.removed ? "removed" : name_of(outcome.progress)},
                                   {"hresult", agent::to_hex(outcome.hresult)},
                                   {"symbol", agent::symbol_of(outcome.hresult)},
                                   {"message", outcome.message},
                                   {"chain", chain_of(outcome.chain)},
                                   {"bytes", outcome.bytes}});
  }
  return {{"hresult", agent::to_hex(result.hresult)},
          {"symbol", agent::symbol_of(result.hresult)},
          {"message", result.message},
          {"reboot_required", result.reboot_required},
          {"updates", std::move(updates)}};
}

json::array content_of(std::vector<ContentRecord> const& requests) {
  json::array result;
  for (auto const& request : requests) {
    result.push_back(json::object{{"url", request.url},
                                  {"method", request.head ? "HEAD" : "GET"},
                                  {"range", request.range},
                                  {"status", value_or_null(request.status)}});
  }
  return result;
}

}  // namespace

std::string to_json(ScanReport const& report) {
  auto const& result = report.result;
  json::object document{{"hresult", agent::to_hex(result.hresult)},
                        {"symbol", agent::symbol_of(result.hresult)},
                        {"message", result.message},
                        {"chain", chain_of(result.chain)},
                        {"updates_found", result.updates_found},
                        {"calls", calls_of(report.calls)}};
  if (report.update_result) document["update"] = update_of(*report.update_result);
  if (!report.content.empty()) document["content"] = content_of(report.content);
  return json::serialize(document) + "\n";
}

}  // namespace wsus::report
