// The agent's datastore (SoftwareDistribution\DataStore): cached updates, server session, registration, pending events.
#pragma once

#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wsus::machine {

/// Which list of SyncUpdates a cached revision goes into (wusp-protocol 7.2).
enum class CacheList { installed_non_leaf, other, driver };

/// A cached revision. `list` is the result of the last applicability evaluation.
struct CachedUpdate {
  int revision_id = 0;
  wusp::Guid update_id{};
  int revision_number = 0;
  bool is_leaf = true;
  CacheList list = CacheList::other;
  std::string action{};      ///< Deployment/Action text
  bool is_category = false;  ///< UpdateType Category
  bool needed = false;       ///< would be offered: Install, not installed, installable
  bool installed = false;
};

/// Cookie as the client holds it: opaque but for its clear-text expiry.
struct ClientCookie {
  std::string expiration{};      ///< xsd:dateTime exactly as received
  std::string encrypted_data{};  ///< raw bytes
};

/// The cached GetConfig result.
struct CachedConfig {
  std::string last_change{};  ///< exact text; goes back in GetCookie
  bool registration_required = true;
  std::string auth_service_url{};  ///< as received, usually relative
  std::string plug_in_id{};
  int max_extended_updates_per_request = 50;
  std::string protocol_version{};  ///< the server's
};

/// An event waiting for ReportEventBatch.
struct PendingEvent {
  wusp::Guid instance{};
  wusp::UtcTime time{};
  int event_id = 0;
  int source_id = 101;
  std::int32_t hresult = 0;
  std::vector<std::string> replacement_strings{};
  std::vector<std::string> misc_data{};
};

/// Everything that `ren SoftwareDistribution` throws away. A value type.
struct DataStore {
  std::string server_url{};  ///< the server that the ids below belong to; another one starts cold
  std::map<int, CachedUpdate> updates{};
  std::optional<CachedConfig> config{};
  std::optional<ClientCookie> cookie{};
  std::string registered_data{};  ///< what RegisterComputer last sent, as one text; empty: never
  std::vector<PendingEvent> pending_events{};
  unsigned operation_number = 0;  ///< counter of the log's "operation # n"
};

}  // namespace wsus::machine
