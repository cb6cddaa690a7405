// Discrete events: see queue_simulation.hpp.
#include "tests/unit/scenarios/capacity/queue_simulation.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <queue>
#include <random>
#include <utility>
#include <vector>

namespace wsus::test {
namespace {

struct Event {
  double time = 0;
  std::size_t machine = 0;
  bool answered = false;  ///< else a call arrives
  bool operator>(Event const& other) const { return time > other.time; }
};

class Simulation {
public:
  Simulation(capacity::Inputs const& inputs, std::uint64_t seed)
      : inputs_(inputs), random_(seed), calls_left_(static_cast<std::size_t>(inputs.clients)) {
    for (std::size_t machine = 0; machine < calls_left_.size(); ++machine)
      events_.push({.time = uniform() * inputs_.window, .machine = machine});
  }

  SimulatedWindow run() {
    while (!events_.empty()) {
      auto const event = events_.top();
      events_.pop();
      now_ = event.time;
      if (event.answered) {
        answered(event.machine);
      } else {
        arrives(event.machine);
      }
    }
    if (served_ > 0) seen_.mean_wait = waits_ / static_cast<double>(served_);
    return seen_;
  }

private:
  struct Waiting {
    double since = 0;
    std::size_t machine = 0;
  };

  double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  double service_time() {
    return inputs_.variation > 0 ? -inputs_.service_time * std::log1p(-uniform()) : inputs_.service_time;
  }

  void lose(double when) {
    ++seen_.failed;
    --in_a_scan_;
    if (!seen_.first_loss || when < *seen_.first_loss) seen_.first_loss = when;
  }
  void serve(Waiting const& call) {
    ++served_;
    waits_ += now_ - call.since;
    events_.push({.time = now_ + service_time(), .machine = call.machine, .answered = true});
  }

  void arrives(std::size_t machine) {
    if (calls_left_[machine] == 0) {  // a scan begins
      ++in_a_scan_;
      if (inputs_.connections && in_a_scan_ > *inputs_.connections) return lose(now_);
      calls_left_[machine] = static_cast<unsigned>(inputs_.warm_calls);
    }
    if (busy_ < inputs_.workers) {
      ++busy_;
      serve({now_, machine});
    } else if (queue_.size() < inputs_.queue) {
      queue_.push_back({now_, machine});
      seen_.longest_queue = std::max(seen_.longest_queue, queue_.size());
    } else {
      lose(now_);
    }
  }

  void answered(std::size_t machine) {
    seen_.end = now_;
    if (--calls_left_[machine] == 0) {
      ++seen_.completed;
      --in_a_scan_;
    } else {
      events_.push({.time = now_ + inputs_.pause * (0.5 + uniform()), .machine = machine});
    }
    while (!queue_.empty()) {
      auto const call = queue_.front();
      queue_.pop_front();
      if (now_ - call.since <= inputs_.client_timeout) return serve(call);
      lose(call.since + inputs_.client_timeout);
    }
    --busy_;
  }

  capacity::Inputs const inputs_;
  std::mt19937_64 random_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_{};
  std::deque<Waiting> queue_{};
  std::vector<unsigned> calls_left_;  ///< of each machine; 0: not in a scan
  std::size_t busy_ = 0;
  std::size_t in_a_scan_ = 0;
  std::size_t served_ = 0;
  double now_ = 0;
  double waits_ = 0;
  SimulatedWindow seen_{};
};

}  // namespace

SimulatedWindow simulate(capacity::Inputs const& inputs, std::uint64_t seed) { return Simulation(inputs, seed).run(); }

}  // namespace wsus::test
