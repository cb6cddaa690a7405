// Proves what starts and stops with what.
#include "server/machine/service_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_machine {
namespace {

std::vector<std::string> names(std::vector<ServerService> const& services) {
  std::vector<std::string> list;
  for (auto const& service : services) list.push_back(service.name);
  return list;
}

TEST(ServiceTableTest, AllRunAtFirst) {
  ServiceTable const table;
  EXPECT_THAT(names(table.all()), testing::ElementsAre("MSSQL$MICROSOFT##WID", "W3SVC", "WAS", "WsusService"));
  for (auto const& service : table.all()) EXPECT_TRUE(service.running) << service.name;
}

TEST(ServiceTableTest, FindsNamesAndDisplayNamesInAnyLetterCase) {
  ServiceTable const table;
  EXPECT_EQ(table.find("w3svc")->name, "W3SVC");
  EXPECT_EQ(table.find("world wide web publishing service")->name, "W3SVC");
  EXPECT_FALSE(table.find("iisadmin"));
  EXPECT_FALSE(table.is_running("iisadmin"));
}

TEST(ServiceTableTest, AServiceStopsAfterThoseThatNeedItAndStartsAfterThoseItNeeds) {
  ServiceTable table;
  EXPECT_EQ(table.stop("WAS").outcome, ServiceOutcome::dependents_running);
  EXPECT_TRUE(table.is_running("W3SVC"));
  EXPECT_THAT(names(table.dependents("WAS")), testing::ElementsAre("W3SVC"));
  auto const stopped = table.stop("WAS", true);
  EXPECT_EQ(stopped.outcome, ServiceOutcome::done);
  EXPECT_THAT(names(stopped.changed), testing::ElementsAre("W3SVC", "WAS"));
  auto const started = table.start("W3SVC");
  EXPECT_EQ(started.outcome, ServiceOutcome::done);
  EXPECT_THAT(names(started.changed), testing::ElementsAre("WAS", "W3SVC"));
}

TEST(ServiceTableTest, OrdersThatCannotBeCarriedOutChangeNothing) {
  ServiceTable table;
  EXPECT_EQ(table.start("W3SVC").outcome, ServiceOutcome::already_running);
  EXPECT_EQ(table.start("x").outcome, ServiceOutcome::no_such_service);
  EXPECT_EQ(table.stop("x").outcome, ServiceOutcome::no_such_service);
  EXPECT_EQ(table.stop("W3SVC").outcome, ServiceOutcome::done);
  EXPECT_EQ(table.stop("W3SVC").outcome, ServiceOutcome::not_started);
  EXPECT_TRUE(table.set_start("w3svc", ServiceStart::disabled));
  EXPECT_FALSE(table.set_start("x", ServiceStart::disabled));
  EXPECT_EQ(table.start("W3SVC").outcome, ServiceOutcome::disabled);
  EXPECT_FALSE(table.is_running("W3SVC"));
}

TEST(ServiceTableTest, WhatIsNeededAndDisabledKeepsADependentDown) {
  ServiceTable table;
  (void)table.stop("WAS", true);
  (void)table.set_start("WAS", ServiceStart::disabled);
  auto const result = table.start("W3SVC");
  EXPECT_EQ(result.outcome, ServiceOutcome::dependency_failed);
  EXPECT_TRUE(result.changed.empty());
}

TEST(ServiceTableTest, ARestartIsANewProcess) {
  ServiceTable table;
  auto const before = table.find("W3SVC")->process;
  (void)table.stop("W3SVC");
  EXPECT_EQ(table.find("W3SVC")->process, 0U);
  (void)table.start("W3SVC");
  EXPECT_NE(table.find("W3SVC")->process, before);
}

}  // namespace
}  // namespace wsus::server_machine
