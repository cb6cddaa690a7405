// The answer for a script: see page.hpp. Times in seconds, rates a second, shares 0 to 1.
#include "scenarios/capacity/page.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <cstdint>
#include <utility>

namespace wsus::capacity {
namespace {

namespace json = boost::json;

/// JSON has no infinity.
json::value number(double value) { return std::isfinite(value) ? json::value(value) : json::value(nullptr); }

json::value number(std::optional<double> const& value) { return value ? number(*value) : json::value(nullptr); }
json::value number(std::optional<unsigned> const& value) { return value ? json::value(*value) : json::value(nullptr); }

std::uint64_t whole(double value) { return static_cast<std::uint64_t>(std::round(value)); }

std::string_view name_of(Arrivals arrivals) {
  switch (arrivals) {
  case Arrivals::storm: return "storm";
  case Arrivals::patch_day: return "patch_day";
  case Arrivals::even: break;
  }
  return "even";
}

std::string_view name_of(Limit limit) {
  switch (limit) {
  case Limit::client_timeout: return "client_timeout";
  case Limit::connections: return "connections";
  case Limit::queue: break;
  }
  return "queue";
}

json::object inputs_of(Question const& question) {
  auto const& inputs = question.inputs;
  return {{"clients", whole(inputs.clients)},
          {"cycle", inputs.cycle},
          {"arrivals", name_of(inputs.arrivals)},
          {"window", inputs.arrivals == Arrivals::even ? json::value(nullptr) : json::value(inputs.window)},
          {"calls", whole(inputs.warm_calls)},
          {"cold_calls", whole(inputs.cold_calls)},
          {"cold_share", inputs.cold_share},
          {"service_time", inputs.service_time},
          {"service_time_origin", question.service_origin},
          {"variation", inputs.variation},
          {"workers", inputs.workers},
          {"queue", inputs.queue},
          {"connections", number(inputs.connections)},
          {"client_timeout", inputs.client_timeout},
          {"pause", inputs.pause}};
}

json::object times_object(CallTimes const& times) {
  return {{"scans", times.scans},
          {"calls", times.calls()},
          {"mean", times.mean()},
          {"median", times.median()},
          {"variation", times.variation()}};
}

json::value sample_value(std::optional<Sample> const& sample) {
  if (!sample) return nullptr;
  return json::object{
      {"server", sample->server}, {"warm", times_object(sample->warm)}, {"cold", times_object(sample->cold)}};
}

json::object demand_object(Demand const& demand) {
  return {{"scans", demand.scans},
          {"calls_of_scan", demand.calls_of_scan},
          {"calls", demand.calls},
          {"capacity", demand.capacity},
          {"utilisation", demand.utilisation}};
}

json::value steady_value(std::optional<Steady> const& steady) {
  if (!steady) return nullptr;
  return json::object{{"waits", steady->waits},           {"mean_wait", steady->mean_wait},
                      {"queue_full", steady->queue_full}, {"times_out", steady->times_out},
                      {"scan_time", steady->scan_time},   {"connections", steady->connections}};
}

json::value overload_value(std::optional<Overload> const& over) {
  if (!over) return nullptr;
  return json::object{{"unanswered", over->unanswered},
                      {"growth", over->growth},
                      {"first_limit", name_of(over->first.limit)},
                      {"waiting_at_limit", over->first.waiting},
                      {"hit_after", number(over->hit_after)},
                      {"passes", over->passes},
                      {"lost", over->lost},
                      {"rate_of_503", over->first.limit == Limit::client_timeout ? 0.0 : over->lost},
                      {"completed", over->completed}};
}

json::value storm_value(std::optional<Storm> const& storm) {
  if (!storm) return nullptr;
  return json::object{{"scans", storm->scans},
                      {"hits_limit", storm->hits_limit},
                      {"chance", storm->chance},
                      {"longest_queue", storm->longest_queue},
                      {"longest_wait", storm->longest_wait},
                      {"failed", storm->failed},
                      {"drained", storm->drained},
                      {"waves", number(storm->waves)},
                      {"all_scanned", storm->waves ? json::value(storm->all_scanned) : json::value(nullptr)}};
}

json::object answer_object(Answer const& answer) {
  json::object object{{"fits", answer.fits},
                      {"demand", demand_object(answer.demand)},
                      {"steady", steady_value(answer.steady)},
                      {"overload", overload_value(answer.overload)},
                      {"storm", storm_value(answer.storm)}};
  object["settled"] = nullptr;
  if (answer.settled)
    object["settled"] = json::object{{"scans", answer.settled->scans}, {"completed", answer.settled->completed}};
  return object;
}

json::array limits_array(Findings const& findings) {
  auto const& answer = findings.answer;
  json::array limits{
      json::object{{"limit", "workers"}, {"calls", answer.demand.capacity}, {"hit", answer.demand.overloads()}}};
  bool const hits = answer.overload && (!answer.storm || answer.storm->hits_limit);
  for (auto const& at : limits_of(findings.question.inputs))
    limits.push_back(json::object{{"limit", name_of(at.limit)},
                                  {"waiting", at.waiting},
                                  {"hit", hits && at.limit == answer.overload->first.limit}});
  return limits;
}

json::object help_object(Findings const& findings) {
  auto const& needs = findings.needs;
  auto const& advised = findings.advised;
  return {{"workers", number(needs.workers)},
          {"service_time", number(needs.service_time)},
          {"time", number(needs.time)},
          {"queue", number(needs.queue)},
          {"queue_of_2000", answer_object(advised.longer_queue)},
          {"connections_of_100", answer_object(advised.fewer_connections)}};
}

json::array effects_array(Findings const& findings) {
  json::array effects;
  for (auto const& effect : findings.effects)
    effects.push_back(json::object{{"input", effect.input},
                                   {"low", effect.low},
                                   {"high", effect.high},
                                   {"at_low", answer_object(effect.at_low)},
                                   {"at_high", answer_object(effect.at_high)},
                                   {"fleet_elasticity", number(effect.elasticity)}});
  return effects;
}

}  // namespace

std::string to_json(Findings const& findings) {
  auto document = answer_object(findings.answer);
  document["inputs"] = inputs_of(findings.question);
  document["largest_fleet"] = whole(findings.fleet);
  document["limits"] = limits_array(findings);
  document["suffices"] = help_object(findings);
  document["sensitivity"] = effects_array(findings);
  document["measured"] = sample_value(findings.question.sample);
  return json::serialize(document) + "\n";
}

}  // namespace wsus::capacity
