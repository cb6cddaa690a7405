// Plain JSON values, checked: see json_codec.hpp.
#include "server/state/json_codec.hpp"

namespace wsus::state {

namespace json = boost::json;

std::string JsonPath::text() const {
  auto const before = parent_ == nullptr ? std::string() : parent_->text();
  if (is_index_) return fmt::format("{}[{}]", before, index_);
  return before.empty() ? std::string(key_) : fmt::format("{}.{}", before, key_);
}

void JsonPath::fail(std::string_view what) const {
  auto const place = text();
  throw JsonError(place.empty() ? std::string(what) : fmt::format("{}: {}", place, what));
}

json::object const& object_at(json::value const& value, JsonPath const& path) {
  if (!value.is_object()) path.fail("expected an object");
  return value.get_object();
}

json::array const& array_at(json::value const& value, JsonPath const& path) {
  if (!value.is_array()) path.fail("expected a list");
  return value.get_array();
}

std::string_view text_at(json::value const& value, JsonPath const& path) {
  if (!value.is_string()) path.fail("expected a text");
  return value.get_string();
}

std::int64_t signed_at(json::value const& json, JsonPath const& path, std::int64_t least, std::int64_t most) {
  bool const is_number = json.is_int64();
  if (!is_number || json.get_int64() < least || json.get_int64() > most)
    path.fail(fmt::format("expected a whole number from {} to {}", least, most));
  return json.get_int64();
}

std::uint64_t unsigned_at(json::value const& json, JsonPath const& path, std::uint64_t most) {
  bool const is_number = json.is_uint64() || (json.is_int64() && json.get_int64() >= 0);
  auto const number = !is_number         ? 0
                      : json.is_uint64() ? json.get_uint64()
                                         : static_cast<std::uint64_t>(json.get_int64());
  if (!is_number || number > most) path.fail(fmt::format("expected a whole number from 0 to {}", most));
  return number;
}

void Codec<bool>::read(json::value const& json, bool& value, JsonPath const& path) {
  if (!json.is_bool()) path.fail("expected true or false");
  value = json.get_bool();
}

void Codec<wusp::Guid>::read(json::value const& json, wusp::Guid& value, JsonPath const& path) {
  auto const text = text_at(json, path);
  auto const guid = wusp::parse_guid(text);
  if (!guid) path.fail(fmt::format("'{}' is no GUID", text));
  value = *guid;
}

void Codec<wusp::UtcTime>::read(json::value const& json, wusp::UtcTime& value, JsonPath const& path) {
  auto const text = text_at(json, path);
  auto const time = wusp::parse_xsd_date_time(text);
  if (!time) path.fail(fmt::format("'{}' is no dateTime", text));
  value = *time;
}

}  // namespace wsus::state
