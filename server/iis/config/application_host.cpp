// Pools, sites and their parts as values: see application_host.hpp. Attributes: IIS configuration reference.
#include "server/iis/config/application_host.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace wsus::iis {
namespace {

using enum ValueType;

constexpr std::array<std::string_view, 2> pipeline_modes{"Integrated", "Classic"};
constexpr std::array<std::string_view, 2> start_modes{"OnDemand", "AlwaysRunning"};
constexpr std::array<std::string_view, 5> identities{"LocalSystem", "LocalService", "NetworkService", "SpecificUser",
                                                     "ApplicationPoolIdentity"};
constexpr std::array<std::string_view, 2> idle_actions{"Terminate", "Suspend"};
constexpr std::array<std::string_view, 9> recycle_events{
    "None", "Time", "Requests", "Schedule", "Memory", "IsapiUnhealthy", "OnDemand", "ConfigChange", "PrivateMemory"};
constexpr std::array<std::string_view, 2> capabilities{"TcpLevel", "HttpLevel"};
constexpr std::array<std::string_view, 4> cpu_actions{"NoAction", "KillW3wp", "Throttle", "ThrottleUnderLoad"};

/// The highest memory limit that the schema takes, KB.
constexpr std::uint64_t most_memory = 4'294'967'295;

constexpr std::array<AttributeSchema, 30> pools{{
    {.name = "name"},
    {.name = "autoStart", .type = boolean, .value = "true"},
    {.name = "enable32BitAppOnWin64", .type = boolean, .value = "false"},
    {.name = "enableConfigurationOverride", .type = boolean, .value = "true"},
    {.name = "managedPipelineMode", .type = word, .value = "Integrated", .words = pipeline_modes},
    {.name = "managedRuntimeVersion", .value = "v4.0"},
    {.name = "queueLength", .type = number, .value = "1000", .low = 10, .high = 65'535},
    {.name = "startMode", .type = word, .value = "OnDemand", .words = start_modes},
    {.name = "processModel.identityType", .type = word, .value = "ApplicationPoolIdentity", .words = identities},
    {.name = "processModel.userName"},
    {.name = "processModel.loadUserProfile", .type = boolean, .value = "true"},
    {.name = "processModel.idleTimeout", .type = time_span, .value = "00:20:00"},
    {.name = "processModel.idleTimeoutAction", .type = word, .value = "Terminate", .words = idle_actions},
    {.name = "processModel.maxProcesses", .type = number, .value = "1"},
    {.name = "processModel.pingingEnabled", .type = boolean, .value = "true"},
    {.name = "processModel.pingInterval", .type = time_span, .value = "00:00:30"},
    {.name = "processModel.shutdownTimeLimit", .type = time_span, .value = "00:01:30"},
    {.name = "processModel.startupTimeLimit", .type = time_span, .value = "00:01:30"},
    {.name = "recycling.disallowOverlappingRotation", .type = boolean, .value = "false"},
    {.name = "recycling.logEventOnRecycle",
     .type = flags,
     .value = "Time, Memory, PrivateMemory",
     .words = recycle_events},
    {.name = "recycling.periodicRestart.memory", .type = number, .value = "0", .high = most_memory},
    {.name = "recycling.periodicRestart.privateMemory", .type = number, .value = "0", .high = most_memory},
    {.name = "recycling.periodicRestart.requests", .type = number, .value = "0"},
    {.name = "recycling.periodicRestart.time", .type = time_span, .value = "1.05:00:00"},
    {.name = "failure.loadBalancerCapabilities", .type = word, .value = "HttpLevel", .words = capabilities},
    {.name = "failure.rapidFailProtection", .type = boolean, .value = "true"},
    {.name = "failure.rapidFailProtectionInterval", .type = time_span, .value = "00:05:00"},
    {.name = "failure.rapidFailProtectionMaxCrashes", .type = number, .value = "5", .low = 1, .high = 2'147'483'647},
    {.name = "cpu.limit", .type = number, .value = "0", .high = 100'000},
    {.name = "cpu.action", .type = word, .value = "NoAction", .words = cpu_actions},
}};

constexpr std::array<AttributeSchema, 3> site_table{{{.name = "name"},
                                                     {.name = "id", .type = number, .value = "1", .low = 1},
                                                     {.name = "serverAutoStart", .type = boolean, .value = "true"}}};

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  auto const end = text.data() + text.size();
  auto const [read, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && read == end && port != 0 ? std::optional(port) : std::nullopt;
}

}  // namespace

std::string_view value_of(StatedValues const& stated, std::span<AttributeSchema const> schema, std::string_view name) {
  if (auto const found = stated.find(name); found != stated.end()) return found->second;
  auto const* const attribute = find_attribute(schema, name);
  return attribute == nullptr ? std::string_view() : attribute->value;
}

std::optional<Binding> parse_binding(std::string_view protocol, std::string_view information) {
  auto const last = information.rfind(':');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  auto const middle = information.rfind(':', last - 1);
  if (middle == std::string_view::npos || middle == 0) return std::nullopt;
  auto const port = port_of(information.substr(middle + 1, last - middle - 1));
  if (!port) return std::nullopt;
  return Binding{.protocol = windows::to_lower(protocol),
                 .address = std::string(information.substr(0, middle)),
                 .port = *port,
                 .host = std::string(information.substr(last + 1))};
}

std::string text_of(Binding const& binding) {
  return fmt::format("{}/{}:{}:{}", binding.protocol, binding.address, binding.port, binding.host);
}

std::span<AttributeSchema const> pool_attributes() { return pools; }
std::span<AttributeSchema const> site_attributes() { return site_table; }

PoolSettings pool_settings_of(StatedValues stated) {
  auto const value = [&](std::string_view name) { return value_of(stated, pools, name); };
  PoolSettings pool{
      .name = std::string(value("name")),
      .auto_start = value("autoStart") == "true",
      .runtime_version = std::string(value("managedRuntimeVersion")),
      .integrated = value("managedPipelineMode") == "Integrated",
      .queue_length = static_cast<std::uint32_t>(number_of(value("queueLength"))),
      .private_memory_kb = number_of(value("recycling.periodicRestart.privateMemory")),
      .restart_requests = number_of(value("recycling.periodicRestart.requests")),
      .rapid_fail_protection = value("failure.rapidFailProtection") == "true",
      .rapid_fail_interval = std::chrono::seconds(seconds_of_time_span(value("failure.rapidFailProtectionInterval"))),
      .rapid_fail_max_crashes = static_cast<std::uint32_t>(number_of(value("failure.rapidFailProtectionMaxCrashes"))),
      .tcp_level = value("failure.loadBalancerCapabilities") == "TcpLevel",
      .stated = {},
  };
  pool.stated = std::move(stated);
  return pool;
}

}  // namespace wsus::iis
