#include "tests/unit/server/state/state_folder.hpp"

#include "server/state/export_json.hpp"
#include "server/state/state_error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <sstream>

namespace wsus::state {

StateFolder::StateFolder()
    : folder_(std::filesystem::path(testing::TempDir()) /
              fmt::format("state_{}_{}", testing::UnitTest::GetInstance()->current_test_info()->name(), ::getpid())) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

StateFolder::~StateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string state_error_of(std::function<void()> const& work) {
  try {
    work();
  } catch (StateError const& e) {
    return e.what();
  }
  return "(no StateError)";
}

void run_sql(std::filesystem::path const& file, std::string const& sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
  sqlite3_close(connection);
}

wusp::UtcTime minute(int number) {
  return wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4)) + std::chrono::minutes(number) +
         wusp::Ticks(number * 3 + 1);
}

wusp::Guid guid_of(int number) { return wusp::guid_from_bits(77, static_cast<std::uint64_t>(number)); }

domain::ReportedEvent full_event(int number) {
  domain::ReportedEvent event;
  event.event_id = 100 + number % 50;
  event.hresult = -2145107961 + number;
  event.time_at_target = minute(number);
  event.app_name = "wuauclt \"quoted\" \xC3\xA4";
  event.source_id = 101;
  event.namespace_id = 1;
  event.sequence_number = number;
  event.instance = guid_of(number + 1000);
  event.sid = "S-1-5-21";
  event.update_id = guid_of(number);
  event.revision_number = 200 + number;
  event.replacement_strings = {"one", "", "three\nlines"};
  event.misc_data = {{.tag = "G", .value = "10.0"}, {.tag = "g", .value = ""}};
  event.computer_brand = "Brand";
  event.computer_model = "Model";
  event.bios_revision = "1.2";
  event.processor_architecture = "Amd64Compatible";
  event.os_version = {
      .major = 10, .minor = 0, .build = 26200, .revision = 1, .service_pack_major = 2, .service_pack_minor = 3};
  event.os_locale_id = 1031;
  event.device_id = "device";
  return event;
}

domain::ReportedEvent status_event(std::vector<int> const& installed) {
  domain::ReportedEvent event;
  event.event_id = 156;
  std::string list;
  for (int const number : installed) list += (list.empty() ? "" : ";") + wusp::to_string(guid_of(number));
  event.misc_data = {{.tag = "V", .value = list}};
  return event;
}

Snapshot full_snapshot() {
  Snapshot snapshot;
  snapshot.server.server_id = guid_of(1);
  snapshot.server.cookie_key = cookies::Key{1, 2, 3, 255};
  snapshot.server.settings.emplace();
  snapshot.server.settings->now.content_generation = 4;
  snapshot.server.settings->now.config_last_change = minute(9);
  snapshot.server.settings->now.targeting = {
      .mode = domain::TargetingMode::server, .groups = {"Pilot", "Rest"}, .knows_groups = true};
  snapshot.server.catalogue = CatalogueMark{.fingerprint = "00ff", .approved = minute(1)};
  snapshot.decisions = {{.identity = {guid_of(5), 200}, .deleted = true},
                        {.identity = {guid_of(6), 201},
                         .declined = true,
                         .deployment = {.id = 9,
                                        .action = domain::DeploymentAction::install,
                                        .is_assigned = false,
                                        .last_change = minute(2),
                                        .deadline = minute(3)},
                         .group_deployments = {{"Pilot", {.id = 10, .action = domain::DeploymentAction::block}}}}};
  snapshot.rules = {{.definition = R"({"name":"busy","soap_fault":{"error_code":"ServerBusy"}})", .enabled = false},
                    {.definition = R"({"reset":{"after":100}})"}};
  domain::Computer pc;
  pc.client_id = "E1DA06A3-5601-43c9-bac3-52d5db701494";
  pc.target_group = "Pilot;Rest";
  pc.dns_name = "pc.lab.example";
  pc.registered = true;
  pc.info = {.dns_name = "pc.lab.example",
             .os_description = "Windows 11",
             .os_version = "10.0.26200",
             .client_version = "1.2.3.4"};
  pc.first_seen = minute(1);
  pc.last_sync = minute(2);
  pc.last_contact = minute(3);
  pc.last_report = minute(4);
  pc.last_status = minute(5);
  pc.events = {full_event(1), full_event(2)};
  pc.status = {{guid_of(1), domain::InstallationState::installed},
               {guid_of(2), domain::InstallationState::installed_pending_reboot}};
  pc.inventory = domain::StoredInventory{
      .received = minute(6), .compressed = true, .document = std::string("\0\xFF\x01 bytes", 9)};
  domain::Computer other;
  other.client_id = "ffffffff-0000-0000-0000-000000000000";
  other.first_seen = minute(7);
  other.last_contact = minute(8);
  other.damaged = true;
  snapshot.computers = {pc, other};
  return snapshot;
}

std::string text_of(Snapshot const& snapshot) {
  std::ostringstream text;
  write_export(text, snapshot);
  return std::move(text).str();
}

}  // namespace wsus::state
