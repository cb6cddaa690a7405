// What a client has to do is written down before it does it. Nothing is asserted afterwards: at the end of the scope
// the server fails the test if a call is missing, comes too often, too early, or was never expected.
#include <wsuslab/testing.hpp>

using namespace wsuslab;

TEST(StrictExpectations, AFirstScanMakesTheseCallsInThisOrder) {
  MockWsus wsus;
  wsus.expect_call("GetConfig");
  wsus.expect_call("GetAuthorizationCookie");
  wsus.expect_call("GetCookie");
  wsus.expect_call("RegisterComputer");
  wsus.expect_call("SyncUpdates").at_least(1).succeeding();
  wsus.expect_call("GetExtendedUpdateInfo").at_least(1);
  wsus.expect_call("ReportEventBatch").at_most(2);
  wsus.in_order();
  wsus.strict();

  SimulatedPc pc(wsus);
  EXPECT_THAT(pc.scan(), Succeeded());
}
