// The page: see page.hpp.
#include "scenarios/capacity/page.hpp"

#include "scenarios/capacity/quantities.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace wsus::capacity {
namespace {

std::string arrivals_text(Inputs const& inputs) {
  switch (inputs.arrivals) {
  case Arrivals::storm: return fmt::format("storm: all within {}", duration_text(inputs.window));
  case Arrivals::patch_day: return fmt::format("patch day: all twice within {}", duration_text(inputs.window));
  case Arrivals::even: break;
  }
  return "spread evenly";
}

std::string times_text(CallTimes const& times) {
  return fmt::format("{} a call, median {}, variation {}; {} calls of {} scans, {} each", duration_text(times.mean()),
                     duration_text(times.median()), rate_text(times.variation()),
                     count_text(static_cast<double>(times.calls())), count_text(static_cast<double>(times.scans)),
                     rate_text(times.calls_of_scan()));
}

std::vector<Row> measured_rows(Sample const& sample) {
  return {{"server", sample.server, ""},
          {"warm scans", times_text(sample.warm), ""},
          {"cold scans", times_text(sample.cold), ""}};
}

std::vector<Row> asked_rows(Question const& question) {
  auto const& inputs = question.inputs;
  return {
      {"clients", count_text(inputs.clients), ""},
      {"detection cycle", duration_text(inputs.cycle), "less 0 to 20 %, as agents draw it"},
      {"arrivals", arrivals_text(inputs), ""},
      {"calls of a scan", count_text(inputs.warm_calls),
       fmt::format("warm; cold {}, and {} of the scans are cold", count_text(inputs.cold_calls),
                   share_text(inputs.cold_share))},
      {"service time", duration_text(inputs.service_time), question.service_origin},
      {"variation", rate_text(inputs.variation), "of service times: deviation / mean; 1 is exponential"},
      {"workers", count_text(inputs.workers), "calls worked on at a time"},
      {"queue", count_text(inputs.queue), "queueLength of the pool; beyond it 503"},
      {"connections", inputs.connections ? count_text(*inputs.connections) : "no limit", "of the site"},
      {"client's timeout", duration_text(inputs.client_timeout), "of an agent that waits for an answer"},
      {"pause", duration_text(inputs.pause), "of an agent between an answer and its next call (assumption)"},
  };
}

/// A count that does not move by a fifth is told with its values.
std::string name_of(Effect const& effect) {
  constexpr double ratio = 1.5;  // of 1.2 and 0.8
  constexpr double close = 0.01;
  bool const by_a_fifth = std::abs(effect.high / effect.low - ratio) < close;
  if (effect.quantity != Quantity::count || by_a_fifth) return std::string(effect.input);
  return fmt::format("{} ({}, {})", effect.input, count_text(effect.low), count_text(effect.high));
}

std::string wait_text(Answer const& answer) {
  if (answer.storm) return share_text(answer.storm->failed / answer.storm->scans);
  return answer.steady ? duration_text(answer.steady->mean_wait) : "grows";
}

std::vector<std::vector<std::string>> effects_table(Findings const& findings) {
  auto const* second = findings.answer.storm ? "failed scans" : "mean wait";
  std::vector<std::vector<std::string>> table{{"input", "utilisation", second, "fleet"}};
  for (auto const& effect : findings.effects) {
    table.push_back({name_of(effect),
                     fmt::format("{} .. {}", share_text(effect.at_low.demand.utilisation),
                                 share_text(effect.at_high.demand.utilisation)),
                     fmt::format("{} .. {}", wait_text(effect.at_low), wait_text(effect.at_high)),
                     effect.elasticity ? fmt::format("{:+.2f}", *effect.elasticity) : "-"});
  }
  return table;
}

std::vector<std::string> assumptions(Inputs const& inputs) {
  std::vector<std::string> sentences{
      "Workers are the only thing that calls compete for; a database behind them is in the service time.",
      "A machine has one call at a time. A scan whose call is lost ends, and is not tried again within the scan; the "
      "next one "
      "begins from nothing, whatever the agent has cached meanwhile.",
      "An agent's pause is long beside the time between two answers of a busy server, so a place in the queue goes to "
      "whoever asks next, not to the machine whose call has left it.",
      "A call that its client has given up leaves the queue without work. Were it served nonetheless, nothing would "
      "get through."};
  if (inputs.arrivals == Arrivals::even) {
    sentences.emplace_back("Scans begin independently of each other, and calls are served in their order.");
  } else {
    sentences.emplace_back(
        "Scans begin evenly over the window, with an empty queue; nobody else scans meanwhile. Apart "
        "from the chance of a limit this is a fluid, without chance.");
  }
  sentences.emplace_back("Content is not part of it: other pools and other machines may serve the files.");
  return sentences;
}

}  // namespace

Findings findings_of(Question question) {
  Findings findings{.question = std::move(question)};
  auto const& inputs = findings.question.inputs;
  findings.answer = answer_to(inputs);
  findings.fleet = largest_fleet(inputs);
  findings.needs = needs_of(inputs);
  findings.advised = advised(inputs);
  findings.effects = effects_of(inputs);
  return findings;
}

std::vector<Part> page_of(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const* fleet_note =
      "fleet: percent by which the largest fleet that fits changes for one percent of the input (elasticity)";
  std::vector<Part> parts{
      {.title = fmt::format("Can one WSUS server carry {} clients?", count_text(inputs.clients)),
       .paragraphs = answer_sentences(findings)},
      {.title = "Asked", .rows = asked_rows(findings.question)},
      {.title = "Computed", .rows = figure_rows(findings)},
      {.title = "Limits, in the order in which they are hit", .rows = limit_rows(findings)},
      {.title = findings.answer.fits ? "In reserve: each alone would still do"
                                     : "What would help: what it takes of each alone",
       .rows = help_rows(findings)},
      {.title = "Sensitivity: each input a fifth lower and a fifth higher",
       .paragraphs = {fleet_note},
       .table = effects_table(findings)},
      {.title = "Taken for granted", .paragraphs = assumptions(inputs)},
  };
  if (findings.question.sample)
    parts.insert(parts.begin() + 2, {.title = "Measured, one call after another, as the machine sees them",
                                     .rows = measured_rows(*findings.question.sample)});
  return parts;
}

}  // namespace wsus::capacity
