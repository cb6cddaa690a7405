// What people write, and what they read: quantities, inputs, mistakes.
#include "scenarios/capacity/quantities.hpp"
#include "scenarios/capacity/read_inputs.hpp"
#include "scenarios/capacity/sample.hpp"

#include <gmock/gmock.h>

namespace wsus::capacity {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Quantities, DurationsAreWrittenWithAUnit) {
  auto const seconds = [](std::string_view text) { return std::get<double>(read_duration(text)); };
  EXPECT_DOUBLE_EQ(seconds("35ms"), 0.035);
  EXPECT_DOUBLE_EQ(seconds("1.5 h"), 5'400);
  EXPECT_DOUBLE_EQ(seconds("90min"), 5'400);
  EXPECT_DOUBLE_EQ(seconds("2d"), 172'800);
  EXPECT_DOUBLE_EQ(seconds(" 250 us "), 0.00025);
  EXPECT_DOUBLE_EQ(seconds("-3s"), -3);
}

TEST(Quantities, WhatIsNoneIsToldWhy) {
  auto const why = [](auto const& read) { return std::get<NotRead>(read).why; };
  EXPECT_EQ(why(read_duration("22")), "has no unit; units are us, ms, s, min, h, d");
  EXPECT_EQ(why(read_duration("2 fortnights")),
            "has the unit 'fortnights', which is not known; units are us, ms, s, min, h, d");
  EXPECT_EQ(why(read_duration("")), "is empty");
  EXPECT_EQ(why(read_duration("nan h")), "is no number");
  EXPECT_EQ(why(read_duration("1e999h")), "is beyond all measure");
  EXPECT_EQ(why(read_number("inf")), "is no number");
  EXPECT_EQ(why(read_number("-")), "is no number");
  EXPECT_EQ(why(read_count("1.5")), "is no whole number");
  EXPECT_EQ(why(read_count("12x")), "has 'x' behind its number");
  EXPECT_EQ(why(read_share("0.2")), "is no share in percent, such as 20%");
}

TEST(Quantities, AreToldInUnitsOfTheirSize) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(3.5e-5), "35 us");
  EXPECT_EQ(duration_text(0.0667), "66.7 ms");
  EXPECT_EQ(duration_text(0.9999), "1 s");
  EXPECT_EQ(duration_text(81), "1 min 21 s");
  EXPECT_EQ(duration_text(3'599.7), "1 h");
  EXPECT_EQ(duration_text(71'280), "19 h 48 min");
  EXPECT_EQ(duration_text(216'000), "2.5 days");
  EXPECT_EQ(duration_text(1e40), "never");
  EXPECT_EQ(share_text(0.351), "35.1 %");
  EXPECT_EQ(share_text(1e-9), "< 0.0001 %");
  EXPECT_EQ(share_text(0.9999999), "> 99.9999 %");
  EXPECT_EQ(share_text(250), "250 x");
  EXPECT_EQ(count_text(1'234'567), "1,234,567");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(rate_text(21.04), "21.0");
  EXPECT_EQ(rate_text(0.0123), "0.0123");
}

TEST(ReadInputs, TakesWhatIsWrittenAndKeepsTheRest) {
  auto const reading = read_inputs({.clients = "100000", .cycle = "22h", .cold_share = "20%", .connections = "100"});
  EXPECT_THAT(reading.mistakes, IsEmpty());
  EXPECT_EQ(reading.inputs.clients, 100'000);
  EXPECT_EQ(reading.inputs.cycle, 79'200);
  EXPECT_DOUBLE_EQ(reading.inputs.cold_share, 0.2);
  EXPECT_EQ(reading.inputs.connections, 100u);
  EXPECT_EQ(reading.inputs.queue, 1'000u);
  EXPECT_EQ(reading.inputs.arrivals, Arrivals::even);
}

TEST(ReadInputs, AStormAndAPatchDayHaveTheirWindow) {
  EXPECT_EQ(read_inputs({.clients = "1", .storm = "2h"}).inputs.arrivals, Arrivals::storm);
  auto const reading = read_inputs({.clients = "1", .patch_day = "8h"});
  EXPECT_EQ(reading.inputs.arrivals, Arrivals::patch_day);
  EXPECT_EQ(reading.inputs.window, 8 * 3600);
}

TEST(ReadInputs, EachMistakeHasItsSentence) {
  auto const reading = read_inputs({.clients = "0",
                                    .cycle = "0h",
                                    .calls = "-3",
                                    .service_time = "35",
                                    .workers = "2.5",
                                    .queue = "9",
                                    .connections = "99999999"});
  EXPECT_THAT(reading.mistakes,
              ElementsAre("--clients '0' is too small; allowed: 1 to 10,000,000",
                          "--cycle '0h' is too small; allowed: 1 min to 365 days",
                          "--calls '-3' is too small; allowed: 1 to 10,000",
                          "--service-time '35' has no unit; units are us, ms, s, min, h, d; allowed: 1 us to 1 h",
                          "--workers '2.5' is no whole number; allowed: 1 to 10,000",
                          "--queue '9' is too small; allowed: 10 to 65,535",
                          "--connections '99999999' is too large; allowed: 1 to 10,000,000"));
}

TEST(ReadInputs, WhatIsMissingOrContradictsIsAMistake) {
  EXPECT_THAT(read_inputs({}).mistakes, ElementsAre("--clients is missing; it says how many machines there are"));
  EXPECT_THAT(read_inputs({.clients = "5", .storm = "1h", .patch_day = "2h"}).mistakes,
              ElementsAre("--storm and --patch-day contradict each other; allowed: one of them"));
}

TEST(Sample, MeanMedianAndVariationAreThoseOfTheTimes) {
  CallTimes times;
  EXPECT_EQ(times.mean(), 0);
  EXPECT_EQ(times.median(), 0);
  EXPECT_EQ(times.variation(), 0);
  times = {.scans = 2, .times = {2, 9, 4, 5, 4, 7, 5, 4}};
  EXPECT_DOUBLE_EQ(times.mean(), 5);
  EXPECT_DOUBLE_EQ(times.median(), 5);
  EXPECT_NEAR(times.variation(), 2.138 / 5, 1e-4);
  EXPECT_EQ(times.calls_of_scan(), 4);
}

TEST(Sample, IsMixedAsTheScansAre) {
  Sample sample;
  sample.warm.times.assign(10, 0.010);
  sample.cold.times.assign(10, 0.030);
  Inputs inputs{.clients = 1};
  use(sample, inputs);
  EXPECT_NEAR(inputs.service_time, 0.010, 1e-12);
  EXPECT_NEAR(inputs.variation, 0, 1e-6);
  inputs.warm_calls = 10;
  inputs.cold_calls = 30;
  inputs.cold_share = 0.5;  // 10 warm calls for 30 cold ones
  use(sample, inputs);
  EXPECT_NEAR(inputs.service_time, 0.025, 1e-12);
  EXPECT_NEAR(inputs.variation, std::sqrt(0.25 * 0.75) * 0.020 / 0.025, 1e-9);
}

}  // namespace
}  // namespace wsus::capacity
