// Expectations are judged as the header says.
#include "testing/fixture/expected.hpp"

#include <wsuslab/error.hpp>

#include <gmock/gmock.h>

#include <utility>
#include <vector>

namespace wsuslab {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using wsus::journal::Entry;

std::vector<Entry> calls(std::vector<char const*> const& operations) {
  std::vector<Entry> result;
  for (auto const* operation : operations) {
    Entry exchange;
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
class ExpectedCalls : public testing::Test {
protected:
  Expectation expect(char const* operation, std::source_location where = std::source_location::current()) {
    auto wanted = std::make_shared<Expectation::Wanted>();
    wanted->call.match.operation = operation;
    wanted->where = where;
    expected_.calls.push_back(wanted);
    return Expectation(std::move(wanted));
  }
  [[nodiscard]] std::vector<std::string> found(std::vector<Entry> const& exchanges) const {
    std::vector<std::string> sentences;
    for (auto const& violation : judge(expected_, exchanges).violations) sentences.push_back(violation.what);
    return sentences;
  }

  Expected expected_{};
};

TEST_F(ExpectedCalls, ACallIsExpectedOnceIfNothingElseIsSaid) {
  expect("GetConfig");
  EXPECT_THAT(found(calls({"GetConfig"})), IsEmpty());
  EXPECT_THAT(found(calls({})), ElementsAre("GetConfig: expected once, came never"));
  EXPECT_THAT(found(calls({"GetConfig", "GetCookie", "GetConfig"})),
              ElementsAre("GetConfig: expected once, came 2 times (#1, #3)"));
}

TEST_F(ExpectedCalls, CountsAreThoseThatWereSaidLast) {
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

TEST_F(ExpectedCalls, AnImpossibleCountIsRefused) { EXPECT_THROW(expect("SyncUpdates").between(3, 2), Error); }

TEST_F(ExpectedCalls, ConditionsNarrowWhatIsCounted) {
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

TEST_F(ExpectedCalls, OfTwoAboutOneOperationTheFirstHasItsFillFirst) {
  expect("SyncUpdates").times(2);
  expect("SyncUpdates").times(1);
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "SyncUpdates"})), IsEmpty());
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "SyncUpdates", "SyncUpdates"})),
              ElementsAre("SyncUpdates: expected once, came 2 times (#3, #4)"));
}

TEST_F(ExpectedCalls, ACallCountsFirstForWhatHasNotComeOftenEnough) {
  expect("SyncUpdates").at_least(1);
  expect("SyncUpdates").with_status(500);
  auto exchanges = calls({"SyncUpdates", "SyncUpdates", "SyncUpdates"});
  EXPECT_THAT(found(exchanges), ElementsAre("SyncUpdates with status 500: expected once, came never"));
  exchanges[1].status = 500;
  EXPECT_THAT(found(exchanges), IsEmpty());
}

TEST_F(ExpectedCalls, OfManyExchangesTheFirstAreNamed) {
  expect("SyncUpdates").at_most(16);
  auto const verdict = judge(expected_, calls(std::vector<char const*>(30, "SyncUpdates")));
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].what, "SyncUpdates: expected at most 16 times, came 30 times (#1, #2, #3, #4, #5, "
                                        "#6, #7, #8, #9, #10, #11, #12, #13, #14, #15, ...)");
  EXPECT_EQ(verdict.violations[0].exchange, 17U);
}

TEST_F(ExpectedCalls, WithoutAnOrderAnyOrderWill) {
  expect("GetConfig");
  expect("GetCookie");
  EXPECT_THAT(found(calls({"GetCookie", "GetConfig"})), IsEmpty());
}

TEST_F(ExpectedCalls, InOrderALateCallIsToldWithTheOneItShouldPrecede) {
  expect("GetConfig");
  expect("GetCookie");
  expected_.in_order = std::source_location::current();
  EXPECT_THAT(found(calls({"GetConfig", "RegisterComputer", "GetCookie"})), IsEmpty());
  EXPECT_THAT(found(calls({"GetCookie", "GetConfig"})),
              ElementsAre("GetConfig (#2) came after GetCookie (#1): out of order"));
}

TEST_F(ExpectedCalls, InOrderOneCallThatIsMissingIsOneViolation) {
  for (auto const* operation : {"GetConfig", "GetCookie", "RegisterComputer", "SyncUpdates"}) expect(operation);
  expected_.in_order = std::source_location::current();
  EXPECT_THAT(found(calls({"GetConfig", "RegisterComputer", "SyncUpdates"})),
              ElementsAre("GetCookie: expected once, came never"));
  EXPECT_THAT(found(calls({"GetConfig", "SyncUpdates", "RegisterComputer", "GetCookie"})),
              ElementsAre("RegisterComputer (#3) came after SyncUpdates (#2): out of order",
                          "GetCookie (#4) came after SyncUpdates (#2): out of order"));
}

TEST_F(ExpectedCalls, InOrderACallThatComesAgainLaterIsToldWithTheOneItCameAfter) {
  expect("GetConfig").at_least(1);
  expect("GetCookie");
  auto const line = std::source_location::current().line() - 2;
  expected_.in_order = std::source_location::current();
  auto const verdict = judge(expected_, calls({"GetConfig", "GetCookie", "GetConfig"}));
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].what, "GetConfig (#3) came after GetCookie (#2): out of order");
  EXPECT_EQ(verdict.violations[0].where.line(), line);
  EXPECT_EQ(verdict.violations[0].exchange, 3U);
}

TEST_F(ExpectedCalls, OrderAndCountsAreOverTheCallsOfAllClients) {
  expect("GetConfig");
  expect("GetCookie").from_client("A");
  expect("GetCookie").from_client("B");
  expected_.in_order = std::source_location::current();
  auto exchanges = calls({"GetConfig", "GetCookie", "GetCookie"});
  exchanges[1].client_id = "a";
  exchanges[2].client_id = "{b}";
  EXPECT_THAT(found(exchanges), IsEmpty());
  std::swap(exchanges[1].client_id, exchanges[2].client_id);
  EXPECT_THAT(found(exchanges),
              ElementsAre("GetCookie of client a (#3) came after GetCookie of client b (#2): out of order"));
  std::swap(exchanges[1].client_id, exchanges[2].client_id);
  exchanges.push_back(exchanges[0]);
  exchanges.back().sequence = 4;
  exchanges.back().client_id = "b";
  EXPECT_THAT(found(exchanges), ElementsAre("GetConfig: expected once, came 2 times (#1, #4)"));
}

TEST_F(ExpectedCalls, InOrderAnOperationMayBeExpectedAgainLater) {
  expect("SyncUpdates").at_least(1);
  expect("GetExtendedUpdateInfo");
  expect("SyncUpdates").at_least(1);
  expected_.in_order = std::source_location::current();
  EXPECT_THAT(found(calls({"SyncUpdates", "SyncUpdates", "GetExtendedUpdateInfo", "SyncUpdates"})), IsEmpty());
  EXPECT_THAT(found(calls({"SyncUpdates", "GetExtendedUpdateInfo"})),
              ElementsAre("SyncUpdates: expected at least once, came never"));
}

TEST_F(ExpectedCalls, StrictRefusesCallsThatNobodyExpectsButNoFiles) {
  expect("GetConfig");
  auto exchanges = calls({"GetConfig", "RegisterComputer", ""});
  EXPECT_THAT(found(exchanges), IsEmpty());
  expected_.strict = std::source_location::current();
  EXPECT_THAT(found(exchanges),
              ElementsAre("nobody expected #2 POST /ClientWebService/client.asmx RegisterComputer -> 200"));
}

TEST_F(ExpectedCalls, ViolationsComeInTheOrderOfTheExpectationsAndThoseOfNoneLast) {
  expect("GetConfig");
  expect("GetCookie");
  expected_.forbidden.push_back(
      {.call = {.match = {.operation = "RegisterComputer"}, .times = wsus::expectations::never()}});
  expected_.strict = std::source_location::current();
  EXPECT_THAT(found(calls({"SyncUpdates", "GetCookie", "GetCookie", "RegisterComputer"})),
              ElementsAre("GetConfig: expected once, came never", "GetCookie: expected once, came 2 times (#2, #3)",
                          "RegisterComputer: expected never, came once (#4)",
                          "nobody expected #1 POST /ClientWebService/client.asmx SyncUpdates -> 200",
                          "nobody expected #4 POST /ClientWebService/client.asmx RegisterComputer -> 200"));
}

TEST_F(ExpectedCalls, OfManyViolationsTheFirstAreToldAndTheOthersCounted) {
  expected_.strict = std::source_location::current();
  auto const sentences = found(calls(std::vector<char const*>(150, "SyncUpdates")));
  ASSERT_THAT(sentences, SizeIs(101));
  EXPECT_EQ(sentences[99], "nobody expected #100 POST /ClientWebService/client.asmx SyncUpdates -> 200");
  EXPECT_EQ(sentences[100], "and 50 more");
}

TEST_F(ExpectedCalls, AForbiddenCallIsAViolationWhateverElseIsExpected) {
  expected_.forbidden.push_back(
      {.call = {.match = {.operation = "RegisterComputer"}, .times = wsus::expectations::never()}});
  EXPECT_THAT(found(calls({"GetConfig"})), IsEmpty());
  auto const verdict = judge(expected_, calls({"GetConfig", "RegisterComputer"}));
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].what, "RegisterComputer: expected never, came once (#2)");
  EXPECT_EQ(verdict.violations[0].exchange, 2U);
}

TEST_F(ExpectedCalls, AViolationNamesThePlaceOfItsExpectation) {
  expect("GetConfig");
  auto const line = std::source_location::current().line() - 1;
  auto const verdict = judge(expected_, {});
  ASSERT_FALSE(verdict.held());
  EXPECT_EQ(verdict.violations[0].where.line(), line);
  EXPECT_THAT(verdict.text(), HasSubstr("expected_test.cpp:" + std::to_string(line) + ": GetConfig"));
  EXPECT_THAT(verdict.text(), EndsWith("came never\n"));
}

}  // namespace
}  // namespace wsuslab
