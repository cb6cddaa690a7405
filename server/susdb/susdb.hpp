// The state of SUSDB beside its catalogue, and what changes it. Plain values.
#pragma once

#include "server/domain/decisions.hpp"
#include "server/domain/settings.hpp"
#include "server/susdb/latency.hpp"

#include <map>
#include <optional>
#include <string_view>

namespace wsus::susdb {

/// The service of the Windows Internal Database; "net start" and "sc" know it by this name.
inline constexpr std::string_view service_name = "MSSQL$MICROSOFT##WID";

/// How tools address the Windows Internal Database ("np:" may stand in front; wsus-maintenance-guide).
inline constexpr std::string_view pipe_name = R"(\\.\pipe\MICROSOFT##WID\tsql\query)";

enum class Availability {
  running,
  single_user,  ///< one administrator's connection has it: nobody else gets in
  stopped,      ///< its service does not run
};

/// Damage of an update's rows. Which update has it is the key (SusDb::damage).
struct RowDamage {
  /// Its metadata cannot be serialised: SyncUpdates fails for every client that would get the update (KB954960).
  bool unreadable = false;
  bool lost_deployment = false;  ///< its row of Deployment is gone: UpdateInfo goes out without one
  bool doubled = false;          ///< its row of tbRevision is there twice, under two revision ids
  bool operator==(RowDamage const&) const = default;
};

/// The row of tbConfigurationC, as far as the lab has it.
struct StoredConfiguration {
  std::size_t max_core_updates = 30;      ///< MaxCoreUpdatesPerRequest
  std::size_t max_extended_updates = 50;  ///< MaxExtendedUpdatesPerRequest
  std::size_t max_xml_bytes = 5'242'880;  ///< MaxXMLPerRequest; 0: no limit
  bool operator==(StoredConfiguration const&) const = default;
};

[[nodiscard]] StoredConfiguration stored_part(domain::Settings const& settings);
/// What the web services take over from the row; everything else of `settings` stays, LastChange too: a row that was
/// changed by SQL tells nobody that it has changed.
void apply(StoredConfiguration const& row, domain::Settings& settings);

/// Lowest schema that a fresh database has; only the comparison counts.
inline constexpr int current_schema = 1;

struct SusDb {
  Availability availability = Availability::running;
  int schema = current_schema;  ///< of the database
  int binaries =
      current_schema;  ///< the schema that the installed binaries expect; above `schema`: post-install is due
  /// Empty: queries take no time.
  std::optional<LatencyModel> latency{};
  Indexes indexes{};
  std::map<wusp::Guid, RowDamage> damage{};
  /// What SQL has written and the web services have not read yet: they read it when they start.
  std::optional<StoredConfiguration> unread_configuration{};
  bool operator==(SusDb const&) const = default;
};

/// Every call of SimpleAuth fails until `wsusutil postinstall /servicing` (KB3159706).
[[nodiscard]] inline bool postinstall_is_due(SusDb const& database) { return database.schema < database.binaries; }

/// wsusutil postinstall: the database gets the schema of the binaries. False: there was nothing to do.
bool postinstall(SusDb& database);

/// What a decision about an update writes anew: its rows of Deployment. Rows that cannot be read stay so; a declined
/// update is not read for clients.
void rewrite_deployments(SusDb& database, domain::UpdateIds const& updates);

/// The update is gone with all its rows.
void forget(SusDb& database, wusp::Guid const& update);

/// The web services start: they read the configuration.
void services_started(SusDb& database, domain::Settings& settings);

}  // namespace wsus::susdb
