// What the operator of a WSUS server can set. Plain data with the defaults of a real server.
#pragma once

#include "server/domain/targeting.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::domain {

/// Which lists maxCachedUpdates counts. Unconfirmed (wua-behaviour 9.1, 12.3): `other` is the default of the lab.
enum class CachedCount { other, union_of_both };

/// Limits of the ClientWebService application, read from web.config. wua-behaviour 9.1.
struct RequestLimits {
  long max_installed_prerequisites = 400;  ///< entries in InstalledNonLeafUpdateIDs, counted as sent
  long max_cached_updates = 22'000;        ///< cached ids, counted as CachedCount says
};

/// Limits of one SyncUpdates answer. 30 updates: observed on WSUS 2025; 5,242,880 bytes: MaxXMLPerRequest; 0 = no limit
/// (wusp-protocol 6.2, wua-behaviour 4.3).
struct PageLimits {
  std::size_t updates = 30;
  std::size_t xml_bytes = 5'242'880;
};

/// Server configuration, as SUSDB keeps it.
struct Settings {
  PageLimits page{};
  CachedCount cached_count = CachedCount::other;
  std::chrono::minutes cookie_lifetime{60};  ///< from GetCookie; later NewCookies keep the expiry (wusp-protocol 3.2)
  bool registration_required = true;
  /// SyncUpdates calls at one time; one more is answered with ServerBusy. 0: no limit. That a WSUS counts so is an
  /// assumption (M): wusp-protocol 5.2 says "overload" only.
  std::size_t max_concurrent_syncs = 0;
  /// Computers that the server keeps (Computers). No source: an assumption (M) that bounds a server's memory; MS-WUSP
  /// knows no limit, and a WSUS is made for 150,000 clients at most. Taken at the start of the server.
  std::size_t max_computers = 200'000;
  std::size_t max_extended_updates_per_request = 50;
  std::string protocol_version = "3.2";
  std::string package_server_share = R"(\\WSUS\UpdateServicesPackages)";
  wusp::UtcTime config_last_change{};  ///< GetConfig LastChange; a cookie or GetCookie with another one: ConfigChanged
  /// The server's clock runs back and forth by so much: what the handshake is told as LastChange and what later calls
  /// compare with differ by it (config_last_change_for). 0: the clock is steady.
  wusp::Ticks clock_swing{0};
  TargetingRules targeting{};
  /// CONTENT_DIR of `wsusutil postinstall`: the content files lie below its folder WsusContent.
  std::string content_folder = R"(C:\WSUS)";
  /// Raised by each `wsusutil movecontent`: cookies that are older get FileLocationChanged until GetFileLocations.
  std::uint64_t content_generation = 0;
  bool file_digest_algorithm = false;  ///< FileLocation says "SHA1", as servers from 2025 on (wusp-protocol 4.2)
  /// Servers up to WSUS 3.0 SP2: every service is an ASMX one, and faults have the exception's text and a faultactor,
  /// as the samples of the specification show them (wua-behaviour 2.2). GetExtendedUpdateInfo2 is unknown to them.
  bool asmx_only = false;
  bool live_operations = false;  ///< GetConfig2, GetTimestamps: the public Windows Update has them, a WSUS not
  bool offer_ping = false;       ///< IMonitorable/Ping: MS-WSUSSS services have it, those of MS-WUSP not
};

/// The configuration's LastChange as `operation` (local name of the body element) sees it: with a steady clock the one
/// of the settings. With a clock that swings, GetConfig, GetConfig2 and GetCookie see it later by the swing, so that
/// every cookie is older than the configuration when it is used: ConfigChanged without end (assumption: the failure is
/// known by its outcome only).
[[nodiscard]] wusp::UtcTime config_last_change_for(Settings const& settings, std::string_view operation);

}  // namespace wsus::domain
