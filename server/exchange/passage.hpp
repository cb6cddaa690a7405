// One request on its way through the exchange. Private to server/exchange.
#pragma once

#include "server/exchange/exchange.hpp"
#include "server/iis/pool/http_error_log.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::exchange {

/// Where the client has addressed the server: the Host header; without one the listener's own address and port.
[[nodiscard]] std::string addressed_host(faults::ExchangeView const& request);
/// The same as a URL of a service, with its path as the service table spells it.
[[nodiscard]] std::string service_url(faults::ExchangeView const& request, wusp::Service service);

/// The plan grows, the entry remembers.
struct Exchange::Passage {
  faults::ExchangeView request;  ///< as it arrives: faults may have changed it on its way
  faults::ExchangeFaults faults;
  std::shared_ptr<domain::Settings const> settings;  ///< from the request's start to its end
  std::string_view body{};                           ///< of the request, decoded
  std::string decoded{};                             ///< owns `body` when the request was coded
  faults::ResponsePlan plan{};
  std::string address{};  ///< where WSUS as installed has what is asked for: the path, or what an alias leads to
  std::chrono::milliseconds takes{0};               ///< of pool and database, before the answer goes out
  std::optional<iis::HttpErrorEntry> http_error{};  ///< http.sys answers: HTTPERR has the row, W3C none
  bool may_be_coded = false;  ///< the answer of a service; faults and pages go out plain, as captured
  journal::Entry entry{};
  std::optional<std::uint64_t> generation{};  ///< of the journal when the exchange began; empty: any
  services::CallRecord record{};  ///< of the operation that was reached; its name is empty when there was none
  wusp::Service service{};        ///< of that operation
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

  Passage(faults::ExchangeView const& view, std::shared_ptr<domain::Settings const> of_start,
          faults::RuleBook* rules = nullptr);
  /// A page of IIS; `refused`: why, one sentence, or nothing.
  void answer(iis::ErrorPage page, std::string refused);
  void refuse(faults::ResponsePlan with, std::string why);
  /// The answer of the fault that happened last.
  void refuse_by_fault(faults::ResponsePlan with);
};

}  // namespace wsus::exchange
