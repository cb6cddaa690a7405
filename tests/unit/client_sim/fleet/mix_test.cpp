// Mixes and durations: what people write, and what they mean.
#include "client_sim/fleet/duration.hpp"
#include "client_sim/fleet/mix.hpp"
#include "wsdl/wusp/draw.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>

namespace wsus::fleet {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

std::variant<Mix, Mistake> parse(std::string_view text) {
  return parse_mix(text, "colour", "red and blue",
                   [](std::string_view name) { return name == "red" || name == "blue"; });
}

std::string mistake(std::string_view text) {
  auto const parsed = parse(text);
  auto const* wrong = std::get_if<Mistake>(&parsed);
  return wrong == nullptr ? std::string("none") : wrong->what;
}

TEST(Mix, IsNamesWithWeights) {
  EXPECT_THAT(std::get<Mix>(parse("red=3,blue=1")), ElementsAre(Share{"red", 3}, Share{"blue", 1}));
  EXPECT_THAT(std::get<Mix>(parse("blue")), ElementsAre(Share{"blue", 1}));
  EXPECT_EQ(text_of(std::get<Mix>(parse("red=3,blue"))), "red=3,blue=1");
}

TEST(Mix, ThatIsWrongSaysWhatIsAllowed) {
  EXPECT_EQ(mistake("green=1"), "\"green\" is no colour; allowed are red and blue");
  EXPECT_EQ(mistake(""), "\"\" is no colour; allowed are red and blue");
  EXPECT_EQ(mistake("red,"), "\"\" is no colour; allowed are red and blue");
  EXPECT_THAT(mistake("red=1,red=2"), HasSubstr("\"red\" is there twice"));
  for (auto const* text : {"red=", "red=0", "red=-1", "red=1.5", "red=1000001", "red=1=2", "red= 1"})
    EXPECT_THAT(mistake(text), HasSubstr("is no weight; allowed are 1 to 1000000")) << text;
}

TEST(Mix, IsSharedOutByItsWeights) {
  Mix const mix{{"red", 7}, {"blue", 2}, {"green", 1}};
  std::array<int, 3> counts{};
  for (std::uint64_t agent = 0; agent < 100'000; ++agent) ++counts.at(share_of(mix, wusp::draw(agent)));
  EXPECT_NEAR(counts[0], 70'000, 700);
  EXPECT_NEAR(counts[1], 20'000, 600);
  EXPECT_NEAR(counts[2], 10'000, 500);
  EXPECT_EQ(share_of({{"red", 1}}, 12'345), 0U);
}

TEST(Duration, IsReadInEveryUnit) {
  EXPECT_EQ(parse_duration("500ms"), 500ms);
  EXPECT_EQ(parse_duration("90 s"), 90s);
  EXPECT_EQ(parse_duration("15min"), 15min);
  EXPECT_EQ(parse_duration("15m"), 15min);
  EXPECT_EQ(parse_duration("22h"), 22h);
  EXPECT_EQ(parse_duration("1.5h"), 90min);
  EXPECT_EQ(parse_duration("2d"), 48h);
  EXPECT_EQ(parse_duration("0s"), 0s);
  for (auto const* text : {"", "5", "h", "-1h", "1e3s", "1 hour", "1  h", "1h ", "nan s", "inf s", "99999d"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(Duration, IsWrittenInTheLargestUnitThatLeavesAWholeNumber) {
  EXPECT_EQ(duration_text(22h), "22 h");
  EXPECT_EQ(duration_text(90s), "90 s");
  EXPECT_EQ(duration_text(48h), "2 d");
  EXPECT_EQ(duration_text(15min), "15 min");
  EXPECT_EQ(duration_text(1500ms), "1500 ms");
  EXPECT_EQ(duration_text(0s), "0 s");
  EXPECT_EQ(duration_text(wusp::Ticks(5)), "0.0005 ms");
}

}  // namespace
}  // namespace wsus::fleet
