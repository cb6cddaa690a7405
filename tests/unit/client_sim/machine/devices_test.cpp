// Devices of a lab machine: the rule, and that they are the machine's from its options on.
#include "client_sim/machine/devices.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace wsus::machine {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(Devices, NoneIsNoHardwareAtAll) {
  auto const hardware = make_hardware(1, 0);
  EXPECT_THAT(hardware.devices, IsEmpty());
  EXPECT_THAT(hardware.computer_hardware_ids, IsEmpty());
}

TEST(Devices, SeventyHaveIdsFromSpecificToGeneralSomeDriversAndOnePrinter) {
  auto const hardware = make_hardware(1, 70);
  ASSERT_THAT(hardware.devices, SizeIs(70));
  EXPECT_THAT(hardware.devices[2].hardware_ids,
              testing::ElementsAre(R"(PCI\VEN_1AF4&DEV_1002&SUBSYS_00031AF4&REV_01)",
                                   R"(PCI\VEN_1AF4&DEV_1002&SUBSYS_00031AF4)", R"(PCI\VEN_1AF4&DEV_1002&REV_01)",
                                   R"(PCI\VEN_1AF4&DEV_1002)"));
  auto const with_driver =
      std::ranges::count_if(hardware.devices, [](Device const& device) { return device.installed_driver.has_value(); });
  EXPECT_EQ(with_driver, 23);
  EXPECT_EQ(std::ranges::count(hardware.devices, 1, &Device::flags), 1);
  EXPECT_EQ(hardware.devices.back().flags, 1);
  EXPECT_FALSE(hardware.devices.back().installed_driver);
}

TEST(Devices, InstalledDriversNameAnIdOfTheirDevice) {
  for (auto const& device : make_hardware(1, 70).devices) {
    if (!device.installed_driver) continue;
    EXPECT_THAT(device.hardware_ids, testing::Contains(device.installed_driver->matching_id));
  }
}

TEST(Devices, ComputerHardwareIdsComeFromTheSeed) {
  EXPECT_EQ(make_hardware(1, 5).computer_hardware_ids, make_hardware(1, 70).computer_hardware_ids);
  EXPECT_NE(make_hardware(1, 5).computer_hardware_ids, make_hardware(2, 5).computer_hardware_ids);
}

TEST(Devices, MachineHasThoseOfItsOptionsAndNoneOtherwise) {
  EXPECT_THAT(TestMachine().machine.hardware().devices, IsEmpty());
  EXPECT_THAT(TestMachine({.devices = 7}).machine.hardware().devices, SizeIs(7));
}

}  // namespace
}  // namespace wsus::machine
