// The OpenAPI document beside the routes that are there, and what every route refuses alike.
#include "tests/integration/server/server_fixture.hpp"

#include "server/control/admin_api.hpp"
#include "server/control/openapi/openapi.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace wsus::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

std::string const token = "0123456789abcdef0123456789abcdef";

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

/// "GET /api/v1/health" of every route or operation.
using Operations = std::set<std::string>;

bool is_method(std::string_view name) { return name != "parameters"; }

Operations documented(json::object const& document) {
  Operations operations;
  for (auto const& [path, item] : document.at("paths").as_object()) {
    for (auto const& [method, operation] : item.as_object()) {
      if (is_method(method)) operations.insert(fmt::format("{} {}", std::string_view(method), std::string_view(path)));
    }
  }
  return operations;
}

void collect_references(json::value const& value, std::set<std::string>& references) {
  if (auto const* array = value.if_array()) {
    for (auto const& one : *array) collect_references(one, references);
  }
  if (auto const* object = value.if_object()) {
    for (auto const& [key, one] : *object) {
      if (key == "$ref") references.emplace(one.as_string());
      collect_references(one, references);
    }
  }
}

class AdminDocumentTest : public ServerTest {
protected:
  void SetUp() override {
    auto config = small_config();
    config.admin_port = 0;
    config.admin_token = token;
    start(std::move(config));
  }
  [[nodiscard]] control::Routes const& routes() const { return server_->admin_api()->routes(); }

  /// A call of a route whose {name} is "nobody".
  RawReply call(std::string_view method, std::string_view route_path, RawRequest request = {.content_type = ""},
                std::string_view authorization = "Bearer " + token) const {
    auto path = std::string(route_path);
    if (auto const open = path.find('{'); open != std::string::npos)
      path.replace(open, path.find('}') - open + 1, "nobody");
    request.method = method;
    request.target = path + (request.target == RawRequest{}.target ? "" : request.target);  // a query, or none
    if (!authorization.empty()) request.extra_headers += fmt::format("Authorization: {}\r\n", authorization);
    if (method != "HEAD") return exchange(*server_->admin_port(), request);
    RawConnection connection(*server_->admin_port());
    connection.send(to_bytes(request, *server_->admin_port()));
    return connection.read_reply(true);
  }
  static RawRequest with(std::string target, std::string content_type, std::string body) {
    return {.target = std::move(target), .content_type = std::move(content_type), .body = std::move(body)};
  }
};

/// Is a problem of that status, with a sentence.
void expect_problem(RawReply const& reply, unsigned status, std::string_view what) {
  ASSERT_EQ(reply.status, status) << what << "\n" << reply.body;
  EXPECT_EQ(reply.header("Content-Type"), "application/problem+json") << what;
  auto const problem = json::parse(reply.body).as_object();
  EXPECT_EQ(problem.at("status").to_number<unsigned>(), status) << what;
  EXPECT_GT(problem.at("detail").as_string().size(), 10u) << what;
}

TEST_F(AdminDocumentTest, HasEveryRouteWithItsMethodAndNoOther) {
  Operations served;
  for (auto const& route : routes())
    EXPECT_TRUE(served.insert(fmt::format("{} {}", lower(route.method), route.path)).second);
  EXPECT_THAT(documented(control::openapi_document()), testing::ContainerEq(served));
  EXPECT_GT(served.size(), 15u);
}

TEST_F(AdminDocumentTest, EveryReferenceResolves) {
  json::value const document = control::openapi_document();
  std::set<std::string> references;
  collect_references(document, references);
  EXPECT_THAT(references, testing::Contains("#/components/schemas/Problem"));
  for (auto const& reference : references) {
    json::error_code error;
    EXPECT_NE(document.find_pointer(reference.substr(1), error), nullptr) << reference;
  }
}

TEST_F(AdminDocumentTest, EveryOperationHasItsNameItsPathParametersAndWhoMayCall) {
  auto const document = control::openapi_document();
  std::set<std::string> names;
  for (auto const& route : routes()) {
    auto const& item = document.at("paths").at(route.path).as_object();
    auto const& operation = item.at(lower(route.method)).as_object();
    EXPECT_TRUE(names.emplace(operation.at("operationId").as_string()).second)
        << route.path << " has no name of its own";
    EXPECT_FALSE(operation.at("summary").as_string().empty());
    EXPECT_TRUE(operation.at("responses").as_object().contains("default")) << route.path;
    auto const security = operation.contains("security") ? json::serialize(operation.at("security")) : "";
    EXPECT_EQ(security, route.access == control::Access::token ? "" : R"([{},{"token":[]}])") << route.path;
    if (route.path.find('{') == std::string_view::npos) continue;
    auto const begin = route.path.find('{') + 1;
    auto const name = std::string(route.path.substr(begin, route.path.find('}') - begin));
    json::value const parameters = item.contains("parameters") ? item.at("parameters") : operation.at("parameters");
    EXPECT_THAT(json::serialize(parameters), HasSubstr(fmt::format("\"name\":\"{}\",\"in\":\"path\"", name)))
        << route.path;
  }
}

TEST_F(AdminDocumentTest, IsServedAsItIsBuiltIn) {
  auto const reply = call("GET", "/api/v1/openapi.json");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(json::parse(reply.body), json::value(control::openapi_document()));
}

using EveryRouteTest = AdminDocumentTest;

TEST_F(EveryRouteTest, WantsTheTokenButForTheThreeThatAreOpenFromHere) {
  std::vector<std::string> open;
  for (auto const& route : routes()) {
    auto const what = fmt::format("{} {}", route.method, route.path);
    if (route.access == control::Access::from_here) {
      open.push_back(what);
      EXPECT_EQ(call(route.method, route.path, {.content_type = ""}, "").status, 200u) << what;
    } else {
      auto const none = call(route.method, route.path, {.content_type = ""}, "");
      expect_problem(none, 401, what);
      EXPECT_EQ(none.header("WWW-Authenticate"), "Bearer");
    }
    expect_problem(call(route.method, route.path, {.content_type = ""}, "Bearer " + token + "0"), 401, what);
    expect_problem(call(route.method, route.path, {.content_type = ""}, "Basic " + token), 401, what);
  }
  EXPECT_THAT(open, testing::UnorderedElementsAre("GET /api/v1/health", "GET /api/v1/ready", "POST /api/v1/iisreset"));
}

TEST_F(EveryRouteTest, NamesItsMethodsToAnother) {
  for (auto const& route : routes()) {
    for (auto const* const method : {"PATCH", "OPTIONS", "HEAD"}) {
      auto const reply = call(method, route.path);
      EXPECT_EQ(reply.status, 405u) << method << " " << route.path;
      EXPECT_THAT(reply.header("Allow"), HasSubstr(std::string(route.method))) << method << " " << route.path;
    }
    expect_problem(call("PATCH", route.path), 405, route.path);
  }
}

TEST_F(EveryRouteTest, TakesJsonObjectsOnly) {
  for (auto const& route : routes()) {
    auto const what = fmt::format("{} {}", route.method, route.path);
    expect_problem(call(route.method, route.path, with("", "text/plain", "{}")), 415, what);
    expect_problem(call(route.method, route.path, with("", "", "{}")), 415, what);
    expect_problem(call(route.method, route.path, with("", "application/json", "{\"a\":")), 400, what);
    expect_problem(call(route.method, route.path, with("", "application/json", "[]")), 400, what);
    expect_problem(call(route.method, route.path, with("", "application/json", R"({"no_such_field": 1})")), 400, what);
  }
}

TEST_F(EveryRouteTest, RefusesWhatItDoesNotKnowInTheQuery) {
  for (auto const& route : routes()) {
    auto const what = fmt::format("{} {}", route.method, route.path);
    auto const reply = call(route.method, route.path, with("?no_such_parameter=1", "", ""));
    expect_problem(reply, 400, what);
    EXPECT_THAT(reply.body, HasSubstr("'no_such_parameter'")) << what;
    expect_problem(call(route.method, route.path, with("?a=%zz", "", "")), 400, what);
  }
}

TEST_F(EveryRouteTest, WithANameKnowsThatItIsNotThere) {
  for (auto const& route : routes()) {
    if (route.path.find('{') == std::string_view::npos || route.method == "PUT") continue;
    auto const reply = call(route.method, route.path);
    EXPECT_TRUE(reply.status == 404 || reply.status == 400)
        << route.path << ": " << reply.status;  // 400: ids are numbers
    EXPECT_THAT(reply.body, HasSubstr("nobody")) << route.path;
  }
}

TEST_F(EveryRouteTest, IsNotThereForWhoHasNoToken) {
  expect_problem(call("GET", "/api/v1/nothing", {.content_type = ""}, ""), 401, "who has no token learns of no route");
  expect_problem(call("GET", "/api/v1/nothing"), 404, "who has one learns that there is none");
  expect_problem(call("GET", "/api/v1/computers/a/b/events"), 404, "a name is one part of a path");
}

}  // namespace
}  // namespace wsus::test
