// Calls of the admin API as values: paths, queries, bodies and their fields, and what becomes of failures.
#include "server/control/admin_api.hpp"
#include "server/control/answers.hpp"
#include "server/control/fields.hpp"
#include "server/control/openapi/openapi.hpp"
#include "server/control/problem.hpp"
#include "server/control/query.hpp"
#include "server/control/route.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

namespace wsus::control {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// "400 the sentence" of what is thrown; "none" when nothing is.
std::string problem_of(std::function<void()> const& call) {
  try {
    call();
    return "none";
  } catch (Problem const& problem) {
    return std::to_string(problem.status()) + " " + problem.what();
  }
}

TEST(PercentCoding, IsReadAndWritten) {
  EXPECT_EQ(percent_decoded("a%20b%2Fc%c3%a4", false), "a b/c\xC3\xA4");
  EXPECT_EQ(percent_decoded("a+b", true), "a b");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
  EXPECT_EQ(percent_decoded("", true), "");
  EXPECT_EQ(percent_decoded("%00", false), std::string(1, '\0'));
  for (auto const* const bad : {"%", "%4", "%zz", "%4g", "a%", "%-1", "% 1", "%+1"})
    EXPECT_EQ(percent_decoded(bad, false), std::nullopt) << bad;
  EXPECT_EQ(percent_encoded("a b/\xC3\xA4-._~%"), "a%20b%2F%C3%A4-._~%25");
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  EXPECT_EQ(percent_decoded(percent_encoded(every), true), every);
}

TEST(QueryPart, IsAskedByName) {
  Query query("a=1&b=two+words&&c&d=%26");
  EXPECT_EQ(query.number("a", 0, 9), 1u);
  EXPECT_EQ(query.text("b"), "two words");
  EXPECT_EQ(query.text("c"), "");
  EXPECT_EQ(query.text("d"), "&");
  EXPECT_EQ(query.text("e"), std::nullopt);
  EXPECT_EQ(problem_of([&] { query.done(); }), "none");
}

TEST(QueryPart, MistakesAreTold) {
  EXPECT_EQ(problem_of([] { Query query("a=1&a=2"); }), "400 query parameter 'a' is given twice");
  EXPECT_THAT(problem_of([] { Query query("a=%g0"); }), HasSubstr("'a=%g0': a '%' stands before two hex digits"));
  EXPECT_EQ(problem_of([] { Query("x=1").done(); }), "400 query parameter 'x': this call takes none");
  for (std::string const bad : {"", "-1", "+1", "1.0", "0x1", " 1", "10", "99999999999999999999", "one"}) {
    Query query("n=" + bad);
    EXPECT_THAT(problem_of([&] { static_cast<void>(query.number("n", 1, 9)); }),
                HasSubstr("allowed: a number from 1 to 9"))
        << bad;
  }
  Query query("lim=5&limits=6");
  static_cast<void>(query.text("limit"));
  static_cast<void>(query.text("after"));
  EXPECT_EQ(problem_of([&] { query.done(); }), "400 query parameter 'lim' is not known; known: limit, after");
  Query listed("limit,%20after=5");
  static_cast<void>(listed.text("limit"));
  static_cast<void>(listed.text("after"));
  EXPECT_THAT(problem_of([&] { listed.done(); }), HasSubstr("'limit, after' is not known")) << "two names are no name";
}

TEST(RoutePath, MatchesWholePartsOnly) {
  EXPECT_EQ(match("/api/v1/health", "/api/v1/health"), "");
  EXPECT_EQ(match("/api/v1/health", "/api/v1/health/"), std::nullopt);
  EXPECT_EQ(match("/api/v1/health", "/API/v1/health"), std::nullopt);
  EXPECT_EQ(match("/c/{id}", "/c/x%2Fy"), "x%2Fy");
  EXPECT_EQ(match("/c/{id}", "/c/"), std::nullopt);
  EXPECT_EQ(match("/c/{id}", "/c/x/y"), std::nullopt);
  EXPECT_EQ(match("/c/{id}/status", "/c/x/status"), "x");
  EXPECT_EQ(match("/c/{id}/status", "/c//status"), std::nullopt);
  EXPECT_EQ(match("/c/{id}/status", "/c/status"), std::nullopt);
  EXPECT_EQ(match("/c/{id}/status", "/c/x/events"), std::nullopt);
}

faults::ExchangeView with_body(std::string_view body, std::string_view type = "application/json") {
  faults::ExchangeView request;
  request.content_type = type;
  request.body = body;
  return request;
}

TEST(Body, IsAnObjectAndNothingElse) {
  EXPECT_EQ(body_of(with_body("")), json::object{});
  EXPECT_EQ(body_of(with_body("", "text/plain")), json::object{}) << "nothing has no type";
  EXPECT_EQ(body_of(with_body(" \r\n")), json::object{});
  EXPECT_EQ(body_of(with_body("{\"a\": 1}\n", "Application/JSON ; charset=utf-8")), (json::object{{"a", 1}}));
  auto const told = [](std::string_view body, std::string_view type = "application/json") {
    return problem_of([&] { static_cast<void>(body_of(with_body(body, type))); });
  };
  EXPECT_EQ(told("{}", "text/plain"), "415 Content-Type is 'text/plain'; a body is application/json");
  EXPECT_THAT(told("{}", "application/jsonx"), HasSubstr("415"));
  EXPECT_THAT(told("{}", ""), HasSubstr("415"));
  auto coded = with_body("\x1F\x8B");
  coded.content_encoding = "gzip";
  EXPECT_EQ(problem_of([&] { static_cast<void>(body_of(coded)); }),
            "415 Content-Encoding is 'gzip'; a body is sent as it is");
  auto plain = with_body("{}");
  plain.content_encoding = "identity";
  EXPECT_EQ(body_of(plain), json::object{});
  EXPECT_THAT(told("{\n  \"a\": tru }"), HasSubstr("400 the body is no JSON"));
  EXPECT_THAT(told("{\n  \"a\": x }"), HasSubstr("at line 2, column 8"));
  EXPECT_THAT(told("{} {}"), HasSubstr("extra data at line 1, column 4"));
  EXPECT_THAT(told("{\"a\":"), HasSubstr("400"));
  EXPECT_EQ(told("[]"), "400 the body is JSON, but no object");
  EXPECT_EQ(told("null"), "400 the body is JSON, but no object");
}

TEST(BodyFields, HaveTheirTypesAndRanges) {
  auto const body = json::parse(R"({"t": "x", "f": true, "n": 5, "whole": 5.0, "d": "90 s", "none": {}})").as_object();
  Fields fields(body);
  EXPECT_EQ(fields.text("t"), "x");
  EXPECT_EQ(fields.flag("f"), true);
  EXPECT_EQ(fields.number("n", 5, 5), 5u);
  EXPECT_EQ(fields.number("whole", 0, 9), 5u);
  EXPECT_EQ(fields.duration("d", std::chrono::seconds(1), std::chrono::hours(1)), std::chrono::seconds(90));
  EXPECT_NE(fields.value("none"), nullptr);
  EXPECT_EQ(fields.text("missing"), std::nullopt);
  EXPECT_EQ(fields.flag("missing"), std::nullopt);
  EXPECT_EQ(problem_of([&] { fields.done(); }), "none");
}

TEST(BodyFields, OneMistakeIsTheDetailAndSeveralAreListed) {
  auto const read = [](std::string_view text) {
    auto const body = json::parse(text).as_object();
    Fields fields(body);
    static_cast<void>(fields.number("n", 1, 9));
    static_cast<void>(fields.flag("f"));
    try {
      fields.done();
    } catch (Problem const& problem) {
      auto errors = problem.errors();
      errors.insert(errors.begin(), problem.what());
      return errors;
    }
    return std::vector<std::string>{};
  };
  EXPECT_THAT(read(R"({"n": 1})"), ElementsAre());
  for (auto const* const bad : {"0", "10", "-1", "1.5", "1e99", "\"1\"", "null", "true"})
    EXPECT_THAT(read(std::string(R"({"n": )") + bad + "}"),
                ElementsAre(HasSubstr("allowed: a whole number from 1 to 9")))
        << bad;
  EXPECT_THAT(read(R"({"n": 0, "f": 1, "x": 2})"),
              ElementsAre("the body has 3 mistakes", HasSubstr("'n'"), "field 'f' is 1; allowed: true or false",
                          "field 'x' is not known; known: n, f"));
  EXPECT_EQ(problem_of([] { no_fields({{"x", 1}}); }), "400 field 'x': this call takes none");
}

/// One call of an API with these routes.
faults::ResponsePlan answer(Routes routes, std::string_view method, std::string_view target) {
  AdminApi api(std::move(routes), std::nullopt);
  faults::ExchangeView request;
  request.method = method;
  request.target = target;
  return api.handle(request);
}

TEST(AdminCalls, ANameIsDecodedAndARouteWithoutOneComesFirst) {
  auto const named = [](std::string name) {
    return [name](AdminCall& call) { return json_answer({{"route", name}, {"id", call.id}}); };
  };
  Routes const routes{
      {"GET", "/c/{id}", named("one")}, {"GET", "/c/all", named("all")}, {"PUT", "/c/{id}", named("put")}};
  EXPECT_EQ(answer(routes, "GET", "/c/a%20b").body, "{\"route\":\"one\",\"id\":\"a b\"}\n");
  EXPECT_EQ(answer(routes, "GET", "/c/all").body, "{\"route\":\"all\",\"id\":\"\"}\n");
  EXPECT_EQ(answer(routes, "GET", "/c/%zz").status, 400u);
  auto const wrong = answer(routes, "DELETE", "/c/x");
  EXPECT_EQ(wrong.status, 405u);
  EXPECT_EQ(wrong.headers.back().name, "Allow");
  EXPECT_EQ(wrong.headers.back().value, "GET, PUT");
}

TEST(AdminCalls, AnswersAreUtf8WhateverTheNameIsMadeOf) {
  Routes const routes{{"GET", "/c/{id}",
                       [](AdminCall& call) {
                         return json_answer({{"id", call.id}});
                       }},
                      {"PUT", "/c/{id}", [](AdminCall& call) -> faults::ResponsePlan {
                         throw Problem(404, fmt::format("no '{}'", call.id));
                       }}};
  EXPECT_EQ(answer(routes, "GET", "/c/a%FFb%C3%A4").body, "{\"id\":\"a\xEF\xBF\xBD"
                                                          "b\xC3\xA4\"}\n");
  EXPECT_EQ(answer(routes, "GET", "/c/%C3").body, "{\"id\":\"\xEF\xBF\xBD\"}\n") << "half a character at the end";
  EXPECT_EQ(json::parse(answer(routes, "PUT", "/c/%FF").body).at("detail"), "no '\xEF\xBF\xBD'");
  EXPECT_EQ(json::parse(answer(routes, "GET", "/\xFF").body).at("status"), 404);
}

TEST(AdminCalls, AFailureOfTheLabIsA500WithItsReason) {
  Routes const routes{{"GET", "/x", [](AdminCall&) -> faults::ResponsePlan { throw std::runtime_error("no disk"); }}};
  auto const plan = answer(routes, "GET", "/x");
  EXPECT_EQ(plan.status, 500u);
  EXPECT_THAT(plan.body, HasSubstr("\"detail\":\"GET /x failed: no disk\""));
}

TEST(AdminCalls, RequestsThatCannotBeReadAreProblems) {
  AdminApi api({}, std::nullopt, {.head_bytes = 100, .body_bytes = 2'000});
  auto const body = api.handle_unreadable(faults::Unreadable::body_too_long, {});
  EXPECT_EQ(body.status, 413u);
  EXPECT_THAT(body.body, HasSubstr("the body is too long; allowed: 2000 bytes"));
  auto const head = api.handle_unreadable(faults::Unreadable::headers_too_long, {});
  EXPECT_EQ(head.status, 431u);
  EXPECT_THAT(head.body, HasSubstr("the head is too long; allowed: 100 bytes"));
  EXPECT_EQ(api.handle_unreadable(faults::Unreadable::malformed, {}).status, 400u);
}

TEST(OpenApiParts, HaveNoPathAndNoSchemaTwice) {
  auto const document = openapi_document();
  EXPECT_EQ(document.at("openapi"), "3.1.0");
  EXPECT_FALSE(document.contains("schemas"));
  std::size_t paths = 0;
  for (auto const& part : openapi_parts()) {
    auto const object = json::parse(part.text).as_object();
    if (auto const* some = object.if_contains("paths")) paths += some->as_object().size();
  }
  EXPECT_EQ(document.at("paths").as_object().size(), paths);
}

}  // namespace
}  // namespace wsus::control
