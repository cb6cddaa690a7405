// The internet services of one server: its configuration, its sites and pools as they run, and the way of a request
// through them. What the exchange asks, and what appcmd and iisreset act on.
#pragma once

#include "server/iis/admission/admission.hpp"
#include "server/iis/admission/known_admissions.hpp"
#include "server/iis/config/configuration_system.hpp"
#include "server/iis/pool/application_pool.hpp"
#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::iis {

/// What becomes of a request before the services see it.
struct Reception {
  Admission admission{};
  std::chrono::milliseconds delay{0};  ///< in the pool: waiting, starting, service; before the answer goes out
  std::optional<std::uint32_t> site_id{};
  std::string pool{};     ///< for HTTPERR; empty when no application was found
  bool recycled = false;  ///< this request made the pool recycle: ASP.NET starts again
};

/// Thread safety: every call from any thread. Lifetime: `files` must outlive it.
class InternetServices {
public:
  /// How a change of state went.
  enum class Change { done, no_such_object, already };

  /// `iis_version`: as error pages name it.
  explicit InternetServices(windows::FileSystem const& files, std::string iis_version = "10.0");

  /// Whether anything listens on the port: W3SVC runs, and a started site is bound to it. Asked when a connection
  /// comes.
  [[nodiscard]] bool listens(std::uint16_t port, bool secure);
  /// Whether the site on this TLS port requires a client certificate for all of it, so that its handshakes ask for one.
  /// In a single folder it is IIS that asks, and 403.7 where there is none.
  [[nodiscard]] bool asks_for_certificate(std::uint16_t port);
  /// The way of a request: http.sys, the pool, then IIS (admission.hpp). `service`: how long the answer takes once it
  /// is its turn. `is_there`: as AdmissionGround.
  [[nodiscard]] Reception receive(RequestFacts const& facts, wusp::UtcTime now, std::chrono::milliseconds service,
                                  std::function<bool(std::string_view address)> const& is_there = {});

  [[nodiscard]] ConfigurationSystem& configuration() { return configuration_; }

  /// W3SVC: while it is stopped nothing listens. Starting starts all sites and pools that start by themselves, and what
  /// administrators stopped by hand.
  void start();
  void stop();
  [[nodiscard]] bool is_running() const;

  Change start_site(std::string_view name);
  Change stop_site(std::string_view name);
  [[nodiscard]] bool is_site_started(std::string_view name);

  Change start_pool(std::string_view name);
  Change stop_pool(std::string_view name);
  /// `already`: it is stopped, so there is nothing to recycle.
  Change recycle_pool(std::string_view name);
  /// Its worker process dies. Five times in five minutes stop it (rapid-fail protection). `already`: it is stopped.
  Change crash_pool(std::string_view name, wusp::UtcTime now);
  /// A copy of what the pool is now; empty when there is no such pool.
  [[nodiscard]] std::optional<ApplicationPool> pool(std::string_view name);

  /// What weighs on every pool.
  void set_load(PoolLoad load);
  [[nodiscard]] PoolLoad load() const;
  /// Of the catalogue that is served now: PoolLoad::revisions.
  void set_revisions(std::size_t revisions);

private:
  ApplicationPool& running(PoolSettings const& settings);
  [[nodiscard]] bool is_started(Site const& site) const;
  Change change_site(std::string_view name, bool started);
  Change change_pool(std::string_view name, std::function<bool(PoolSettings const&, ApplicationPool&)> const& change);
  [[nodiscard]] std::optional<Denied> ask_pool(ConfigurationFile const& host, std::string const& name,
                                               wusp::UtcTime now, std::chrono::milliseconds service,
                                               Reception& reception);
  [[nodiscard]] std::optional<Reception> receive_known(RequestFacts const& facts, wusp::UtcTime now,
                                                       std::chrono::milliseconds service);

  ConfigurationSystem configuration_;
  KnownAdmissions known_;
  windows::FileSystem const& files_;
  std::string const iis_version_;
  mutable std::mutex mutex_;
  bool running_ = true;
  PoolLoad load_{};
  std::map<std::string, ApplicationPool, windows::CaselessLess> pools_{};
  std::map<std::string, bool, windows::CaselessLess> sites_{};  ///< started or stopped by hand
};

}  // namespace wsus::iis
