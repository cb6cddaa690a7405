// When Automatic Updates looks for updates the next time.
#include "client_sim/agent/detection_cycle.hpp"

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

namespace wsus::agent::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

wusp::UtcTime begin() { return at("2026-10-04T15:00:00Z"); }

TEST(DetectionCycle, ChanceTakesUpToAFifthOfTheFrequencyAway) {
  EXPECT_EQ(next_detection(begin(), true, {}, 0.0), begin() + hours(22));
  EXPECT_EQ(next_detection(begin(), true, {}, 1.0), begin() + minutes(17 * 60 + 36));
  EXPECT_EQ(next_detection(begin(), true, {}, 0.5), begin() + minutes(19 * 60 + 48));
  EXPECT_EQ(next_detection(begin(), true, {.frequency = hours(10)}, 1.0), begin() + hours(8));
}

TEST(DetectionCycle, AfterAFailureItIsFiveHoursWhateverTheChance) {
  for (double const share : {0.0, 0.3, 1.0}) EXPECT_EQ(next_detection(begin(), false, {}, share), begin() + hours(5));
}

TEST(DetectionCycle, SharesAreSpreadOverMachinesAndTimesAndTheSameForEach) {
  std::vector<double> shares;
  for (unsigned seed = 0; seed < 100; ++seed) {
    for (int day = 0; day < 10; ++day) {
      machine::MachineOptions const options{.seed = seed};
      auto const now = begin() + hours(24 * day);
      auto const share = detection_share(options, now);
      EXPECT_EQ(detection_share(options, now), share);
      shares.push_back(share);
    }
  }
  auto const [least, most] = std::ranges::minmax(shares);
  EXPECT_GE(least, 0.0);
  EXPECT_LE(most, 1.0);
  for (double const tenth : {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
    auto const count =
        std::ranges::count_if(shares, [&](double share) { return share >= tenth && share < tenth + 0.1; });
    EXPECT_GT(count, 60) << tenth;
    EXPECT_LT(count, 140) << tenth;
  }
}

struct PolicyRow {
  std::optional<std::uint32_t> enabled;
  std::optional<std::uint32_t> frequency;
  int hours_expected = 0;
};

TEST(DetectionCycle, ThePolicySaysHowOften) {
  PolicyRow const rows[] = {{std::nullopt, std::nullopt, 22},
                            {1, 4, 4},
                            {1, 1, 1},
                            {1, 22, 22},
                            {0, 4, 22},
                            {1, 0, 22},
                            {1, 23, 22},
                            {1, std::nullopt, 22},
                            {std::nullopt, 4, 22}};
  for (auto const& row : rows) {
    wusp::ManualClock const clock(begin());
    machine::Machine machine(machine_options(), clock);
    auto& registry = machine.registry();
    if (row.enabled) registry.set_dword(machine::keys::policy_au, "DetectionFrequencyEnabled", *row.enabled);
    if (row.frequency) registry.set_dword(machine::keys::policy_au, "DetectionFrequency", *row.frequency);
    EXPECT_EQ(detection_settings(registry).frequency, hours(row.hours_expected))
        << row.enabled.value_or(99) << " " << row.frequency.value_or(99);
  }
}

TEST(DetectionCycle, TheTextLogTellsTheTimeInLocalTime) {
  wusp::ManualClock const clock(begin());
  machine::Machine machine(machine_options(machine::Profile::w8), clock);  // one hour ahead of UTC
  make_agent_log(machine)->next_detection_set(at("2026-10-05T11:30:07Z"));
  EXPECT_THAT(machine.files().read_as_system(machine.agent_log_path()).value_or(""),
              ::testing::HasSubstr("\tAU\tAU setting next detection timeout to 2026-10-05 12:30:07\r\n"));
}

}  // namespace
}  // namespace wsus::agent::testing
