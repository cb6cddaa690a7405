// The report of a scan for a terminal.
#include "client_sim/report/scan_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::report {

namespace {

/// Equal calls in a row are one line.
struct Row {
  std::string what{};    ///< "ClientWebService/SyncUpdates x 14"
  std::string answer{};  ///< "500 InvalidParameters"
};

bool same(CallRecord const& a, CallRecord const& b) {
  return a.service == b.service && a.operation == b.operation && a.url == b.url && a.status == b.status &&
         a.error_code == b.error_code;
}

std::string answer_of(CallRecord const& call) {
  auto text = call.status ? fmt::format("{}", *call.status) : std::string("no answer");
  if (call.error_code) text += " " + *call.error_code;
  return text;
}

std::vector<Row> rows_of(std::vector<CallRecord> const& calls) {
  std::vector<Row> rows;
  for (auto first = calls.begin(); first != calls.end();) {
    auto const last = std::find_if_not(first, calls.end(), [&](auto const& call) { return same(*first, call); });
    auto const count = last - first;
    auto what = fmt::format("{}/{}", first->service, first->operation);
    if (count > 1) what += fmt::format(" x {}", count);
    rows.push_back({std::move(what), answer_of(*first)});
    first = last;
  }
  return rows;
}

std::string calls_text(std::vector<CallRecord> const& calls) {
  if (calls.empty()) return "Calls: none\n";
  auto const rows = rows_of(calls);
  std::size_t width = 0;
  for (auto const& row : rows) width = std::max(width, row.what.size());
  std::string text = "Calls:\n";
  for (auto const& row : rows) text += fmt::format("  {:<{}}  {}\n", row.what, width, row.answer);
  return text;
}

std::string chain_text(std::vector<agent::ChainLink> const& chain) {
  if (chain.empty()) return {};
  std::string text = "Chain:\n";
  for (auto const& link : chain) {
    auto const arrow = &link == &chain.front() ? "  " : "->";
    text += fmt::format("  {} {} {}", arrow, agent::to_hex(link.code), link.symbol);
    text += link.what.empty() ? "\n" : fmt::format(": {}\n", link.what);
  }
  return text;
}

}  // namespace

std::string to_text(ScanReport const& report) {
  auto const& result = report.result;
  auto text = fmt::format("{} {}\n", agent::to_hex(result.hresult), agent::symbol_of(result.hresult));
  if (!result.message.empty()) text += result.message + "\n";
  text += chain_text(result.chain);
  text += calls_text(report.calls);
  if (result.hresult == agent::hr::ok) text += fmt::format("Updates found: {}\n", result.updates_found);
  return text;
}

}  // namespace wsus::report
