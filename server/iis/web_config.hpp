// The web.config of an application: what the ClientWebService reads from it, and how it goes wrong.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::iis {

/// What the applications read. Defaults are those of a real server (wua-behaviour 9.1).
struct WebConfig {
  long max_installed_prerequisites = 400;  ///< appSettings/maxInstalledPrerequisites
  long max_cached_updates = 22'000;        ///< appSettings/maxCachedUpdates
  long max_request_length_kb = 4'096;      ///< system.web/httpRuntime/@maxRequestLength
  /// system.web/httpRuntime/@executionTimeout: a request that runs longer ends in request_timed_out(); 0: for ever
  /// (assumption).
  std::chrono::seconds execution_timeout{110};
};

/// The configuration cannot be used: IIS answers every request 500.19 until it is repaired.
struct ConfigurationError {
  std::string what;  ///< "Configuration file is not well-formed XML" and so on
  int line = 0;      ///< 1-based; 0 when it has none
  /// The "Error Code" of the page; its lower half is the Win32 status of the W3C log: 0x8007000D invalid data,
  /// 0x800700B7 an entry twice, 0x80070021 a locked section, 0x80070005 no right to read the file.
  std::uint32_t hresult = 0x8007'000D;
};

/// Reads appSettings: a missing key keeps its default, key case does not matter, the last of duplicates wins, unknown
/// keys (maxCachedUpdate, say) have no effect; a value that is no whole number, or broken XML, is an error.
[[nodiscard]] std::variant<WebConfig, ConfigurationError> parse_web_config(std::string_view text);

/// The file as WSUS installs it, in outline: realistic, with both limits at their defaults.
[[nodiscard]] std::string default_web_config();

}  // namespace wsus::iis
