// What a WSUS server is made of, behind its services: catalogue, computers, settings, cookie key, identity.
#pragma once

#include "server/cookies/cookie_sealer.hpp"
#include "server/domain/approvals.hpp"
#include "server/domain/catalogue.hpp"
#include "server/domain/computers.hpp"
#include "server/domain/fault_ids.hpp"
#include "server/domain/settings.hpp"
#include "wsdl/wusp/clock.hpp"
#include "wsdl/wusp/guid.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace wsus::services {

/// A SyncUpdates call that is being answered; it counts until this ends. Lifetime: it may outlive the state that gave
/// it. Thread safety: an admission belongs to one thread at a time.
class SyncAdmission {
public:
  explicit SyncAdmission(std::shared_ptr<std::atomic<std::size_t>> running) : running_(std::move(running)) {}
  ~SyncAdmission() {
    if (running_ != nullptr) running_->fetch_sub(1);
  }
  SyncAdmission(SyncAdmission&&) noexcept = default;
  SyncAdmission(SyncAdmission const&) = delete;
  SyncAdmission& operator=(SyncAdmission const&) = delete;
  SyncAdmission& operator=(SyncAdmission&&) = delete;

private:
  std::shared_ptr<std::atomic<std::size_t>> running_;
};

/// What changes in a state beside its computers (domain::ComputerChange), from the one to the other.
struct SettingsReplaced {
  std::shared_ptr<domain::Settings const> before{};
  std::shared_ptr<domain::Settings const> after{};
};
struct CatalogueReplaced {
  std::shared_ptr<domain::Catalogue const> before{};
  std::shared_ptr<domain::Catalogue const> after{};
};
struct ServerIdReplaced {
  wusp::Guid after{};
};
using StateChange = std::variant<SettingsReplaced, CatalogueReplaced, ServerIdReplaced>;

/// Told of a change before it is made; changes wait for each other, readers see the state before until it returns.
/// What it throws goes to whoever wanted the change, and nothing has changed then.
using StateListener = std::function<void(StateChange const&)>;

/// Thread safety: every call from any thread. A call works on the settings that it took at its start (ServiceCall) and
/// on one catalogue, so a change between two requests is never seen half. Lifetime: `clock` must outlive the state.
class WsusState {
public:
  /// `server_id`: of the database; empty: one that follows from the seed.
  WsusState(wusp::Clock const& clock, std::shared_ptr<domain::Catalogue const> catalogue, domain::Settings settings,
            cookies::Key const& cookie_key, std::uint64_t seed, std::optional<wusp::Guid> const& server_id = {});

  /// From now on `listener` is told of every change; empty: nobody is. It may read the state, not change it.
  void watch(StateListener listener);

  [[nodiscard]] wusp::UtcTime now() const { return clock_.now(); }
  [[nodiscard]] std::shared_ptr<domain::Catalogue const> catalogue() const;
  /// The catalogue as a computer with this targetGroupName sees it (domain::CatalogueViews). Views are dropped when the
  /// catalogue is replaced.
  [[nodiscard]] std::shared_ptr<domain::Catalogue const> catalogue_for(std::string_view target_group) const;
  void replace_catalogue(std::shared_ptr<domain::Catalogue const> catalogue);
  [[nodiscard]] std::shared_ptr<domain::Settings const> settings() const;
  void replace_settings(domain::Settings settings);

  /// Counts a SyncUpdates call. Empty when `limit` of them are being answered already; 0: no limit.
  [[nodiscard]] std::optional<SyncAdmission> admit_sync(std::size_t limit);

  [[nodiscard]] domain::Computers& computers() { return computers_; }
  [[nodiscard]] cookies::CookieSealer const& sealer() const { return sealer_; }
  /// Identity of the database; a cookie that names another one gets ServerChanged.
  [[nodiscard]] wusp::Guid server_id() const;
  void set_server_id(wusp::Guid const& id);
  [[nodiscard]] domain::FaultIds& fault_ids() { return fault_ids_; }

private:
  wusp::Clock const& clock_;
  cookies::CookieSealer sealer_;
  domain::Computers computers_;
  domain::FaultIds fault_ids_;
  std::mutex changing_;  ///< held by whoever replaces something, before `mutex_`
  StateListener listener_{};
  mutable std::mutex mutex_;
  wusp::Guid server_id_;
  std::shared_ptr<domain::CatalogueViews> views_;
  std::shared_ptr<domain::Settings const> settings_;
  std::shared_ptr<std::atomic<std::size_t>> const running_syncs_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace wsus::services
