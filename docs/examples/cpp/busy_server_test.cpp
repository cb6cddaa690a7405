// A failure without a cause: the server says ServerBusy twice, then it is well again.
#include <wsuslab/testing.hpp>

#include <gmock/gmock.h>

using namespace wsuslab;
using testing::Contains;

TEST(BusyServer, TheThirdScanSucceeds) {
  MockWsus wsus;
  auto const busy =
      wsus.inject(faults::soap_fault(ErrorCode::server_busy).when(operation("SyncUpdates")).first(2).named("busy"));
  SimulatedPc pc(wsus);

  EXPECT_THAT(pc.scan(), EndedWith(0x8024402DU));  // WU_E_PT_LOAD_SHEDDING
  EXPECT_THAT(pc.scan(), EndedWith(0x8024402DU));
  EXPECT_THAT(pc.scan(), Succeeded());

  EXPECT_EQ(wsus.injected(busy), 2U);
  EXPECT_EQ(wsus.counter("error_code.ServerBusy"), 2U);
  EXPECT_THAT(wsus.journal(), Contains(Injected("busy")).Times(2));
}

TEST(BusyServer, WithoutTheFaultTheFirstOneDoes) {
  MockWsus wsus;
  SimulatedPc pc(wsus);
  EXPECT_THAT(pc.scan(), Succeeded());
  EXPECT_EQ(wsus.counter("injected"), 0U);
}

// Any fault of docs/FAULTS.md can be written as there.
TEST(BusyServer, AReplyThatNeverEndsCostsTheAgentItsTimeoutAndTheTestNothing) {
  MockWsus wsus({.faults = {Fault::from_yaml("stall: {after: 200}\n"
                                             "when: {operation: GetConfig}")},
                 .time = Time::simulated});
  SimulatedPc pc(wsus);
  auto const begin = wsus.now();
  EXPECT_THAT(pc.scan(), EndedWith(0x80072EE2U));  // ERROR_INTERNET_TIMEOUT
  EXPECT_GE(wsus.now() - begin, std::chrono::seconds(30));
}
