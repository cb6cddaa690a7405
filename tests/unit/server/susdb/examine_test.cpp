// One call against the state of the database, each cause with its twin without it.
#include "server/susdb/examine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

faults::CallFacts call(wusp::Service service, std::string_view operation) {
  return {.service = service, .operation = operation};
}
auto const sync = call(wusp::Service::client, "SyncUpdates");
auto const authorize = call(wusp::Service::simple_auth, "GetAuthorizationCookie");
auto const report = call(wusp::Service::reporting, "ReportEventBatch");

TEST(Examine, AHealthyDatabaseTakesNoTime) {
  for (auto const& one : {sync, authorize, report}) EXPECT_EQ(examine(one, {}, {}), Examination(Proceed{}));
}

TEST(Examine, AStoppedDatabaseIsAnInternalServerErrorOfEveryService) {
  for (auto const& one : {sync, authorize, report}) {
    auto const answer = examine(one, {.availability = Availability::stopped}, {});
    ASSERT_TRUE(std::holds_alternative<Refusal>(answer));
    auto const& refusal = std::get<Refusal>(answer);
    EXPECT_EQ(refusal.fault.error_code, wusp::ErrorCode::internal_server_error);
    EXPECT_EQ(refusal.fault.fault_code, wusp::FaultCode::server);
    EXPECT_EQ(refusal.fault.message, "");
    EXPECT_THAT(refusal.log_text, HasSubstr("System.Data.SqlClient.SqlException"));
  }
  auto const answer = examine(sync, {.availability = Availability::stopped}, {});
  EXPECT_EQ(std::get<Refusal>(answer).log_method, "ClientImplementation.SyncUpdates");
}

TEST(Examine, ADatabaseInSingleUserModeLetsNobodyIn) {
  auto const answer = examine(sync, {.availability = Availability::single_user}, {});
  ASSERT_TRUE(std::holds_alternative<Refusal>(answer));
  EXPECT_THAT(std::get<Refusal>(answer).log_text, HasSubstr("Cannot open database \"SUSDB\""));
}

TEST(Examine, AnOldSchemaBreaksSimpleAuthAlone) {
  SusDb database{.schema = 1, .binaries = 2};
  auto const answer = examine(authorize, database, {});
  ASSERT_TRUE(std::holds_alternative<Refusal>(answer));
  EXPECT_THAT(std::get<Refusal>(answer).log_text,
              HasSubstr("Exception in SimpleAuth constructor: System.IndexOutOfRangeException"));
  EXPECT_EQ(examine(sync, database, {}), Examination(Proceed{}));
  postinstall(database);
  EXPECT_EQ(examine(authorize, database, {}), Examination(Proceed{}));
}

TEST(Examine, TimeIsToldAndEndsAtExecutionTimeout) {
  SusDb const database{.latency = LatencyModel{.base = seconds(1), .superseded_update = milliseconds(100)}};
  Load const load{.superseded = 500};
  EXPECT_EQ(examine(sync, database, load), Examination(Proceed{seconds(101)}));
  EXPECT_EQ(examine(sync, database, {.superseded = 545}), Examination(Proceed{seconds(110)}));
  EXPECT_EQ(examine(sync, database, {.superseded = 546}), Examination(TimedOut{seconds(110)}));
  EXPECT_EQ(examine(sync, database, load, seconds(60)), Examination(TimedOut{seconds(60)}));
  EXPECT_EQ(examine(sync, database, {.superseded = 5'000}, seconds(0)), Examination(Proceed{seconds(1001)}));
  EXPECT_EQ(examine(authorize, database, load, seconds(60)), Examination(Proceed{seconds(1)}));
}

}  // namespace
}  // namespace wsus::susdb
