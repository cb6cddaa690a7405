// Who is the machine's WSUS server once the Configuration Manager client has spoken.
#include "client_sim/configmgr/update_source.hpp"

#include "client_sim/machine/system/group_policy.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace wsus::configmgr {
namespace {

namespace keys = machine::keys;

Site const site{.update_point = "http://sup.lab.example:8530"};

class UpdateSourceTest : public testing::Test {
protected:
  std::string server() { return policy_server(machine_); }
  /// As somebody types it with reg.
  void point_at(std::string const& url) {
    machine_.registry().set_text(keys::policy, "WUServer", url);
    machine_.registry().set_dword(keys::policy_au, "UseWUServer", 1);
  }
  void domain_names(std::string const& url) {
    auto outside = std::make_shared<machine::LabNetwork>();
    outside->domain_policy = {{std::string(keys::policy), "WUServer", {.type = "REG_SZ", .text = url}}};
    machine_.network().outside = outside;
  }

  wusp::ManualClock clock_{wusp::UtcTime{}};
  machine::Machine machine_{{}, clock_};
};

TEST_F(UpdateSourceTest, IsAddedToAMachineWithoutServer) {
  EXPECT_EQ(server(), "");
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::added);
  EXPECT_EQ(server(), "http://sup.lab.example:8530");
  EXPECT_EQ(machine_.registry().get_text(keys::policy, "WUStatusServer"), "http://sup.lab.example:8530");
  EXPECT_EQ(machine_.registry().get_dword(keys::policy_au, "UseWUServer"), 1u);
}

TEST_F(UpdateSourceTest, IsKnownTheSecondTime) {
  set_update_source(machine_, site);
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::known);
  point_at("HTTP://SUP.lab.example:8530/");
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::known);
  EXPECT_EQ(server(), "HTTP://SUP.lab.example:8530/");  // nothing is written over it
}

TEST_F(UpdateSourceTest, WinsOverAValueThatSomebodyTyped) {
  point_at("http://old.lab.example:8530");
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::added);
  EXPECT_EQ(server(), "http://sup.lab.example:8530");
}

TEST_F(UpdateSourceTest, IsAddedWhereTheServerIsNotInUse) {
  point_at("http://sup.lab.example:8530");
  machine_.registry().set_dword(keys::policy_au, "UseWUServer", 0);
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::added);
  EXPECT_EQ(machine_.registry().get_dword(keys::policy_au, "UseWUServer"), 1u);
}

TEST_F(UpdateSourceTest, IsOverruledByTheDomain) {
  domain_names("http://gpo.lab.example:8530");
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::overruled);
  EXPECT_EQ(server(), "http://gpo.lab.example:8530");
}

TEST_F(UpdateSourceTest, ComesBackWhenTheDomainIsSilentAgain) {
  domain_names("http://gpo.lab.example:8530");
  set_update_source(machine_, site);
  machine_.network().outside = std::make_shared<machine::LabNetwork>();
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::added);
  EXPECT_EQ(server(), "http://sup.lab.example:8530");
}

TEST_F(UpdateSourceTest, ADomainThatNamesTheUpdatePointIsNoTrouble) {
  domain_names("http://SUP.lab.example:8530/");
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::added);
  EXPECT_EQ(set_update_source(machine_, site), UpdateSource::known);
}

}  // namespace
}  // namespace wsus::configmgr
