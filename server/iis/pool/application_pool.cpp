// The pool's decisions: see application_pool.hpp. Reason phrases: Microsoft, "Types of Errors Logged by the HTTP Server
// API".
#include "server/iis/pool/application_pool.hpp"

#include <algorithm>

namespace wsus::iis {
namespace {

using std::chrono::milliseconds;

PoolVerdict refused(PoolSettings const& settings, std::string_view reason) {
  return {.kind = settings.tcp_level ? PoolVerdict::Kind::reset : PoolVerdict::Kind::unavailable, .reason = reason};
}

}  // namespace

ApplicationPool::ApplicationPool(bool started) {
  if (!started) (void)stop();
}

std::uint64_t ApplicationPool::memory_kb(PoolLoad const& load) const {
  if (!has_process_) return 0;
  auto const cache = load.needed_memory_kb() - load.base_memory_kb;
  auto const requests = std::max<std::uint64_t>(load.requests_to_fill_cache, 1);
  return load.base_memory_kb + cache * std::min(served_, requests) / requests;
}

bool ApplicationPool::start() {
  if (state_ == State::started) return false;
  state_ = State::started;
  stopped_by_ = StoppedBy::nobody;
  crashes_.clear();
  return true;
}

bool ApplicationPool::stop() {
  if (state_ == State::stopped) return false;
  state_ = State::stopped;
  stopped_by_ = StoppedBy::administrator;
  end_process();
  return true;
}

bool ApplicationPool::recycle() {
  if (state_ == State::stopped) return false;
  end_process();
  return true;
}

void ApplicationPool::crash(PoolSettings const& settings, wusp::UtcTime now) {
  if (state_ == State::stopped) return;
  end_process();
  ends_.clear();
  if (!settings.rapid_fail_protection) return;
  auto const since = now - settings.rapid_fail_interval;
  crashes_.erase(std::remove_if(crashes_.begin(), crashes_.end(), [since](auto const at) { return at <= since; }),
                 crashes_.end());
  crashes_.push_back(now);
  if (crashes_.size() < settings.rapid_fail_max_crashes) return;
  state_ = State::stopped;
  stopped_by_ = StoppedBy::rapid_fail;
}

void ApplicationPool::end_process() {
  has_process_ = false;
  served_ = 0;
}

std::uint32_t ApplicationPool::waiting(PoolLoad const& load, wusp::UtcTime now) {
  ends_.erase(std::remove_if(ends_.begin(), ends_.end(), [now](auto const end) { return end <= now; }), ends_.end());
  auto const all = ends_.size() + load.other_clients;
  auto const places = std::max<std::size_t>(load.in_service_at_once, 1);
  return all < places ? 0 : static_cast<std::uint32_t>(all - places + 1);
}

PoolVerdict ApplicationPool::arrive(PoolSettings const& settings, PoolLoad const& load, wusp::UtcTime now,
                                    milliseconds service) {
  if (state_ == State::stopped)
    return refused(settings, stopped_by_ == StoppedBy::rapid_fail ? "AppOffline" : "Disabled");
  auto const turn = waiting(load, now);
  if (turn > settings.queue_length) return refused(settings, "QueueFull");

  if (!has_process_) {
    has_process_ = true;
    ++processes_;
    ready_ = now + load.start_up;
  }
  ++served_;
  bool const too_big = settings.private_memory_kb != 0 && memory_kb(load) > settings.private_memory_kb;
  if (too_big) {
    end_process();
    auto verdict = refused(settings, "AppOffline");
    verdict.recycled = true;
    return verdict;
  }

  auto const places = std::max<std::uint32_t>(load.in_service_at_once, 1);
  auto const rounds = (turn + places - 1) / places;
  auto const pace = load.other_clients > 0 ? load.other_service : service;
  auto const starting = std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(ready_ - now));
  PoolVerdict verdict{.delay = starting + rounds * pace + service};
  if (verdict.delay > milliseconds(0)) ends_.push_back(now + verdict.delay);
  if (settings.restart_requests != 0 && served_ >= settings.restart_requests) {
    end_process();
    verdict.recycled = true;
  }
  return verdict;
}

}  // namespace wsus::iis
