// A fleet that does not fit says so before it starts, and names the limit.
#include "client_sim/fleet/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::fleet {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SystemLimits large() {
  return {.memory = 16'000'000'000,
          .memory_name = "MemAvailable in /proc/meminfo",
          .descriptors = 20'000,
          .ports = 28'232,
          .port_rest = 1};
}

TEST(Limits, AHundredThousandAgentsFitIntoFourGigabytes) {
  EXPECT_LT(memory_needed({.agents = 100'000, .at_once = 1'000}), 4'000'000'000U);
  EXPECT_THAT(obstacles({.agents = 100'000, .at_once = 1'000}, large()), IsEmpty());
}

TEST(Limits, TooLittleMemoryIsNamedWithWhoSaysSo) {
  auto limits = large();
  limits.memory = 500'000'000;
  EXPECT_THAT(obstacles({.agents = 100'000, .at_once = 10}, limits),
              ElementsAre(AllOf(HasSubstr("100000 agents with 10 scans at once need about 713 MB of memory, there are "
                                          "500 MB (MemAvailable in /proc/meminfo)"),
                                HasSubstr("lower --agents or --at-once"), HasSubstr("--shard"))));
}

TEST(Limits, TooFewDescriptorsAreNamedWithHowManyItTakes) {
  auto limits = large();
  limits.descriptors = 1'024;
  EXPECT_THAT(obstacles({.agents = 1'000, .at_once = 985}, limits),
              ElementsAre(AllOf(HasSubstr("985 scans at once need 1025 file descriptors, the limit is 1024"),
                                HasSubstr("ulimit -n 1025"), HasSubstr("LimitNOFILE"))));
  EXPECT_THAT(obstacles({.agents = 1'000, .at_once = 984}, limits), IsEmpty());
}

TEST(Limits, PortsThatRestAreCounted) {
  auto limits = large();
  limits.port_rest = 60;
  EXPECT_THAT(obstacles({.agents = 10, .at_once = 100, .connections_a_second = 468}, limits), IsEmpty());
  EXPECT_THAT(obstacles({.agents = 10, .at_once = 100, .connections_a_second = 470}, limits),
              ElementsAre(AllOf(HasSubstr("need 28300 local ports, there are 28232"),
                                HasSubstr("net.ipv4.ip_local_port_range"), HasSubstr("--connections reuse"))));
}

TEST(Limits, EverythingThatDoesNotFitIsTold) {
  EXPECT_EQ(obstacles({.agents = 1'000'000, .at_once = 100'000, .connections_a_second = 1e6}, large()).size(), 3U);
}

TEST(Limits, ThePeakOfAShardIsItsPartInRealTime) {
  PlanSettings const settings{.rate = 30, .shard = {.number = 1, .count = 3}};
  EXPECT_EQ(real_peak_rate(settings, 5), 50);
}

TEST(Limits, SizesAreForPeople) {
  EXPECT_EQ(bytes_text(999), "1 KB");
  EXPECT_EQ(bytes_text(820'400'000), "820 MB");
  EXPECT_EQ(bytes_text(1'340'000'000), "1.3 GB");
}

}  // namespace
}  // namespace wsus::fleet
