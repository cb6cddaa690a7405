// What checkhealth finds.
#include "server/susdb/health.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using testing::ElementsAre;

std::vector<int> found(HealthFacts const& facts) {
  std::vector<int> ids;
  for (auto const& event : check_health(facts)) ids.push_back(event.id);
  return ids;
}

TEST(CheckHealth, AHealthyServerSaysSo) {
  auto const events = check_health({});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(log_text(events[0]), "EventId=10000,Type=Information,Category=Core,Message=WSUS is working correctly.");
}

TEST(CheckHealth, EachFindingHasItsEvent) {
  EXPECT_THAT(found({.database_answers = false}), ElementsAre(12002, 12012, 12022, 12032, 12042, 12052));
  EXPECT_THAT(found({.web_services_answer = false}), ElementsAre(12002, 12012, 12022, 12032, 12042, 12052));
  EXPECT_THAT(found({.postinstall_is_due = true}), ElementsAre(12042));
  EXPECT_THAT(found({.content_folder_is_readable = false}), ElementsAre(12072));
  EXPECT_THAT(found({.content_is_complete = false}), ElementsAre(10032));
  EXPECT_THAT(found({.content_folder_is_readable = false, .content_is_complete = false, .self_update_answers = false}),
              ElementsAre(10032, 12072, 13042));
}

TEST(LogText, TellsTheTypeOfAnEvent) {
  EXPECT_EQ(log_text(initialization_failed()),
            "EventId=507,Type=Error,Category=Core,Message=Update Services failed its initialization and stopped.");
}

}  // namespace
}  // namespace wsus::susdb
