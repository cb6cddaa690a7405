// The holder of a database's state.
#include "server/susdb/database.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace wsus::susdb {
namespace {

std::shared_ptr<domain::Catalogue const> catalogue_with(int updates) {
  std::vector<domain::Revision> revisions;
  for (int id = 1; id <= updates; ++id) revisions.push_back(domain::software(id));
  return std::make_shared<domain::Catalogue const>(std::move(revisions));
}

TEST(Database, AChangeTakesThePlaceOfTheStateThatOthersKeep) {
  Database database;
  auto const before = database.state();
  database.change([](SusDb& state) { state.availability = Availability::stopped; });
  EXPECT_EQ(before->availability, Availability::running);
  EXPECT_EQ(database.state()->availability, Availability::stopped);
}

TEST(Database, CountsTheLoadOfTheCatalogueThatIsAskedAbout) {
  Database const database;
  auto const three = catalogue_with(3);
  EXPECT_EQ(database.load(three).live, 3u);
  EXPECT_EQ(database.load(three).live, 3u);
  EXPECT_EQ(database.load(catalogue_with(5)).live, 5u);
}

TEST(Database, ExaminesWithItsStateAndItsLoad) {
  Database const database({.latency = LatencyModel{.base = std::chrono::milliseconds(10)}});
  auto const answer =
      database.examine({.service = wusp::Service::client, .operation = "SyncUpdates"}, catalogue_with(5));
  EXPECT_EQ(answer, Examination(Proceed{std::chrono::milliseconds(20)}));  // 10 + 5 * 1 * factor 2 without the index
}

TEST(Database, KeepsBackupsByPathInAnyCase) {
  Database database;
  EXPECT_FALSE(database.backup(R"(C:\susdb.bak)"));
  database.keep_backup(R"(C:\SUSDB.bak)", {.configuration = {.max_xml_bytes = 7}});
  ASSERT_TRUE(database.backup(R"(c:\susdb.BAK)"));
  EXPECT_EQ(database.backup(R"(c:\susdb.BAK)")->configuration.max_xml_bytes, 7u);
}

TEST(Database, ManyThreadsChangeAndReadIt) {
  Database database;
  auto const catalogue = catalogue_with(20);
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) {
        database.change([](SusDb& state) { ++state.binaries; });
        (void)database.load(catalogue);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(database.state()->binaries, current_schema + 400);
}

}  // namespace
}  // namespace wsus::susdb
