// Each ErrorCode of SyncUpdates from its documented cause, with a twin without it (wusp-protocol 5.3,
// wua-behaviour 3.4).
#include "tests/unit/server/services/sync_world.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <ostream>

namespace wsus::services {
namespace {

using domain::software;

/// A server and its client after `change`; before it the same call is answered.
struct Cause {
  char const* name;
  std::function<void(SyncWorld&)> change;
  char const* error_code;
};
void PrintTo(Cause const& test, std::ostream* out) { *out << test.name; }

class SyncCauses : public testing::TestWithParam<Cause> {};

TEST_P(SyncCauses, RefusesBecauseOfItAlone) {
  SyncWorld world({software(1)});
  EXPECT_EQ(world.software_pass().error_code, "");
  GetParam().change(world);
  auto const reply = world.software_pass();
  EXPECT_EQ(reply.error_code, GetParam().error_code);
  EXPECT_EQ(reply.message, "");
}

/// Settings as they are but for `edit`.
void edit_settings(SyncWorld& world, std::function<void(domain::Settings&)> const& edit) {
  auto settings = *world.state.settings();
  edit(settings);
  world.state.replace_settings(settings);
}

std::vector<Cause> causes() {
  return {
      // SUSDB was replaced: the key of the cookies stayed, the identity of the database did not.
      {"AnotherDatabase", [](SyncWorld& world) { world.cookie.server_id = domain::guid(99); }, "ServerChanged"},
      {"TheCookieIsTooOld", [](SyncWorld& world) { world.clock.advance(std::chrono::hours(1)); }, "CookieExpired"},
      {"TheConfigurationHasChanged",
       [](SyncWorld& world) {
         edit_settings(world, [](domain::Settings& settings) { settings.config_last_change += wusp::Ticks(1); });
       },
       "ConfigChanged"},
      {"TheComputerWasDeleted", [](SyncWorld& world) { world.state.computers().erase(std::string(test_client)); },
       "RegistrationRequired"},
      {"AnotherComputer", [](SyncWorld& world) { world.cookie.client_id = "unknown"; }, "RegistrationRequired"},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, SyncCauses, testing::ValuesIn(causes()),
                         [](auto const& test) { return std::string(test.param.name); });

TEST(SyncCauses, ACookieOfAnotherStateOfTheServerIsServerChanged) {
  SyncWorld before({software(1)});
  // The same key, another database: what the new server cannot know is its predecessor's identity.
  WsusState after(before.clock, before.state.catalogue(), {}, cookies::Key{}, /*seed=*/2);
  EXPECT_NE(after.server_id(), before.state.server_id());
  before.cookie.server_id = after.server_id();
  EXPECT_EQ(before.software_pass().error_code, "ServerChanged");
}

TEST(SyncCauses, OtherSettingsThanTheConfigurationsTimeRefuseNobody) {
  SyncWorld world({software(1)});
  edit_settings(world, [](domain::Settings& settings) { settings.page.updates = 1; });
  EXPECT_EQ(world.software_pass().error_code, "");
}

TEST(SyncCauses, NobodyHasToRegisterWhereItIsNotWanted) {
  SyncWorld world({software(1)}, {.registration_required = false});
  world.cookie.client_id = "unknown";
  EXPECT_EQ(world.software_pass().error_code, "");
}

TEST(SyncCauses, TheFirstCauseInTheOrderOfTheProtocolIsTold) {
  SyncWorld world({software(1)});
  world.state.computers().erase(std::string(test_client));
  EXPECT_EQ(world
                .send_body("<cookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>@COOKIE@"
                           "</EncryptedData></cookie>")
                .error_code,
            "RegistrationRequired");  // before the missing parameters
  edit_settings(world, [](domain::Settings& settings) { settings.config_last_change += wusp::Ticks(1); });
  EXPECT_EQ(world.software_pass().error_code, "ConfigChanged");
  world.clock.advance(std::chrono::hours(2));
  EXPECT_EQ(world.software_pass().error_code, "CookieExpired");
  world.cookie.server_id = domain::guid(99);
  EXPECT_EQ(world.software_pass().error_code, "ServerChanged");
}

// Conforms: ErrorCode.ServerBusy
TEST(SyncBusy, OneCallMoreThanTheLimitIsRefusedUntilOneEnds) {
  SyncWorld world({software(1)}, {.max_concurrent_syncs = 2});
  auto const first = world.state.admit_sync(2);
  EXPECT_EQ(world.software_pass().error_code, "");
  {
    auto const second = world.state.admit_sync(2);
    auto const reply = world.software_pass();
    EXPECT_EQ(reply.error_code, "ServerBusy");
    EXPECT_EQ(reply.message, "");
    EXPECT_EQ(reply.record.client_id, test_client);
    EXPECT_EQ(world.software_pass().error_code, "ServerBusy");  // a refused call holds no place
  }
  EXPECT_EQ(world.software_pass().error_code, "");
}

TEST(SyncBusy, ARefusedCallGivesItsPlaceBack) {
  SyncWorld world({software(1)}, {.max_concurrent_syncs = 1});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(world.software_pass("<SystemSpec/>").error_code, "InvalidParameters");
  EXPECT_EQ(world.software_pass().error_code, "");
}

TEST(SyncBusy, WithoutALimitNobodyIsRefused) {
  SyncWorld world({software(1)});
  std::vector<std::optional<SyncAdmission>> running;
  running.reserve(100);
  for (int i = 0; i < 100; ++i) running.push_back(world.state.admit_sync(0));
  EXPECT_EQ(world.software_pass().error_code, "");
}

}  // namespace
}  // namespace wsus::services
