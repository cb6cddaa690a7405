// The smallest test: a server, a machine, a scan with nothing wrong.
#include <wsuslab/testing.hpp>

#include <gmock/gmock.h>

using namespace wsuslab;
using testing::Contains;
using testing::Each;

TEST(HealthyScan, FindsTheUpdatesThatTheMachineNeeds) {
  MockWsus wsus;
  SimulatedPc pc(wsus, {.profile = Profile::w10});

  auto const scan = pc.scan();

  EXPECT_THAT(scan, Succeeded());
  EXPECT_EQ(scan.updates_found, 3U);
  EXPECT_THAT(wsus.journal(), Contains(AllOf(Called("SyncUpdates"), WithStatus(200))));
  EXPECT_THAT(wsus.journal(), Each(WithoutErrorCode()));
  EXPECT_EQ(wsus.counter("soap_faults"), 0U);
}

// 22 hours later, in no time: the clock of the server and its machines is moved by hand.
TEST(HealthyScan, ASecondOneRegistersNoMore) {
  MockWsus wsus({.time = Time::simulated});
  SimulatedPc pc(wsus);
  EXPECT_THAT(pc.scan(), Succeeded());

  wsus.advance(std::chrono::hours(22));
  wsus.reset();  // expectations look at exchanges from now on
  wsus.expect_call("SyncUpdates").at_least(1);
  wsus.forbid("RegisterComputer");
  EXPECT_THAT(pc.scan(), Succeeded());
}
