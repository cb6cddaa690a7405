// What changes the state of SUSDB: see susdb.hpp.
#include "server/susdb/susdb.hpp"

namespace wsus::susdb {

StoredConfiguration stored_part(domain::Settings const& settings) {
  return {.max_core_updates = settings.page.updates,
          .max_extended_updates = settings.max_extended_updates_per_request,
          .max_xml_bytes = settings.page.xml_bytes};
}

void apply(StoredConfiguration const& row, domain::Settings& settings) {
  settings.page = {.updates = row.max_core_updates, .xml_bytes = row.max_xml_bytes};
  settings.max_extended_updates_per_request = row.max_extended_updates;
}

bool postinstall(SusDb& database) {
  if (!postinstall_is_due(database)) return false;
  database.schema = database.binaries;
  return true;
}

void rewrite_deployments(SusDb& database, domain::UpdateIds const& updates) {
  for (auto const& update : updates) {
    auto const entry = database.damage.find(update);
    if (entry == database.damage.end()) continue;
    entry->second.lost_deployment = false;
    if (entry->second == RowDamage{}) database.damage.erase(entry);
  }
}

void forget(SusDb& database, wusp::Guid const& update) { database.damage.erase(update); }

void services_started(SusDb& database, domain::Settings& settings) {
  if (!database.unread_configuration) return;
  apply(*database.unread_configuration, settings);
  database.unread_configuration.reset();
}

}  // namespace wsus::susdb
