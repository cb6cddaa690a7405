// One request on its way through the exchange. Private to server/exchange.
#pragma once

#include "server/exchange/exchange.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace wsus::exchange {

/// Where the client has addressed the server: the Host header; without one the listener's own address and port.
[[nodiscard]] std::string addressed_host(faults::ExchangeView const& request);

/// The plan grows, the entry remembers.
struct Exchange::Passage {
  faults::ExchangeView const& request;
  std::shared_ptr<domain::Settings const> settings;  ///< from the request's start to its end
  std::string_view body{};                           ///< of the request, decoded
  std::string decoded{};                             ///< owns `body` when the request was coded
  faults::ResponsePlan plan{};
  bool may_be_coded = false;  ///< the answer of a service; faults and pages go out plain, as captured
  journal::Entry entry{};
  unsigned win32_status = 0;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

  Passage(faults::ExchangeView const& view, std::shared_ptr<domain::Settings const> of_start);
  /// A page of IIS; `refused`: why, one sentence, or nothing.
  void answer(iis::ErrorPage page, std::string refused);
  void refuse(faults::ResponsePlan with, std::string why);
};

}  // namespace wsus::exchange
