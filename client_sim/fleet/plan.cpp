// Arrivals of scans.
#include "client_sim/fleet/plan.hpp"

#include "wsdl/wusp/draw.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wsus::fleet {
namespace {

/// What a number is drawn for, so that no two draws of an agent are the same.
enum class Purpose : std::uint64_t { phase = 1, beginning, interval, storm, gap, order };

std::uint64_t drawn(std::uint64_t seed, Purpose purpose, std::uint64_t first, std::uint64_t second = 0) {
  auto const one = wusp::draw(seed + static_cast<std::uint64_t>(purpose) * wusp::draw_step);
  return wusp::draw(wusp::draw(one ^ first) ^ second);
}

/// 0 to 1, without 1.
double share(std::uint64_t draw) {
  constexpr unsigned unused = 11;
  constexpr double steps = 9'007'199'254'740'992.0;  // 2^53
  return static_cast<double>(draw >> unused) / steps;
}

FleetTime times(FleetTime time, double factor) {
  return FleetTime(static_cast<std::int64_t>(static_cast<double>(time.count()) * factor));
}

double seconds_of(FleetTime time) { return std::chrono::duration<double>(time).count(); }

/// When a process that is due after so many events at a rate of 1 is due at this rate: the rate rises evenly during the
/// ramp, so that half as much has come at its end as without one.
double time_of(double events, double rate, double ramp) {
  auto const in_ramp = rate * ramp / 2;
  return events < in_ramp ? std::sqrt(2 * events * ramp / rate) : ramp / 2 + events / rate;
}

/// A step that visits every agent once before it comes back, and leaves no neighbours side by side.
std::uint64_t stride_of(std::uint64_t agents, std::uint64_t seed) {
  if (agents < 3) return 1;
  auto stride = 1 + drawn(seed, Purpose::order, 0) % (agents - 1);
  while (std::gcd(stride, agents) != 1) stride = stride % (agents - 1) + 1;
  return stride;
}

}  // namespace

Arrivals::Arrivals(PlanSettings settings) : settings_(std::move(settings)) {
  auto const mine = settings_.shard.of(settings_.agents);
  turns_.resize(mine);
  if (settings_.scans) made_.resize(mine);
  plan_storms();
  if (settings_.rate) {
    stride_ = stride_of(settings_.agents, settings_.seed);
    find_next_of_rate();
  } else {
    plan_first_detections();
  }
  drop_what_is_stale();
}

void Arrivals::plan_first_detections() {
  for (auto agent = settings_.shard.number - 1; agent < settings_.agents; agent += settings_.shard.count) {
    auto const begins = times(settings_.ramp, share(drawn(settings_.seed, Purpose::beginning, agent)));
    auto const cycle = agent::next_detection(wusp::UtcTime{}, /*succeeded=*/true, settings_.detection,
                                             share(drawn(settings_.seed, Purpose::interval, agent)));
    plan(agent, begins + times(cycle.time_since_epoch(), share(drawn(settings_.seed, Purpose::phase, agent))));
  }
}

void Arrivals::plan_storms() {
  for (std::size_t index = 0; index < settings_.storms.size(); ++index) {
    auto const& storm = settings_.storms[index];
    for (auto agent = settings_.shard.number - 1; agent < settings_.agents; agent += settings_.shard.count) {
      auto const at = storm.at + times(storm.window, share(drawn(settings_.seed, Purpose::storm, agent, index)));
      if (at > settings_.duration) continue;
      storms_.push_back({.at = at, .agent = agent, .cause = Cause::storm, .storm = static_cast<std::uint8_t>(index)});
    }
  }
  std::ranges::sort(storms_, [](Arrival const& a, Arrival const& b) {
    return std::tie(a.at, a.agent, a.storm) > std::tie(b.at, b.agent, b.storm);
  });
}

void Arrivals::plan(std::uint32_t agent, FleetTime at) {
  auto& turn = turns_[slot_of(agent)];
  ++turn;
  if (at <= settings_.duration) cycles_.push({.at = at, .agent = agent, .turn = turn});
}

/// Every shard draws the arrivals of the whole fleet and keeps its own.
void Arrivals::find_next_of_rate() {
  of_rate_.reset();
  auto const round_is_allowed = [this] { return !settings_.scans || drawn_ / settings_.agents < *settings_.scans; };
  while (round_is_allowed()) {
    events_ += -std::log1p(-share(drawn(settings_.seed, Purpose::gap, drawn_)));
    auto const seconds = time_of(events_, *settings_.rate, seconds_of(settings_.ramp));
    if (seconds > seconds_of(settings_.duration)) return;
    auto const agent = static_cast<std::uint32_t>(drawn_++ % settings_.agents * stride_ % settings_.agents);
    if (!settings_.shard.has(agent)) continue;
    constexpr double ticks = 10'000'000.0;
    of_rate_ = {.at = FleetTime(static_cast<std::int64_t>(seconds * ticks)), .agent = agent, .cause = Cause::rate};
    return;
  }
}

bool Arrivals::may_scan(std::uint32_t agent) const {
  return !settings_.scans || made_[slot_of(agent)] < *settings_.scans;
}

void Arrivals::drop_what_is_stale() {
  while (!storms_.empty() && !may_scan(storms_.back().agent)) storms_.pop_back();
  while (!cycles_.empty()) {
    auto const& due = cycles_.top();
    if (due.turn == turns_[slot_of(due.agent)] && may_scan(due.agent)) break;
    cycles_.pop();
  }
  while (of_rate_ && !may_scan(of_rate_->agent)) find_next_of_rate();
}

std::optional<Arrival> Arrivals::next() const {
  std::optional<Arrival> first;
  auto const consider = [&first](Arrival const& arrival) {
    if (!first || arrival.at < first->at) first = arrival;
  };
  if (!cycles_.empty()) consider({.at = cycles_.top().at, .agent = cycles_.top().agent});
  if (of_rate_) consider(*of_rate_);
  if (!storms_.empty()) consider(storms_.back());
  return first;
}

Arrival Arrivals::take() {
  auto const arrival = next().value();
  switch (arrival.cause) {
  case Cause::cycle: cycles_.pop(); break;
  case Cause::rate: find_next_of_rate(); break;
  case Cause::storm:
    storms_.pop_back();
    ++turns_[slot_of(arrival.agent)];
    break;
  }
  if (settings_.scans) ++made_[slot_of(arrival.agent)];
  drop_what_is_stale();
  return arrival;
}

void Arrivals::scanned(std::uint32_t agent, FleetTime intended, bool succeeded) {
  if (settings_.rate || !may_scan(agent)) return;
  auto const turn = turns_[slot_of(agent)];
  auto const interval = share(drawn(settings_.seed, Purpose::interval, agent, turn));
  auto const at = agent::next_detection(wusp::UtcTime(intended), succeeded, settings_.detection, interval);
  plan(agent, at.time_since_epoch());
  drop_what_is_stale();
}

double peak_rate(PlanSettings const& settings) {
  constexpr double mean_share = 0.9;  // of a cycle that is up to a fifth shorter
  auto const agents = static_cast<double>(settings.agents);
  double peak = settings.rate.value_or(agents / (mean_share * seconds_of(FleetTime(settings.detection.frequency))));
  double of_storms = 0;
  for (auto const& storm : settings.storms)
    of_storms = std::max(of_storms, agents / std::max(1.0, seconds_of(storm.window)));
  return peak + of_storms;
}

}  // namespace wsus::fleet
