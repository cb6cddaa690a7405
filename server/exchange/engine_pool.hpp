// gSOAP engines for worker threads: as many as calls run at the same time, each reused (a context is 164 KB).
#pragma once

#include "wsdl/wire/engine.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace wsus::exchange {

/// Thread safety: every call from any thread. An engine is held during one call and never across a suspension.
class EnginePool {
public:
  explicit EnginePool(wire::Limits const& limits) : limits_(limits) {}

  class Lease {
  public:
    Lease(EnginePool& pool, std::unique_ptr<wire::Engine> engine) : pool_(pool), engine_(std::move(engine)) {}
    ~Lease() { pool_.give_back(std::move(engine_)); }
    Lease(Lease const&) = delete;
    Lease& operator=(Lease const&) = delete;
    wire::Engine& operator*() { return *engine_; }
    wire::Engine* operator->() { return engine_.get(); }

  private:
    EnginePool& pool_;
    std::unique_ptr<wire::Engine> engine_;
  };

  [[nodiscard]] Lease take() { return Lease(*this, pop()); }

private:
  std::unique_ptr<wire::Engine> pop() {
    {
      std::scoped_lock const lock(mutex_);
      if (!idle_.empty()) {
        auto engine = std::move(idle_.back());
        idle_.pop_back();
        return engine;
      }
    }
    return std::make_unique<wire::Engine>(limits_);
  }
  void give_back(std::unique_ptr<wire::Engine> engine) {
    std::scoped_lock const lock(mutex_);
    idle_.push_back(std::move(engine));
  }

  wire::Limits const limits_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<wire::Engine>> idle_;
};

}  // namespace wsus::exchange
