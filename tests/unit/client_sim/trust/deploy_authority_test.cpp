// What a machine has of an authority that is trusted, and of one that is not.
#include "client_sim/trust/deploy_authority.hpp"

#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/system/signing_root.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::trust {
namespace {

class DeployedAuthority : public testing::Test {
protected:
  DeployedAuthority() { pc.machine.system_state().certificates = {}; }
  [[nodiscard]] bool is_trusted() const {
    return pc.machine.system_state().certificates.has_thumbprint("Root", machine::signing_root().thumbprint);
  }
  machine::TestMachine pc;
};

TEST_F(DeployedAuthority, IsInTheRootStoreWhenItIsTrusted) {
  deploy_authority(pc.machine, machine::signing_root().pem, true);
  EXPECT_TRUE(is_trusted());
}

TEST_F(DeployedAuthority, LiesInAFileOnlyWhenItIsNot) {
  deploy_authority(pc.machine, machine::signing_root().pem, false);
  EXPECT_FALSE(is_trusted());
  EXPECT_EQ(pc.machine.files().read_as_system(machine::paths::lab_authority_file), machine::signing_root().pem);
}

TEST_F(DeployedAuthority, MustBeACertificate) {
  EXPECT_THROW(deploy_authority(pc.machine, "no certificate", true), std::invalid_argument);
  EXPECT_FALSE(is_trusted());
}

}  // namespace
}  // namespace wsus::trust
