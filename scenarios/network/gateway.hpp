// What a host of the network does with a request: redirect it, or pass it on, and what its faults change of that.
#pragma once

#include "client_sim/machine/network.hpp"
#include "scenarios/model/scenario.hpp"
#include "scenarios/network/host_answer.hpp"
#include "server/faults/request_handler.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// Who listens where a request is meant for; empty: nobody.
using FindListener = std::function<std::optional<machine::Endpoint>(Destination const&)>;

/// What a host knows of the world around it.
struct HostSurroundings {
  wusp::Clock const* clock = nullptr;  ///< must be set
  wusp::Timeline* timeline = nullptr;  ///< where its waits pass; null: in real time
  std::string trusted_certificates{};  ///< PEM: of the authorities that it trusts as a client
  FindListener find{};                 ///< must be set when anything is passed on
  std::string own_address{};           ///< no other host has it
};

/// A gateway that cannot reach anybody answers 502, one that waits too long 504, with pages of its own. handle() blocks
/// while it asks. Thread safety: as RequestHandler. Lifetime: what the surroundings point at must outlive it.
class Gateway final : public faults::RequestHandler {
public:
  Gateway(scenario::HostSpec spec, HostSurroundings surroundings);

  /// From the next request on.
  void change(scenario::HostSpec spec);

  [[nodiscard]] faults::ConnectionPlan accept(faults::ConnectionView const& connection) override;
  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;

private:
  /// What it does, with the rules that go with it. An exchange keeps what it began with.
  struct Conduct {
    Conduct(scenario::HostSpec host, wusp::Clock const& clock);
    scenario::HostSpec spec;
    faults::RuleBook rules;
  };
  [[nodiscard]] std::shared_ptr<Conduct> conduct() const;
  [[nodiscard]] faults::ResponsePlan answer(scenario::HostSpec const& spec, faults::ExchangeView const& request,
                                            Destination const& wanted) const;
  [[nodiscard]] faults::ResponsePlan pass_on(scenario::HostSpec const& spec, faults::ExchangeView const& request,
                                             Destination const& wanted) const;

  HostSurroundings const surroundings_;
  mutable std::mutex mutex_;
  std::shared_ptr<Conduct> conduct_;
  std::vector<std::shared_ptr<Conduct>> earlier_{};  ///< their leases may be out
};

}  // namespace wsus::lab
