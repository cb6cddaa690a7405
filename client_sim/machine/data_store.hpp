// The agent's datastore (SoftwareDistribution\DataStore): cached updates, server session, registration, pending events.
#pragma once

#include "client_sim/machine/cached_updates.hpp"
#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wsus::machine {

/// Cookie as the client holds it: opaque but for its clear-text expiry.
struct ClientCookie {
  std::string expiration{};      ///< xsd:dateTime exactly as received
  std::string encrypted_data{};  ///< raw bytes
};

/// An authorization cookie that the agent keeps instead of asking SimpleAuth. Agents of the lab keep none by
/// themselves; one that is damaged is what FM14 is about (assumption: that it is stored).
struct StoredAuthorization {
  std::string plug_in_id{};
  std::string data{};  ///< raw bytes
};

/// The cached GetConfig result.
struct CachedConfig {
  std::string last_change{};  ///< exact text; goes back in GetCookie
  bool registration_required = true;
  std::string auth_service_url{};  ///< as received, usually relative
  std::string plug_in_id{};
  /// In an answer 0: the property is missing; negative: it is no number from 1. The agent does not keep these.
  int max_extended_updates_per_request = 50;
  std::string protocol_version{};  ///< the server's
  bool operator==(CachedConfig const&) const = default;
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
  wusp::Guid update_id{};  ///< nil: the event is about no update
  int revision_number = 0;
  /// ExtendedData/DeviceID: "1" for downloads of a driver, the device's id for its installation; empty: the event is
  /// about no driver (wusp-protocol 4.5).
  std::string device_id{};
};

/// What is remembered of a server that did not answer; the rules are client_sim/agent/endpoint_back_off.hpp.
struct EndpointTrouble {
  unsigned failures = 0;                 ///< calls in a row without an answer
  std::optional<wusp::UtcTime> since{};  ///< when the agent began to ask no more; empty: it asks
  bool operator==(EndpointTrouble const&) const = default;
};

/// Everything that `ren SoftwareDistribution` throws away. A value type.
struct DataStore {
  std::string server_url{};  ///< the server that the ids below belong to; another one starts cold
  CachedUpdates updates{};
  std::optional<CachedConfig> config{};
  std::optional<ClientCookie> cookie{};
  std::optional<StoredAuthorization> authorization{};  ///< wuauclt /resetauthorization drops it with the cookie
  std::uint32_t damage = 0;  ///< HRESULT that reading the store ends with (DataStore.edb is damaged); 0: it is whole
  std::string registered_data{};  ///< what RegisterComputer last sent, as one text; empty: never
  std::vector<PendingEvent> pending_events{};
  std::set<wusp::Guid> installed_updates{};  ///< what the simulated installer has installed; see client_sim/agent
  bool evaluation_due = false;               ///< the installed set has changed since the updates were evaluated
  std::uint64_t evaluated_facts = 0;  ///< fact_fingerprint of the machine that they were evaluated on; 0: not known
  std::map<std::string, EndpointTrouble> trouble{};  ///< by endpoint, as endpoint_of() writes it
  std::optional<wusp::UtcTime> next_detection{};     ///< of the detection cycle; empty: at once
  unsigned operation_number = 0;                     ///< counter of the log's "operation # n"
};

}  // namespace wsus::machine
