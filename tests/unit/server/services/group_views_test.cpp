// Every operation with a cookie works on the catalogue of the cookie's target group (wusp-protocol 6.1, 6.4).
#include "tests/support/golden.hpp"
#include "tests/unit/server/services/sync_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::services {
namespace {

using domain::day;
using domain::DeploymentAction;
using domain::guid;
using domain::software;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view cookie =
    "<cookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>@COOKIE@</EncryptedData></cookie>";

/// Update 1 is uninstalled from Pilot, update 2 is blocked there; the approvals for all computers are from day 1.
std::vector<domain::Revision> pilot() {
  auto one = software(1);
  one.group_deployments = {{"Pilot", {.id = 7, .action = DeploymentAction::uninstall, .last_change = day(1)}}};
  auto two = software(2);
  two.group_deployments = {{"Pilot", {.id = 8, .action = DeploymentAction::block, .last_change = day(1)}}};
  return {one, two};
}

TEST(GroupViews, GetExtendedUpdateInfoSaysWhatTheGroupDoesNotGet) {
  SyncWorld world(pilot());
  auto const ask = fmt::format("{}{}<infoTypes><XmlUpdateFragmentType>Extended</XmlUpdateFragmentType></infoTypes>",
                               cookie, id_list("revisionIDs", {1, 2}));
  EXPECT_THAT(world.call("GetExtendedUpdateInfo", ask).ints("OutOfScopeRevisionIDs"), IsEmpty());
  world.cookie.target_group = "Pilot";
  EXPECT_THAT(world.call("GetExtendedUpdateInfo", ask).ints("OutOfScopeRevisionIDs"), ElementsAre(2));
}

// Conforms: RefreshCache
TEST(GroupViews, RefreshCacheTellsTheDeploymentsOfTheGroup) {
  SyncWorld world(pilot());
  std::string identities;
  for (int const number : {1, 2}) {
    identities += fmt::format("<UpdateIdentity><UpdateID>{}</UpdateID><RevisionNumber>1</RevisionNumber>"
                              "</UpdateIdentity>",
                              wusp::to_string(guid(number)));
  }
  auto const ask = fmt::format("{}<globalIDs>{}</globalIDs>", cookie, identities);
  auto const everybody = world.call("RefreshCache", ask);
  EXPECT_EQ(everybody.text("Action"), "Install");
  EXPECT_NE(everybody.envelope.find("<RevisionID>2</RevisionID>"), std::string::npos);
  world.cookie.target_group = "pilot";
  auto const group = world.call("RefreshCache", ask);
  EXPECT_EQ(group.text("Action"), "Uninstall");
  EXPECT_EQ(group.envelope.find("<RevisionID>2</RevisionID>"), std::string::npos);
}

/// What changed for a client that has 1 cached, renews its cookie and comes back authorised for `group`.
std::vector<int> changed_after_renewal(std::string const& group) {
  SyncWorld world(pilot());
  auto const text = fmt::format(
      "<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>@AUTHORIZATION@</CookieData>"
      "</AuthorizationCookie></authCookies><oldCookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>{}"
      "</EncryptedData></oldCookie><lastChange>{}</lastChange><currentTime>2026-10-04T15:03:36Z</currentTime>"
      "<protocolVersion>2.90</protocolVersion>",
      world.software_pass().text("EncryptedData"), wusp::to_xsd_date_time(world.state.settings()->config_last_change));
  world.cookie.target_group = group;
  auto const renewed = world.call("GetCookie", text);
  EXPECT_EQ(renewed.error_code, "");
  auto const sync = world.send_body(fmt::format(
      "<cookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>{}</EncryptedData></cookie><parameters>{}"
      "<SkipSoftwareSync>false</SkipSoftwareSync></parameters>",
      renewed.text("EncryptedData"), id_list("OtherCachedUpdateIDs", {1})));
  EXPECT_EQ(sync.error_code, "");
  return sync.updates("ChangedUpdates");
}

TEST(GroupViews, AClientThatHasMovedIsToldTheDeploymentsOfItsNewGroup) {
  EXPECT_THAT(changed_after_renewal(""), IsEmpty());
  EXPECT_THAT(changed_after_renewal("Pilot"), ElementsAre(1));
}

}  // namespace
}  // namespace wsus::services
