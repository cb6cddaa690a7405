// Keeps the state of a running server in its state file: every change is committed before it is made.
#pragma once

#include "server/app/kept_state.hpp"
#include "server/cookies/cookie_sealer.hpp"
#include "server/services/wsus_state.hpp"

#include <memory>

namespace wsus::server {

/// Without a state file it does nothing, and nothing listens.
///
/// What the file cannot take throws state::StateError to whoever wanted the change: an operation answers
/// InternalServerError then, as a WSUS does whose database fails, and memory and file still say the same.
/// Lifetime: `state` outlives the keeper. Thread safety: that of the state.
class StateKeeper {
public:
  /// Puts the kept computers into `state` and the server's identity into the file. `kept`: null, or as take_over left
  /// it.
  StateKeeper(std::shared_ptr<KeptState> kept, services::WsusState& state, cookies::Key const& cookie_key);
  ~StateKeeper();
  StateKeeper(StateKeeper const&) = delete;
  StateKeeper& operator=(StateKeeper const&) = delete;

private:
  void keep(services::StateChange const& change);
  void keep_decisions(services::CatalogueReplaced const& change);

  std::shared_ptr<KeptState> kept_;
  services::WsusState& state_;
  bool told_of_unknown_ = false;
};

}  // namespace wsus::server
