// w32tm: the clock, its source, and every refusal.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::client_shell {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using windows::CommandResult;

constexpr int win32_error(unsigned code) { return static_cast<int>(0x80070000U | code); }

/// Two days ahead.
class W32Tm : public testing::Test {
protected:
  W32Tm() { pc.machine.system_state().clock_offset = std::chrono::hours(48); }
  [[nodiscard]] bool is_right() { return pc.machine.system_state().clock_offset == wusp::Ticks{}; }
  ClientPrompt pc;
};

// FM55
TEST_F(W32Tm, ResyncSetsTheClock) {
  EXPECT_EQ(pc.type("w32tm /resync"),
            (CommandResult{0, "Sending resync command to local computer\nThe command completed successfully.\n"}));
  EXPECT_TRUE(is_right());
  EXPECT_EQ(pc.type("w32tm.exe /resync /rediscover /force").exit_code, 0);
}

TEST_F(W32Tm, ResyncNeedsTheService) {
  pc.type("net stop w32time");
  EXPECT_EQ(pc.type("w32tm /resync"), (CommandResult{win32_error(1062), "The following error occurred: The service has "
                                                                        "not been started. (0x80070426)\n"}));
  EXPECT_FALSE(is_right());
  pc.type("net start w32time");
  EXPECT_EQ(pc.type("w32tm /resync").exit_code, 0);
  EXPECT_TRUE(is_right());
}

TEST_F(W32Tm, ResyncNeedsASource) {
  EXPECT_EQ(pc.type("w32tm /config /syncfromflags:no /update").exit_code, 0);
  EXPECT_THAT(pc.type("w32tm /resync").output,
              HasSubstr("The computer did not resync because no time data was available.\n"));
  EXPECT_FALSE(is_right());
  EXPECT_EQ(pc.type("w32tm /config /syncfromflags:domhier /update"),
            (CommandResult{0, "The command completed successfully.\n"}));
  pc.type("w32tm /resync");
  EXPECT_TRUE(is_right());
}

TEST_F(W32Tm, StatusTellsWhetherTheClockIsRight) {
  EXPECT_THAT(pc.type("w32tm /query /status").output,
              AllOf(StartsWith("Leap Indicator: 3(not synchronized)\nStratum: 0 (unspecified)\n"),
                    HasSubstr("Last Successful Sync Time: unspecified\nSource: Local CMOS Clock\n")));
  pc.type("w32tm /resync");
  EXPECT_THAT(pc.type("w32tm /query /status").output,
              AllOf(StartsWith("Leap Indicator: 0(no warning)\n"), HasSubstr("Source: dc01.lab.example\n"),
                    HasSubstr("Last Successful Sync Time: 01/01/1970 01:00:00 AM\n")));
  EXPECT_EQ(pc.type("w32tm /query /source"), (CommandResult{0, "dc01.lab.example\n"}));
}

TEST_F(W32Tm, AListOfServersMayBeTheSource) {
  pc.type(R"(w32tm /config /manualpeerlist:"time.lab.example,0x8" /syncfromflags:manual /update)");
  pc.type("w32tm /resync");
  EXPECT_EQ(pc.type("w32tm /query /source"), (CommandResult{0, "time.lab.example,0x8\n"}));
  EXPECT_THAT(pc.type("w32tm /query /configuration").output, HasSubstr("Type: NTP (Local)\n"));
}

TEST_F(W32Tm, WithoutElevationTheClockStays) {
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type("w32tm /resync"),
            (CommandResult{win32_error(5), "The following error occurred: Access is denied. (0x80070005)\n"}));
  EXPECT_EQ(pc.type("w32tm /config /syncfromflags:no").exit_code, win32_error(5));
  EXPECT_EQ(pc.type("w32tm /query /status").exit_code, 0);
  EXPECT_FALSE(is_right());
}

TEST_F(W32Tm, OtherWordsAreToldWhatTheLabKnows) {
  for (auto const* line :
       {"w32tm /stripchart /computer:x", "w32tm /query", "w32tm /query /peers", "w32tm /resync /computer:x",
        "w32tm /config", "w32tm /config /x", "w32tm /config /syncfromflags:moon"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("The lab knows: w32tm /resync")) << line;
  }
  EXPECT_EQ(pc.type("w32tm").exit_code, 0);
  EXPECT_FALSE(is_right());
}

}  // namespace
}  // namespace wsus::client_shell
