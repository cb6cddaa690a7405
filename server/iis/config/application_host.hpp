// What applicationHost.config says of the machine: application pools, sites with their bindings, applications and
// virtual directories. Values only.
#pragma once

#include "server/iis/config/section_schema.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {

/// Attributes as a file states them, by the schema's names ("recycling.periodicRestart.privateMemory"); canonical.
using StatedValues = std::map<std::string, std::string, std::less<>>;

/// What counts: the stated value, else the schema's default; empty for a name that the schema has not.
[[nodiscard]] std::string_view value_of(StatedValues const& stated, std::span<AttributeSchema const> schema,
                                        std::string_view name);

/// Defaults are those of IIS 10's schema; what WSUS sets for its own pool is in default_application_host.cpp.
struct PoolSettings {
  std::string name{};
  bool auto_start = true;
  std::string runtime_version = "v4.0";
  bool integrated = true;               ///< pipeline mode; false: Classic
  std::uint32_t queue_length = 1'000;   ///< waiting requests; 10 to 65,535
  std::uint64_t private_memory_kb = 0;  ///< recycles above it; 0: no limit
  std::uint64_t restart_requests = 0;   ///< recycles after so many; 0: never
  bool rapid_fail_protection = true;
  std::chrono::seconds rapid_fail_interval = std::chrono::minutes(5);
  std::uint32_t rapid_fail_max_crashes = 5;
  bool tcp_level = false;  ///< loadBalancerCapabilities TcpLevel: a pool that is off resets connections, without a 503
  StatedValues stated{};   ///< the above and all else, as the file has it
};

struct Binding {
  std::string protocol = "http";  ///< http or https; others are kept and listen to nothing here
  std::string address = "*";
  std::uint16_t port = 80;
  std::string host{};  ///< empty: every name
};
/// "*:8530:", "10.0.0.1:80:wsus.example", "[::1]:80:"; empty when it is none.
[[nodiscard]] std::optional<Binding> parse_binding(std::string_view protocol, std::string_view information);
/// "http/*:8530:", as appcmd lists it.
[[nodiscard]] std::string text_of(Binding const& binding);

struct VirtualDirectory {
  std::string path = "/";       ///< below the application's path
  std::string physical_path{};  ///< variables as %SystemDrive% are left as written
};

struct SiteApplication {
  std::string path = "/";
  std::string pool = "DefaultAppPool";
  std::vector<VirtualDirectory> directories{};
};

struct Site {
  std::string name{};
  std::uint32_t id = 1;
  bool auto_start = true;
  std::vector<Binding> bindings{};
  std::vector<SiteApplication> applications{};
};

/// In the order of the schema, which is the order in which appcmd lists them. `name` is the first.
[[nodiscard]] std::span<AttributeSchema const> pool_attributes();
/// name, id, serverAutoStart.
[[nodiscard]] std::span<AttributeSchema const> site_attributes();
[[nodiscard]] PoolSettings pool_settings_of(StatedValues stated);

}  // namespace wsus::iis
