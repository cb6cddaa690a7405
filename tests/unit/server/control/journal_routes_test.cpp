// Proves the journal's routes: pages, single entries, exports that other programs read, bounds, and every bad input.
#include "server/control/admin_api.hpp"
#include "server/control/resources/resources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <sstream>

namespace wsus::control {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

class JournalRoutes : public testing::Test {
protected:
  JournalRoutes() {
    for (int i = 1; i <= 3; ++i) {
      journal::Entry entry;
      entry.method = "POST";
      entry.target = "/ClientWebService/client.asmx?a=1&b=%20";
      entry.operation = i == 2 ? "GetCookie" : "SyncUpdates";
      entry.client_id = "AB-1";
      entry.status = 200;
      entry.duration = std::chrono::microseconds(1'500);
      entry.request_body = "<clientId>AB-1</clientId>";
      entry.response_body = i == 3 ? "\xFF\xFE" : "<r/>";
      journal_.add(entry);
    }
  }
  faults::ResponsePlan call(std::string_view method, std::string_view target, std::string_view body = {}) {
    return api_.handle({.method = method,
                        .target = target,
                        .host = "127.0.0.1",
                        .content_type = body.empty() ? "" : "application/json",
                        .body = body,
                        .client_address = "127.0.0.1"});
  }
  json::object get(std::string_view target) {
    auto const plan = call("GET", target);
    EXPECT_EQ(plan.status, 200U) << plan.body;
    return json::parse(plan.body).as_object();
  }
  std::string whole(std::string_view target) {
    auto const plan = call("GET", target);
    EXPECT_TRUE(plan.source) << plan.body;
    std::string text;
    for (bool last = false; !last;) {
      auto const piece = plan.source->next();
      text += piece.bytes;
      last = piece.last;
    }
    return text;
  }
  void expect_bad(std::string_view method, std::string_view target, unsigned status, std::string const& says,
                  std::string_view body = {}) {
    auto const plan = call(method, target, body);
    EXPECT_EQ(plan.status, status) << target;
    EXPECT_THAT(plan.body, HasSubstr(says)) << target;
  }

  journal::Journal journal_{10, 1000};
  journal::Redactor redactor_;
  EventHub hub_{journal_, {.readers = 1}};
  JournalGround const ground_{journal_, redactor_, false, [] { return std::string("http://127.0.0.1:8530"); }, "9.8.7"};
  AdminApi api_{[this] {
                  auto routes = journal_routes(ground_);
                  for (auto more : {counter_routes(journal_), event_routes(hub_, ground_)})
                    routes.insert(routes.end(), more.begin(), more.end());
                  return routes;
                }(),
                std::nullopt};
};

TEST_F(JournalRoutes, PagesGoOnAndEnd) {
  auto const first = get("/api/v1/journal?operation=SyncUpdates&limit=1");
  ASSERT_EQ(first.at("entries").as_array().size(), 1U);
  EXPECT_EQ(first.at("next").to_number<int>(), 1);
  EXPECT_EQ(first.at("last_sequence").to_number<int>(), 3);
  EXPECT_EQ(first.at("dropped").to_number<int>(), 0);
  auto const second = get("/api/v1/journal?operation=SyncUpdates&limit=1&after=1");
  auto const& entry = second.at("entries").as_array().at(0).as_object();
  EXPECT_EQ(entry.at("sequence").to_number<int>(), 3);
  EXPECT_EQ(entry.at("duration_us").to_number<int>(), 1'500);
  EXPECT_FALSE(entry.contains("request_body"));
  EXPECT_TRUE(second.at("next").is_null());
}

TEST_F(JournalRoutes, OneEntryHasItsBodies) {
  auto const text = get("/api/v1/journal/1");
  EXPECT_EQ(text.at("request_body").as_string(), "<clientId>AB-1</clientId>");
  auto const bytes = get("/api/v1/journal/3");
  EXPECT_FALSE(bytes.contains("response_body"));
  EXPECT_EQ(bytes.at("response_body_base64").as_string(), "//4=");
  auto const hidden = get("/api/v1/journal/1?redact=true");
  EXPECT_EQ(hidden.at("client_id").as_string(), "pc-1");
  EXPECT_EQ(hidden.at("request_body").as_string(), "<clientId>pc-1</clientId>");
}

TEST_F(JournalRoutes, LinesAreAnObjectEach) {
  std::istringstream lines(whole("/api/v1/journal.jsonl"));
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_EQ(json::parse(line).at("sequence").to_number<int>(), count + 1);
  EXPECT_EQ(count, 3);
  EXPECT_EQ(whole("/api/v1/journal.jsonl?operation=Ping"), "");
}

/// HAR 1.2 names these as not optional.
void expect_har_entry(json::object const& entry) {
  for (auto const* const name : {"startedDateTime", "time", "request", "response", "cache", "timings"})
    EXPECT_TRUE(entry.contains(name)) << name;
  auto const& request = entry.at("request").as_object();
  for (auto const* const name :
       {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"})
    EXPECT_TRUE(request.contains(name)) << name;
  for (auto const* const name : {"mimeType", "params", "text"})
    EXPECT_TRUE(request.at("postData").as_object().contains(name)) << name;
  auto const& response = entry.at("response").as_object();
  for (auto const* const name : {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
                                 "headersSize", "bodySize"})
    EXPECT_TRUE(response.contains(name)) << name;
  for (auto const* const name : {"size", "mimeType"})
    EXPECT_TRUE(response.at("content").as_object().contains(name)) << name;
  for (auto const* const name : {"send", "wait", "receive"})
    EXPECT_TRUE(entry.at("timings").as_object().contains(name)) << name;
}

TEST_F(JournalRoutes, AHarFileHasEveryFieldThatHarDemands) {
  journal_.add({.injected = {{.rule = "r", .kind = "refuse"}}});  // no request: has no form in HAR
  auto const log = json::parse(whole("/api/v1/journal.har")).at("log").as_object();
  EXPECT_EQ(log.at("version").as_string(), "1.2");
  EXPECT_EQ(log.at("creator"), (json::object{{"name", "wsus-mock"}, {"version", "9.8.7"}}));
  auto const& entries = log.at("entries").as_array();
  ASSERT_EQ(entries.size(), 3U);
  for (auto const& entry : entries) expect_har_entry(entry.as_object());
  auto const& request = entries[0].at("request").as_object();
  EXPECT_EQ(request.at("url").as_string(), "http://127.0.0.1:8530/ClientWebService/client.asmx?a=1&b=%20");
  EXPECT_EQ(request.at("queryString").as_array().size(), 2U);
  EXPECT_DOUBLE_EQ(entries[0].at("time").as_double(), 1.5);
  EXPECT_EQ(entries[2].at("response").at("content").at("encoding").as_string(), "base64");
}

TEST_F(JournalRoutes, AnExportOfNothingIsWhole) {
  EXPECT_EQ(call("DELETE", "/api/v1/journal").body, "{\"forgotten\":3}\n");
  EXPECT_TRUE(json::parse(whole("/api/v1/journal.har")).at("log").at("entries").as_array().empty());
  EXPECT_EQ(whole("/api/v1/journal.jsonl"), "");
}

TEST_F(JournalRoutes, ExportsLeaveOutWhatComesWhileTheyAreSent) {
  auto const plan = call("GET", "/api/v1/journal.jsonl");
  journal_.add({.method = "GET"});
  auto const piece = plan.source->next();
  EXPECT_TRUE(piece.last);
  EXPECT_THAT(piece.bytes, Not(HasSubstr("\"sequence\":4")));
}

TEST_F(JournalRoutes, SettingsChangeWhatIsWritten) {
  EXPECT_EQ(call("GET", "/api/v1/journal/settings").body,
            "{\"entries\":10,\"body_bytes\":1000,\"all_body_bytes\":67108864}\n");
  EXPECT_EQ(call("PUT", "/api/v1/journal/settings", R"({"body_bytes": 5})").body,
            "{\"entries\":10,\"body_bytes\":5,\"all_body_bytes\":67108864}\n");
  EXPECT_EQ(journal_.bounds().body_bytes, 5U);
  expect_bad("PUT", "/api/v1/journal/settings", 400,
             "field 'entries' is -1; allowed: a whole number from 0 to 10000000", R"({"entries": -1})");
  expect_bad("PUT", "/api/v1/journal/settings", 400, "the body has 2 mistakes", R"({"bodies": 1, "entries": "x"})");
  expect_bad("PUT", "/api/v1/journal/settings", 400,
             "field 'bodies' is not known; known: entries, body_bytes, all_body_bytes", R"({"bodies": 1})");
  EXPECT_EQ(journal_.bounds().entries, 10U) << "nothing is changed by a body with a mistake";
}

TEST_F(JournalRoutes, CountersAreThoseOfTheJournal) {
  EXPECT_EQ(get("/api/v1/counters").at("counters").at("operation.SyncUpdates").to_number<int>(), 2);
}

TEST_F(JournalRoutes, BadQuestionsAreProblems) {
  expect_bad("GET", "/api/v1/journal?limit=0", 400, "allowed: a number from 1 to 1000");
  expect_bad("GET", "/api/v1/journal?status=abc", 400, "'status' is 'abc'");
  expect_bad("GET", "/api/v1/journal?clientid=x", 400, "'clientid' is not known");
  expect_bad("GET", "/api/v1/journal?redact=1", 400, "allowed: true, false");
  expect_bad("GET", "/api/v1/journal/x", 400, "'x' is no sequence");
  expect_bad("GET", "/api/v1/journal/99", 404, "no entry 99");
  expect_bad("GET", "/api/v1/events?after=-1", 400, "'after' is '-1'");
  expect_bad("POST", "/api/v1/events", 405, "takes GET");
}

TEST_F(JournalRoutes, ReadersOfEventsBeyondTheBoundAreRefused) {
  auto const first = call("GET", "/api/v1/events");
  EXPECT_TRUE(first.source);
  expect_bad("GET", "/api/v1/events", 503, "1 readers of events are there already");
}

}  // namespace
}  // namespace wsus::control
