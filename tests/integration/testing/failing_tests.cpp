// Tests that must fail: failure_output_test.cpp runs them one by one and reads what they print.
#include <wsuslab/testing.hpp>

#include <gtest/gtest.h>

namespace {

using namespace wsuslab;  // NOLINT(google-build-using-namespace): as a user's test does

TEST(Failing, ACallThatNeverCame) {
  MockWsus wsus({.time = Time::simulated});
  wsus.expect_call("GetConfig").times(2);  // the line that the failure names
  SimulatedPc pc(wsus, {.profile = Profile::w10});
  EXPECT_TRUE(pc.scan().succeeded());
}

TEST(Failing, AnAssertionOfTheTestItself) {
  MockWsus wsus({.faults = {faults::soap_fault(ErrorCode::server_busy).named("busy")}, .time = Time::simulated});
  SimulatedPc pc(wsus, {.profile = Profile::w10});
  EXPECT_TRUE(pc.scan().succeeded());
}

TEST(Holding, NothingIsWrong) {
  MockWsus wsus({.time = Time::simulated});
  wsus.expect_call("GetConfig").times(1);
  SimulatedPc pc(wsus, {.profile = Profile::w10});
  EXPECT_TRUE(pc.scan().succeeded());
}

}  // namespace
