// What an agent says about itself in every call, beside what its state machine decides.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <string>
#include <string_view>

namespace wsus::transport {

/// A value. The defaults are those of the captured Windows 11 agent, with no attributes.
struct AgentTraits {
  std::string protocol_version = "2.90";  ///< decides which elements are sent (wusp-protocol 1.5, 4.4)
  std::string user_agent = "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90";
  std::string device_attributes{};  ///< "Key=Value;..." of newer agents
  std::string caller_attributes{};  ///< the same for the program that asked for the scan
  std::string geo_id = "USA";       ///< ISO 3166 alpha-3
  std::string caller{};             ///< AppName of reported events
};

/// The traits of a machine's agent. `protocol_version`: empty means that of the profile
/// (client_sim/machine/profile.cpp). Source: wua-behaviour 2.1, capture headers; the attributes are a short form of the
/// captured ones (assumption).
[[nodiscard]] AgentTraits traits_of(machine::Machine const& machine, std::string_view protocol_version,
                                    std::string_view caller);

/// Whether an agent of this protocol version sends the elements that MS-WUSP does not have (wusp-protocol 4.4):
/// AlsoPerformRegularSync, ProductsParameters, deviceAttributes, GeoId, callerAttributes. From 1.9 on, the version of
/// the first Windows 10 agents (assumption). Text that is no "major.minor" counts as new.
[[nodiscard]] bool sends_newer_elements(std::string_view protocol_version);

/// "AMD64" and so on, as RegisterComputer and DeviceAttributes write PROCESSOR_ARCHITECTURE_* numbers.
[[nodiscard]] std::string_view architecture_name(int processor_architecture);

}  // namespace wsus::transport
