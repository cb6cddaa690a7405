// The answer in sentences: see page.hpp.
#include "scenarios/capacity/page.hpp"

#include "scenarios/capacity/quantities.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::capacity {
namespace {

constexpr double sure = 0.9995;  // a share that is shown as 100 %

std::string asked_sentence(Inputs const& inputs, Demand const& demand) {
  auto const calls = rate_text(demand.calls);
  switch (inputs.arrivals) {
  case Arrivals::storm:
    return fmt::format("{} machines that all scan within {} make {} calls a second", count_text(inputs.clients),
                       duration_text(inputs.window), calls);
  case Arrivals::patch_day:
    return fmt::format("{} machines that all scan twice within {}, before they install and after their restart, make "
                       "{} calls a second",
                       count_text(inputs.clients), duration_text(inputs.window), calls);
  case Arrivals::even: break;
  }
  return fmt::format("{} clients with a detection cycle of {} make {} calls a second", count_text(inputs.clients),
                     duration_text(inputs.cycle), calls);
}

std::string given_sentence(Inputs const& inputs, Demand const& demand) {
  auto const own = inputs.workers / inputs.service_time;
  auto text =
      fmt::format("{} worker{} at {} a call answer{} {}", count_text(inputs.workers), inputs.workers == 1 ? "" : "s",
                  duration_text(inputs.service_time), inputs.workers == 1 ? "s" : "", rate_text(own));
  if (demand.capacity < own)
    text += fmt::format(", of which {} connections let through {}", count_text(*inputs.connections),
                        rate_text(demand.capacity));
  return text;
}

std::string carried(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& answer = findings.answer;
  return fmt::format(
      "Yes, it fits. {}. {}: they are busy {} of the time, and a call waits {} for one on average. The "
      "queue of {} does not overflow, so no 503 appears. The first limit would be the workers, at {} calls a second.",
      asked_sentence(inputs, answer.demand), given_sentence(inputs, answer.demand),
      share_text(answer.demand.utilisation), duration_text(answer.steady->mean_wait), count_text(inputs.queue),
      rate_text(answer.demand.capacity));
}

std::string absorbed(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& answer = findings.answer;
  return fmt::format("Yes, it fits. {}. {}, so the queue grows all the while, to {} calls and a wait of {}, and is "
                     "empty again {} after the window. It does not overflow, so no 503 appears.",
                     asked_sentence(inputs, answer.demand), given_sentence(inputs, answer.demand),
                     count_text(answer.storm->longest_queue), duration_text(answer.storm->longest_wait),
                     duration_text(answer.storm->drained - inputs.window));
}

std::string doubtful(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& answer = findings.answer;
  auto text =
      fmt::format("Not safely. {}. {}.", asked_sentence(inputs, answer.demand), given_sentence(inputs, answer.demand));
  if (answer.storm)
    return text +
           fmt::format(" On average the queue bears that, but with a chance of {} a limit is hit before the window is "
                       "over: {}.",
                       share_text(answer.storm->chance), happening(limits_of(inputs).front().limit, inputs));
  return text + fmt::format(" The workers are busy {} of the time: {} of the calls meet a full queue (503), {} wait "
                            "longer than their client, and {} connections are open on average.",
                            share_text(answer.demand.utilisation), share_text(answer.steady->queue_full),
                            share_text(answer.steady->times_out), count_text(answer.steady->connections));
}

std::string overflowing(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& answer = findings.answer;
  auto const& over = *answer.overload;
  auto const limit = over.first.limit;
  auto const* lost = limit == Limit::client_timeout ? "calls a second are given up"
                     : limit == Limit::queue        ? "calls a second get a 503"
                                                    : "machines a second get a 503";
  return fmt::format("No. {}. {}: the workers are the first limit, and {} calls a second are left over. {} later {}. "
                     "From then on {} {}, and each ends a scan with {}; {} of the scans that begin get through.",
                     asked_sentence(inputs, answer.demand), given_sentence(inputs, answer.demand),
                     rate_text(over.unanswered), duration_text(over.hit_after), happening(limit, inputs),
                     rate_text(over.lost), lost, code_of(limit), share_text(over.completed));
}

std::string storm_end(Findings const& findings) {
  auto const& inputs = findings.question.inputs;
  auto const& storm = *findings.answer.storm;
  auto text = fmt::format("Of {} scans {} fail ({}), and the queue is empty again {} after the window.",
                          count_text(storm.scans), count_text(storm.failed), share_text(storm.failed / storm.scans),
                          duration_text(storm.drained - inputs.window));
  if (!storm.waves) return text;
  return text +
         fmt::format(" Machines whose scan failed come back {} later, all together: it takes {} such waves, or {}, "
                     "until all have scanned.",
                     duration_text(facts::retry), count_text(*storm.waves), duration_text(storm.all_scanned));
}

std::string settled_sentence(Findings const& findings) {
  auto const& settled = *findings.answer.settled;
  auto const what = fmt::format("machines whose scan failed come back after {}", duration_text(facts::retry));
  auto const end = fmt::format("{} scans a second begin, and {} of them get through", rate_text(settled.scans),
                               share_text(settled.completed));
  if (findings.answer.overload) return fmt::format("In the long run it is worse: {}, so {}.", what, end);
  return fmt::format(
      "After an outage in which every scan fails it would not recover by itself: {}, and it stays at that: "
      "{}. Let the machines back in portions.",
      what, end);
}

/// The same fleet when nothing drives it together.
std::string other_days(Findings const& findings) {
  auto usual = findings.question.inputs;
  usual.arrivals = Arrivals::even;
  auto const answer = answer_to(usual);
  return fmt::format("On other days, with scans spread over a cycle of {}, the workers are busy {} of the time{}.",
                     duration_text(usual.cycle), share_text(answer.demand.utilisation),
                     answer.fits ? "" : ", which does not fit either");
}

}  // namespace

std::string happening(Limit limit, Inputs const& inputs) {
  switch (limit) {
  case Limit::queue:
    return fmt::format("the queue of {} is full, and http.sys answers 503 (QueueFull)", count_text(inputs.queue));
  case Limit::client_timeout:
    return fmt::format("calls wait for longer than the agents do ({})", duration_text(inputs.client_timeout));
  case Limit::connections: break;
  }
  return fmt::format("{} connections are open, and http.sys answers 503 (ConnLimit) to further machines",
                     count_text(inputs.connections.value_or(0)));
}

std::string_view code_of(Limit limit) { return limit == Limit::client_timeout ? "0x80072EE2" : "0x80244022"; }

std::vector<std::string> answer_sentences(Findings const& findings) {
  auto const& answer = findings.answer;
  bool const hits = answer.overload && (!answer.storm || answer.storm->hits_limit);
  std::vector<std::string> sentences;
  if (answer.fits) {
    sentences.push_back(answer.overload ? absorbed(findings) : carried(findings));
  } else {
    sentences.push_back(hits ? overflowing(findings) : doubtful(findings));
  }
  if (answer.storm && hits && !answer.fits) sentences.push_back(storm_end(findings));
  if (answer.settled && answer.settled->completed < sure) sentences.push_back(settled_sentence(findings));
  if (answer.storm) sentences.push_back(other_days(findings));
  sentences.push_back(findings.fleet > 0
                          ? fmt::format("The largest fleet that fits has {} machines.", count_text(findings.fleet))
                          : "No fleet fits, not even one machine.");
  return sentences;
}

}  // namespace wsus::capacity
