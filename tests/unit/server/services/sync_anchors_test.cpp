// A change is told in every kind of pass that it belongs to, and there once: the anchors of a cookie, call by call.
#include "tests/unit/server/services/sync_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace wsus::services {
namespace {

using domain::category;
using domain::day;
using domain::guid;
using domain::software;
using testing::ElementsAre;
using testing::IsEmpty;

domain::Revision changed_on(domain::Revision revision, int number) {
  revision.deployment.last_change = day(number);
  return revision;
}

/// A client that uses each NewCookie in its next call.
class Client {
public:
  explicit Client(std::vector<domain::Revision> revisions) : world_(std::move(revisions)) {}

  /// The administrator changes deployments.
  void now_has(std::vector<domain::Revision> revisions) {
    world_.state.replace_catalogue(std::make_shared<domain::Catalogue const>(std::move(revisions)));
  }

  /// The ids in ChangedUpdates.
  std::vector<int> software_pass(std::string_view before, std::string_view after = {}) {
    return pass(fmt::format("{}<SkipSoftwareSync>false</SkipSoftwareSync>{}", before, after));
  }
  std::vector<int> driver_pass(std::string_view before) {
    return pass(fmt::format("{}<SkipSoftwareSync>true</SkipSoftwareSync>", before));
  }

private:
  std::vector<int> pass(std::string_view parameters) {
    auto const reply = world_.send_body(
        fmt::format("<cookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>{}</EncryptedData></cookie>"
                    "<parameters><ExpressQuery>false</ExpressQuery>{}</parameters>",
                    cookie_, parameters));
    EXPECT_EQ(reply.error_code, "");
    cookie_ = reply.text("EncryptedData");
    return reply.updates("ChangedUpdates");
  }

  SyncWorld world_;
  std::string cookie_ = "@COOKIE@";
};

std::vector<domain::Revision> with_driver(int driver_changed) {
  return {software(1), changed_on(domain::driver(2, {domain::row("A")}), driver_changed)};
}

std::string const device =
    "<SystemSpec><Device><HardwareIDs><string>A</string></HardwareIDs><CompatibleIDs/></Device></SystemSpec>";

TEST(SyncAnchorsOnTheWire, AChangedDriverIsToldAfterTheSoftwarePassOfTheSameScan) {
  Client client(with_driver(1));
  auto const cached = id_list("OtherCachedUpdateIDs", {1});
  auto const drivers = device + id_list("CachedDriverIDs", {2});
  client.software_pass("");
  client.driver_pass(device);
  client.now_has(with_driver(5));
  EXPECT_THAT(client.software_pass(cached), IsEmpty());
  EXPECT_THAT(client.driver_pass(drivers), ElementsAre(2));
  EXPECT_THAT(client.software_pass(cached), IsEmpty());
  EXPECT_THAT(client.driver_pass(drivers), IsEmpty()) << "once";
}

TEST(SyncAnchorsOnTheWire, AnUnchangedDriverIsNotTold) {
  Client client(with_driver(1));
  client.software_pass("");
  client.driver_pass(device);
  client.software_pass(id_list("OtherCachedUpdateIDs", {1}));
  EXPECT_THAT(client.driver_pass(device + id_list("CachedDriverIDs", {2})), IsEmpty());
}

/// Products 1 and 2 with updates 11 and 12. A change of an update changes its product too, which is no leaf by it.
std::vector<domain::Revision> products(int changed) {
  return {domain::category_revision(1), domain::category_revision(2), changed_on(software(11, {category(1)}), changed),
          changed_on(software(12, {category(2)}), changed)};
}

TEST(SyncAnchorsOnTheWire, AFilteredScanTakesNoChangeFromTheNextFullOne) {
  Client client(products(1));
  auto const cached = id_list("InstalledNonLeafUpdateIDs", {1, 2}) + id_list("OtherCachedUpdateIDs", {11, 12});
  auto const first = category_filter({wusp::to_string(guid(1))});
  auto const second = category_filter({wusp::to_string(guid(2))});
  client.software_pass(cached);
  client.now_has(products(5));
  EXPECT_THAT(client.software_pass(cached, first), ElementsAre(1, 11));
  EXPECT_THAT(client.software_pass(cached, first), IsEmpty()) << "the next round of the same scan";
  EXPECT_THAT(client.software_pass(cached, second), ElementsAre(2, 12));
  EXPECT_THAT(client.software_pass(cached), ElementsAre(1, 2, 11, 12));
  EXPECT_THAT(client.software_pass(cached), IsEmpty());
  EXPECT_THAT(client.software_pass(cached, first), IsEmpty()) << "what the full scan has told";
}

}  // namespace
}  // namespace wsus::services
