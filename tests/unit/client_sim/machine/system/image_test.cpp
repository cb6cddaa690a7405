// Machines that are set up from an image: what they share and what they have of their own (FM62).
#include "client_sim/machine/system/image.hpp"

#include "client_sim/machine/identity.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::machine {
namespace {

class Image : public testing::Test {
protected:
  TestMachine original{{.name = "PC01", .dns_name = "pc01.lab.example", .seed = 1}};
  TestMachine clone{{.name = "PC02", .dns_name = "pc02.lab.example", .seed = 2}};
};

TEST_F(Image, ATwinWithoutAnImageHasAnIdentityOfItsOwn) {
  EXPECT_NE(sus_client_id(clone.machine), sus_client_id(original.machine));
}

TEST_F(Image, TheIdentityIsTheOriginalsTheNameIsNot) {
  original.machine.data_store().registered_data = "as PC01";
  original.machine.system_state().wmi_consistent = false;
  install_image(clone.machine, original.machine);
  EXPECT_EQ(sus_client_id(clone.machine), sus_client_id(original.machine));
  EXPECT_EQ(clone.machine.data_store().registered_data, "as PC01");
  EXPECT_FALSE(clone.machine.system_state().wmi_consistent);
  EXPECT_EQ(dns_name(clone.machine), "pc02.lab.example");
}

TEST_F(Image, AnIdentityThatIsMadeAnewIsTheClonesOwn) {
  install_image(clone.machine, original.machine);
  for (auto* const machine : {&original.machine, &clone.machine}) {
    machine->registry().delete_value(keys::windows_update, identity_values::sus_client_id);
    renew_missing_identity(*machine);
  }
  EXPECT_NE(sus_client_id(clone.machine), sus_client_id(original.machine));
}

TEST_F(Image, NetworkStaysWhereItIs) {
  clone.machine.network().wlan_profiles = {{.name = "Home"}};
  install_image(clone.machine, original.machine);
  EXPECT_EQ(clone.machine.network().wlan()->name, "Home");
}

TEST_F(Image, AnImageOfAnotherGenerationIsRefused) {
  TestMachine old({.name = "PC07", .profile = Profile::w7});
  EXPECT_THROW(install_image(clone.machine, old.machine), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::machine
