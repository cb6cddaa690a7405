// State of a WSUS server: see wsus_state.hpp.
#include "server/services/wsus_state.hpp"

#include <random>
#include <utility>

namespace wsus::services {

WsusState::WsusState(wusp::Clock const& clock, std::shared_ptr<domain::Catalogue const> catalogue,
                     domain::Settings settings, cookies::Key const& cookie_key, std::uint64_t seed,
                     std::optional<wusp::Guid> const& server_id)
    : clock_(clock),
      sealer_(cookie_key),
      computers_(settings.max_computers),
      fault_ids_(seed),
      views_(std::make_shared<domain::CatalogueViews>(std::move(catalogue))),
      settings_(std::make_shared<domain::Settings const>(std::move(settings))) {
  if (server_id) {
    server_id_ = *server_id;
    return;
  }
  std::mt19937_64 random(seed);
  auto const high = random();
  server_id_ = wusp::guid_from_bits(high, random());
}

void WsusState::watch(StateListener listener) {
  std::scoped_lock const change(changing_);
  listener_ = std::move(listener);
}

std::shared_ptr<domain::Catalogue const> WsusState::catalogue() const {
  std::scoped_lock const lock(mutex_);
  return views_->base();
}

std::shared_ptr<domain::Catalogue const> WsusState::catalogue_for(std::string_view target_group) const {
  std::shared_ptr<domain::CatalogueViews> views;
  {
    std::scoped_lock const lock(mutex_);
    views = views_;
  }
  return views->view(target_group);  // may make a view: not while others wait for the state
}

void WsusState::replace_catalogue(std::shared_ptr<domain::Catalogue const> catalogue) {
  auto fresh = std::make_shared<domain::CatalogueViews>(catalogue);
  std::scoped_lock const change(changing_);
  if (listener_) listener_(CatalogueReplaced{.before = this->catalogue(), .after = std::move(catalogue)});
  std::scoped_lock const lock(mutex_);
  views_ = std::move(fresh);
}

std::optional<SyncAdmission> WsusState::admit_sync(std::size_t limit) {
  auto running = running_syncs_->load();
  do {
    if (limit != 0 && running >= limit) return std::nullopt;
  } while (!running_syncs_->compare_exchange_weak(running, running + 1));
  return std::make_optional<SyncAdmission>(running_syncs_);
}

wusp::Guid WsusState::server_id() const {
  std::scoped_lock const lock(mutex_);
  return server_id_;
}

void WsusState::set_server_id(wusp::Guid const& id) {
  std::scoped_lock const change(changing_);
  if (listener_) listener_(ServerIdReplaced{.after = id});
  std::scoped_lock const lock(mutex_);
  server_id_ = id;
}

std::shared_ptr<domain::Settings const> WsusState::settings() const {
  std::scoped_lock const lock(mutex_);
  return settings_;
}

void WsusState::replace_settings(domain::Settings settings) {
  auto fresh = std::make_shared<domain::Settings const>(std::move(settings));
  std::scoped_lock const change(changing_);
  if (listener_) listener_(SettingsReplaced{.before = this->settings(), .after = fresh});
  std::scoped_lock const lock(mutex_);
  settings_ = std::move(fresh);
}

}  // namespace wsus::services
