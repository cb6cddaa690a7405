// soap_fault and refuse_client as decisions on plain facts.
#include "server/faults/refuse_client.hpp"
#include "server/faults/soap_fault.hpp"

#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

using wusp::ErrorCode;
using wusp::FaultCode;
using wusp::Service;

constexpr auto pc01 = "e1da06a3-5601-43c9-bac3-52d5db701494";
constexpr auto pc02 = "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d";

RaiseSoapFault expired() {
  return {.service = Service::client,
          .operation = "SyncUpdates",
          .fault = {.error_code = ErrorCode::cookie_expired, .message = "m", .fault_code = FaultCode::client}};
}

TEST(RaiseSoapFault, AnswersItsOperationForEveryClient) {
  for (auto const* const id : {"", pc01, pc02}) {
    auto const fault = expired().on_call({.service = Service::client, .operation = "SyncUpdates", .client_id = id});
    ASSERT_TRUE(fault) << id;
    EXPECT_EQ(*fault, expired().fault);
  }
}

TEST(RaiseSoapFault, LeavesEveryOtherOperationAlone) {
  for (auto const& operation : wusp::operations()) {
    auto const fault = expired().on_call({.service = operation.service, .operation = operation.name});
    EXPECT_EQ(fault.has_value(), operation.name == "SyncUpdates") << operation.name;
  }
  EXPECT_FALSE(expired().on_call({.service = Service::reporting, .operation = "SyncUpdates"}));
  EXPECT_FALSE(expired().on_call({.service = Service::client, .operation = "syncupdates"}));
}

std::optional<InjectedSoapFault> authorise(RefuseClient const& fault, std::string_view id) {
  return fault.on_call({.service = Service::simple_auth, .operation = "GetAuthorizationCookie", .client_id = id});
}

TEST(RefuseClient, AnswersInternalServerErrorOfTheServerWithoutAMessage) {
  auto const fault = authorise({.client_ids = {pc01}}, pc01);
  ASSERT_TRUE(fault);
  EXPECT_EQ(*fault,
            (InjectedSoapFault{
                .error_code = ErrorCode::internal_server_error, .message = "", .fault_code = FaultCode::server}));
}

TEST(RefuseClient, ComparesIdsWithoutCaseAndBraces) {
  RefuseClient const fault{.client_ids = {pc01}};
  EXPECT_TRUE(authorise(fault, "E1DA06A3-5601-43C9-BAC3-52D5DB701494"));
  EXPECT_TRUE(authorise(fault, "{e1da06a3-5601-43C9-bac3-52d5db701494}"));
  EXPECT_FALSE(authorise(fault, "{e1da06a3-5601-43c9-bac3-52d5db701494"));
}

TEST(RefuseClient, ServesOtherClientsAndOtherOperations) {
  RefuseClient const fault{.client_ids = {pc01}};
  EXPECT_FALSE(authorise(fault, pc02));
  EXPECT_FALSE(authorise(fault, ""));
  EXPECT_FALSE(fault.on_call({.service = Service::client, .operation = "SyncUpdates", .client_id = pc01}));
  EXPECT_FALSE(fault.on_call({.service = Service::client, .operation = "GetCookie", .client_id = pc01}));
}

TEST(ComparableClientId, StripsOnePairOfBracesAndLowersLetters) {
  EXPECT_EQ(comparable_client_id("{AB-1}"), "ab-1");
  EXPECT_EQ(comparable_client_id("{{a}}"), "{a}");
  EXPECT_EQ(comparable_client_id("{"), "{");
  EXPECT_EQ(comparable_client_id("{}"), "");
  EXPECT_EQ(comparable_client_id(""), "");
}

}  // namespace
}  // namespace wsus::faults
