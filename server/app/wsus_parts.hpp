// What a server has of WSUS beside the state of its services: database, content folder, keys of its nodes.
#pragma once

#include "server/content/content_flaws.hpp"
#include "server/cookies/node_keys.hpp"
#include "server/services/wsus_state.hpp"
#include "server/shell/wsus_control.hpp"
#include "server/susdb/database.hpp"

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace wsus::server {

/// Lifetime: `state` outlives the parts. Thread safety: that of the members; commands run one at a time.
class WsusParts {
public:
  /// `seed`: of identities that commands make. `keys`: at least one.
  WsusParts(services::WsusState& state, susdb::SusDb database, std::vector<cookies::Key> const& keys,
            cookies::Balance balance, std::uint64_t seed);

  /// What the commands act on; valid while the parts are there.
  [[nodiscard]] server_shell::WsusControl control();

  /// The web services have started anew: they read what SQL has written into the configuration.
  void web_services_started();

  [[nodiscard]] susdb::Database& database() { return database_; }
  [[nodiscard]] cookies::NodeKeys& farm() { return farm_; }
  [[nodiscard]] std::shared_ptr<content::ContentFlaws> const& content() const { return content_; }

private:
  services::WsusState& state_;
  susdb::Database database_;
  std::shared_ptr<content::ContentFlaws> content_ = std::make_shared<content::ContentFlaws>();
  cookies::NodeKeys farm_;
  std::mt19937_64 random_;
};

}  // namespace wsus::server
