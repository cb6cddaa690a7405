// Which failure an HTTP answer is.
#include "client_sim/transport/wusp_client.hpp"
#include "tests/unit/client_sim/transport/captures.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using test::capture;
using testing::HasSubstr;

HttpResult answer(unsigned status, std::string reason, std::string body, std::string type = "text/xml; charset=utf-8") {
  return {.hops = {{"http://h/", status}},
          .status = status,
          .reason = std::move(reason),
          .content_type = std::move(type),
          .body = std::move(body)};
}

template <class T>
T failure(HttpResult const& result, agent::Call const& call = agent::SyncUpdatesCall{}) {
  wire::Engine engine;
  auto const reply = decode(engine, call, result);
  if (auto const* outer = std::get_if<agent::Failure>(&reply))
    if (auto const* inner = std::get_if<T>(outer)) return *inner;
  ADD_FAILURE() << "another reply, index " << reply.index();
  return {};
}

constexpr auto error_page = "<!DOCTYPE html><html><head><title>500 - Internal server error.</title></head></html>";

TEST(DecodeFailure, NoAnswerIsATransportFailure) {
  auto const found =
      failure<agent::TransportFailure>({.hops = {{"http://h/", {}}}, .transport_error = 12029, .what = "h:80: no"});
  EXPECT_EQ(found.error, 12029u);
  EXPECT_EQ(found.what, "h:80: no");
}

TEST(DecodeFailure, ARedirectLoopIsToldFromAnotherFailedRedirect) {
  for (bool const loop : {true, false}) {
    auto const found = failure<agent::TransportFailure>(
        {.hops = {{"http://h/", 302}}, .transport_error = 12156, .redirect_loop = loop, .status = 302});
    EXPECT_EQ(found.error, 12156u);
    EXPECT_EQ(found.redirect_loop, loop);
  }
}

TEST(DecodeFailure, TheCapturedFaultIsAFaultFailure) {
  auto const found = failure<agent::FaultFailure>(
      answer(500, "Internal Server Error", capture("server/Fault-InstalledNonLeafUpdateIDs.xml")));
  EXPECT_EQ(found.status, 500u);
  EXPECT_EQ(found.fault,
            (wusp::SoapFault{
                .code = wusp::FaultCode::client,
                .reason = "Fault occurred",
                .error_code = "InvalidParameters",
                .message = "parameters.InstalledNonLeafUpdateIDs",
                .id = "81418b4e-82c1-48d0-9504-da01db6148ae",
                .method = "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates\""}));
}

TEST(DecodeFailure, AFaultIsOneWithAnyStatusAndType) {
  for (unsigned const status : {200u, 400u, 503u}) {
    auto const found = failure<agent::FaultFailure>(
        answer(status, "", capture("server/Fault-InstalledNonLeafUpdateIDs.xml"), "text/html"));
    EXPECT_EQ(found.status, status);
    EXPECT_EQ(found.fault.error_code, "InvalidParameters");
  }
}

TEST(DecodeFailure, EveryCallKnowsAFault) {
  for (agent::Call const& call :
       {agent::Call(agent::GetConfigCall{}), agent::Call(agent::GetAuthorizationCookieCall{}),
        agent::Call(agent::GetCookieCall{}), agent::Call(agent::RegisterComputerCall{}),
        agent::Call(agent::SyncUpdatesCall{}), agent::Call(agent::RefreshCacheCall{}),
        agent::Call(agent::GetExtendedUpdateInfoCall{}), agent::Call(agent::ReportEventBatchCall{})}) {
    SCOPED_TRACE(agent::name_of(call).operation);
    auto const fault = capture("server/Fault-InstalledNonLeafUpdateIDs.xml");
    EXPECT_EQ(failure<agent::FaultFailure>(answer(500, "", fault), call).fault.error_code, "InvalidParameters");
  }
}

TEST(DecodeFailure, AnotherStatusWithoutAFaultIsAnHttpFailure) {
  for (unsigned const status : {204u, 302u, 404u, 500u, 503u}) {
    auto const found = failure<agent::HttpFailure>(answer(status, "Some Reason", error_page, "text/html"));
    EXPECT_EQ(found.status, status);
    EXPECT_EQ(found.reason, "Some Reason");
  }
}

TEST(DecodeFailure, AGoodAnswerWithAnErrorStatusIsAnHttpFailure) {
  EXPECT_EQ(failure<agent::HttpFailure>(answer(500, "x", capture("server/SyncUpdates-category-scan.xml"))).status,
            500u);
}

TEST(DecodeFailure, AnErrorStatusWithoutBodyIsAnHttpFailure) {
  EXPECT_EQ(failure<agent::HttpFailure>(answer(503, "Service Unavailable", "", "")).status, 503u);
}

struct MalformedRow {
  std::string name;
  std::string body;
  std::string type;
  std::string part_of_what;
};

TEST(DecodeFailure, AnotherDocumentThanTheAnswerIsMalformed) {
  auto const good = capture("server/SyncUpdates-category-scan.xml");
  std::string const open = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
  std::string const close = "</s:Body></s:Envelope>";
  std::string const xml = "text/xml";
  std::vector<MalformedRow> const table{
      {"error page", error_page, "text/html", "\"text/html\", expected is text/xml"},
      {"good answer of another type", good, "text/html", "text/xml"},
      {"no type", good, "", "text/xml"},
      {"error page that lies about its type", error_page, xml, "SyncUpdates answer: "},
      {"empty", "", xml, "SyncUpdates answer: "},
      {"truncated", good.substr(0, good.size() / 2), xml, "SyncUpdates answer: "},
      {"answer of another operation", capture("server/GetConfig.xml"), xml, "SyncUpdates answer: "},
      {"answer of another service", capture("server/GetAuthorizationCookie.xml"), xml, "SyncUpdates answer: "},
      {"no body element", open + close, xml, "SyncUpdates answer: "},
      {"no result",
       open + "<SyncUpdatesResponse xmlns=\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService\"/>" +
           close,
       xml, "there is no <SyncUpdatesResult>"},
      {"bytes that are no text", open + "\xff" + close, xml, "SyncUpdates answer: "},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.name);
    EXPECT_THAT(failure<agent::MalformedReply>(answer(200, "OK", row.body, row.type)).what,
                HasSubstr(row.part_of_what));
  }
}

TEST(DecodeFailure, ARefreshedRevisionWithoutGuidIsMalformed) {
  auto const body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><RefreshCacheResponse "
                    "xmlns=\"http://www.microsoft.com/SoftwareDistribution/Server/"
                    "ClientWebService\"><RefreshCacheResult><RefreshCacheResult>"
                    "<RevisionID>42</RevisionID><IsLeaf>true</IsLeaf></RefreshCacheResult></RefreshCacheResult></"
                    "RefreshCacheResponse>"
                    "</s:Body></s:Envelope>";
  EXPECT_THAT(failure<agent::MalformedReply>(answer(200, "OK", body), agent::RefreshCacheCall{}).what,
              HasSubstr("revision 42 has no GlobalID"));
}

TEST(DecodeFailure, EventsThatWereNotStoredAreMalformed) {
  auto const body =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><ReportEventBatchResponse "
      "xmlns=\"http://www.microsoft.com/SoftwareDistribution\"><ReportEventBatchResult>false</ReportEventBatchResult>"
      "</ReportEventBatchResponse></s:Body></s:Envelope>";
  EXPECT_THAT(failure<agent::MalformedReply>(answer(200, "OK", body), agent::ReportEventBatchCall{}).what,
              HasSubstr("not stored"));
}

TEST(DecodeFailure, AnEngineReadsAGoodAnswerAfterABadOne) {
  wire::Engine engine;
  auto const good = answer(200, "OK", capture("server/GetConfig.xml"));
  EXPECT_TRUE(
      std::holds_alternative<agent::Failure>(decode(engine, agent::GetConfigCall{}, answer(200, "OK", error_page))));
  EXPECT_TRUE(std::holds_alternative<machine::CachedConfig>(decode(engine, agent::GetConfigCall{}, good)));
}

}  // namespace
}  // namespace wsus::transport
