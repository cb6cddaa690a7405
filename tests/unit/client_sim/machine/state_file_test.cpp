// Saved machines: round trip, overwriting, damaged files with their place, refusing what leads elsewhere.
#include "tests/unit/client_sim/machine/state_file_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::machine {
namespace {

using testing::AllOf;
using testing::HasSubstr;

DataStore full_data_store(Machine& machine) {
  DataStore store;
  store.server_url = "http://wsus:8530";
  store.updates.edit()[17] = {.revision_id = 17,
                              .update_id = machine.next_guid(),
                              .revision_number = 201,
                              .is_leaf = false,
                              .list = CacheList::installed_non_leaf,
                              .action = "Install",
                              .is_category = true,
                              .needed = true,
                              .installed = true};
  store.updates.edit()[18] = {.revision_id = 18, .list = CacheList::driver};
  store.updates.edit()[19] = {.revision_id = 19,
                              .core_xml = std::make_shared<std::string const>("<UpdateIdentity UpdateID=\"x\"/>"),
                              .deployment_id = 7,
                              .deadline = "2026-10-05T00:00:00Z",
                              .details =
                                  UpdateDetails{.title = "An update",
                                                .handler = "urn:handler",
                                                .files = {{.name = "a.exe",
                                                           .size = 5'000'000'000,
                                                           .sha1 = std::string("\0\xff", 2),
                                                           .sha256 = "\x01",
                                                           .url = "http://wsus/Content/a.exe",
                                                           .is_license = true}},
                                                .reboot_required = true,
                                                .reboot_by_default = true,
                                                .return_codes = {{.code = 3010, .result = "Succeeded", .reboot = true}},
                                                .default_result = "Failed"},
                              .progress = UpdateProgress::pending_reboot,
                              .bundled_updates = {machine.next_guid()},
                              .superseded_updates = {machine.next_guid(), machine.next_guid()},
                              .install_failures = 3,
                              .device_id = R"(PCI\VEN_1AF4)"};
  store.updates.edit()[20] = {.revision_id = 20, .core_xml = std::make_shared<std::string const>("<Properties/>\0\n")};
  store.evaluation_due = true;
  store.evaluated_facts = 0xFEDCBA9876543210U;
  store.installed_updates = {machine.next_guid(), machine.next_guid()};
  store.config = CachedConfig{.last_change = "2026-10-04T16:03:35.9967236Z",
                              .registration_required = false,
                              .auth_service_url = "SimpleAuthWebService/SimpleAuth.asmx",
                              .plug_in_id = "SimpleTargeting",
                              .max_extended_updates_per_request = 13,
                              .protocol_version = "3.2"};
  store.cookie = ClientCookie{.expiration = "2026-10-04T17:03:35Z", .encrypted_data = std::string("\0\xff\x80z", 4)};
  store.registered_data = "registered \"data\"";
  store.pending_events.push_back({.instance = machine.next_guid(),
                                  .time = machine.now() + wusp::Ticks(1),
                                  .event_id = 148,
                                  .source_id = 102,
                                  .hresult = -2145107961,
                                  .replacement_strings = {"a", ""},
                                  .misc_data = {"b"},
                                  .update_id = machine.next_guid(),
                                  .revision_number = 201,
                                  .device_id = "1"});
  store.trouble["http://wsus:8530"] = {.failures = 2};
  store.trouble["https://wsus:8531"] = {.failures = 10, .since = machine.now()};
  store.next_detection = machine.now() + wusp::Ticks(7);
  store.operation_number = 584;
  return store;
}

void expect_equal(UpdateDetails const& a, UpdateDetails const& b) {
  EXPECT_EQ(std::tie(a.title, a.handler, a.reboot_required, a.reboot_by_default, a.default_result),
            std::tie(b.title, b.handler, b.reboot_required, b.reboot_by_default, b.default_result));
  ASSERT_EQ(a.files.size(), b.files.size());
  for (std::size_t i = 0; i < a.files.size(); ++i) {
    auto const& file = a.files[i];
    auto const& other = b.files[i];
    EXPECT_EQ(std::tie(file.name, file.size, file.sha1, file.sha256, file.url, file.is_license),
              std::tie(other.name, other.size, other.sha1, other.sha256, other.url, other.is_license));
  }
  ASSERT_EQ(a.return_codes.size(), b.return_codes.size());
  for (std::size_t i = 0; i < a.return_codes.size(); ++i) {
    auto const& row = a.return_codes[i];
    auto const& other = b.return_codes[i];
    EXPECT_EQ(std::tie(row.code, row.result, row.reboot), std::tie(other.code, other.result, other.reboot));
  }
}

void expect_equal_additions(CachedUpdate const& a, CachedUpdate const& b) {
  EXPECT_EQ(std::tie(a.deployment_id, a.deadline, a.progress, a.bundled_updates),
            std::tie(b.deployment_id, b.deadline, b.progress, b.bundled_updates));
  EXPECT_EQ(std::tie(a.superseded_updates, a.install_failures, a.device_id),
            std::tie(b.superseded_updates, b.install_failures, b.device_id));
  ASSERT_EQ(a.core_xml == nullptr, b.core_xml == nullptr);
  if (a.core_xml) {
    EXPECT_EQ(*a.core_xml, *b.core_xml);
  }
  ASSERT_EQ(a.details.has_value(), b.details.has_value());
  if (a.details) expect_equal(*a.details, *b.details);
}

void expect_equal(DataStore const& a, DataStore const& b) {
  EXPECT_EQ(a.server_url, b.server_url);
  ASSERT_EQ(a.updates.size(), b.updates.size());
  for (auto const& [id, update] : a.updates) {
    auto const& other = b.updates.at(id);
    EXPECT_EQ(std::tie(update.revision_id, update.update_id, update.revision_number, update.is_leaf, update.list),
              std::tie(other.revision_id, other.update_id, other.revision_number, other.is_leaf, other.list));
    EXPECT_EQ(std::tie(update.action, update.is_category, update.needed, update.installed),
              std::tie(other.action, other.is_category, other.needed, other.installed));
    expect_equal_additions(update, other);
  }
  EXPECT_EQ(a.installed_updates, b.installed_updates);
  EXPECT_EQ(std::tie(a.evaluation_due, a.evaluated_facts), std::tie(b.evaluation_due, b.evaluated_facts));
  ASSERT_TRUE(a.config && b.config && a.cookie && b.cookie);
  EXPECT_EQ(std::tie(a.config->last_change, a.config->registration_required, a.config->auth_service_url),
            std::tie(b.config->last_change, b.config->registration_required, b.config->auth_service_url));
  EXPECT_EQ(std::tie(a.config->plug_in_id, a.config->max_extended_updates_per_request, a.config->protocol_version),
            std::tie(b.config->plug_in_id, b.config->max_extended_updates_per_request, b.config->protocol_version));
  EXPECT_EQ(a.cookie->expiration, b.cookie->expiration);
  EXPECT_EQ(a.cookie->encrypted_data, b.cookie->encrypted_data);
  EXPECT_EQ(a.registered_data, b.registered_data);
  EXPECT_EQ(a.operation_number, b.operation_number);
  ASSERT_EQ(a.pending_events.size(), b.pending_events.size());
  for (std::size_t i = 0; i < a.pending_events.size(); ++i) {
    auto const& event = a.pending_events[i];
    auto const& other = b.pending_events[i];
    EXPECT_EQ(std::tie(event.instance, event.time, event.event_id, event.source_id, event.hresult),
              std::tie(other.instance, other.time, other.event_id, other.source_id, other.hresult));
    EXPECT_EQ(event.replacement_strings, other.replacement_strings);
    EXPECT_EQ(event.misc_data, other.misc_data);
    EXPECT_EQ(std::tie(event.update_id, event.revision_number, event.device_id),
              std::tie(other.update_id, other.revision_number, other.device_id));
  }
}

TEST_F(StateFile, OfAnOlderProgramLoadsWithoutTheMembersThatItDidNotWrite) {
  TestMachine saved;
  saved.machine.data_store().updates.edit()[5] = {.revision_id = 5, .action = "Install", .needed = true};
  saved.machine.data_store().pending_events.push_back({.event_id = 147});
  save_state(saved.machine, directory_);
  damage(",\"installed_updates\":[]", "");
  damage(",\"update_id\":\"00000000-0000-0000-0000-000000000000\",\"revision_number\":0}]", "}]");

  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  auto const& store = loaded.machine.data_store();
  EXPECT_TRUE(store.updates.at(5).needed);
  EXPECT_FALSE(store.updates.at(5).details);
  EXPECT_EQ(store.updates.at(5).progress, UpdateProgress::none);
  ASSERT_EQ(store.pending_events.size(), 1U);
  EXPECT_TRUE(store.pending_events[0].update_id.is_nil());
}

TEST_F(StateFile, DoesNotTakeTheDevicesOfTheOptionsAway) {
  TestMachine saved({.devices = 3});
  save_state(saved.machine, directory_);
  TestMachine loaded({.devices = 12});
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(loaded.machine.hardware().devices.size(), 12U);
}

TEST_F(StateFile, RefusesAProgressItDoesNotKnow) {
  TestMachine saved;
  saved.machine.data_store().updates.edit()[5] = {.revision_id = 5, .progress = UpdateProgress::downloaded};
  save_state(saved.machine, directory_);
  damage("\"downloaded\"", "\"dreamt\"");
  EXPECT_THAT(complaint(),
              HasSubstr("$.data_store.updates.edit()[0].progress: expected one of none, downloaded, installed, "
                        "pending_reboot, failed, found string \"dreamt\""));
}

TEST_F(StateFile, EverythingComesBack) {
  TestMachine saved({.seed = 1, .server_url = "http://wsus:8530"});
  auto& machine = saved.machine;
  machine.data_store() = full_data_store(machine);
  machine.services().set_state("wuauserv", ServiceState::stopped);
  machine.services().set("bits", {ServiceState::stopped, StartType::disabled});
  machine.registry().set_text(R"(HKCU\Software\Lab)", "", "the default \x80 value");
  machine.files().write_as_system(machine.agent_log_path(), "a line\r\n");
  machine.files().write_as_system(R"(C:\Temp\empty file.txt)", "");
  machine.files().set_security(R"(C:\Temp\empty file.txt)",
                               {.owner = "bob", .access = {{"bob", windows::Access::modify}}});
  save_state(machine, directory_);

  TestMachine loaded({.seed = 2});
  loaded.machine.files().write_as_system(R"(C:\Temp\stray.txt)", "");
  ASSERT_TRUE(load_state(loaded.machine, directory_));

  auto& copy = loaded.machine;
  expect_equal(copy.data_store(), machine.data_store());
  EXPECT_EQ(copy.services().find("wuauserv")->setting.state, ServiceState::stopped);
  EXPECT_TRUE(copy.services().is_disabled("bits"));
  EXPECT_TRUE(copy.services().is_running("cryptsvc"));
  auto const keys_a = machine.registry().all();
  auto const keys_b = copy.registry().all();
  ASSERT_EQ(keys_a.size(), keys_b.size());
  for (std::size_t i = 0; i < keys_a.size(); ++i) {
    EXPECT_EQ(keys_a[i].path, keys_b[i].path);
    EXPECT_EQ(keys_a[i].values, keys_b[i].values) << keys_a[i].path;
  }
  EXPECT_EQ(copy.files().read_as_system(copy.agent_log_path()), "a line\r\n");
  EXPECT_EQ(copy.files().security(R"(C:\Temp\empty file.txt)")->owner, "bob");
  EXPECT_FALSE(copy.files().is_file(R"(C:\Temp\stray.txt)"));
  EXPECT_EQ(copy.next_guid(), machine.next_guid()) << "the sequence of GUIDs goes on";
}

TEST_F(StateFile, ADirectoryWithoutAMachineLoadsNothing) {
  EXPECT_EQ(complaint(), "");
  TestMachine pc;
  EXPECT_FALSE(load_state(pc.machine, directory_));
  fs::create_directories(directory_);
  EXPECT_FALSE(load_state(pc.machine, directory_));
}

TEST_F(StateFile, SavingAgainReplacesTheLastState) {
  TestMachine pc;
  pc.machine.files().write_as_system(R"(C:\Temp\old.txt)", "old");
  save_state(pc.machine, directory_);
  pc.machine.files().remove_as_system(R"(C:\Temp)");
  pc.machine.data_store().registered_data = "new";
  save_state(pc.machine, directory_);

  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(loaded.machine.data_store().registered_data, "new");
  EXPECT_FALSE(loaded.machine.files().is_file(R"(C:\Temp\old.txt)"));
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 2)
      << "machine.json and one folder; neither a temporary file nor the old folder";
}

TEST_F(StateFile, SavingLeavesWhatIsNotItsOwn) {
  fs::create_directories(directory_ / "files-of-mine");
  for (auto const* name : {"files-of-mine/a.txt", "files-", "fragments-of-a-poem", "fragments-0123456789abcdef.bak"}) {
    write(directory_ / name, name);
  }
  fs::create_directories(directory_ / "files-1");
  TestMachine pc;
  save_state(pc.machine, directory_);
  save_state(pc.machine, directory_);
  for (auto const* name : {"files-of-mine/a.txt", "files-", "fragments-of-a-poem", "fragments-0123456789abcdef.bak"}) {
    EXPECT_EQ(read(directory_ / name), name);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 6)
      << "those four, machine.json and one numbered folder";
}

TEST_F(StateFile, AnInterruptedSaveLeavesTheLastState) {
  TestMachine pc;
  pc.machine.files().write_as_system(R"(C:\Temp\a.txt)", "old");
  save_state(pc.machine, directory_);
  // What a save that was cut off before its last step leaves behind.
  fs::create_directories(directory_ / "files-2/C/Temp");
  write(directory_ / "files-2/C/Temp/a.txt", "new, half wri");
  write(directory_ / "machine.json.new", "{\"version\":");

  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(loaded.machine.files().read_as_system(R"(C:\Temp\a.txt)"), "old");
}

TEST_F(StateFile, WhatCannotBeWrittenIsNamed) {
  write(directory_, "a file where the directory should be");
  TestMachine pc;
  try {
    save_state(pc.machine, directory_);
    FAIL() << "saved into a file";
  } catch (std::runtime_error const& error) {
    EXPECT_THAT(error.what(), HasSubstr(directory_.string()));
  }
}

TEST_F(StateFile, BrokenJsonIsReportedWithLineAndColumn) {
  fs::create_directories(directory_);
  write(document(), "{\n  \"version\": 1,\n  oops\n}\n");
  EXPECT_THAT(complaint(), AllOf(HasSubstr(document().string() + ":3:3: "), HasSubstr("not a JSON document")));
  write(document(), "{\"version\": 1");
  EXPECT_THAT(complaint(), HasSubstr("machine.json:1:14: not a JSON document"));
  write(document(), "");
  EXPECT_THAT(complaint(), HasSubstr("machine.json:1:1: not a JSON document"));
  write(document(), "{}\n{}");
  EXPECT_THAT(complaint(), HasSubstr("machine.json:2:1: not a JSON document"));
  write(document(), "[1]");
  EXPECT_THAT(complaint(), HasSubstr("machine.json: $: expected an object, found array [1]"));
}

TEST_F(StateFile, EveryDamageIsReportedWithItsPlace) {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view expected;
  };
  for (Row const& row : {
           Row{R"("version":1)", R"("version":2)", "$.version: expected version 1, found int64 2"},
           Row{R"("version":1)", R"("version":"1")", "$.version: expected a whole number, found string \"1\""},
           Row{R"("version":1)", R"("vision":1)", "$: member \"version\" is missing"},
           Row{R"("name":"PC01")", R"("name":"PC02")", "$.name: expected the machine \"PC01\", found string \"PC02\""},
           Row{R"("profile":"w11")", R"("profile":"w8")", "$.profile: expected the profile \"w11\""},
           Row{R"("name":"PC01")", R"("name":"PC01","more":0)", "$: unknown member \"more\"; known: version, name,"},
           Row{R"("files_folder":"files-1")", R"("files_folder":"../x")", "$.files_folder: expected a folder name"},
           Row{R"("files_folder":"files-1")", R"("files_folder":"files-")", "$.files_folder: expected a folder name"},
           Row{R"("bits":{"state":"running")", R"("bits":{"state":"resting")",
               "$.services.bits.state: expected one of stopped, running, found string \"resting\""},
           Row{R"("start":"delayed")", R"("start":"soon")",
               ".start: expected one of automatic, delayed, manual, disabled, found string \"soon\""},
           Row{R"("wmi_consistent":true)", R"("wmi_consistent":1)",
               "$.system_state.wmi_consistent: expected true or false"},
           Row{R"("bits":)", R"("spooler":)", "$.services.spooler: expected a service of the machine"},
           Row{R"("path":"HKLM")", R"("path":"HKXX")", "$.registry[0].path: expected the path of a registry key"},
           Row{R"("values":{})", R"("values":[])", "$.registry[0].values: expected an object, found array []"},
           Row{R"("type":"REG_SZ")", R"("type":"REG_DWORD")", ".data: expected a whole number"},
           Row{R"("updates":[])", R"("updates":[{"revision_id":1}])",
               "$.data_store.updates.edit()[0]: member \"update_id\" is missing"},
           Row{R"("operation_number":0)", R"("operation_number":-1)",
               "$.data_store.operation_number: expected a number of a smaller size"},
           Row{R"("cookie":null)", R"("cookie":{"expiration":"","encrypted_data":"0g"})",
               "$.data_store.cookie.encrypted_data: expected bytes in hexadecimal"},
           Row{R"("path":"C:\\Windows\\WindowsUpdate.log")", R"("path":"C:\\..\\..\\etc\\passwd")",
               ".path: expected a path such as"},
           Row{R"("path":"C:\\Windows\\WindowsUpdate.log")", R"("path":"C:\\/etc/passwd")",
               ".path: expected a path such as"},
           Row{R"("evaluation_due":false)", R"("evaluation_due":"soon")",
               "$.data_store.evaluation_due: expected true or false"},
           Row{R"("evaluated_facts":0)", R"("evaluated_facts":-1)",
               "$.data_store.evaluated_facts: expected a number of a smaller size"},
           Row{R"("random":")", R"("random":"x)", "$.random: expected the state of the random number generator"},
       }) {
    fs::remove_all(directory_);
    TestMachine pc;
    save_state(pc.machine, directory_);
    ASSERT_EQ(complaint(), "") << "the twin without the damage loads";
    damage(row.from, row.to);
    EXPECT_THAT(complaint(), AllOf(testing::StartsWith(document().string()), HasSubstr(row.expected))) << row.to;
  }
}

TEST_F(StateFile, AMissingOrShortFileIsNamed) {
  TestMachine pc;
  save_state(pc.machine, directory_);
  auto const log = directory_ / "files-1/C/Windows/WindowsUpdate.log";
  write(log, "cut");
  EXPECT_THAT(complaint(), AllOf(HasSubstr(log.string()), HasSubstr("found 3")));
  fs::remove(log);
  EXPECT_THAT(complaint(), AllOf(HasSubstr("cannot read " + log.string()), HasSubstr("No such file")));
}

}  // namespace
}  // namespace wsus::machine
