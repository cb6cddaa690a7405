// Detection cycles: hours that cost nothing, on the command line and for scenarios.
#include "client_sim/app/cli.hpp"
#include "client_sim/app/detection_cycles.hpp"
#include "client_sim/app/simulated_pc.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"
#include "tests/unit/client_sim/app/temporary_folder.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <sstream>

namespace wsus::client {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::captured_fault;
using test::FakeWsus;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

constexpr wusp::UtcTime begin{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}};

machine::MachineOptions of(FakeWsus const& server) { return {.server_url = server.url()}; }

TEST(DetectionCycles, ComeEverySeventeenAndAHalfToTwentyTwoHours) {
  FakeWsus const server;
  wusp::ManualClock clock(begin);
  SimulatedPc pc(of(server), clock);
  auto const cycles = run_detection_cycles(pc, 20, [&](wusp::Ticks time) { clock.advance(time); });
  ASSERT_THAT(cycles, SizeIs(20));
  EXPECT_EQ(cycles.front().begin, begin) << "the first is due at once";
  EXPECT_THAT(pc.scans(), SizeIs(20));
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    EXPECT_EQ(cycles[i].report.result.hresult, agent::hr::ok);
    auto const pause = cycles[i].next - cycles[i].begin;
    EXPECT_GE(pause, minutes(17 * 60 + 35));
    EXPECT_LE(pause, hours(22));
    EXPECT_EQ(cycles[i].begin, i > 0 ? cycles[i - 1].next : begin);
  }
  EXPECT_NE(cycles[0].next - cycles[0].begin, cycles[1].next - cycles[1].begin) << "by chance";
  EXPECT_EQ(clock.now(), cycles.back().begin) << "nothing is waited for after the last one";
}

TEST(DetectionCycles, AreTheSameForTheSameMachine) {
  auto const times = [] {
    FakeWsus const server;
    wusp::ManualClock clock(begin);
    SimulatedPc pc(of(server), clock);
    std::vector<wusp::UtcTime> result;
    for (auto const& cycle : run_detection_cycles(pc, 3, [&](wusp::Ticks time) { clock.advance(time); }))
      result.push_back(cycle.next);
    return result;
  };
  EXPECT_EQ(times(), times());
}

TEST(DetectionCycles, ComeAfterFiveHoursWhenTheScanFailed) {
  FakeWsus const server({{"SyncUpdates", captured_fault()}});
  wusp::ManualClock clock(begin);
  SimulatedPc pc(of(server), clock);
  auto const cycles = run_detection_cycles(pc, 3, [&](wusp::Ticks time) { clock.advance(time); });
  for (auto const& cycle : cycles) {
    EXPECT_EQ(cycle.report.result.hresult, agent::hr::pt_soap_fault);
    EXPECT_EQ(cycle.next - cycle.begin, hours(5));
  }
}

TEST(DetectionCycles, GoOnWhereTheDatastoreSays) {
  FakeWsus const server;
  wusp::ManualClock clock(begin);
  SimulatedPc pc(of(server), clock);
  pc.machine().data_store().next_detection = begin + hours(3);
  auto const cycles = run_detection_cycles(pc, 1, [&](wusp::Ticks time) { clock.advance(time); });
  EXPECT_EQ(cycles.front().begin, begin + hours(3));
  pc.machine().data_store() = {};
  EXPECT_EQ(run_detection_cycles(pc, 1, [](wusp::Ticks) { FAIL() << "due at once"; }).front().begin, begin + hours(3));
}

struct Run {
  int exit_code = -1;
  std::string out{};
  std::string err{};
};

Run run(std::vector<std::string> const& arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  wusp::ManualClock const clock(begin);
  int const code = run_cli(arguments, in, out, err, {.clock = &clock});
  return {code, out.str(), err.str()};
}

TEST(CliCycles, TellEachDetectionAndWhenTheNextIsDue) {
  FakeWsus const server;
  auto const result = run({"scan", "--cycles", "2", "--server", server.url()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, StartsWith("Detection 1 of 2 at 2026-10-04T00:00:00Z\n0x00000000 S_OK\n"));
  EXPECT_THAT(result.out, HasSubstr("The next one is due at 2026-10-04T"));
  EXPECT_THAT(result.out, HasSubstr("\nDetection 2 of 2 at 2026-10-04T"));
}

TEST(CliCycles, AreAListInJson) {
  FakeWsus const server;
  auto const result = run({"scan", "--cycles", "3", "--json", "--server", server.url()});
  EXPECT_THAT(boost::json::parse(result.out).as_array(), SizeIs(3));
}

TEST(CliCycles, EndWithTheCodeOfTheLastOne) {
  FakeWsus const server({{"SyncUpdates", captured_fault()}});
  EXPECT_EQ(run({"scan", "--cycles", "2", "--server", server.url()}).exit_code, 1);
}

TEST(CliCycles, AreOneToAThousandAndOfScansOnly) {
  for (auto const* const number : {"0", "1001", "x", "-1"}) {
    auto const result = run({"scan", "--cycles", number, "--server", "http://wsus:8530"});
    EXPECT_EQ(result.exit_code, 2) << number;
    EXPECT_THAT(result.err, HasSubstr("is no number of cycles; allowed are 1 to 1000")) << number;
  }
  EXPECT_EQ(run({"update", "--cycles", "2", "--server", "http://wsus:8530"}).exit_code, 2);
}

}  // namespace
}  // namespace wsus::client
