// Virtual time moves when everybody waits, as far as the first of them, and never otherwise.
#include "wsdl/wusp/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace wsus::wusp {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr UtcTime start{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}};
WireId const wire{.client = "127.0.0.1:40000", .server = "127.0.0.1:8530"};
WireId const other_wire{.client = "127.0.0.1:40001", .server = "127.0.0.1:8530"};

class TimelineTest : public testing::Test {
protected:
  [[nodiscard]] Timeline::Wake told(std::string name) {
    return [this, name = std::move(name)] { woken_.push_back(name); };
  }
  [[nodiscard]] seconds passed() const { return std::chrono::duration_cast<seconds>(timeline_.now() - start); }

  Timeline timeline_{start};
  std::vector<std::string> woken_{};
};

TEST_F(TimelineTest, StandsStillWhileNobodyWaits) {
  Timeline::Hold const hold(timeline_, wire, 0, start + seconds(5), told("server"));
  EXPECT_EQ(passed(), seconds(0));
  Timeline::Running const pc(timeline_);
  EXPECT_EQ(passed(), seconds(0));
  EXPECT_THAT(woken_, IsEmpty());
}

TEST_F(TimelineTest, AServerThatAnswersLateCostsItsDelay) {
  Timeline::Running const pc(timeline_);
  Timeline::Wait const wait(timeline_, wire, 0, start + seconds(30), told("client"));
  EXPECT_EQ(passed(), seconds(0));
  Timeline::Hold const hold(timeline_, wire, 0, start + seconds(5), told("server"));
  EXPECT_EQ(passed(), seconds(5));
  EXPECT_THAT(woken_, ElementsAre("server"));
}

TEST_F(TimelineTest, AServerThatIsSlowerThanTheDeadlineCostsTheDeadline) {
  Timeline::Running const pc(timeline_);
  Timeline::Hold const hold(timeline_, wire, 0, start + seconds(700), told("server"));
  Timeline::Wait const wait(timeline_, wire, 0, start + seconds(30), told("client"));
  EXPECT_EQ(passed(), seconds(30));
  EXPECT_THAT(woken_, ElementsAre("client"));
}

TEST_F(TimelineTest, ASilentServerCostsTheDeadline) {
  Timeline::Running const pc(timeline_);
  Timeline::Wait const wait(timeline_, wire, 0, start + seconds(30), told("client"));
  Timeline::Hold const hold(timeline_, wire, 0, std::nullopt, told("server"));
  EXPECT_EQ(passed(), seconds(30));
  EXPECT_THAT(woken_, ElementsAre("client"));
}

TEST_F(TimelineTest, BytesThatAreOnTheirWayHoldTimeBack) {
  Timeline::Running const pc(timeline_);
  std::optional<Timeline::Wait> wait;
  wait.emplace(timeline_, wire, 0, start + seconds(30), told("client"));
  Timeline::Hold const hold(timeline_, wire, 10, start + seconds(5), told("server"));  // ten bytes not yet received
  EXPECT_EQ(passed(), seconds(0));
  wait.reset();
  wait.emplace(timeline_, wire, 10, start + seconds(30), told("client"));
  EXPECT_EQ(passed(), seconds(5));
}

TEST_F(TimelineTest, WhoeverComputesHoldsTimeBack) {
  Timeline::Running const pc(timeline_);
  std::optional<Timeline::Running> other_pc;
  other_pc.emplace(timeline_);
  Timeline::Wait const wait(timeline_, wire, 0, start + seconds(30), told("client"));
  Timeline::Hold const hold(timeline_, wire, 0, std::nullopt, told("server"));
  EXPECT_EQ(passed(), seconds(0));
  {
    Timeline::Wait const also(timeline_, other_wire, 0, start + seconds(20), told("other client"));
    EXPECT_EQ(passed(), seconds(0)) << "its server works";
  }
  other_pc.reset();
  EXPECT_EQ(passed(), seconds(30));
}

TEST_F(TimelineTest, OfSeveralTheFirstIsWokenAndTheOthersWaitForIt) {
  Timeline::Running const pc(timeline_);
  Timeline::Running const other_pc(timeline_);
  std::optional<Timeline::Wait> first;
  first.emplace(timeline_, wire, 0, start + seconds(30), told("first"));
  Timeline::Hold const hold(timeline_, wire, 0, std::nullopt, told("server"));
  Timeline::Wait const second(timeline_, other_wire, 0, start + seconds(40), told("second"));
  Timeline::Hold const other_hold(timeline_, other_wire, 0, std::nullopt, told("server"));
  EXPECT_EQ(passed(), seconds(30));
  EXPECT_THAT(woken_, ElementsAre("first")) << "the first one can go on, so time stands still again";
  first.reset();
  Timeline::Pause const over(timeline_);
  EXPECT_EQ(passed(), seconds(40));
  EXPECT_THAT(woken_, ElementsAre("first", "second"));
}

TEST_F(TimelineTest, AHoldWhoseClientGaveUpMovesNothing) {
  Timeline::Running const pc(timeline_);
  Timeline::Hold const left_behind(timeline_, other_wire, 0, start + seconds(1), told("nobody"));
  Timeline::Wait const wait(timeline_, wire, 0, start + seconds(30), told("client"));
  EXPECT_EQ(passed(), seconds(0));
  Timeline::Hold const hold(timeline_, wire, 0, std::nullopt, told("server"));
  EXPECT_EQ(passed(), seconds(30));
  EXPECT_THAT(woken_, testing::UnorderedElementsAre("client", "nobody"));
}

TEST_F(TimelineTest, APausedOneLeavesTheTurnToTheOthers) {
  Timeline::Running const thread(timeline_);
  Timeline::Running const coroutine(timeline_);
  Timeline::Wait const wait(timeline_, wire, 0, start + seconds(30), told("client"));
  Timeline::Hold const hold(timeline_, wire, 0, std::nullopt, told("server"));
  EXPECT_EQ(passed(), seconds(0));
  Timeline::Pause const until_they_are_done(timeline_);
  EXPECT_EQ(passed(), seconds(30));
}

TEST_F(TimelineTest, ByHandItWakesWhoseTimeHasCome) {
  Timeline::Hold const hold(timeline_, wire, 0, start + seconds(60), told("server"));
  timeline_.advance(seconds(59));
  EXPECT_THAT(woken_, IsEmpty());
  timeline_.advance(seconds(1));
  EXPECT_THAT(woken_, ElementsAre("server"));
  EXPECT_EQ(passed(), seconds(60));
}

TEST_F(TimelineTest, AHoldThatIsDueAlreadyIsWokenAtOnce) {
  Timeline::Hold const hold(timeline_, wire, 0, start, told("server"));
  EXPECT_THAT(woken_, ElementsAre("server"));
}

}  // namespace
}  // namespace wsus::wusp
