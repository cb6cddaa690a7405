// A WSUS server behind its services, the same for every input: fixed key, fixed clock, small catalogue.
#pragma once

#include "server/services/service_call.hpp"
#include "server/services/wsus_state.hpp"
#include "wsdl/wire/engine.hpp"
#include "wsdl/wusp/clock.hpp"

#include <string>
#include <string_view>

namespace wsus::fuzz {

/// One computer is registered. Inputs name sealed values by placeholders, so that corpora stay readable and valid:
/// @COOKIE@ and @AUTHORIZATION@ become good cookies of that computer, @EXPIRED@ one whose time is over.
class SoapWorld {
public:
  SoapWorld();

  /// What became of a request.
  struct Answer {
    wire::Outcome outcome;
    std::string envelope{};
    services::CallRecord record{};
  };
  /// `service` mod 3: SimpleAuth, Client, Reporting.
  [[nodiscard]] Answer answer(unsigned service, std::string_view request);

private:
  [[nodiscard]] std::string filled(std::string_view text) const;
  wusp::ManualClock clock_;
  services::WsusState state_;
};

}  // namespace wsus::fuzz
