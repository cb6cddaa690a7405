// Everything that a state file holds, as values.
#pragma once

#include "server/cookies/cookie_sealer.hpp"
#include "server/domain/computers.hpp"
#include "server/domain/settings.hpp"
#include "server/state/decisions.hpp"
#include "wsdl/wusp/guid.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wsus::state {

/// Settings as the operator gave them at the last start, and what has become of them since.
struct KeptSettings {
  domain::Settings started_with{};
  domain::Settings now{};
};

/// The loaded catalogue that decisions and cookies of clients belong to.
struct CatalogueMark {
  std::string fingerprint{};  ///< of decisions.hpp
  wusp::UtcTime approved{};   ///< time of the deployments that have none of their own
  bool operator==(CatalogueMark const&) const = default;
};

/// What the server is, whoever its clients are. A file that no server has used yet has nothing of it.
struct ServerRecord {
  std::optional<wusp::Guid> server_id{};
  std::optional<cookies::Key> cookie_key{};
  std::optional<KeptSettings> settings{};
  std::optional<CatalogueMark> catalogue{};
};

/// A fault rule as it was given to the admin API.
struct KeptRule {
  std::string definition{};  ///< JSON of one rule
  bool enabled = true;
  bool operator==(KeptRule const&) const = default;
};

struct Snapshot {
  ServerRecord server{};
  std::vector<Decision> decisions{};          ///< in the order of their identities
  std::vector<KeptRule> rules{};              ///< in their order of precedence
  std::vector<domain::Computer> computers{};  ///< in the order of their ids in lower case
};

/// Settings for a start with `given`: what has changed since the last start stays, but a member that was given another
/// value than at the last start has that value. config_last_change is that of the file unless something is given anew:
/// then it is the one of `given`.
[[nodiscard]] domain::Settings merged_settings(KeptSettings const& kept, domain::Settings const& given);

}  // namespace wsus::state
