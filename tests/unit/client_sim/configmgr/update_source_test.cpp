// Who is the machine's WSUS server once the Configuration Manager client has spoken.
#include "client_sim/configmgr/update_source.hpp"

#include <gtest/gtest.h>

namespace wsus::configmgr {
namespace {

namespace keys = machine::keys;

Site const site{.update_point = "http://sup.lab.example:8530"};

class UpdateSourceTest : public testing::Test {
protected:
  std::string server() { return registry_.get_text(keys::policy, "WUServer").value_or("none"); }
  void point_at(std::string const& url) {
    registry_.set_text(keys::policy, "WUServer", url);
    registry_.set_dword(keys::policy_au, "UseWUServer", 1);
  }
  machine::Registry registry_{};
};

TEST_F(UpdateSourceTest, IsAddedToAMachineWithoutServer) {
  EXPECT_EQ(set_update_source(registry_, site), UpdateSource::added);
  EXPECT_EQ(server(), "http://sup.lab.example:8530");
  EXPECT_EQ(registry_.get_text(keys::policy, "WUStatusServer"), "http://sup.lab.example:8530");
  EXPECT_EQ(registry_.get_dword(keys::policy_au, "UseWUServer"), 1u);
}

TEST_F(UpdateSourceTest, IsKnownTheSecondTime) {
  set_update_source(registry_, site);
  EXPECT_EQ(set_update_source(registry_, site), UpdateSource::known);
  point_at("HTTP://SUP.lab.example:8530/");
  EXPECT_EQ(set_update_source(registry_, site), UpdateSource::known);
  EXPECT_EQ(server(), "HTTP://SUP.lab.example:8530/");  // nothing is written over it
}

TEST_F(UpdateSourceTest, WinsOverAValueThatSomebodyTyped) {
  point_at("http://old.lab.example:8530");
  EXPECT_EQ(set_update_source(registry_, site), UpdateSource::added);
  EXPECT_EQ(server(), "http://sup.lab.example:8530");
}

TEST_F(UpdateSourceTest, IsAddedWhereTheServerIsNotInUse) {
  point_at("http://sup.lab.example:8530");
  registry_.set_dword(keys::policy_au, "UseWUServer", 0);
  EXPECT_EQ(set_update_source(registry_, site), UpdateSource::added);
  EXPECT_EQ(registry_.get_dword(keys::policy_au, "UseWUServer"), 1u);
}

TEST_F(UpdateSourceTest, IsOverruledByTheDomain) {
  point_at("http://sup.lab.example:8530");
  auto const overruled = Site{.update_point = site.update_point, .domain_server = "http://gpo.lab.example:8530"};
  EXPECT_EQ(set_update_source(registry_, overruled), UpdateSource::overruled);
  EXPECT_EQ(server(), "http://gpo.lab.example:8530");
}

TEST_F(UpdateSourceTest, ADomainThatNamesTheUpdatePointIsNoTrouble) {
  auto const agreed = Site{.update_point = site.update_point, .domain_server = "http://SUP.lab.example:8530/"};
  EXPECT_EQ(set_update_source(registry_, agreed), UpdateSource::added);
  EXPECT_EQ(set_update_source(registry_, agreed), UpdateSource::known);
}

}  // namespace
}  // namespace wsus::configmgr
