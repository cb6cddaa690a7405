// From events to rows: see sequence.hpp.
#include "scenarios/report/html/sequence.hpp"

#include "scenarios/report/html/call_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace wsus::lab::html {
namespace {

constexpr std::size_t most_alike = 3;
constexpr std::string_view prompt_of_server = "wsus";  // as scenarios name it

/// In lower case: names of hosts are the same in any, and one host is one lifeline.
std::string host_of(std::string_view url) {
  auto const scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  std::string host(url.substr(0, url.find_first_of(":/?")));
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return host;
}

/// Every lifeline once, in the order of the page: machines, hosts, server.
class Lifelines {
public:
  explicit Lifelines(std::string server) : server_(std::move(server)) {}

  void add(PhaseTimeline const& phase) {
    for (auto const& event : phase.events) {
      if (auto const* call = std::get_if<CallEvent>(&event.what)) add_machine(call->machine);
      if (auto const* scan = std::get_if<ScanEvent>(&event.what)) add_machine(scan->machine);
    }
    for (auto const& event : phase.events) {
      auto const* call = std::get_if<CallEvent>(&event.what);
      if (call == nullptr) continue;
      for (auto const& hop : call->hops) {
        if (!hop.proxy.empty()) add_host(hop.proxy);
        add_host(host_of(hop.url));
      }
    }
    all_.push_back({.name = server_, .kind = Participant::Kind::server});
  }
  /// The server where nobody has that name.
  [[nodiscard]] std::size_t of(std::string const& name) const {
    auto const found = std::ranges::find(all_, name, &Participant::name);
    return found == all_.end() ? all_.size() - 1 : static_cast<std::size_t>(found - all_.begin());
  }
  [[nodiscard]] bool knows(std::string const& name) const {
    return std::ranges::find(all_, name, &Participant::name) != all_.end();
  }
  [[nodiscard]] std::size_t server() const { return all_.size() - 1; }
  std::vector<Participant> take() { return std::move(all_); }

private:
  void add_machine(std::string const& name) {
    if (!name.empty() && !knows(name)) all_.push_back({.name = name, .kind = Participant::Kind::machine});
  }
  void add_host(std::string const& name) {
    if (name != server_ && !name.empty() && !knows(name))
      all_.push_back({.name = name, .kind = Participant::Kind::host});
  }
  std::string server_;
  std::vector<Participant> all_{};
};

/// Where a call went: caller, its proxy, the host of its last URL, and the server when its journal has it.
std::vector<std::size_t> path_of(CallEvent const& call, Lifelines const& lifelines) {
  std::vector<std::size_t> path;
  auto const go = [&path](std::size_t to) {
    if (path.empty() || path.back() != to) path.push_back(to);
  };
  if (!call.machine.empty()) go(lifelines.of(call.machine));
  for (auto const& hop : call.hops) {
    if (!hop.proxy.empty()) go(lifelines.of(hop.proxy));
    go(lifelines.of(host_of(hop.url)));
    if (&hop != &call.hops.back()) go(lifelines.of(call.machine));  // back with the redirect
  }
  if (!call.server.empty()) go(lifelines.server());
  return path;
}

std::string result_of(ScanEvent const& scan) {
  auto text = fmt::format("0x{:08X} {}", scan.end.hresult, scan.end.symbol);
  if (scan.end.hresult == 0) text += fmt::format(", {} found", scan.end.updates_found);
  return text;
}

void add_typed(std::vector<Row>& rows, scenario::Step const& step, Lifelines const& lifelines, std::size_t event) {
  auto const add = [&](scenario::TypeCommand const& command) {
    Row row;
    row.kind = Row::Kind::typed;
    if (command.at != prompt_of_server && !lifelines.knows(command.at)) return;  // nobody who calls in this phase
    row.path = {command.at == prompt_of_server ? lifelines.server() : lifelines.of(command.at)};
    row.label = "> " + command.line;
    row.event = event;
    rows.push_back(std::move(row));
  };
  if (auto const* command = std::get_if<scenario::TypeCommand>(&step.what)) add(*command);
  if (auto const* together = std::get_if<scenario::Together>(&step.what))
    std::ranges::for_each(together->commands, add);
}

Row row_of(CallEvent const& call, Lifelines const& lifelines, std::size_t event) {
  Row row;
  row.path = path_of(call, lifelines);
  row.label = title_of(call);
  if (call.hops.size() > 1) row.label += fmt::format(", {} requests", call.hops.size());
  row.end = end_of(call);
  row.bad = has_failed(call);
  row.lost = call.hops.empty() ? false : !call.hops.back().status;
  row.event = event;
  return row;
}

bool alike(Row const& a, Row const& b) {
  return a.kind == Row::Kind::call && b.kind == Row::Kind::call && a.path == b.path && a.label == b.label &&
         a.end == b.end;
}

/// A run of rows that are alike as one, where there are more than a reader wants to see.
std::vector<Row> folded(std::vector<Row> rows) {
  std::vector<Row> result;
  for (std::size_t i = 0; i < rows.size();) {
    auto end = i + 1;
    while (end < rows.size() && alike(rows[i], rows[end])) ++end;
    if (end - i > most_alike) {
      rows[i].count = end - i;
      result.push_back(std::move(rows[i]));
    } else {
      for (auto at = i; at < end; ++at) result.push_back(std::move(rows[at]));
    }
    i = end;
  }
  return result;
}

}  // namespace

bool Sequence::has_calls() const {
  return std::ranges::any_of(rows, [](Row const& row) { return row.kind == Row::Kind::call; });
}

std::vector<Sequence> in_pieces(Sequence const& sequence, std::size_t most_rows) {
  auto const& rows = sequence.rows;
  auto const count = std::max<std::size_t>(1, (rows.size() + most_rows - 1) / most_rows);
  std::vector<Sequence> pieces;
  for (std::size_t i = 0; i < count; ++i) {
    auto const place = [&](std::size_t number) { return static_cast<std::ptrdiff_t>(rows.size() * number / count); };
    auto& piece = pieces.emplace_back();
    piece.participants = sequence.participants;
    piece.rows.assign(rows.begin() + place(i), rows.begin() + place(i + 1));
  }
  return pieces;
}

Sequence sequence_of(PhaseTimeline const& phase, std::string const& server) {
  Lifelines lifelines(server);
  lifelines.add(phase);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < phase.events.size(); ++i) {
    auto const& what = phase.events[i].what;
    if (auto const* call = std::get_if<CallEvent>(&what)) rows.push_back(row_of(*call, lifelines, i));
    if (auto const* step = std::get_if<StepEvent>(&what)) add_typed(rows, step->step, lifelines, i);
    if (auto const* scan = std::get_if<ScanEvent>(&what)) {
      Row row;
      row.kind = Row::Kind::scan;
      row.path = {lifelines.of(scan->machine)};
      row.label = result_of(*scan);
      row.bad = scan->end.hresult != 0;
      row.event = i;
      rows.push_back(std::move(row));
    }
  }
  return {.participants = lifelines.take(), .rows = folded(std::move(rows))};
}

}  // namespace wsus::lab::html
