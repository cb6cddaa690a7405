// The agent's datastore as JSON.
#include "client_sim/machine/state_json.hpp"
#include "client_sim/machine/update_json.hpp"

#include <set>
#include <utility>

namespace wsus::machine {

namespace {

namespace json = boost::json;

json::array write_texts(std::vector<std::string> const& texts) { return json::array(texts.begin(), texts.end()); }

json::value write_config(std::optional<CachedConfig> const& config) {
  if (!config) return nullptr;
  return json::object{{"last_change", config->last_change},
                      {"registration_required", config->registration_required},
                      {"auth_service_url", config->auth_service_url},
                      {"plug_in_id", config->plug_in_id},
                      {"max_extended_updates_per_request", config->max_extended_updates_per_request},
                      {"protocol_version", config->protocol_version}};
}

std::optional<CachedConfig> read_config(JsonReader const& from) {
  if (from.is_null()) return std::nullopt;
  from.expect_members({"last_change", "registration_required", "auth_service_url", "plug_in_id",
                       "max_extended_updates_per_request", "protocol_version"});
  return CachedConfig{.last_change = from.at("last_change").text(),
                      .registration_required = from.at("registration_required").boolean(),
                      .auth_service_url = from.at("auth_service_url").text(),
                      .plug_in_id = from.at("plug_in_id").text(),
                      .max_extended_updates_per_request = from.at("max_extended_updates_per_request").integer<int>(),
                      .protocol_version = from.at("protocol_version").text()};
}

json::value write_cookie(std::optional<ClientCookie> const& cookie) {
  if (!cookie) return nullptr;
  return json::object{{"expiration", cookie->expiration}, {"encrypted_data", to_hex_text(cookie->encrypted_data)}};
}

std::optional<ClientCookie> read_cookie(JsonReader const& from) {
  if (from.is_null()) return std::nullopt;
  from.expect_members({"expiration", "encrypted_data"});
  return ClientCookie{.expiration = from.at("expiration").text(),
                      .encrypted_data = read_hex(from.at("encrypted_data"))};
}

json::object write_authorization(StoredAuthorization const& stored) {
  return {{"plug_in_id", stored.plug_in_id}, {"data", to_hex_text(stored.data)}};
}

StoredAuthorization read_authorization(JsonReader const& from) {
  from.expect_members({"plug_in_id", "data"});
  return {.plug_in_id = from.at("plug_in_id").text(), .data = read_hex(from.at("data"))};
}

json::object write_event(PendingEvent const& event) {
  json::object object{{"instance", wusp::to_string(event.instance)},
                      {"time", wusp::to_xsd_date_time(event.time)},
                      {"event_id", event.event_id},
                      {"source_id", event.source_id},
                      {"hresult", event.hresult},
                      {"replacement_strings", write_texts(event.replacement_strings)},
                      {"misc_data", write_texts(event.misc_data)},
                      {"update_id", wusp::to_string(event.update_id)},
                      {"revision_number", event.revision_number}};
  if (!event.device_id.empty()) object["device_id"] = event.device_id;
  return object;
}

PendingEvent read_event(JsonReader const& from) {
  from.expect_members({"instance", "time", "event_id", "source_id", "hresult", "replacement_strings", "misc_data"},
                      {"update_id", "revision_number", "device_id"});
  return {.instance = read_guid(from.at("instance")),
          .time = read_time(from.at("time")),
          .event_id = from.at("event_id").integer<int>(),
          .source_id = from.at("source_id").integer<int>(),
          .hresult = from.at("hresult").integer<std::int32_t>(),
          .replacement_strings = from.at("replacement_strings").texts(),
          .misc_data = from.at("misc_data").texts(),
          .update_id = from.has("update_id") ? read_guid(from.at("update_id")) : wusp::Guid{},
          .revision_number = from.has("revision_number") ? from.at("revision_number").integer<int>() : 0,
          .device_id = from.has("device_id") ? from.at("device_id").text() : std::string()};
}

json::array write_trouble(std::map<std::string, EndpointTrouble> const& trouble) {
  json::array all;
  for (auto const& [endpoint, of] : trouble) {
    json::object object{{"endpoint", endpoint}, {"failures", of.failures}};
    if (of.since) object["since"] = wusp::to_xsd_date_time(*of.since);
    all.push_back(std::move(object));
  }
  return all;
}

std::map<std::string, EndpointTrouble> read_trouble(JsonReader const& from) {
  std::map<std::string, EndpointTrouble> trouble;
  for (auto const& item : from.items()) {
    item.expect_members({"endpoint", "failures"}, {"since"});
    auto& of = trouble[item.at("endpoint").text()];
    of.failures = item.at("failures").integer<unsigned>();
    if (item.has("since")) of.since = read_time(item.at("since"));
  }
  return trouble;
}

}  // namespace

json::object write_data_store(DataStore const& store) {
  json::array updates;
  for (auto const& [revision_id, update] : store.updates) updates.push_back(write_update(update));
  json::array events;
  for (auto const& event : store.pending_events) events.push_back(write_event(event));
  json::object object{{"server_url", store.server_url},
                      {"updates", std::move(updates)},
                      {"config", write_config(store.config)},
                      {"cookie", write_cookie(store.cookie)},
                      {"registered_data", store.registered_data},
                      {"pending_events", std::move(events)},
                      {"evaluation_due", store.evaluation_due},
                      {"evaluated_facts", store.evaluated_facts},
                      {"installed_updates", write_guids(store.installed_updates)},
                      {"operation_number", store.operation_number}};
  if (!store.trouble.empty()) object["trouble"] = write_trouble(store.trouble);
  if (store.next_detection) object["next_detection"] = wusp::to_xsd_date_time(*store.next_detection);
  if (store.authorization) object["authorization"] = write_authorization(*store.authorization);
  if (store.damage != 0) object["damage"] = store.damage;
  return object;
}

DataStore read_data_store(JsonReader const& from, FragmentSource& fragments) {
  DataStore store;
  from.expect_members(
      {"server_url", "updates", "config", "cookie", "registered_data", "pending_events", "operation_number"},
      {"installed_updates", "evaluation_due", "evaluated_facts", "trouble", "next_detection", "authorization",
       "damage"});
  if (from.has("trouble")) store.trouble = read_trouble(from.at("trouble"));
  if (from.has("next_detection")) store.next_detection = read_time(from.at("next_detection"));
  if (from.has("authorization")) store.authorization = read_authorization(from.at("authorization"));
  if (from.has("damage")) store.damage = from.at("damage").integer<std::uint32_t>();
  if (from.has("evaluation_due")) store.evaluation_due = from.at("evaluation_due").boolean();
  if (from.has("evaluated_facts")) store.evaluated_facts = from.at("evaluated_facts").integer<std::uint64_t>();
  store.server_url = from.at("server_url").text();
  auto& updates = store.updates.edit();
  for (auto const& item : from.at("updates").items()) {
    auto update = read_update(item, fragments);
    auto const revision_id = update.revision_id;
    if (!updates.emplace(revision_id, std::move(update)).second) item.refuse("a revision that is listed once");
  }
  store.config = read_config(from.at("config"));
  store.cookie = read_cookie(from.at("cookie"));
  store.registered_data = from.at("registered_data").text();
  for (auto const& item : from.at("pending_events").items()) store.pending_events.push_back(read_event(item));
  if (from.has("installed_updates")) {
    for (auto const& item : from.at("installed_updates").items()) store.installed_updates.insert(read_guid(item));
  }
  store.operation_number = from.at("operation_number").integer<unsigned>();
  return store;
}

}  // namespace wsus::machine
