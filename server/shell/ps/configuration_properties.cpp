// Configuration properties: see configuration_properties.hpp. The names are those of the object of a real WSUS (public
// scripts print them all); which setting of ours each is, stands here.
#include "server/shell/ps/configuration_properties.hpp"

#include <array>
#include <limits>

namespace wsus::server_shell::ps {
namespace {

using domain::Settings;
using windows::equal_caseless;

constexpr std::string_view number_wanted = "a whole number from 0 on";
constexpr std::string_view flag_wanted = "$true or $false";
constexpr std::string_view guid_wanted = "a GUID, such as [System.Guid]::NewGuid()";
constexpr std::string_view mode_wanted = "Client or Server";

/// A number of the settings.
struct Number {
  std::string_view name;
  std::size_t& (*field)(Settings&);
};
constexpr std::array<Number, 5> numbers{{
    {"MaxCoreUpdatesPerRequest", [](Settings& s) -> std::size_t& { return s.page.updates; }},
    {"MaxExtendedUpdatesPerRequest", [](Settings& s) -> std::size_t& { return s.max_extended_updates_per_request; }},
    {"MaxXmlPerRequest", [](Settings& s) -> std::size_t& { return s.page.xml_bytes; }},
    {"MaxConcurrentDatabaseCalls", [](Settings& s) -> std::size_t& { return s.max_concurrent_syncs; }},
    {"MaximumAllowedComputers", [](Settings& s) -> std::size_t& { return s.max_computers; }},
}};

constexpr std::string_view server_id = "ServerId";
constexpr std::string_view targeting_mode = "TargetingMode";
constexpr std::string_view registration = "IsRegistrationRequired";
constexpr std::string_view content_path = "LocalContentCachePath";

std::string_view mode_name(domain::TargetingMode mode) {
  return mode == domain::TargetingMode::client ? "Client" : "Server";
}

std::optional<domain::TargetingMode> mode_of(Value const& value) {
  auto const text = text_of(value);
  if (equal_caseless(text, "Client") || text == "0") return domain::TargetingMode::client;
  if (equal_caseless(text, "Server") || text == "1") return domain::TargetingMode::server;
  return std::nullopt;
}

std::optional<wusp::Guid> guid_of(Value const& value) {
  if (auto const* const guid = std::get_if<wusp::Guid>(&value.held)) return *guid;
  return wusp::parse_guid(text_of(value));
}

}  // namespace

std::vector<std::string_view> configuration_names() {
  std::vector<std::string_view> names{server_id, targeting_mode, registration, content_path};
  names.reserve(names.size() + numbers.size());
  for (auto const& number : numbers) names.push_back(number.name);
  return names;
}

std::optional<Value> configuration_value(ConfigurationDraft const& draft, std::string_view name) {
  if (equal_caseless(name, server_id)) return Value{draft.server_id};
  if (equal_caseless(name, targeting_mode)) return Value{std::string(mode_name(draft.settings.targeting.mode))};
  if (equal_caseless(name, registration)) return Value{draft.settings.registration_required};
  if (equal_caseless(name, content_path)) return Value{draft.settings.content_folder + "\\WsusContent"};
  for (auto const& number : numbers) {
    auto copy = draft.settings;
    if (equal_caseless(name, number.name)) return Value{static_cast<std::int64_t>(number.field(copy))};
  }
  return std::nullopt;
}

SetOutcome set_configuration(ConfigurationDraft& draft, std::string_view name, Value const& value,
                             std::string_view& wanted) {
  auto& settings = draft.settings;
  if (equal_caseless(name, content_path)) return SetOutcome::read_only;
  if (equal_caseless(name, server_id)) {
    auto const guid = guid_of(value);
    wanted = guid_wanted;
    if (!guid) return SetOutcome::wrong_value;
    draft.server_id = *guid;
    return SetOutcome::done;
  }
  if (equal_caseless(name, targeting_mode)) {
    auto const mode = mode_of(value);
    wanted = mode_wanted;
    if (!mode) return SetOutcome::wrong_value;
    settings.targeting.mode = *mode;
    return SetOutcome::done;
  }
  if (equal_caseless(name, registration)) {
    auto const* const flag = std::get_if<bool>(&value.held);
    wanted = flag_wanted;
    if (flag == nullptr) return SetOutcome::wrong_value;
    settings.registration_required = *flag;
    return SetOutcome::done;
  }
  for (auto const& number : numbers) {
    if (!equal_caseless(name, number.name)) continue;
    auto const* const given = std::get_if<std::int64_t>(&value.held);
    wanted = number_wanted;
    if (given == nullptr || *given < 0 || *given > std::numeric_limits<std::int32_t>::max())
      return SetOutcome::wrong_value;
    number.field(settings) = static_cast<std::size_t>(*given);
    return SetOutcome::done;
  }
  return SetOutcome::no_such_property;
}

}  // namespace wsus::server_shell::ps
