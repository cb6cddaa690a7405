// A handler that answers with the plans it is given, and what both ends of a delivery's test need.
#pragma once

#include "server/faults/request_handler.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace wsus::http::test {

/// Something held by plans, which tells when the last of them has let go of it.
class Lease {
public:
  /// For one plan. Later ones begin anew.
  [[nodiscard]] std::shared_ptr<void> take() {
    auto lease = std::make_shared<int>(0);
    held_ = lease;
    return lease;
  }
  [[nodiscard]] bool released() const { return held_.expired(); }
  /// For releases that nothing on the wire tells of. False when it is still held after twenty seconds.
  [[nodiscard]] bool wait_until_released() const;

private:
  std::weak_ptr<void> held_;
};

/// Answers the n-th request with the n-th plan, and all after with the last one. Thread safety: any thread.
class PlanHandler final : public faults::RequestHandler {
public:
  struct Seen {
    std::string client_address{};
    std::uint16_t client_port = 0;
    std::uint16_t server_port = 0;
    bool secure = false;
    bool operator==(Seen const&) const = default;
  };

  void answer(std::vector<faults::ResponsePlan> plans);
  void greet(faults::ConnectionPlan plan);
  /// Called with each request, in place of the plans. To be set before the server starts.
  std::function<faults::ResponsePlan(faults::ExchangeView const&)> handler{};

  faults::ConnectionPlan accept(faults::ConnectionView const& connection) override;
  faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  faults::ResponsePlan handle_unreadable(faults::Unreadable why, faults::ExchangeView const& request) override;

  [[nodiscard]] std::vector<Seen> connections() const;
  [[nodiscard]] std::vector<Seen> requests() const;

private:
  mutable std::mutex mutex_;
  std::vector<faults::ResponsePlan> plans_{{}};
  faults::ConnectionPlan greeting_{};
  std::vector<Seen> connections_;
  std::vector<Seen> requests_;
};

}  // namespace wsus::http::test
