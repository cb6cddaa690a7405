// State of an earlier run in a configuration: see kept_state.hpp.
#include "server/app/kept_state.hpp"

#include "server/app/rule_keeper.hpp"
#include "server/app/wsus_server.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace wsus::server {

std::shared_ptr<KeptState> open_state(std::filesystem::path const& file) {
  auto kept = std::make_shared<KeptState>();
  kept->file = std::make_unique<state::StateFile>(
      file, state::StateFileOptions{.told = [](std::string_view what) { spdlog::error("{}", what); }});
  kept->snapshot = kept->file->load();
  return kept;
}

std::vector<std::string> take_over(std::shared_ptr<KeptState> const& kept, ServerConfig& config) {
  auto& snapshot = kept->snapshot;
  auto& server = snapshot.server;
  std::vector<std::string> notes;
  auto const given = config.settings;
  if (server.settings) config.settings = state::merged_settings(*server.settings, given);
  server.settings = state::KeptSettings{.started_with = given, .now = config.settings};
  if (!config.server_id) config.server_id = server.server_id;
  if (!config.cookie_key) config.cookie_key = server.cookie_key ? *server.cookie_key : cookies::random_key();
  kept->loaded_catalogue = config.catalogue;
  if (!snapshot.decisions.empty()) {
    auto decided = state::with_decisions(*config.catalogue, snapshot.decisions);
    config.catalogue = std::make_shared<domain::Catalogue const>(std::move(decided.catalogue));
    if (decided.unknown > 0)
      notes.push_back(fmt::format("{} decisions are about revisions that this catalogue does not have; they are kept",
                                  decided.unknown));
  }
  kept->rules = read_kept_rules(snapshot.rules);
  notes.push_back(fmt::format("{} computers, {} decisions, {} fault rules", snapshot.computers.size(),
                              snapshot.decisions.size(), kept->rules.size()));
  config.state = kept;
  return notes;
}

}  // namespace wsus::server
