// The agent's datastore as JSON.
#include "client_sim/machine/state_json.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::machine {

namespace {

namespace json = boost::json;

constexpr std::array<std::pair<CacheList, std::string_view>, 3> list_names{{
    {CacheList::installed_non_leaf, "installed_non_leaf"},
    {CacheList::other, "other"},
    {CacheList::driver, "driver"},
}};

std::string_view name_of(CacheList list) {
  for (auto const& [value, name] : list_names) {
    if (value == list) return name;
  }
  return "other";
}

CacheList read_list(JsonReader const& from) {
  auto const text = from.text();
  for (auto const& [value, name] : list_names) {
    if (name == text) return value;
  }
  from.refuse("one of installed_non_leaf, other, driver");
}

// Raw bytes: JSON texts must be Unicode.
std::string to_hex_text(std::string_view bytes) {
  std::string text;
  for (char const c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::string read_hex(JsonReader const& from) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto const text = from.text();
  if (text.size() % 2 != 0 || text.find_first_not_of(digits) != std::string::npos) from.refuse("bytes in hexadecimal");
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    bytes.push_back(static_cast<char>(digits.find(text[i]) * 16 + digits.find(text[i + 1])));
  }
  return bytes;
}

wusp::Guid read_guid(JsonReader const& from) {
  auto const guid = wusp::parse_guid(from.text());
  if (!guid) from.refuse("a GUID");
  return *guid;
}

wusp::UtcTime read_time(JsonReader const& from) {
  auto const time = wusp::parse_xsd_date_time(from.text());
  if (!time) from.refuse("a time such as 2026-10-04T16:03:35.9967236Z");
  return *time;
}

json::array write_texts(std::vector<std::string> const& texts) { return json::array(texts.begin(), texts.end()); }

json::object write_update(CachedUpdate const& update) {
  return {{"revision_id", update.revision_id},
          {"update_id", wusp::to_string(update.update_id)},
          {"revision_number", update.revision_number},
          {"is_leaf", update.is_leaf},
          {"list", name_of(update.list)},
          {"action", update.action},
          {"is_category", update.is_category},
          {"needed", update.needed},
          {"installed", update.installed}};
}

CachedUpdate read_update(JsonReader const& from) {
  from.expect_members({"revision_id", "update_id", "revision_number", "is_leaf", "list", "action", "is_category",
                       "needed", "installed"});
  return {.revision_id = from.at("revision_id").integer<int>(),
          .update_id = read_guid(from.at("update_id")),
          .revision_number = from.at("revision_number").integer<int>(),
          .is_leaf = from.at("is_leaf").boolean(),
          .list = read_list(from.at("list")),
          .action = from.at("action").text(),
          .is_category = from.at("is_category").boolean(),
          .needed = from.at("needed").boolean(),
          .installed = from.at("installed").boolean()};
}

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

json::object write_event(PendingEvent const& event) {
  return {{"instance", wusp::to_string(event.instance)},
          {"time", wusp::to_xsd_date_time(event.time)},
          {"event_id", event.event_id},
          {"source_id", event.source_id},
          {"hresult", event.hresult},
          {"replacement_strings", write_texts(event.replacement_strings)},
          {"misc_data", write_texts(event.misc_data)}};
}

PendingEvent read_event(JsonReader const& from) {
  from.expect_members({"instance", "time", "event_id", "source_id", "hresult", "replacement_strings", "misc_data"});
  return {.instance = read_guid(from.at("instance")),
          .time = read_time(from.at("time")),
          .event_id = from.at("event_id").integer<int>(),
          .source_id = from.at("source_id").integer<int>(),
          .hresult = from.at("hresult").integer<std::int32_t>(),
          .replacement_strings = from.at("replacement_strings").texts(),
          .misc_data = from.at("misc_data").texts()};
}

}  // namespace

json::object write_data_store(DataStore const& store) {
  json::array updates;
  for (auto const& [revision_id, update] : store.updates) updates.push_back(write_update(update));
  json::array events;
  for (auto const& event : store.pending_events) events.push_back(write_event(event));
  return {{"server_url", store.server_url},
          {"updates", std::move(updates)},
          {"config", write_config(store.config)},
          {"cookie", write_cookie(store.cookie)},
          {"registered_data", store.registered_data},
          {"pending_events", std::move(events)},
          {"operation_number", store.operation_number}};
}

DataStore read_data_store(JsonReader const& from) {
  from.expect_members(
      {"server_url", "updates", "config", "cookie", "registered_data", "pending_events", "operation_number"});
  DataStore store;
  store.server_url = from.at("server_url").text();
  for (auto const& item : from.at("updates").items()) {
    auto update = read_update(item);
    auto const revision_id = update.revision_id;
    if (!store.updates.emplace(revision_id, std::move(update)).second) item.refuse("a revision that is listed once");
  }
  store.config = read_config(from.at("config"));
  store.cookie = read_cookie(from.at("cookie"));
  store.registered_data = from.at("registered_data").text();
  for (auto const& item : from.at("pending_events").items()) store.pending_events.push_back(read_event(item));
  store.operation_number = from.at("operation_number").integer<unsigned>();
  return store;
}

}  // namespace wsus::machine
