// Which fields the lab's values have in JSON. Private to server/state. The names are those of the export's format
// (docs/STATE.md): a name that is here stays.
#pragma once

#include "server/state/json_codec.hpp"
#include "server/state/snapshot.hpp"

namespace wsus::state {

// ---- words

template <>
struct WordsOf<domain::InstallationState> {
  using State = domain::InstallationState;
  static constexpr std::array<std::pair<State, std::string_view>, 5> list{
      {{State::not_installed, "NotInstalled"},
       {State::downloaded, "Downloaded"},
       {State::failed, "Failed"},
       {State::installed, "Installed"},
       {State::installed_pending_reboot, "InstalledPendingReboot"}}};
};

template <>
struct WordsOf<domain::DeploymentAction> {
  using Action = domain::DeploymentAction;
  static constexpr std::array<std::pair<Action, std::string_view>, 7> list{
      {{Action::install, "Install"},
       {Action::optional_install, "OptionalInstall"},
       {Action::uninstall, "Uninstall"},
       {Action::pre_deployment_check, "PreDeploymentCheck"},
       {Action::block, "Block"},
       {Action::evaluate, "Evaluate"},
       {Action::bundle, "Bundle"}}};
};

template <>
struct WordsOf<domain::CachedCount> {
  static constexpr std::array<std::pair<domain::CachedCount, std::string_view>, 2> list{
      {{domain::CachedCount::other, "other"}, {domain::CachedCount::union_of_both, "union"}}};
};

template <>
struct WordsOf<domain::TargetingMode> {
  static constexpr std::array<std::pair<domain::TargetingMode, std::string_view>, 2> list{
      {{domain::TargetingMode::client, "client"}, {domain::TargetingMode::server, "server"}}};
};

// ---- values with a form of their own

/// {"GUID": "Installed", ...}
template <>
struct Codec<domain::StatusRows> {
  static boost::json::value write(domain::StatusRows const& rows);
  static void read(boost::json::value const& json, domain::StatusRows& rows, JsonPath const& path);
};

/// The document as base64: it may be any bytes.
template <>
struct Codec<domain::StoredInventory> {
  static boost::json::value write(domain::StoredInventory const& inventory);
  static void read(boost::json::value const& json, domain::StoredInventory& inventory, JsonPath const& path);
};

/// 64 hex digits.
template <>
struct Codec<cookies::Key> {
  static boost::json::value write(cookies::Key const& key);
  static void read(boost::json::value const& json, cookies::Key& key, JsonPath const& path);
};

/// {"enabled": true, "rule": {...}}
template <>
struct Codec<KeptRule> {
  static boost::json::value write(KeptRule const& rule);
  static void read(boost::json::value const& json, KeptRule& rule, JsonPath const& path);
};

// ---- fields

template <>
struct FieldsOf<domain::MiscTag> {
  using T = domain::MiscTag;
  static constexpr auto list =
      std::tuple{Field{"tag", &T::tag, Presence::required}, Field{"value", &T::value, Presence::required}};
};

template <>
struct FieldsOf<domain::DetailedVersion> {
  using T = domain::DetailedVersion;
  static constexpr auto list = std::tuple{Field{"major", &T::major},
                                          Field{"minor", &T::minor},
                                          Field{"build", &T::build},
                                          Field{"revision", &T::revision},
                                          Field{"service_pack_major", &T::service_pack_major},
                                          Field{"service_pack_minor", &T::service_pack_minor}};
};

template <>
struct FieldsOf<domain::ReportedEvent> {
  using T = domain::ReportedEvent;
  static constexpr auto list = std::tuple{Field{"event_id", &T::event_id, Presence::required},
                                          Field{"hresult", &T::hresult},
                                          Field{"time_at_target", &T::time_at_target},
                                          Field{"app_name", &T::app_name},
                                          Field{"source_id", &T::source_id},
                                          Field{"namespace_id", &T::namespace_id},
                                          Field{"sequence_number", &T::sequence_number},
                                          Field{"instance", &T::instance},
                                          Field{"sid", &T::sid},
                                          Field{"update_id", &T::update_id},
                                          Field{"revision_number", &T::revision_number},
                                          Field{"replacement_strings", &T::replacement_strings},
                                          Field{"misc_data", &T::misc_data},
                                          Field{"computer_brand", &T::computer_brand},
                                          Field{"computer_model", &T::computer_model},
                                          Field{"bios_revision", &T::bios_revision},
                                          Field{"processor_architecture", &T::processor_architecture},
                                          Field{"os_version", &T::os_version},
                                          Field{"os_locale_id", &T::os_locale_id},
                                          Field{"device_id", &T::device_id}};
};

template <>
struct FieldsOf<domain::ComputerInfo> {
  using T = domain::ComputerInfo;
  static constexpr auto list =
      std::tuple{Field{"dns_name", &T::dns_name}, Field{"os_description", &T::os_description},
                 Field{"os_version", &T::os_version}, Field{"client_version", &T::client_version}};
};

template <>
struct FieldsOf<domain::Computer> {
  using T = domain::Computer;
  static constexpr auto list = std::tuple{Field{"client_id", &T::client_id, Presence::required},
                                          Field{"target_group", &T::target_group},
                                          Field{"dns_name", &T::dns_name},
                                          Field{"registered", &T::registered},
                                          Field{"info", &T::info},
                                          Field{"first_seen", &T::first_seen},
                                          Field{"last_sync", &T::last_sync},
                                          Field{"last_contact", &T::last_contact},
                                          Field{"last_report", &T::last_report},
                                          Field{"last_status", &T::last_status},
                                          Field{"damaged", &T::damaged},
                                          Field{"status", &T::status},
                                          Field{"inventory", &T::inventory},
                                          Field{"events", &T::events}};
};

template <>
struct FieldsOf<domain::UpdateIdentity> {
  using T = domain::UpdateIdentity;
  static constexpr auto list = std::tuple{Field{"update_id", &T::update_id, Presence::required},
                                          Field{"revision_number", &T::revision_number, Presence::required}};
};

template <>
struct FieldsOf<domain::Deployment> {
  using T = domain::Deployment;
  static constexpr auto list = std::tuple{
      Field{"id", &T::id, Presence::always}, Field{"action", &T::action, Presence::required},
      Field{"is_assigned", &T::is_assigned, Presence::always}, Field{"last_change", &T::last_change, Presence::always},
      Field{"deadline", &T::deadline, Presence::always}};
};

template <>
struct FieldsOf<domain::GroupDeployment> {
  using T = domain::GroupDeployment;
  static constexpr auto list = std::tuple{Field{"target_group", &T::target_group, Presence::required},
                                          Field{"deployment", &T::deployment, Presence::required}};
};

template <>
struct FieldsOf<Decision> {
  using T = Decision;
  static constexpr auto list = std::tuple{
      Field{"identity", &T::identity, Presence::required}, Field{"deleted", &T::deleted},
      Field{"declined", &T::declined, Presence::always}, Field{"deployment", &T::deployment, Presence::always},
      Field{"group_deployments", &T::group_deployments, Presence::always}};
};

template <>
struct FieldsOf<domain::PageLimits> {
  using T = domain::PageLimits;
  static constexpr auto list =
      std::tuple{Field{"updates", &T::updates, Presence::always}, Field{"xml_bytes", &T::xml_bytes, Presence::always}};
};

template <>
struct FieldsOf<domain::TargetingRules> {
  using T = domain::TargetingRules;
  static constexpr auto list =
      std::tuple{Field{"mode", &T::mode, Presence::always}, Field{"groups", &T::groups, Presence::always},
                 Field{"knows_groups", &T::knows_groups, Presence::always}};
};

/// A member of Settings that is not here is not kept: a test compares the list with the type.
template <>
struct FieldsOf<domain::Settings> {
  using T = domain::Settings;
  static constexpr auto always = Presence::always;
  static constexpr auto list =
      std::tuple{Field{"page", &T::page, always},
                 Field{"cached_count", &T::cached_count, always},
                 Field{"cookie_lifetime_minutes", &T::cookie_lifetime, always},
                 Field{"registration_required", &T::registration_required, always},
                 Field{"max_concurrent_syncs", &T::max_concurrent_syncs, always},
                 Field{"max_computers", &T::max_computers, always},
                 Field{"max_extended_updates_per_request", &T::max_extended_updates_per_request, always},
                 Field{"protocol_version", &T::protocol_version, always},
                 Field{"package_server_share", &T::package_server_share, always},
                 Field{"config_last_change", &T::config_last_change, always},
                 Field{"clock_swing_ticks", &T::clock_swing, always},
                 Field{"targeting", &T::targeting, always},
                 Field{"content_folder", &T::content_folder, always},
                 Field{"content_generation", &T::content_generation, always},
                 Field{"file_digest_algorithm", &T::file_digest_algorithm, always},
                 Field{"asmx_only", &T::asmx_only, always},
                 Field{"live_operations", &T::live_operations, always},
                 Field{"offer_ping", &T::offer_ping, always}};
};

template <>
struct FieldsOf<KeptSettings> {
  using T = KeptSettings;
  static constexpr auto list = std::tuple{Field{"started_with", &T::started_with, Presence::required},
                                          Field{"now", &T::now, Presence::required}};
};

template <>
struct FieldsOf<CatalogueMark> {
  using T = CatalogueMark;
  static constexpr auto list = std::tuple{Field{"fingerprint", &T::fingerprint, Presence::required},
                                          Field{"approved", &T::approved, Presence::required}};
};

template <>
struct FieldsOf<ServerRecord> {
  using T = ServerRecord;
  static constexpr auto list = std::tuple{Field{"server_id", &T::server_id}, Field{"cookie_key", &T::cookie_key},
                                          Field{"settings", &T::settings}, Field{"catalogue", &T::catalogue}};
};

}  // namespace wsus::state
