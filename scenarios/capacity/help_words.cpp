// What would help, and how much is in reserve: see page.hpp.
#include "scenarios/capacity/page.hpp"

#include "scenarios/capacity/quantities.hpp"
#include "scenarios/capacity/ranges.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wsus::capacity {
namespace {

using Rows = std::vector<Row>;

bool is_even(Inputs const& inputs) { return inputs.arrivals == Arrivals::even; }
double time_of(Inputs const& inputs) { return is_even(inputs) ? inputs.cycle : inputs.window; }

/// "failed scans go from 93,853 to 92,657", or what becomes of the scans of a server that never catches up.
std::string comparison(Answer const& before, Answer const& after) {
  if (after.fits) return "then it fits";
  if (before.storm)
    return fmt::format("failed scans go from {} to {}", count_text(before.storm->failed),
                       count_text(after.storm->failed));
  auto const completed = [](Answer const& answer) { return answer.overload ? answer.overload->completed : 1; };
  return fmt::format("scans that get through go from {} to {}", share_text(completed(before)),
                     share_text(completed(after)));
}

Rows reserves(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& needs = findings.needs;
  Rows rows;
  if (needs.workers)
    rows.push_back({"workers", count_text(*needs.workers), fmt::format("of {}", count_text(inputs.workers))});
  if (needs.service_time)
    rows.push_back({"service time", duration_text(*needs.service_time),
                    fmt::format("in place of {}", duration_text(inputs.service_time))});
  if (needs.time)
    rows.push_back({is_even(inputs) ? "cycle" : "window", duration_text(*needs.time),
                    fmt::format("in place of {}", duration_text(time_of(inputs)))});
  if (needs.queue) rows.push_back({"queue", count_text(*needs.queue), fmt::format("of {}", count_text(inputs.queue))});
  return rows;
}

Row workers_row(Findings const& findings) {
  auto const now = count_text(findings.question.inputs.workers);
  auto const& need = findings.needs.workers;
  if (need) return {"more workers", count_text(*need), fmt::format("in place of {}", now)};
  return {"more workers", "no", fmt::format("not even {}", count_text(ranges::most_workers))};
}

Row service_row(Findings const& findings) {
  auto const& need = findings.needs.service_time;
  if (!need) return {"faster calls", "no", fmt::format("not even {}", duration_text(ranges::shortest_service))};
  return {"faster calls", duration_text(*need),
          fmt::format("in place of {}; articles: decline superseded updates, add the indexes, reindex",
                      duration_text(findings.question.inputs.service_time))};
}

Row time_row(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const* what = is_even(inputs) ? "a longer cycle" : "a wider window";
  auto const& need = findings.needs.time;
  if (need) return {what, duration_text(*need), fmt::format("in place of {}", duration_text(time_of(inputs)))};
  return {what, "no",
          fmt::format("not even {}", duration_text(is_even(inputs) ? ranges::longest_cycle : ranges::longest_window))};
}

Row queue_row(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& advised = findings.advised;
  auto const& need = findings.needs.queue;
  auto note = need ? fmt::format("in place of {}", count_text(inputs.queue))
                   : fmt::format("not even {}, the most that IIS takes", count_text(ranges::longest_queue));
  if (inputs.queue < advised.queue)
    note += fmt::format("; with {}, as Microsoft advises, {}", count_text(advised.queue),
                        comparison(findings.answer, advised.longer_queue));
  return {"a longer queue", need ? count_text(*need) : "no", note};
}

Row connections_row(Findings const& findings) {
  auto const& advised = findings.advised;
  return {"a connection limit", advised.fewer_connections.fits ? count_text(advised.connections) : "no",
          fmt::format("with {}, as Microsoft advises for storms, {}: machines are turned away before their first call, "
                      "and the others are served to the end",
                      count_text(advised.connections), comparison(findings.answer, advised.fewer_connections))};
}

Row servers_row(Findings const& findings) {
  if (findings.fleet <= 0) return {"more servers", "no", "not like this one"};
  return {"more servers", count_text(std::ceil(findings.question.inputs.clients / findings.fleet)),
          "like this one, each with its share of the machines"};
}

}  // namespace

std::vector<Row> help_rows(Findings const& findings) {
  if (findings.answer.fits) return reserves(findings);
  Rows rows{workers_row(findings), service_row(findings), time_row(findings), queue_row(findings)};
  if (!findings.question.inputs.connections) rows.push_back(connections_row(findings));
  rows.push_back(servers_row(findings));
  return rows;
}

}  // namespace wsus::capacity
