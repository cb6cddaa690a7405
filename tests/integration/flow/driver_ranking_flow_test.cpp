// The ranking of drivers beyond date and version, between an agent that tells of its devices and a server that ranks.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <ostream>

namespace wsus::test {
namespace {

using machine::Hardware;
using testing::ElementsAre;
using testing::IsEmpty;

/// Device 1 of the generated ones runs without a driver; the last one is a printer.
constexpr unsigned devices = 20;
Hardware hardware() { return machine::make_hardware(1, devices); }
std::string hardware_id(std::size_t place) { return hardware().devices.at(1).hardware_ids.at(place); }
std::string compatible_id() { return hardware().devices.at(1).compatible_ids.front(); }
wusp::Guid computer(std::size_t place) { return hardware().computer_hardware_ids.at(place); }

domain::DriverRow older(std::string id) {
  return {.hardware_id = std::move(id),
          .ver_date = *wusp::parse_xsd_date_time("2020-01-01T00:00:00Z"),
          .ver_version = 1ULL << 48U};
}
domain::DriverRow newer(std::string id) {
  return {.hardware_id = std::move(id),
          .ver_date = *wusp::parse_xsd_date_time("2026-01-01T00:00:00Z"),
          .ver_version = 2ULL << 48U};
}
domain::DriverRow scored(domain::DriverRow row, int score, std::string system = "amd64.10.0") {
  row.feature_scores = {{.operating_system = std::move(system), .score = score}};
  return row;
}
domain::DriverRow for_computer(domain::DriverRow row, wusp::Guid const& id) {
  row.target_computer_hardware_ids = {id};
  return row;
}
domain::DriverRow of_class(domain::DriverRow row, std::string device_class, std::string maker = "Lab Devices") {
  row.device_class = std::move(device_class);
  row.provider = maker;
  row.manufacturer = std::move(maker);
  return row;
}

domain::Revision driver(int id, domain::DriverRow row) {
  auto result = needed_update(id);
  result.type = domain::UpdateType::driver;
  result.is_installed = "<d.WindowsDriverInstalled />";
  result.is_installable = "<d.WindowsDriverInstallable />";
  result.handler = "WindowsDriver";
  result.drivers = {std::move(row)};
  return result;
}

class DriverRankingFlow : public FlowTest {
protected:
  /// What a machine is offered of these drivers. `change`: its hardware before the scan.
  std::vector<int> offered(std::vector<domain::Revision> drivers, std::function<void(Hardware&)> const& change = {}) {
    serve(config_of(std::move(drivers)));
    auto const pc = make_pc({.devices = devices});
    if (change) change(pc->machine().hardware());
    auto const result = pc->scan().result;
    EXPECT_EQ(result.hresult, agent::hr::ok) << result.message;
    return result.needed;
  }
};

/// The first row is the better one by this rule alone; date and version speak for the second.
struct Ranked {
  char const* rule;
  std::function<domain::DriverRow()> better;
  std::function<domain::DriverRow()> worse;
};
void PrintTo(Ranked const& test, std::ostream* out) { *out << test.rule; }

/// Compatible ids are shared; a driver that is worse than that of another device counts as superseded at the agent.
void leave_device_1_alone(Hardware& machine) { machine.devices = {machine.devices.at(1)}; }

class DriverRank : public DriverRankingFlow, public testing::WithParamInterface<Ranked> {};

// Conforms: SyncUpdates.drivers
TEST_P(DriverRank, DecidesOverDateAndVersionWhicheverIsListedFirst) {
  auto const& rule = GetParam();
  EXPECT_THAT(offered({driver(1, rule.better()), driver(2, rule.worse())}, leave_device_1_alone), ElementsAre(1));
  EXPECT_THAT(offered({driver(1, rule.worse()), driver(2, rule.better())}, leave_device_1_alone), ElementsAre(2));
  EXPECT_THAT(offered({driver(2, rule.worse())}, leave_device_1_alone), ElementsAre(2)) << "alone it would do";
}

INSTANTIATE_TEST_SUITE_P(
    Table, DriverRank,
    testing::Values(Ranked{"EarlierHardwareId", [] { return older(hardware_id(0)); },
                           [] { return newer(hardware_id(3)); }},
                    Ranked{"HardwareIdOverCompatibleId", [] { return older(hardware_id(3)); },
                           [] { return newer(compatible_id()); }},
                    Ranked{"LowerFeatureScoreOverEarlierHardwareId", [] { return scored(older(hardware_id(3)), 10); },
                           [] { return scored(newer(hardware_id(0)), 11); }},
                    Ranked{"AScoreForThisSystemOverOneForAnother", [] { return scored(older(hardware_id(3)), 254); },
                           [] { return scored(newer(hardware_id(0)), 1, "x86.10.0"); }},
                    Ranked{"EarlierComputerHardwareIdOverFeatureScore",
                           [] { return for_computer(scored(older(hardware_id(3)), 200), computer(0)); },
                           [] { return for_computer(scored(newer(hardware_id(0)), 1), computer(2)); }}),
    [](auto const& test) { return std::string(test.param.rule); });

TEST_F(DriverRankingFlow, AnInstalledDriverIsBeatenByAMoreSpecificIdWhateverItsDate) {
  auto const installed = [](std::size_t place) {
    return [place](Hardware& machine) {
      machine.devices.at(1).installed_driver = machine::InstalledDriver{
          .matching_id = hardware_id(place), .ver_date = newer("").ver_date, .ver_version = newer("").ver_version};
    };
  };
  EXPECT_THAT(offered({driver(1, older(hardware_id(0)))}, installed(1)), ElementsAre(1));
  EXPECT_THAT(offered({driver(1, older(hardware_id(1)))}, installed(1)), IsEmpty()) << "the same id, and older";
  EXPECT_THAT(offered({driver(1, older(hardware_id(1)))}, installed(0)), IsEmpty());
}

TEST_F(DriverRankingFlow, ADriverForAnotherComputerIsNotOffered) {
  EXPECT_THAT(offered({driver(1, for_computer(newer(hardware_id(0)), update_guid(99)))}), IsEmpty());
  EXPECT_THAT(offered({driver(1, for_computer(newer(hardware_id(0)), computer(1)))}), ElementsAre(1));
}

TEST_F(DriverRankingFlow, AnExtensionIsOfferedBesideTheDriverOfItsDevice) {
  auto const both = [](std::string const& device_class) {
    return std::vector{driver(1, newer(hardware_id(0))), driver(2, of_class(older(hardware_id(3)), device_class))};
  };
  EXPECT_THAT(offered(both("Extension")), ElementsAre(1, 2));
  EXPECT_THAT(offered(both("System")), ElementsAre(1)) << "of another class it is the worse driver";
}

TEST_F(DriverRankingFlow, APrinterKeepsToTheMakerOfItsDriver) {
  auto const id = hardware().devices.back().hardware_ids.front();
  auto const run_by_lab = [&](Hardware& machine) {
    machine.devices.back().installed_driver = machine::InstalledDriver{.matching_id = id,
                                                                       .ver_date = older("").ver_date,
                                                                       .ver_version = older("").ver_version,
                                                                       .device_class = "Printer",
                                                                       .manufacturer = "Lab Devices",
                                                                       .provider = "Lab Devices"};
  };
  EXPECT_THAT(offered({driver(1, of_class(newer(id), "Printer"))}, run_by_lab), ElementsAre(1));
  EXPECT_THAT(offered({driver(1, of_class(newer(id), "Printer", "Somebody"))}, run_by_lab), IsEmpty());
  EXPECT_THAT(offered({driver(1, of_class(newer(id), "Printer", "Somebody"))}), ElementsAre(1))
      << "a printer without a driver takes any";
}

}  // namespace
}  // namespace wsus::test
