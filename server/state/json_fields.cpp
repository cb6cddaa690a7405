// Values with a form of their own in JSON: see json_fields.hpp.
#include "server/state/json_fields.hpp"

#include "server/cookies/key_text.hpp"
#include "server/state/base64.hpp"

namespace wsus::state {

namespace json = boost::json;

json::value Codec<domain::StatusRows>::write(domain::StatusRows const& rows) {
  json::object object;
  object.reserve(rows.size());
  for (auto const& [update, state] : rows) object.emplace(wusp::to_string(update), to_json(state));
  return object;
}

void Codec<domain::StatusRows>::read(json::value const& json, domain::StatusRows& rows, JsonPath const& path) {
  for (auto const& entry : object_at(json, path)) {
    JsonPath const place(&path, entry.key());
    auto const update = wusp::parse_guid(entry.key());
    if (!update) place.fail("the key is no GUID");
    if (rows.size() == domain::max_status_rows) path.fail(fmt::format("more than {} rows", domain::max_status_rows));
    rows.insert_or_assign(*update, from_json<domain::InstallationState>(entry.value(), place));
  }
}

json::value Codec<domain::StoredInventory>::write(domain::StoredInventory const& inventory) {
  return json::object{{"received", to_json(inventory.received)},
                      {"compressed", inventory.compressed},
                      {"document_base64", to_base64(inventory.document)}};
}

void Codec<domain::StoredInventory>::read(json::value const& json, domain::StoredInventory& inventory,
                                          JsonPath const& path) {
  for (auto const& entry : object_at(json, path)) {
    JsonPath const place(&path, entry.key());
    if (entry.key() == "received") {
      Codec<wusp::UtcTime>::read(entry.value(), inventory.received, place);
    } else if (entry.key() == "compressed") {
      Codec<bool>::read(entry.value(), inventory.compressed, place);
    } else if (entry.key() == "document_base64") {
      auto document = from_base64(text_at(entry.value(), place));
      if (!document) place.fail("expected base64");
      inventory.document = std::move(*document);
    } else {
      path.fail(
          fmt::format("unknown key '{}'; known: received, compressed, document_base64", std::string_view(entry.key())));
    }
  }
}

json::value Codec<cookies::Key>::write(cookies::Key const& key) {
  std::string text;
  for (auto const byte : key) text += fmt::format("{:02x}", byte);
  return json::value(text);
}

void Codec<cookies::Key>::read(json::value const& json, cookies::Key& key, JsonPath const& path) {
  auto const read = cookies::parse_key(text_at(json, path));
  if (!read) path.fail("expected 64 hex digits");  // not what it is: it may be most of a key
  key = *read;
}

json::value Codec<KeptRule>::write(KeptRule const& rule) {
  return json::object{{"enabled", rule.enabled}, {"rule", json::parse(rule.definition)}};
}

void Codec<KeptRule>::read(json::value const& json, KeptRule& rule, JsonPath const& path) {
  bool has_rule = false;
  for (auto const& entry : object_at(json, path)) {
    JsonPath const place(&path, entry.key());
    if (entry.key() == "enabled") {
      Codec<bool>::read(entry.value(), rule.enabled, place);
    } else if (entry.key() == "rule") {
      has_rule = true;
      rule.definition = json::serialize(object_at(entry.value(), place));
    } else {
      path.fail(fmt::format("unknown key '{}'; known: enabled, rule", std::string_view(entry.key())));
    }
  }
  if (!has_rule) path.fail("'rule' is missing");
}

}  // namespace wsus::state
