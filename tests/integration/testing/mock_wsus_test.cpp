// MockWsus in a GoogleTest test: failures at the end of the scope, and matchers.
#include <wsuslab/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <functional>
#include <memory>
#include <source_location>
#include <string>

namespace wsuslab {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::Ge;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StringMatchResultListener;

/// What failed between construction and results(), without failing this test.
class Failures {
public:
  std::vector<std::string> of(std::function<void()> const& work) {
    testing::TestPartResultArray results;
    {
      testing::ScopedFakeTestPartResultReporter const reporter(
          testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &results);
      work();
    }
    std::vector<std::string> texts;
    for (int i = 0; i < results.size(); ++i) {
      auto const& one = results.GetTestPartResult(i);
      EXPECT_TRUE(one.nonfatally_failed());
      texts.push_back(std::string(one.file_name()) + ":" + std::to_string(one.line_number()) + ": " + one.summary());
    }
    return texts;
  }
};

TEST(MockWsus, FailsTheTestAtTheEndOfItsScope) {
  unsigned line = 0;
  auto const failures = Failures().of([&] {
    MockWsus wsus;
    wsus.expect_call("GetConfig");
    line = std::source_location::current().line() - 1;
  });
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], AllOf(HasSubstr("mock_wsus_test.cpp:" + std::to_string(line) + ":"),
                                 HasSubstr("GetConfig: expected once, came never")));
}

TEST(MockWsus, VerifyFailsAtOnceAndNotAgainAtTheEnd) {
  EXPECT_THAT(Failures().of([] {
    MockWsus wsus;
    wsus.expect_call("GetConfig");
    EXPECT_FALSE(wsus.verify());
  }),
              SizeIs(1));
  EXPECT_THAT(Failures().of([] {
    MockWsus wsus;
    wsus.expect_call("GetConfig");
    EXPECT_FALSE(wsus.verify());
    wsus.forbid("SyncUpdates");  // a new expectation: the end verifies again
  }),
              SizeIs(2));
}

TEST(MockWsus, WithoutExpectationsThereIsNothingToVerify) {
  EXPECT_THAT(Failures().of([] {
    MockWsus wsus;
    SimulatedPc pc(wsus);
    EXPECT_TRUE(wsus.verify());
    static_cast<void>(pc.scan());
  }),
              IsEmpty());
}

TEST(MockWsus, AStrictScanInOrderHoldsAndOneCallMoreDoesNot) {
  auto const scan = [](bool strange) {
    MockWsus wsus;
    for (auto const* name : {"GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer"})
      wsus.expect_call(name);
    wsus.expect_call("SyncUpdates").at_least(1);
    if (!strange) wsus.expect_call("GetExtendedUpdateInfo").at_least(1);
    wsus.expect_call("ReportEventBatch").at_most(2);
    wsus.in_order();
    wsus.strict();
    SimulatedPc pc(wsus);
    EXPECT_TRUE(pc.scan().succeeded());
  };
  EXPECT_THAT(Failures().of([&] { scan(false); }), IsEmpty());
  EXPECT_THAT(Failures().of([&] { scan(true); }),
              AllOf(Not(IsEmpty()), Each(AllOf(HasSubstr("nobody expected"), HasSubstr("GetExtendedUpdateInfo")))));
}

TEST(Matchers, SayWhatAnExchangeWas) {
  MockWsus wsus;
  wsus.inject(faults::soap_fault(ErrorCode::server_busy, "later").when(operation("SyncUpdates")).named("busy"));
  SimulatedPc pc(wsus);
  auto const scan = pc.scan();
  EXPECT_THAT(scan, EndedWith(0x8024402DU));
  EXPECT_THAT(scan, Not(Succeeded()));
  auto const journal = wsus.journal();
  EXPECT_THAT(journal, Contains(AllOf(Called("SyncUpdates"), WithStatus(500), WithErrorCode(ErrorCode::server_busy),
                                      Injected("busy"), Injected("soap_fault"), FromClient(pc.client_id()),
                                      RequestBody(HasSubstr("SyncUpdates")), ResponseBody(HasSubstr("later")))));
  EXPECT_THAT(journal, Contains(AllOf(Called("GetConfig"), WithStatus(200U), WithoutErrorCode())));
  EXPECT_THAT(journal, Not(Contains(WithStatus(Ge(501U)))));
  EXPECT_THAT(journal, Not(Contains(AllOf(Called("GetConfig"), Injected("busy")))));
  EXPECT_THAT(journal, Contains(WithTarget("/ClientWebService/client.asmx")));
}

TEST(Matchers, ExplainThemselves) {
  ScanResult scan;
  scan.hresult = 0x80244007U;
  scan.symbol = "WU_E_PT_SOAPCLIENT_SOAPFAULT";
  scan.message = "a sentence";
  StringMatchResultListener listener;
  EXPECT_FALSE(testing::ExplainMatchResult(Succeeded(), scan, &listener));
  EXPECT_EQ(listener.str(), "0x80244007 (WU_E_PT_SOAPCLIENT_SOAPFAULT): a sentence");
  EXPECT_EQ(testing::PrintToString(scan), "scan 0x80244007 (WU_E_PT_SOAPCLIENT_SOAPFAULT): a sentence");
  Exchange exchange;
  exchange.sequence = 2;
  exchange.method = "GET";
  exchange.target = "/x";
  exchange.status = 404;
  EXPECT_EQ(testing::PrintToString(exchange), "#2 GET /x -> 404");
}

}  // namespace
}  // namespace wsuslab
