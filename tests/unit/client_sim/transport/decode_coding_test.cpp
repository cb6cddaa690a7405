// Content codings of answers (wusp-protocol 2.2, 2.3).
#include "client_sim/transport/wusp_client.hpp"
#include "tests/unit/client_sim/transport/captures.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using test::capture;
using testing::HasSubstr;

HttpResult answer(std::string body, std::string coding, unsigned status = 200) {
  return {.hops = {{"http://h/", status}},
          .status = status,
          .reason = "reason",
          .content_type = "text/xml; charset=utf-8",
          .content_encoding = std::move(coding),
          .body = std::move(body)};
}

agent::Reply decode_alone(HttpResult const& result, std::size_t max_body = HttpOptions{}.max_body) {
  wire::Engine engine;
  return decode(engine, agent::SyncUpdatesCall{}, result, max_body);
}

std::string sync_answer() { return capture("server/SyncUpdates-category-scan.xml"); }

/// The failure of kind T; the test fails when it is another reply.
template <class T>
T failure(agent::Reply const& reply) {
  if (auto const* outer = std::get_if<agent::Failure>(&reply))
    if (auto const* inner = std::get_if<T>(outer)) return *inner;
  ADD_FAILURE() << "another reply, index " << reply.index();
  return {};
}

// Conforms: xpress.client
TEST(DecodeCoding, AnXpressCodedAnswerIsReadAsItsPlainTwin) {
  for (auto const* const coding : {"xpress", "XPress", "", "identity"}) {
    SCOPED_TRACE(coding);
    bool const xpress = std::string_view(coding).size() == 6;
    auto const result = answer(xpress ? xpress::encode(sync_answer()) : sync_answer(), coding);
    auto const reply = decode_alone(result);
    auto const* sync = std::get_if<agent::SyncReply>(&reply);
    ASSERT_NE(sync, nullptr);
    ASSERT_EQ(sync->new_updates.size(), 1u);
    EXPECT_EQ(sync->new_updates[0].revision_id, 72571);
    EXPECT_EQ(facts_of(result).xpress, xpress);
  }
}

TEST(DecodeCoding, AnAnswerOfManyBlocksIsReadWhole) {
  auto body = sync_answer();
  body.insert(body.find("<SyncUpdatesResult>"), std::string(100'000, ' '));
  auto const reply = decode_alone(answer(xpress::encode(body), "xpress"));
  EXPECT_TRUE(std::holds_alternative<agent::SyncReply>(reply));
}

TEST(DecodeCoding, ACodedFaultIsAFault) {
  auto const coded = xpress::encode(capture("server/Fault-InstalledNonLeafUpdateIDs.xml"));
  auto const found = failure<agent::FaultFailure>(decode_alone(answer(coded, "xpress", 500)));
  EXPECT_EQ(found.fault.error_code, "InvalidParameters");
}

struct Bad {
  char const* what;
  std::string body;
  std::string coding;
  std::size_t max_body;
  std::string sentence;
};

// Conforms: xpress.client
TEST(DecodeCoding, WhatCannotBeDecodedIsMalformed) {
  auto const coded = xpress::encode(sync_answer());
  auto const most = HttpOptions{}.max_body;
  std::vector<Bad> const table{
      {"plain text", sync_answer(), "xpress", most, "SyncUpdates answer: its body is not in the content coding xpress"},
      {"cut", coded.substr(0, coded.size() - 1), "xpress", most, "its body is not in the content coding xpress (byte"},
      {"cut header", coded.substr(0, 5), "xpress", most, "its body is not in the content coding xpress (byte"},
      {"too large", coded, "xpress", 100, "its body is not in the content coding xpress (byte"},
      {"gzip", "\x1f\x8b", "gzip", most, "its content coding is \"gzip\", expected is xpress or none"},
      {"two codings", coded, "xpress, gzip", most, "its content coding is \"xpress, gzip\""},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.what);
    auto const found = failure<agent::MalformedReply>(decode_alone(answer(row.body, row.coding), row.max_body));
    EXPECT_THAT(found.what, HasSubstr(row.sentence));
  }
}

TEST(DecodeCoding, AnErrorPageInAnotherCodingIsItsStatus) {
  EXPECT_EQ(failure<agent::HttpFailure>(decode_alone(answer("\x1f\x8b", "gzip", 503))).status, 503u);
  EXPECT_EQ(failure<agent::HttpFailure>(decode_alone(answer("no blocks", "xpress", 502))).status, 502u);
}

TEST(DecodeCoding, AnEmptyCodedBodyIsMalformed) { failure<agent::MalformedReply>(decode_alone(answer("", "xpress"))); }

}  // namespace
}  // namespace wsus::transport
