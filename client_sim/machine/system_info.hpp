// Facts of a machine that only applicability rules ask about (wusp-protocol 8.4): versions of files, languages, suites.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace wsus::machine {

/// When a file was made and last written; the simulated drive keeps no dates.
struct FileTimes {
  std::optional<wusp::UtcTime> created{};
  std::optional<wusp::UtcTime> modified{};
};

/// A value; the defaults are an English workstation without additions. An empty optional, and a name that a plain map
/// does not have, is a fact that the machine does not have: rules about it are unknown, neither true nor false.
struct SystemInfo {
  int service_pack_major = 0;  ///< a machine starts with that of its profile; RegisterComputer and events tell it
  int service_pack_minor = 0;
  int suite_mask = 256;  ///< capture RegisterComputer
  int number_of_processors = 4;
  std::optional<int> processor_level{};
  std::optional<int> processor_revision{};
  std::vector<std::string> mui_languages{"en-US"};
  /// GetSystemMetrics by index: tablet, media center, starter, Server R2; all 0 (capture RegisterComputer).
  std::map<int, int> system_metrics{{86, 0}, {87, 0}, {88, 0}, {89, 0}};
  /// Four-part file versions by lower-case path, for files that have one: "c:\windows\system32\wuaueng.dll".
  std::map<std::string, std::string> file_versions{};
  std::map<std::string, FileTimes> file_times{};  ///< by lower-case path
  bool clustered = false;
  std::set<std::string> owned_cluster_resources{};
  /// License values by name; a machine that has them knows all of them.
  std::optional<std::map<std::string, std::uint32_t>> license_values{};
  /// Whether a WQL query has rows, by namespace and query as written in the rule.
  std::map<std::pair<std::string, std::string>, bool> wmi_answers{};
  /// Identities of the installed packages: "Package_for_KB1~31bf3856ad364e35~amd64~~10.0.1.0".
  std::optional<std::set<std::string>> cbs_packages{};
  /// Versions of product releases by name: "Client.OS.RS2.AMD64".
  std::map<std::string, std::string> product_releases{};
};

}  // namespace wsus::machine
