// Saved machines: hardware and system facts, which applicability rules ask about.
#include "tests/unit/client_sim/machine/state_file_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::machine {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class StateFacts : public StateFile {};

Hardware full_hardware(Machine& machine) {
  auto hardware = make_hardware(7, 2);
  auto& device = hardware.devices.at(1);
  device.installed_driver = InstalledDriver{.matching_id = "id",
                                            .ver_date = test_time(),
                                            .ver_version = 0xFFFF000000000001U,
                                            .device_class = "Net",
                                            .manufacturer = "maker",
                                            .provider = "provider",
                                            .model = "model",
                                            .matching_computer_hwid = machine.next_guid(),
                                            .rank = 17};
  device.extension_drivers = {{.extension_id = "extension",
                               .ver_date = test_time(),
                               .ver_version = 5,
                               .device_class = "Extension",
                               .rank = 3,
                               .matching_computer_hwid = machine.next_guid()}};
  device.flags = 1;
  return hardware;
}

SystemInfo full_system_info() {
  return {.service_pack_major = 1,
          .service_pack_minor = 2,
          .suite_mask = 272,
          .number_of_processors = 64,
          .processor_level = 6,
          .processor_revision = 0x5507,
          .mui_languages = {"de-DE", "fr-FR"},
          .system_metrics = {{86, 1}, {-1, 2}},
          .file_versions = {{R"(c:\windows\a.dll)", "10.0.1.2"}},
          .file_times = {{R"(c:\windows\a.dll)", {.created = test_time()}}, {"c:\\b", {.modified = test_time()}}},
          .clustered = true,
          .owned_cluster_resources = {"Disk"},
          .license_values = {{{"Kernel-MaxPhysicalPage", 4'000'000'000U}}},
          .wmi_answers = {{{"root\\cimv2", "SELECT * FROM X"}, true}, {{"", ""}, false}},
          .cbs_packages = {{"Package_for_KB1"}},
          .product_releases = {{"Client.OS.RS2.AMD64", "10.0.1"}}};
}

void expect_equal(InstalledDriver const& a, InstalledDriver const& b) {
  EXPECT_EQ(std::tie(a.matching_id, a.ver_date, a.ver_version, a.device_class, a.manufacturer),
            std::tie(b.matching_id, b.ver_date, b.ver_version, b.device_class, b.manufacturer));
  EXPECT_EQ(std::tie(a.provider, a.model, a.matching_computer_hwid, a.rank),
            std::tie(b.provider, b.model, b.matching_computer_hwid, b.rank));
}

void expect_equal(ExtensionDriver const& a, ExtensionDriver const& b) {
  EXPECT_EQ(std::tie(a.extension_id, a.ver_date, a.ver_version, a.device_class, a.rank, a.matching_computer_hwid),
            std::tie(b.extension_id, b.ver_date, b.ver_version, b.device_class, b.rank, b.matching_computer_hwid));
}

void expect_equal(Hardware const& a, Hardware const& b) {
  EXPECT_EQ(a.computer_hardware_ids, b.computer_hardware_ids);
  ASSERT_EQ(a.devices.size(), b.devices.size());
  for (std::size_t i = 0; i < a.devices.size(); ++i) {
    auto const& device = a.devices[i];
    auto const& other = b.devices[i];
    EXPECT_EQ(std::tie(device.hardware_ids, device.compatible_ids, device.flags),
              std::tie(other.hardware_ids, other.compatible_ids, other.flags));
    ASSERT_EQ(device.installed_driver.has_value(), other.installed_driver.has_value());
    if (device.installed_driver) expect_equal(*device.installed_driver, *other.installed_driver);
    ASSERT_EQ(device.extension_drivers.size(), other.extension_drivers.size());
    for (std::size_t k = 0; k < device.extension_drivers.size(); ++k) {
      expect_equal(device.extension_drivers[k], other.extension_drivers[k]);
    }
  }
}

void expect_equal(SystemInfo const& a, SystemInfo const& b) {
  EXPECT_EQ(std::tie(a.service_pack_major, a.service_pack_minor, a.suite_mask, a.number_of_processors),
            std::tie(b.service_pack_major, b.service_pack_minor, b.suite_mask, b.number_of_processors));
  EXPECT_EQ(std::tie(a.processor_level, a.processor_revision, a.mui_languages, a.system_metrics, a.file_versions),
            std::tie(b.processor_level, b.processor_revision, b.mui_languages, b.system_metrics, b.file_versions));
  EXPECT_EQ(std::tie(a.clustered, a.owned_cluster_resources, a.license_values, a.wmi_answers),
            std::tie(b.clustered, b.owned_cluster_resources, b.license_values, b.wmi_answers));
  EXPECT_EQ(std::tie(a.cbs_packages, a.product_releases), std::tie(b.cbs_packages, b.product_releases));
  ASSERT_EQ(a.file_times.size(), b.file_times.size());
  for (auto const& [path, times] : a.file_times) {
    EXPECT_EQ(times.created, b.file_times.at(path).created) << path;
    EXPECT_EQ(times.modified, b.file_times.at(path).modified) << path;
  }
}

TEST_F(StateFacts, ComeBackToAMachineThatIsNotToldOfDevices) {
  TestMachine saved;
  saved.machine.hardware() = full_hardware(saved.machine);
  saved.machine.system_info() = full_system_info();
  save_state(saved.machine, directory_);
  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  expect_equal(loaded.machine.hardware(), saved.machine.hardware());
  expect_equal(loaded.machine.system_info(), saved.machine.system_info());
}

TEST_F(StateFacts, OfTheSameNumberOfDevicesAreTheKeptOnes) {
  TestMachine saved({.devices = 4});
  saved.machine.hardware().devices.at(1).installed_driver = InstalledDriver{.model = "installed since"};
  save_state(saved.machine, directory_);
  TestMachine loaded({.devices = 4});
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(loaded.machine.hardware().devices.at(1).installed_driver->model, "installed since");
}

TEST_F(StateFacts, OfAnOlderProgramAreThoseOfTheMachine) {
  TestMachine saved;
  save_state(saved.machine, directory_);
  auto text = read(document());
  auto const from = text.find(",\"hardware\":");
  auto const to = text.find(",\"folders\":");
  ASSERT_LT(from, to);
  write(document(), text.erase(from, to - from));

  TestMachine loaded({.devices = 3});
  loaded.machine.system_info().clustered = true;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(loaded.machine.hardware().devices.size(), 3U);
  EXPECT_TRUE(loaded.machine.system_info().clustered);
}

TEST_F(StateFacts, ThatAreDamagedAreReportedWithTheirPlace) {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view expected;
  };
  for (Row const& row : {
           Row{R"("rank":17)", R"("rank":"high")", "$.hardware.devices[1].installed_driver.rank: expected a whole"},
           Row{R"("flags":1)", R"("flags":256)", "$.hardware.devices[1].flags: expected a number of a smaller size"},
           Row{R"("extension_id")", R"("extension")", ".extension_drivers[0]: unknown member \"extension\""},
           Row{R"("ver_date":"2026)", R"("ver_date":"yesterday 2026)", ".ver_date: expected a time such as"},
           Row{R"("computer_hardware_ids":[")", R"("computer_hardware_ids":["x)",
               "$.hardware.computer_hardware_ids[0]: expected a GUID"},
           Row{R"("suite_mask":272)", R"("suite_mask":null)", "$.system_info.suite_mask: expected a whole number"},
           Row{R"("86":1)", R"("8x":1)", "$.system_info.system_metrics.8x: expected a number as the member's name"},
           Row{R"("clustered":true)", R"("clustered":1)", "$.system_info.clustered: expected true or false"},
           Row{R"("has_rows":false)", R"("rows":false)", "$.system_info.wmi_answers[0]: unknown member \"rows\""},
           Row{R"("cbs_packages":[)", R"("cbs_packages":[1,)", "$.system_info.cbs_packages[0]: expected a text"},
           Row{R"("Kernel-MaxPhysicalPage":4)", R"("Kernel-MaxPhysicalPage":-4)",
               "$.system_info.license_values.Kernel-MaxPhysicalPage: expected a number of a smaller size"},
       }) {
    fs::remove_all(directory_);
    TestMachine pc;
    pc.machine.hardware() = full_hardware(pc.machine);
    pc.machine.system_info() = full_system_info();
    save_state(pc.machine, directory_);
    ASSERT_EQ(complaint(), "") << "the twin without the damage loads";
    damage(row.from, row.to);
    EXPECT_THAT(complaint(), AllOf(StartsWith(document().string()), HasSubstr(row.expected))) << row.to;
  }
}

}  // namespace
}  // namespace wsus::machine
