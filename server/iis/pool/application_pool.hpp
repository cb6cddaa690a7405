// One application pool as a state machine: started or stopped, its worker process, its queue, its memory. Pure: time
// and load are parameters.
#pragma once

#include "server/iis/config/application_host.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wsus::iis {

/// What weighs on a pool beside the requests that arrive here. All figures are assumptions (docs/FIDELITY.md).
struct PoolLoad {
  std::uint32_t other_clients = 0;  ///< clients that are not simulated: each always has one request in the pool
  std::chrono::milliseconds other_service = std::chrono::milliseconds(500);  ///< what each of those takes
  std::uint32_t in_service_at_once = 100;                                    ///< requests; the others wait; 1 and more
  std::size_t revisions = 0;                                                 ///< of the catalogue
  std::uint64_t base_memory_kb = 150'000;    ///< of a worker process that has served nothing
  std::uint64_t memory_per_revision_kb = 8;  ///< once the cache is full; a busy server's is far above that
  std::uint32_t requests_to_fill_cache = 8;  ///< the cache grows evenly with them; 1 and more
  std::chrono::milliseconds start_up{0};     ///< before a new worker process answers its first request

  /// With a full cache.
  [[nodiscard]] std::uint64_t needed_memory_kb() const { return base_memory_kb + revisions * memory_per_revision_kb; }
};

/// What becomes of a request at the door of a pool.
struct PoolVerdict {
  enum class Kind {
    serve,        ///< after `delay`
    unavailable,  ///< http.sys answers 503
    reset,        ///< the same with loadBalancerCapabilities TcpLevel: the connection is reset
  };
  Kind kind = Kind::serve;
  std::chrono::milliseconds delay{0};  ///< waiting, starting and service together
  std::string_view reason{};           ///< phrase of the HTTPERR row, when not served
  bool recycled = false;               ///< this request made the pool recycle
};

/// A value: copying copies the whole state. Thread safety: none.
class ApplicationPool {
public:
  enum class State { started, stopped };
  enum class StoppedBy { nobody, administrator, rapid_fail };

  /// One that is not started was stopped by an administrator (autoStart="false").
  explicit ApplicationPool(bool started = true);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] StoppedBy stopped_by() const { return stopped_by_; }
  /// How many worker processes have been started for it.
  [[nodiscard]] std::uint64_t processes() const { return processes_; }
  /// Of the worker process now, KB; 0 without one.
  [[nodiscard]] std::uint64_t memory_kb(PoolLoad const& load) const;

  /// False: it was already. Starting forgets earlier crashes.
  bool start();
  bool stop();
  /// The worker process ends after its requests, the next request starts another. False: the pool is stopped.
  bool recycle();
  /// The worker process dies. As many crashes within the interval as the settings allow stop the pool.
  void crash(PoolSettings const& settings, wusp::UtcTime now);

  /// A request that needs `service` once it is its turn.
  ///
  /// Stopped: Disabled after an administrator, AppOffline after rapid-fail protection. As many waiting as the queue
  /// takes: QueueFull. The request that takes the process over its memory limit ends with it: AppOffline (assumption),
  /// and the next one meets a new process.
  [[nodiscard]] PoolVerdict arrive(PoolSettings const& settings, PoolLoad const& load, wusp::UtcTime now,
                                   std::chrono::milliseconds service);

  /// Requests in front of one that arrives now: those that wait for a place in service.
  [[nodiscard]] std::uint32_t waiting(PoolLoad const& load, wusp::UtcTime now);

private:
  void end_process();

  State state_ = State::started;
  StoppedBy stopped_by_ = StoppedBy::nobody;
  bool has_process_ = false;
  std::uint64_t processes_ = 0;
  std::uint64_t served_ = 0;              ///< by the process now
  wusp::UtcTime ready_{};                 ///< when the process answers
  std::vector<wusp::UtcTime> ends_{};     ///< of requests in the pool
  std::vector<wusp::UtcTime> crashes_{};  ///< since it was started
};

}  // namespace wsus::iis
