// The traits of the two generations of agents.
#include "client_sim/transport/agent_traits.hpp"

#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace wsus::transport {

namespace {

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A few keys of the captured string, in its order; the others describe hardware that the simulation does not have.
std::string device_attributes(machine::Machine const& machine) {
  auto const& facts = machine.facts();
  bool const workstation = facts.product_type == 1;
  return fmt::format("App=WU_OS;AppVer={};DeviceFamily=Windows.{};InstallationType={};InstallLanguage={};OEMModel={};"
                     "OEMName_Uncleaned={};OSArchitecture={};OSUILocale={};OSVersion={}.{}.{}.0;ProductType={};"
                     "UpdateServiceUrl={};",
                     machine::traits_of(machine.options().profile).client_version, workstation ? "Desktop" : "Server",
                     workstation ? "Client" : "Server", facts.locale, facts.model, facts.manufacturer,
                     architecture_name(facts.processor_architecture), facts.locale, facts.os_major, facts.os_minor,
                     facts.os_build, workstation ? "WinNT" : "ServerNT",
                     machine.registry().get_text(machine::keys::policy, "WUServer").value_or(""));
}

}  // namespace

AgentTraits traits_of(machine::Machine const& machine, std::string_view protocol_version, std::string_view caller) {
  auto const& profile = machine::traits_of(machine.options().profile);
  AgentTraits traits{.caller = std::string(caller)};
  traits.protocol_version = protocol_version.empty() ? profile.protocol_version : protocol_version;
  traits.user_agent = "Windows-Update-Agent";  // old agents name no version (wua-behaviour 2.1)
  if (!profile.versioned_user_agent) return traits;
  traits.user_agent =
      fmt::format("Windows-Update-Agent/{} Client-Protocol/{}", profile.client_version, traits.protocol_version);
  traits.device_attributes = device_attributes(machine);
  traits.caller_attributes = fmt::format("Interactive=0;SheddingAware=1;Id={};", caller);
  return traits;
}

bool sends_newer_elements(std::string_view protocol_version) {
  auto const dot = protocol_version.find('.');
  if (dot == std::string_view::npos) return true;
  auto const major = number(protocol_version.substr(0, dot));
  auto const minor = number(protocol_version.substr(dot + 1));
  if (!major || !minor) return true;
  return *major > 1 || (*major == 1 && *minor >= 9);
}

std::string_view architecture_name(int processor_architecture) {
  switch (processor_architecture) {
  case 0: return "X86";
  case 5: return "ARM";
  case 6: return "IA64";
  case 9: return "AMD64";
  case 12: return "ARM64";
  default: return "Unknown";
  }
}

}  // namespace wsus::transport
