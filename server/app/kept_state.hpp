// A state file at the start of a server: what it has kept, and what of it counts.
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/faults/rules/rule.hpp"
#include "server/state/snapshot.hpp"
#include "server/state/state_file.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wsus::server {

struct ServerConfig;

/// A file and what it held when it was opened. A server takes the computers and the rules out of it.
struct KeptState {
  std::unique_ptr<state::StateFile> file{};
  state::Snapshot snapshot{};
  std::shared_ptr<domain::Catalogue const> loaded_catalogue{};  ///< without decisions; set by take_over
  std::vector<faults::Rule> rules{};                            ///< of the snapshot; set by take_over
  std::optional<wusp::UtcTime> approved{};                      ///< that it was loaded with; set by load_for
};

/// Throws state::StateError.
[[nodiscard]] std::shared_ptr<KeptState> open_state(std::filesystem::path const& file);

/// The catalogue that `load` gives for a time of approval: the one that the state belongs to, with its time, or, where
/// what is loaded is another one by now, with the time `now`. At most two calls.
template <typename Load>
[[nodiscard]] auto load_for(KeptState& kept, wusp::UtcTime now, Load const& load) {
  auto const& mark = kept.snapshot.server.catalogue;
  kept.approved = mark ? mark->approved : now;
  auto loaded = load(*kept.approved);
  if (!mark || state::fingerprint(loaded.catalogue) == mark->fingerprint) return loaded;
  kept.approved = now;
  return load(now);
}

/// What the state has kept takes its place in a configuration that is complete else: settings as merged_settings says;
/// server id and cookie key where the configuration has none; the catalogue with its decisions. Sets `config.state`.
/// Nothing is written. Sentences for the operator. Throws state::StateError for fault rules that cannot be read.
[[nodiscard]] std::vector<std::string> take_over(std::shared_ptr<KeptState> const& kept, ServerConfig& config);

}  // namespace wsus::server
