// Figures with their formulas: see page.hpp.
#include "scenarios/capacity/page.hpp"

#include "scenarios/capacity/quantities.hpp"

#include <fmt/format.h>

namespace wsus::capacity {
namespace {

using Rows = std::vector<Row>;

std::string per_second(double number) { return fmt::format("{}/s", rate_text(number)); }

void add_demand(Rows& rows, Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& demand = findings.answer.demand;
  auto const* from = inputs.arrivals == Arrivals::even    ? "clients / (0.9 * cycle): a cycle lasts 80 to 100 % of it"
                     : inputs.arrivals == Arrivals::storm ? "clients / window"
                                                          : "2 * clients / window";
  rows.push_back({"scans that begin", per_second(demand.scans), from});
  rows.push_back({"offered load", per_second(demand.calls),
                  fmt::format("scans * {} calls of a scan", rate_text(demand.calls_of_scan))});
  rows.push_back({"server can answer", per_second(demand.capacity),
                  inputs.connections ? "workers / service time, at most connections / (service time + pause)"
                                     : "workers / service time"});
  rows.push_back({"utilisation", share_text(demand.utilisation), "load * service time / workers"});
}

void add_steady(Rows& rows, Findings const& findings) {
  auto const& steady = *findings.answer.steady;
  auto const timeout = duration_text(findings.question.inputs.client_timeout);
  rows.push_back(
      {"calls that wait", share_text(steady.waits), "C: Erlang C (M/M/c) of workers and load * service time"});
  rows.push_back({"mean wait", duration_text(steady.mean_wait),
                  "C / (workers / service time - load) * v, with v = (1 + variation^2) / 2 (Allen-Cunneen, M/G/c)"});
  rows.push_back({"find the queue full", share_text(steady.queue_full), "C * utilisation^(queue / v)"});
  rows.push_back({fmt::format("wait over {}", timeout), share_text(steady.times_out),
                  "C * exp(-(workers / service time - load) * timeout / v)"});
  rows.push_back(
      {"a scan takes", duration_text(steady.scan_time), "calls * (service time + wait) + (calls - 1) * pause"});
  rows.push_back({"open connections", rate_text(steady.connections), "scans * what a scan takes (Little)"});
}

/// What formulas leave out where there are two kinds of scans.
std::string_view by_share(Findings const& findings) {
  auto const share = findings.question.inputs.cold_share;
  return share > 0 && share < 1 ? "; warm and cold scans each by their share" : "";
}

void add_loss(Rows& rows, Findings const& findings) {
  auto const& over = *findings.answer.overload;
  if (over.first.limit == Limit::connections) {
    rows.push_back({"scans get through", share_text(over.completed),
                    "capacity / load: new machines are turned away, those inside go on"});
    rows.push_back({"503s", per_second(over.lost), "scans - capacity / calls of a scan"});
    return;
  }
  rows.push_back({"a call passes", share_text(over.passes),
                  "p with scans * (p + p^2 + ... + p^calls) = capacity: a scan ends with its first lost call"});
  rows.push_back({"scans get through", share_text(over.completed), fmt::format("p^calls{}", by_share(findings))});
  auto const* name = over.first.limit == Limit::queue ? "503s" : "calls given up";
  rows.push_back({name, per_second(over.lost),
                  fmt::format("scans * (1 - p^calls). Were calls independent: load - capacity = {}",
                              per_second(over.unanswered))});
}

void add_overload(Rows& rows, Findings const& findings) {
  auto const& answer = findings.answer;
  auto const& over = *answer.overload;
  rows.push_back({"left over", per_second(over.unanswered), "load - capacity, in calls"});
  rows.push_back({"machines pile up", per_second(over.growth),
                  fmt::format("g = scans * (1 - (1 + g / capacity)^-calls): each has one call in the queue at a time{}",
                              by_share(findings))});
  rows.push_back({"limit hit after", duration_text(over.hit_after),
                  over.first.limit == Limit::connections ? "connections / g"
                  : over.first.limit == Limit::queue     ? "(queue + workers + capacity * pause) / g"
                                                         : "(capacity * timeout + workers + capacity * pause) / g + "
                                                           "timeout"});
  if (answer.storm && !answer.storm->hits_limit) {
    rows.push_back({"not hit", duration_text(findings.question.inputs.window), "the window is over before"});
  } else {
    add_loss(rows, findings);
  }
}

void add_storm(Rows& rows, Findings const& findings) {
  auto const& answer = findings.answer;
  auto const& storm = *answer.storm;
  if (answer.overload) {
    rows.push_back({"longest queue", count_text(storm.longest_queue),
                    storm.hits_limit ? "calls, where the limit is" : "g * window - workers - capacity * pause"});
    rows.push_back({"longest wait", duration_text(storm.longest_wait), "longest queue / capacity"});
    rows.push_back({"empty again after", duration_text(storm.drained - findings.question.inputs.window),
                    storm.hits_limit ? "machines in a scan * their calls to come / capacity, from the window's end"
                                     : "left over * window / capacity, from the window's end"});
  }
  if (storm.hits_limit)
    rows.push_back({"scans that fail", count_text(storm.failed), "lost a second * (window - limit hit after)"});
  if (!storm.hits_limit)
    rows.push_back(
        {"chance of a limit", share_text(storm.chance),
         "random walk of the work: drift load - capacity, variance scans * calls^2 + capacity * variation^2"});
}

std::string hit_text(Findings const& findings, LimitAt const& limit) {
  auto const& answer = findings.answer;
  if (!answer.overload) return "not hit";
  bool const hit = limit.limit == answer.overload->first.limit && (!answer.storm || answer.storm->hits_limit);
  return hit ? fmt::format("hit after {}", duration_text(answer.overload->hit_after)) : "not hit";
}

}  // namespace

std::vector<Row> figure_rows(Findings const& findings) {
  Rows rows;
  add_demand(rows, findings);
  if (findings.answer.steady) add_steady(rows, findings);
  if (findings.answer.overload) add_overload(rows, findings);
  if (findings.answer.storm) add_storm(rows, findings);
  return rows;
}

std::vector<Row> limit_rows(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& answer = findings.answer;
  Rows rows{{"workers", answer.demand.overloads() ? "hit at once" : "not hit",
             fmt::format("{} calls a second", rate_text(answer.demand.capacity))}};
  for (auto const& limit : limits_of(inputs)) {
    auto const waiting = fmt::format("{} calls waiting", count_text(limit.waiting));
    auto const hit = hit_text(findings, limit);
    switch (limit.limit) {
    case Limit::queue:
      rows.push_back({"queue", hit,
                      fmt::format("{}, a wait of {}", waiting, duration_text(limit.waiting / answer.demand.capacity))});
      break;
    case Limit::client_timeout:
      rows.push_back(
          {"client's timeout", hit, fmt::format("{}, a wait of {}", waiting, duration_text(inputs.client_timeout))});
      break;
    case Limit::connections:
      rows.push_back(
          {"connections", hit, fmt::format("{} machines in a scan, {}", count_text(*inputs.connections), waiting)});
      break;
    }
  }
  if (!inputs.connections) rows.push_back({"connections", "not limited", "IIS's default"});
  return rows;
}

}  // namespace wsus::capacity
