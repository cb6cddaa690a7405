// From changes of a server to its state file: see state_keeper.hpp.
#include "server/app/state_keeper.hpp"

#include "server/state/decisions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace wsus::server {
namespace {

/// When the deployments that have no time of their own were made: a catalogue that is loaded again gets it again.
wusp::UtcTime approved_of(KeptState const& kept) {
  return kept.approved.value_or(kept.loaded_catalogue->last_change());
}

}  // namespace

StateKeeper::StateKeeper(std::shared_ptr<KeptState> kept, services::WsusState& state, cookies::Key const& cookie_key)
    : kept_(std::move(kept)), state_(state) {
  if (kept_ == nullptr) return;
  auto& server = kept_->snapshot.server;
  server.catalogue = state::CatalogueMark{.fingerprint = state::fingerprint(*kept_->loaded_catalogue),
                                          .approved = approved_of(*kept_)};
  server.server_id = state_.server_id();
  server.cookie_key = cookie_key;
  kept_->file->put_server(server);

  auto& computers = state_.computers();
  auto const listen = [this](domain::ComputerChange const& change) { kept_->file->apply(change); };
  // More than the server may keep: the file forgets them too.
  if (kept_->snapshot.computers.size() > state_.settings()->max_computers) computers.watch(listen);
  computers.restore(std::exchange(kept_->snapshot.computers, {}));
  computers.watch(listen);
  state_.watch([this](services::StateChange const& change) { keep(change); });
}

StateKeeper::~StateKeeper() {
  if (kept_ == nullptr) return;
  state_.watch({});
  state_.computers().watch({});
}

void StateKeeper::keep(services::StateChange const& change) {
  if (auto const* const catalogue = std::get_if<services::CatalogueReplaced>(&change))
    return keep_decisions(*catalogue);
  auto server = kept_->snapshot.server;
  if (auto const* const settings = std::get_if<services::SettingsReplaced>(&change))
    server.settings->now = *settings->after;
  if (auto const* const id = std::get_if<services::ServerIdReplaced>(&change)) server.server_id = id->after;
  kept_->file->put_server(server);
  kept_->snapshot.server = std::move(server);
}

void StateKeeper::keep_decisions(services::CatalogueReplaced const& change) {
  auto const changes = state::decision_changes(*kept_->loaded_catalogue, *change.before, *change.after);
  kept_->file->apply(changes);
  if (changes.unknown > 0 && !std::exchange(told_of_unknown_, true))
    spdlog::warn("state file '{}': {} revisions are in no catalogue that is loaded at a start; they are not kept",
                 kept_->file->path().string(), changes.unknown);
}

}  // namespace wsus::server
