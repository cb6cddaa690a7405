// The answer in words, and as JSON.
#include "scenarios/capacity/page.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::capacity {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

Findings findings_for(Inputs const& inputs) { return findings_of({.inputs = inputs, .service_origin = "given"}); }

std::string answer_for(Inputs const& inputs) {
  std::string text;
  for (auto const& sentence : answer_sentences(findings_for(inputs))) text += fmt::format("{}\n", sentence);
  return text;
}

Inputs storm_of(double clients, double window) {
  return {.clients = clients, .arrivals = Arrivals::storm, .window = window};
}

TEST(CapacityPage, SaysYesWithHeadroom) {
  EXPECT_THAT(answer_for({.clients = 100'000}),
              AllOf(HasSubstr("Yes, it fits. 100,000 clients with a detection cycle of 22 h make 21.0 calls a second"),
                    HasSubstr("busy 35.1 % of the time"), HasSubstr("no 503 appears"),
                    HasSubstr("The largest fleet that fits has 281,"), Not(HasSubstr("outage"))));
}

TEST(CapacityPage, SaysNoWithTheLimitItsRateAndTheEnd) {
  EXPECT_THAT(answer_for(storm_of(100'000, 7'200)),
              AllOf(HasSubstr("No. 100,000 machines that all scan within 2 h make 208 calls a second"),
                    HasSubstr("the workers are the first limit"),
                    HasSubstr("1 min 21 s later the queue of 1,000 is full, and http.sys answers 503 (QueueFull)"),
                    HasSubstr("13.2 calls a second get a 503, and each ends a scan with 0x80244022"),
                    HasSubstr("Of 100,000 scans 93,8"), HasSubstr("come back 5 h later"),
                    HasSubstr("On other days, with scans spread over a cycle of 22 h, the workers are busy 35.1 %")));
}

TEST(CapacityPage, NamesTheLimitThatIsHit) {
  auto slow = storm_of(50'000, 7'200);
  slow.service_time = 0.2;
  EXPECT_THAT(answer_for(slow), AllOf(HasSubstr("calls wait for longer than the agents do (30 s)"),
                                      HasSubstr("are given up, and each ends a scan with 0x80072EE2")));
  auto limited = storm_of(50'000, 7'200);
  limited.connections = 100;
  EXPECT_THAT(answer_for(limited), HasSubstr("100 connections are open, and http.sys answers 503 (ConnLimit)"));
}

TEST(CapacityPage, SaysWhenChanceDecides) {
  EXPECT_THAT(answer_for(storm_of(28'800, 7'200)), AllOf(HasSubstr("Not safely."), HasSubstr("with a chance of ")));
  EXPECT_THAT(answer_for({.clients = 283'000}), AllOf(HasSubstr("Not safely."), HasSubstr("meet a full queue (503)")));
}

TEST(CapacityPage, SaysWhatHappensInTheLongRun) {
  EXPECT_THAT(answer_for({.clients = 400'000}), HasSubstr("In the long run it is worse"));
  EXPECT_THAT(answer_for({.clients = 280'000}), AllOf(HasSubstr("Yes, it fits."), HasSubstr("After an outage")));
}

TEST(CapacityPage, AStormThatTheQueueAbsorbsIsAYes) {
  EXPECT_THAT(answer_for(storm_of(900, 10)),
              AllOf(HasSubstr("Yes, it fits."), HasSubstr("the queue grows all the while")));
}

TEST(CapacityPage, EachFigureHasItsFormula) {
  for (auto const& inputs : {Inputs{.clients = 100'000}, Inputs{.clients = 400'000}, storm_of(100'000, 7'200)})
    for (auto const& row : figure_rows(findings_for(inputs))) EXPECT_FALSE(row.note.empty()) << row.label;
}

TEST(CapacityPage, WhatWouldHelpIsComputed) {
  auto const rows = help_rows(findings_for(storm_of(100'000, 7'200)));
  EXPECT_THAT(rows, Contains(testing::Field(&Row::note, HasSubstr("failed scans go from 93,8"))));
  auto const workers = std::ranges::find(rows, "more workers", &Row::label);
  ASSERT_NE(workers, rows.end());
  EXPECT_EQ(workers->value, "15");
}

TEST(CapacityPage, PartsComeInOrderAndTablesAreWhole) {
  auto findings = findings_for({.clients = 100'000});
  EXPECT_EQ(page_of(findings).size(), 7u);
  findings.question.sample.emplace().server = "http://127.0.0.1:8530";
  auto const parts = page_of(findings);
  ASSERT_EQ(parts.size(), 8u);
  EXPECT_THAT(parts.at(2).title, HasSubstr("Measured"));
  for (auto const& part : parts)
    for (auto const& row : part.table) EXPECT_EQ(row.size(), part.table.front().size());
}

TEST(CapacityJson, HasInputsFiguresLimitsAndSensitivity) {
  auto const document = boost::json::parse(to_json(findings_for(storm_of(100'000, 7'200))));
  EXPECT_EQ(document.at("fits"), false);
  EXPECT_EQ(document.at("inputs").at("clients"), 100'000);
  EXPECT_EQ(document.at("inputs").at("arrivals"), "storm");
  EXPECT_TRUE(document.at("steady").is_null());
  EXPECT_EQ(document.at("overload").at("first_limit"), "queue");
  EXPECT_NEAR(document.at("overload").at("rate_of_503").as_double(), 13.2, 0.1);
  EXPECT_NEAR(document.at("storm").at("failed").as_double(), 93'850, 50);
  EXPECT_EQ(document.at("limits").as_array().at(1).at("hit"), true);
  EXPECT_EQ(document.at("suffices").at("workers"), 15);
  EXPECT_TRUE(document.at("suffices").at("queue").is_null());
  EXPECT_EQ(document.at("sensitivity").as_array().at(0).at("input"), "clients");
  EXPECT_TRUE(document.at("measured").is_null());
}

TEST(CapacityJson, ClientsThatGiveUpAreNo503) {
  auto slow = storm_of(50'000, 7'200);
  slow.service_time = 0.2;
  auto const document = boost::json::parse(to_json(findings_for(slow)));
  EXPECT_EQ(document.at("overload").at("first_limit"), "client_timeout");
  EXPECT_EQ(document.at("overload").at("rate_of_503"), 0.0);
  EXPECT_GT(document.at("overload").at("lost").as_double(), 1);
}

}  // namespace
}  // namespace wsus::capacity
