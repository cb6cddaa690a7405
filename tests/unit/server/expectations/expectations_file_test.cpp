// Expectations as they are written, and every mistake in them.
#include "server/expectations/expectations_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::expectations {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Expectations read(std::string_view json) {
  config::Mistakes mistakes;
  auto expected = read_expectations(config::Node::parse_json(json, "body"), mistakes);
  EXPECT_THAT(mistakes.messages(), IsEmpty());
  return expected;
}
std::vector<std::string> mistakes_in(std::string_view json) {
  config::Mistakes mistakes;
  (void)read_expectations(config::Node::parse_json(json, "body"), mistakes);
  return mistakes.messages();
}

TEST(ExpectationsFile, EveryFieldIsRead) {
  auto const expected = read(R"({
    "calls": [{"operation": "GetConfig"}, {"operation": "SyncUpdates", "status": 500, "times": {"at_least": 1}},
              {"path": "/Content/*", "method": "GET", "times": {"at_most": 3}}, {"service": "ClientWebService", "times": 2}],
    "in_order": true, "strict": true, "client_id": "PC01", "forbidden": [{"fault": "refuse"}],
    "counts": [{"match": {"error_code": "CookieExpired", "client_id": "PC02"}, "times": 0}]})");
  ASSERT_EQ(expected.calls.size(), 4u);
  EXPECT_EQ(expected.calls[0].match.operation, "GetConfig");
  EXPECT_EQ(expected.calls[0].times, exactly(1));
  EXPECT_EQ(expected.calls[1].match.status, 500u);
  EXPECT_EQ(expected.calls[1].times, at_least(1));
  EXPECT_EQ(expected.calls[2].match.path, "/Content/*");
  EXPECT_EQ(expected.calls[2].times, at_most(3));
  EXPECT_EQ(expected.calls[3].times, exactly(2));
  EXPECT_TRUE(expected.in_order && expected.strict);
  EXPECT_EQ(expected.client_id, "PC01");
  EXPECT_EQ(expected.forbidden.at(0).fault, "refuse");
  EXPECT_EQ(expected.counts.at(0).match.error_code, "CookieExpired");
  EXPECT_EQ(expected.counts.at(0).times, exactly(0));
}

TEST(ExpectationsFile, WhatExpectsNothingIsAMistake) {
  for (auto const* const nothing : {"{}", R"({"calls": []})", R"({"in_order": true})", R"({"strict": false})"}) {
    EXPECT_THAT(mistakes_in(nothing),
                ElementsAre("body:1: /: found nothing that is expected; allowed: calls, forbidden or "
                            "counts, or strict for no call at all"))
        << nothing;
  }
  EXPECT_TRUE(read(R"({"strict": true})").strict);
}

TEST(ExpectationsFile, AMatcherWithoutAFieldIsAMistake) {
  EXPECT_THAT(mistakes_in(R"({"calls": [{}, {"times": 3}], "forbidden": [{}], "counts": [{"match": {}, "times": 1}]})"),
              ElementsAre(HasSubstr("/calls/0: found no field; allowed: at least one of client_id, operation"),
                          HasSubstr("/calls/1: found no field"), HasSubstr("/forbidden/0: found no field"),
                          HasSubstr("/counts/0/match: found no field")));
}

TEST(ExpectationsFile, EveryMistakeIsToldAtOnceWithItsPlace) {
  EXPECT_THAT(
      mistakes_in(R"({"calls": [{"operation": "GetConfigs", "status": 1000},
                                {"operaton": "GetConfig", "times": {"at_least": 2, "at_most": 1}}],
                      "in_ordr": true, "counts": [{"match": {"error_code": "Busy"}}], "strict": 7})"),
      ElementsAre(HasSubstr("body:1: /calls/0/operation: found 'GetConfigs', did you mean 'GetConfig'?"),
                  HasSubstr("/calls/0/status: found '1000'; allowed: a whole number from 0 to 599"),
                  HasSubstr("body:2: /calls/1: found the unknown key 'operaton', did you mean 'operation'?; known: "),
                  HasSubstr("body:2: /calls/1/times: found at_least 2 above at_most 1"),
                  AllOf(HasSubstr("/: found the unknown key 'in_ordr', did you mean 'in_order'?"),
                        HasSubstr("known: calls, in_order, strict, client_id, forbidden, counts")),
                  HasSubstr("/counts/0/match/error_code: found 'Busy'"),
                  HasSubstr("/strict: found '7'; allowed: true or false")));
}

TEST(ExpectationsFile, ACountSaysHowMany) {
  EXPECT_THAT(mistakes_in(R"({"counts": [{"match": {"operation": "GetConfig"}}, {"times": 1}]})"),
              ElementsAre(HasSubstr("/counts/0/times: found nothing"), HasSubstr("/counts/1/match: found nothing")));
  EXPECT_THAT(
      mistakes_in(R"({"calls": [{"operation": "GetConfig", "times": {}}, {"operation": "GetConfig", "times": -1}]})"),
      ElementsAre(HasSubstr("/calls/0/times: found no number"), HasSubstr("/calls/1/times: found '-1'")));
}

TEST(ExpectationsFile, AnotherShapeIsAMistake) {
  EXPECT_THAT(mistakes_in(R"({"calls": {"operation": "GetConfig"}})"),
              ElementsAre("body:1: /calls: found a map; allowed: a list"));
  EXPECT_THAT(mistakes_in(R"({"calls": ["GetConfig"]})"),
              ElementsAre("body:1: /calls/0: found 'GetConfig'; allowed: a map"));
}

}  // namespace
}  // namespace wsus::expectations
