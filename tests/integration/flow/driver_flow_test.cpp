// The driver pass with hardware: one call, the better driver, nothing for a machine that tells of no devices.
#include "server/catalogue/generator.hpp"
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The hardware id of generated device 0 that is as specific as the one of the driver installed there.
std::string hardware_id() { return machine::make_hardware(1, 70).devices.front().hardware_ids.at(1); }

/// As it stands in a request.
std::string escaped_hardware_id() {
  auto text = hardware_id();
  for (auto at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) text.insert(at + 1, "amp;");
  return text;
}

/// A driver for that device.
domain::Revision driver(int id, std::string const& date, std::uint64_t major) {
  auto result = needed_update(id);
  result.type = domain::UpdateType::driver;
  result.is_installed = "<d.WindowsDriverInstalled />";
  result.is_installable = "<d.WindowsDriverInstallable />";
  result.handler = "WindowsDriver";
  result.drivers = {{.hardware_id = hardware_id(),
                     .ver_date = *wusp::parse_xsd_date_time(date),
                     .ver_version = major << 48U,
                     .device_class = "System",
                     .provider = "Lab Devices"}};
  return result;
}

bool is_driver_pass(journal::Entry const& entry) {
  return entry.request_body.find("<SkipSoftwareSync>true</SkipSoftwareSync>") != std::string::npos;
}

class DriverFlow : public FlowTest {
protected:
  server::ServerConfig generated_config() const {
    auto config = small_config();
    config.catalogue = std::make_shared<domain::Catalogue const>(catalogue::generate(
        {.revisions = 120, .installed_non_leaf = 12, .superseded_chains = 2, .approved = clock_.now(), .drivers = 70}));
    return config;
  }
  static std::size_t cached_drivers(client::SimulatedPc& pc) {
    auto const& updates = pc.machine().data_store().updates;
    return static_cast<std::size_t>(std::ranges::count_if(
        updates, [](auto const& entry) { return entry.second.list == machine::CacheList::driver; }));
  }
  std::vector<journal::Entry> driver_passes() const {
    auto entries = calls_of("SyncUpdates");
    std::erase_if(entries, [](journal::Entry const& entry) { return !is_driver_pass(entry); });
    return entries;
  }
};

TEST_F(DriverFlow, APassOfSeventyDevicesIsOneCallOfAboutFiftyKilobytes) {
  serve(generated_config());
  auto const pc = make_pc({.devices = 70});
  auto const result = pc->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  ASSERT_THAT(driver_passes(), SizeIs(1));
  auto const pass = driver_passes().front();
  EXPECT_GT(pass.request_body.size(), 40'000U);
  EXPECT_LT(pass.request_body.size(), 60'000U);
}

TEST_F(DriverFlow, DriversBeyondOnePageComeWithTheNextScans) {
  auto config = generated_config();
  auto const page = config.settings.page.updates;
  serve(std::move(config));
  auto const pc = make_pc({.devices = 70});
  // Of seventy devices the last is a printer; every other one is offered a driver.
  for (std::size_t const cached : {page, 2 * page, std::size_t{69}, std::size_t{69}}) {
    ASSERT_EQ(pc->scan().result.hresult, agent::hr::ok);
    EXPECT_EQ(cached_drivers(*pc), cached);
  }
  ASSERT_THAT(driver_passes(), SizeIs(4));
  EXPECT_EQ(driver_passes().at(1).cached_driver_ids, page);
  EXPECT_EQ(driver_passes().at(3).cached_driver_ids, 69U);
}

TEST_F(DriverFlow, TheBetterDriverIsOfferedInstalledAndReported) {
  serve(config_of({driver(1, "2006-06-21T00:00:00Z", 6), driver(2, "2026-01-15T00:00:00Z", 200)}));
  auto const pc = make_pc({.devices = 70});
  auto const report = pc->update();
  ASSERT_EQ(report.result.hresult, agent::hr::ok) << report.result.message;
  ASSERT_THAT(driver_passes(), SizeIs(1));
  EXPECT_THAT(driver_passes().front().response_body, HasSubstr(to_string(update_guid(2))));
  EXPECT_THAT(driver_passes().front().response_body, Not(HasSubstr(to_string(update_guid(1)))));
  EXPECT_THAT(report.result.needed, ElementsAre(2));
  EXPECT_EQ(report::hresult_of(report), agent::hr::ok);
  EXPECT_EQ(pc->scan().result.updates_found, 0U);
  auto const batches = calls_of("ReportEventBatch");
  EXPECT_THAT(batches.at(1).request_body, HasSubstr("DeviceID>1<"));
  EXPECT_THAT(batches.at(2).request_body, HasSubstr("DeviceID>" + escaped_hardware_id() + "<")) << "of an install";
  EXPECT_EQ(status_of(2), "Installed");
}

TEST_F(DriverFlow, ADriverThatIsWorseThanTheInstalledOneIsNotOffered) {
  serve(config_of({driver(1, "2006-06-21T00:00:00Z", 6)}));
  EXPECT_THAT(make_pc({.devices = 70})->scan().result.needed, IsEmpty());
  EXPECT_THAT(driver_passes().front().response_body, Not(HasSubstr(to_string(update_guid(1)))));
}

TEST_F(DriverFlow, AMachineWithoutDevicesGetsNoDriver) {
  serve(config_of({driver(1, "2026-01-15T00:00:00Z", 200)}));
  auto const result = make_pc()->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_THAT(result.needed, IsEmpty());
  ASSERT_THAT(driver_passes(), SizeIs(1));
  EXPECT_THAT(driver_passes().front().response_body, Not(HasSubstr("<UpdateInfo>")));
}

}  // namespace
}  // namespace wsus::test
