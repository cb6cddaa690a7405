// Expectations are judged as the header says.
#include "testing/fixture/expectation_rules.hpp"

#include <wsuslab/error.hpp>

#include <gmock/gmock.h>

#include <initializer_list>
#include <utility>

namespace wsuslab {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Exchange> calls(std::initializer_list<char const*> operations) {
  std::vector<Exchange> result;
  for (auto const* operation : operations) {
    Exchange exchange;
    exchange.sequence = result.size() + 1;
    exchange.method = "POST";
    exchange.target = "/ClientWebService/client.asmx";
    exchange.operation = operation;
    exchange.status = 200;
    result.push_back(std::move(exchange));
  }
  return result;
}

/// Expectations as a server keeps them.
class Rules : public testing::Test {
protected:
  Expectation expect(char const* operation, std::source_location where = std::source_location::current()) {
    auto wanted = std::make_shared<Expectation::Wanted>();
    wanted->operation = operation;
    wanted->where = where;
    expected_.calls.push_back(wanted);
    return Expectation(std::move(wanted));
  }
  [[nodiscard]] std::vector<std::string> found(std::vector<Exchange> const& exchanges) const {
    std::vector<std::string> sentences;
    for (auto const& violation : judge(expected_, exchanges).violations) sentences.push_back(violation.what);
    return sentences;
  }

  Expected expected_{};
};

TEST_F(Rules, ACallIsExpectedOnceIfNothingElseIsSaid) {
  expect("GetConfig");
  EXPECT_THAT(found(calls({"GetConfig"})), IsEmpty());
  EXPECT_THAT(found(calls({})), ElementsAre("GetConfig: expected once, came never"));
  EXPECT_THAT(found(calls({"GetConfig", "GetCookie", "GetConfig"})),
              ElementsAre("GetConfig: expected once, came 2 times (#1, #3)"));
}

TEST_F(Rules, CountsAreThoseThatWereSaidLast) {
  auto call = expect("SyncUpdates");
  call.times(7).at_least(2);
  EXPECT_THAT(found(calls({"SyncUpdates"})), ElementsAre("SyncUpdates: expected at least 2 times, came once (#1)"));
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "SyncUpdates"})), IsEmpty());
  call.at_most(1);
  EXPECT_THAT(found(calls({})), IsEmpty());
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates"})),
              ElementsAre("SyncUpdates: expected at most once, came 2 times (#1, #2)"));
  call.between(2, 3);
  EXPECT_THAT(found(calls({"SyncUpdates"})), ElementsAre("SyncUpdates: expected 2 to 3 times, came once (#1)"));
  call.times(0);
  EXPECT_THAT(found(calls({"SyncUpdates"})), ElementsAre("SyncUpdates: expected never, came once (#1)"));
}

TEST_F(Rules, AnImpossibleCountIsRefused) { EXPECT_THROW(expect("SyncUpdates").between(3, 2), Error); }

TEST_F(Rules, ConditionsNarrowWhatIsCounted) {
  auto exchanges = calls({"SyncUpdates", "SyncUpdates", "SyncUpdates"});
  exchanges[0].status = 500;
  exchanges[0].error_code = "ServerBusy";
  exchanges[1].client_id = "{ABCDEF00-0000-0000-0000-000000000001}";
  expect("SyncUpdates").with_status(500).with_error_code(ErrorCode::server_busy);
  expect("SyncUpdates").from_client("abcdef00-0000-0000-0000-000000000001");
  expect("SyncUpdates").succeeding();
  EXPECT_THAT(found(exchanges), IsEmpty());
  exchanges[0].error_code = "CookieExpired";
  EXPECT_THAT(found(exchanges), ElementsAre("SyncUpdates with status 500 with ServerBusy: expected once, came never"));
}

TEST_F(Rules, OfTwoAboutOneOperationTheFirstHasItsFillFirst) {
  expect("SyncUpdates").times(2);
  expect("SyncUpdates").times(1);
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "SyncUpdates"})), IsEmpty());
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "SyncUpdates", "SyncUpdates"})),
              ElementsAre("SyncUpdates: expected once, came 2 times (#3, #4)"));
}

TEST_F(Rules, WithoutAnOrderAnyOrderWill) {
  expect("GetConfig");
  expect("GetCookie");
  EXPECT_THAT(found(calls({"GetCookie", "GetConfig"})), IsEmpty());
}

TEST_F(Rules, InOrderALateCallIsToldWithTheOneItShouldPrecede) {
  expect("GetConfig");
  expect("GetCookie");
  expected_.in_order = std::source_location::current();
  EXPECT_THAT(found(calls({"GetConfig", "RegisterComputer", "GetCookie"})), IsEmpty());
  EXPECT_THAT(found(calls({"GetCookie", "GetConfig"})),
              ElementsAre("GetConfig (#2) came after GetCookie (#1): out of order"));
}

TEST_F(Rules, InOrderAnOperationMayBeExpectedAgainLater) {
  expect("SyncUpdates").at_least(1);
  expect("GetExtendedUpdateInfo");
  expect("SyncUpdates").at_least(1);
  expected_.in_order = std::source_location::current();
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "GetExtendedUpdateInfo", "SyncUpdates"})), IsEmpty());
  EXPECT_THAT(found(calls({"SyncUpdates", "GetExtendedUpdateInfo"})),
              ElementsAre("SyncUpdates: expected at least once, came never"));
}

TEST_F(Rules, StrictRefusesCallsThatNobodyExpectsButNoFiles) {
  expect("GetConfig");
  auto exchanges = calls({"GetConfig", "RegisterComputer", ""});
  EXPECT_THAT(found(exchanges), IsEmpty());
  expected_.strict = std::source_location::current();
  EXPECT_THAT(found(exchanges),
              ElementsAre("nobody expected #2 POST /ClientWebService/client.asmx RegisterComputer -> 200"));
}

TEST_F(Rules, AForbiddenCallIsAViolationWhateverElseIsExpected) {
  Expectation::Wanted forbidden;
  forbidden.operation = "RegisterComputer";
  forbidden.least = 0;
  forbidden.most = 0;
  expected_.forbidden.push_back(forbidden);
  EXPECT_THAT(found(calls({"GetConfig"})), IsEmpty());
  auto const verdict = judge(expected_, calls({"GetConfig", "RegisterComputer"}));
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].what, "RegisterComputer: expected never, came once (#2)");
  EXPECT_EQ(verdict.violations[0].exchange, 2U);
}

TEST_F(Rules, AViolationNamesThePlaceOfItsExpectation) {
  expect("GetConfig");
  auto const line = std::source_location::current().line() - 1;
  auto const verdict = judge(expected_, {});
  ASSERT_FALSE(verdict.held());
  EXPECT_EQ(verdict.violations[0].where.line(), line);
  EXPECT_THAT(verdict.text(), HasSubstr("expectation_rules_test.cpp:" + std::to_string(line) + ": GetConfig"));
  EXPECT_THAT(verdict.text(), EndsWith("came never\n"));
}

}  // namespace
}  // namespace wsuslab
