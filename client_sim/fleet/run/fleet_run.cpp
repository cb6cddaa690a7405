// The loop of a fleet: arrivals when they are due, as many scans at once as are allowed, an end.
#include "client_sim/fleet/run/fleet_run.hpp"

#include "client_sim/fleet/run/fleet_clock.hpp"
#include "client_sim/fleet/run/kinds.hpp"
#include "client_sim/fleet/run/scanner.hpp"
#include "client_sim/fleet/run/system_limits.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <optional>
#include <unordered_map>
#include <utility>

namespace wsus::fleet {
namespace {

namespace asio = boost::asio;
using Real = FleetClock::Real;
using boost::system::error_code;
using namespace std::chrono_literals;

std::uint64_t microseconds(Real::duration time) {
  return static_cast<std::uint64_t>(
      std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::microseconds>(time).count()));
}

class Fleet {
public:
  Fleet(FleetSettings const& settings, RunParts const& parts)
      : settings_(settings),
        parts_(parts),
        clock_(parts.start, settings.speed),
        kinds_(settings, clock_),
        scanner_(io_, settings, parts.http, router_of(parts.target, parts.allow_remote), kinds_),
        arrivals_(settings.plan),
        records_(settings.plan.shard.of(settings.plan.agents)) {}

  FleetResult run() {
    if (settings_.start == StartState::warm) start_warm();
    auto const cpu = processor_time();
    clock_.begin();
    tick();
    wait_for_end();
    wait_for_next();
    io_.restart();
    {
      // From whichever thread: the loop hears of it at once.
      std::stop_callback const on_stop(parts_.stop, [this] { asio::post(io_, [this] { interrupt(); }); });
      io_.run();
    }
    if (thrown_) std::rethrow_exception(thrown_);
    return result(microseconds(Real::now() - clock_.began()), processor_time() - cpu);
  }

private:
  // Before time begins
  void start_warm();
  asio::awaitable<void> warm(std::size_t kind, AgentRecord& prototype);

  // Arrivals
  void wait_for_next();
  void take_what_is_due();
  void admit(Arrival const& arrival);
  void begin_waiting();
  asio::awaitable<void> scan(Arrival arrival);
  void ended(Arrival const& arrival, Real::time_point began, ScanOutcome const& outcome);
  void count(Arrival const& arrival, Real::time_point began, ScanOutcome const& outcome);
  void go_on_with(std::uint32_t agent);

  // Time
  void tick();
  void wait_for_end();
  void interrupt();
  void begin_grace(std::chrono::milliseconds time);
  void abandon();
  void finish_when_done();
  void keep(std::exception_ptr error);

  [[nodiscard]] FleetResult result(std::uint64_t wall, std::uint64_t cpu) const;
  [[nodiscard]] AgentRecord& record_of(std::uint32_t agent) { return records_[agent / settings_.plan.shard.count]; }
  [[nodiscard]] std::uint64_t waiting() const { return waiting_.size() + held_count_; }

  FleetSettings const& settings_;
  RunParts const& parts_;
  FleetClock clock_;
  asio::io_context io_{1};
  Kinds kinds_;
  Scanner scanner_;
  Arrivals arrivals_;
  std::vector<AgentRecord> records_;  ///< by the agent's place in its shard

  std::uint32_t running_ = 0;
  std::deque<Arrival> waiting_{};                                  ///< for room
  std::unordered_map<std::uint32_t, std::deque<Arrival>> held_{};  ///< for the agent's own scan
  std::uint64_t held_count_ = 0;
  bool taking_ = true;      ///< arrivals still begin
  bool beginning_ = false;  ///< in begin_waiting(): a scan that needs no call is over before it returns
  bool interrupted_ = false;
  asio::steady_timer next_{io_};
  std::optional<Real::time_point> next_at_{};  ///< what `next_` waits for
  asio::steady_timer ticks_{io_};
  asio::steady_timer end_{io_};
  asio::steady_timer grace_{io_};
  std::exception_ptr thrown_{};

  Tally tally_{};
  std::uint64_t warm_up_scans_ = 0;
  std::uint64_t warm_up_calls_ = 0;
  std::uint64_t ended_before_ = 0;  ///< scans, at the last tick
  Real::time_point last_tick_{};
};

/// One machine of each kind, beside the fleet's own, scans cold; what it has cached then is what all of its kind know.
void Fleet::start_warm() {
  std::vector<AgentRecord> prototypes(kinds_.size());
  std::vector<bool> wanted(kinds_.size());
  auto const& shard = settings_.plan.shard;
  auto const kind_at = [this](std::uint32_t agent) { return index_of(settings_, kind_of(settings_, agent)); };
  for (auto agent = shard.number - 1; agent < settings_.plan.agents; agent += shard.count)
    wanted[kind_at(agent)] = true;
  for (std::size_t kind = 0; kind < wanted.size(); ++kind) {
    if (!wanted[kind]) continue;
    asio::co_spawn(io_, warm(kind, prototypes[kind]), [this](std::exception_ptr error) {
      if (error && !thrown_) thrown_ = std::move(error);
    });
  }
  io_.run();
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  for (auto agent = shard.number - 1; agent < settings_.plan.agents; agent += shard.count) {
    auto const& prototype = prototypes[kind_at(agent)];
    auto& record = record_of(agent);
    record.updates = prototype.updates;
    record.config = prototype.config;
  }
}

asio::awaitable<void> Fleet::warm(std::size_t kind, AgentRecord& prototype) {
  CallHeard const heard = [this](CallRecord const&) { ++warm_up_calls_; };
  auto const number = settings_.plan.agents + static_cast<std::uint32_t>(kind);  // a name that no agent has
  auto const outcome = co_await scanner_.scan(prototype, number, kind, heard);
  ++warm_up_scans_;
  if (outcome.end == ScanEnd::failed)
    throw WarmStartFailed(fmt::format("a warm start needs a scan that succeeds; that of {} did not: {}",
                                      name_of(number), outcome.message));
}

void Fleet::wait_for_next() {
  auto const next = taking_ ? arrivals_.next() : std::nullopt;
  if (!next) {
    next_at_.reset();
    next_.cancel();
    return finish_when_done();
  }
  auto const when = clock_.real_time(next->at);
  if (next_at_ == when) return;  // it waits for this one already
  next_at_ = when;
  next_.expires_at(when);
  next_.async_wait([this](error_code const& error) {
    if (error) return;
    next_at_.reset();
    take_what_is_due();
  });
}

void Fleet::take_what_is_due() {
  auto const now = Real::now();
  for (auto next = arrivals_.next(); taking_ && next && clock_.real_time(next->at) <= now; next = arrivals_.next())
    admit(arrivals_.take());
  begin_waiting();
  wait_for_next();
}

void Fleet::admit(Arrival const& arrival) {
  auto& record = record_of(arrival.agent);
  if (record.busy) {
    if (arrival.at >= settings_.warm_up) ++tally_.overlapped;
    held_[arrival.agent].push_back(arrival);
    ++held_count_;
    return;
  }
  record.busy = true;
  waiting_.push_back(arrival);
}

void Fleet::begin_waiting() {
  if (std::exchange(beginning_, true)) return;
  while (running_ < settings_.at_once && !waiting_.empty()) {
    auto const arrival = waiting_.front();
    waiting_.pop_front();
    ++running_;
    asio::co_spawn(io_, scan(arrival), [this](std::exception_ptr error) {
      if (error) keep(std::move(error));
    });
  }
  beginning_ = false;
}

asio::awaitable<void> Fleet::scan(Arrival arrival) {
  auto const began = Real::now();
  auto& record = record_of(arrival.agent);
  bool const counts = arrival.at >= settings_.warm_up;
  if (arrival.cause == Cause::storm && settings_.plan.storms[arrival.storm].kind == StormKind::susdb_switch)
    meet_another_database(record, scanner_.caches());
  CallHeard const heard = [this, counts](CallRecord const& call) {
    if (counts) tally_.record(call);
  };
  auto const kind = index_of(settings_, kind_of(settings_, arrival.agent));
  auto const outcome = co_await scanner_.scan(record, arrival.agent, kind, heard);
  ended(arrival, began, outcome);
}

void Fleet::ended(Arrival const& arrival, Real::time_point began, ScanOutcome const& outcome) {
  --running_;
  count(arrival, began, outcome);
  if (outcome.end != ScanEnd::unfinished) arrivals_.scanned(arrival.agent, arrival.at, outcome.end != ScanEnd::failed);
  go_on_with(arrival.agent);
  begin_waiting();
  wait_for_next();
}

/// The clock of a latency started when the scan was to begin, whatever kept it from beginning.
void Fleet::count(Arrival const& arrival, Real::time_point began, ScanOutcome const& outcome) {
  if (arrival.at < settings_.warm_up) {
    ++warm_up_scans_;
    warm_up_calls_ += outcome.calls;
    return;
  }
  auto const intended = clock_.real_time(arrival.at);
  tally_.needed_updates += outcome.needed_updates;
  tally_.record(ScanRecord{.intended = arrival.at,
                           .end = outcome.end,
                           .hresult = outcome.hresult,
                           .latency = microseconds(Real::now() - intended),
                           .waited = microseconds(began - intended)});
}

void Fleet::go_on_with(std::uint32_t agent) {
  auto const held = held_.find(agent);
  if (held == held_.end()) {
    record_of(agent).busy = false;
    return;
  }
  waiting_.push_back(held->second.front());
  held->second.pop_front();
  --held_count_;
  if (held->second.empty()) held_.erase(held);
}

void Fleet::tick() {
  last_tick_ = Real::now();
  ticks_.expires_after(1s);
  ticks_.async_wait([this](error_code const& error) {
    if (error) return;
    auto const now = Real::now();
    auto const ended = tally_.scans() + warm_up_scans_;
    auto const seconds = std::chrono::duration<double>(now - last_tick_).count();
    auto const rate = static_cast<double>(ended - std::exchange(ended_before_, ended)) / seconds;
    if (parts_.progress)
      parts_.progress({.now = clock_.fleet_time(now),
                       .duration = settings_.plan.duration,
                       .running = running_,
                       .waiting = waiting(),
                       .rate = rate,
                       .uncounted = warm_up_scans_,
                       .tally = tally_});
    tick();
  });
}

/// Nothing is to begin after the duration; what was to begin by then has some time to end.
void Fleet::wait_for_end() {
  end_.expires_at(clock_.real_time(settings_.plan.duration));
  end_.async_wait([this](error_code const& error) {
    if (!error) begin_grace(settings_.drain);
  });
}

/// What was to begin by now has arrived; nothing else does.
void Fleet::interrupt() {
  if (!taking_) return;
  take_what_is_due();
  interrupted_ = true;
  taking_ = false;
  begin_grace(5s);
  wait_for_next();
}

void Fleet::begin_grace(std::chrono::milliseconds time) {
  grace_.expires_after(time);
  grace_.async_wait([this](error_code const& error) {
    if (!error) abandon();
  });
}

/// What has not ended by now is counted as it is: leaving it out would leave out the slowest.
void Fleet::abandon() {
  take_what_is_due();
  taking_ = false;
  auto const now = Real::now();
  for (auto const& arrival : std::exchange(waiting_, {})) count(arrival, now, {});
  for (auto const& [agent, arrivals] : std::exchange(held_, {})) {
    for (auto const& arrival : arrivals) count(arrival, now, {});
  }
  held_count_ = 0;
  scanner_.abandon();
  finish_when_done();
}

void Fleet::finish_when_done() {
  bool const over = running_ == 0 && waiting() == 0 && !(taking_ && arrivals_.next());
  if (!over) return;
  for (auto* const timer : {&next_, &ticks_, &end_, &grace_}) timer->cancel();
}

/// A scan has thrown: the others come to their end before it leaves run(), for they use what is here.
void Fleet::keep(std::exception_ptr error) {
  --running_;
  if (!thrown_) thrown_ = std::move(error);
  taking_ = false;
  waiting_.clear();
  held_.clear();
  held_count_ = 0;
  scanner_.abandon();
  finish_when_done();
}

FleetResult Fleet::result(std::uint64_t wall, std::uint64_t cpu) const {
  FleetResult result{.program = parts_.program, .settings = facts_of(settings_)};
  result.parts.push_back({.shard = settings_.plan.shard,
                          .agents = static_cast<std::uint32_t>(records_.size()),
                          .wall_us = wall,
                          .cpu_us = cpu,
                          .peak_memory = peak_memory(),
                          .interrupted = interrupted_});
  result.tally = tally_;
  result.warm_up_scans = warm_up_scans_;
  result.warm_up_calls = warm_up_calls_;
  return result;
}

}  // namespace

FleetResult run_fleet(FleetSettings const& settings, RunParts const& parts) { return Fleet(settings, parts).run(); }

}  // namespace wsus::fleet
