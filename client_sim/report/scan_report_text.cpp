// The report of a scan for a terminal.
#include "client_sim/report/scan_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::report {

namespace {

/// What a server wrote, without what would steer the terminal or begin a line of its own.
std::string shown(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(
      plain, [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7f'; }, ' ');
  return plain;
}

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
  if (call.error_code) text += fmt::format(" {}", shown(*call.error_code));
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
    text += link.what.empty() ? "\n" : fmt::format(": {}\n", shown(link.what));
  }
  return text;
}

std::string_view word_of(agent::UpdateOutcome const& outcome) {
  if (outcome.removed) return "removed";
  switch (outcome.progress) {
  case machine::UpdateProgress::installed: return "installed";
  case machine::UpdateProgress::pending_reboot: return "restart needed";
  case machine::UpdateProgress::failed: return "failed";
  case machine::UpdateProgress::downloaded: return "downloaded";
  case machine::UpdateProgress::none: break;
  }
  return "not begun";
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// How many columns a UTF-8 text takes; wide characters count as one.
std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

/// A title that is too long is cut.
std::string shown_title(std::string_view title) {
  constexpr std::size_t widest = 60;
  std::string text;
  std::size_t columns = 0;
  bool const is_long = columns_of(title) > widest;
  for (char const c : title) {
    columns += begins_character(c) ? 1 : 0;
    if (is_long && columns > widest - 3) return shown(text) + "...";
    text += c;
  }
  return shown(text);
}

std::string result_of(agent::UpdateOutcome const& outcome) {
  std::string text(word_of(outcome));
  if (outcome.hresult == agent::hr::ok) return text;
  return text + fmt::format(", {} {}: {}", agent::to_hex(outcome.hresult), agent::symbol_of(outcome.hresult),
                            shown(outcome.message));
}

}  // namespace

agent::Hresult hresult_of(ScanReport const& report) {
  if (report.result.hresult != agent::hr::ok || !report.update_result) return report.result.hresult;
  return report.update_result->hresult;
}

std::string to_text(agent::UpdateResult const& result) {
  std::vector<std::string> titles;
  std::size_t title_width = 0;
  std::size_t bytes_width = 0;
  titles.reserve(result.updates.size());
  for (auto const& outcome : result.updates) {
    titles.push_back(shown_title(outcome.title));
    title_width = std::max(title_width, columns_of(titles.back()));
    bytes_width = std::max(bytes_width, fmt::formatted_size("{}", outcome.bytes));
  }
  auto text = result.message + "\n";
  auto title = titles.begin();
  for (auto const& outcome : result.updates) {
    std::string const padding(title_width - columns_of(*title), ' ');
    text += fmt::format("  {}{}  {:>{}} bytes  {}\n", *title, padding, outcome.bytes, bytes_width, result_of(outcome));
    ++title;
  }
  return text;
}

std::string to_text(ScanReport const& report) {
  auto const& result = report.result;
  auto const code = hresult_of(report);
  auto text = fmt::format("{} {}\n", agent::to_hex(code), agent::symbol_of(code));
  if (!result.message.empty()) text += shown(result.message) + "\n";
  text += chain_text(result.chain);
  text += calls_text(report.calls);
  if (result.hresult == agent::hr::ok) text += fmt::format("Updates found: {}\n", result.updates_found);
  if (!report.content.empty()) text += fmt::format("Content requests: {}\n", report.content.size());
  if (report.update_result) text += to_text(*report.update_result);
  return text;
}

}  // namespace wsus::report
