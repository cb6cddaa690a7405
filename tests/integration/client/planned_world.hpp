// A PC and a server that performs given plans, in one world of virtual time: what the agent makes of each ending.
#pragma once

#include "client_sim/app/simulated_pc.hpp"
#include "server/certificates/certificates.hpp"
#include "server/http/http_server.hpp"
#include "tests/integration/server/plan_handler.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace wsus::test {

/// What goes wrong with every connection and every answer of the server, and how the agent is set.
struct PlannedTrouble {
  bool https = false;
  faults::ConnectionPlan connection{};
  std::function<void(faults::ResponsePlan&)> answer{};  ///< changes a good answer; empty: nothing
  agent::AgentOptions agent{};
  machine::Profile profile = machine::Profile::w11;
};

/// wsus.lab.example at 8530 or 8531, its certificate good for a day either side of the world's beginning, and a PC that
/// trusts its authority. One machine's scans at a time.
class PlannedWorld {
public:
  explicit PlannedWorld(PlannedTrouble trouble = {});
  ~PlannedWorld();
  PlannedWorld(PlannedWorld const&) = delete;
  PlannedWorld& operator=(PlannedWorld const&) = delete;

  [[nodiscard]] client::SimulatedPc& pc() { return *pc_; }
  [[nodiscard]] wusp::Timeline& timeline() { return timeline_; }
  [[nodiscard]] std::size_t requests() const { return handler_.requests().size(); }
  [[nodiscard]] std::size_t connections() const { return handler_.connections().size(); }
  /// From now on nothing goes wrong with answers.
  void repair() { mended_ = true; }
  /// Nobody listens any more.
  void stop_server() { server_.reset(); }
  /// How much virtual time has passed.
  [[nodiscard]] std::chrono::milliseconds passed() const;

private:
  [[nodiscard]] faults::ResponsePlan answer_to(faults::ExchangeView const& request) const;
  [[nodiscard]] http::ServerOptions options();
  [[nodiscard]] http::CertificatePem flawed(std::optional<faults::CertificateFlaw> flaw) const;
  [[nodiscard]] certificates::Validity days(int from, int until) const;
  void connect_pc();

  PlannedTrouble const trouble_;
  wusp::UtcTime const begin_;
  wusp::Timeline timeline_;
  certificates::CertificateAndKey const authority_;
  std::atomic<bool> mended_ = false;
  http::test::PlanHandler handler_;
  std::optional<http::HttpServer> server_;
  std::unique_ptr<client::SimulatedPc> pc_;
};

}  // namespace wsus::test
