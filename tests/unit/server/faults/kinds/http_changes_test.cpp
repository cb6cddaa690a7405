// Faults that change a reply's head, its framing, or a request; each with what it leaves alone.
#include "tests/unit/server/faults/kinds/read_fault.hpp"

#include <gmock/gmock.h>

namespace wsus::faults {
namespace {

using testing::HasSubstr;

// ---- content_type ----

TEST(ContentTypeFault, ReplacesTheTypeInItsPlace) {
  auto plan = plain_reply();
  auto const fault = read_fault<ReplyFault>("content_type: {type: text/plain}");
  EXPECT_EQ(fault->step(), ReplyStep::head);
  EXPECT_TRUE(apply_to(plan, *fault));
  ASSERT_EQ(plan.headers.size(), 2u);
  EXPECT_EQ(plan.headers[0].name, "Content-Type");
  EXPECT_EQ(plan.headers[0].value, "text/plain");
  EXPECT_EQ(plan.body, plain_reply().body);
  EXPECT_EQ(plan.delivery, Delivery{});
}

TEST(ContentTypeFault, LeavesAReplyAloneThatIsOfTheTypeOrHasNoBody) {
  auto plan = plain_reply();
  EXPECT_FALSE(apply_to(plan, "content_type: {type: text/xml; charset=utf-8}"));
  EXPECT_TRUE(has_only_another_delivery(plan));
  ResponsePlan nothing{.status = 400};
  EXPECT_FALSE(apply_to(nothing, "content_type: {type: text/plain}"));
  EXPECT_TRUE(nothing.headers.empty());
  ResponsePlan untyped{.body = "x"};
  EXPECT_TRUE(apply_to(untyped, "content_type: {type: text/plain}"));
  EXPECT_EQ(header_of(untyped, "Content-Type"), "text/plain");
  EXPECT_EQ(mistake_in("content_type: {}"), "/0/content_type/type: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("content_type: {type: ''}"), "/0/content_type/type: found an empty text; allowed: a text");
}

// ---- set_header ----

TEST(SetHeader, ReplacesInPlaceAddsBehindAndTakesAway) {
  auto plan = plain_reply();
  EXPECT_TRUE(apply_to(plan, "set_header: {name: server, value: squid/5.7}"));
  EXPECT_EQ(plan.headers.at(1).name, "Server");
  EXPECT_EQ(plan.headers.at(1).value, "squid/5.7");
  EXPECT_TRUE(apply_to(plan, "set_header: {name: Via, value: ''}"));
  EXPECT_EQ(plan.headers.at(2).name, "Via");
  EXPECT_EQ(plan.headers.at(2).value, "");
  EXPECT_TRUE(apply_to(plan, "set_header: {name: Content-TYPE}"));
  EXPECT_EQ(header_of(plan, "Content-Type"), "(none)");
  EXPECT_EQ(plan.headers.size(), 2u);
  EXPECT_EQ(plan.body, plain_reply().body);
}

TEST(SetHeader, LeavesOneOfSeveral) {
  ResponsePlan plan{.headers = {{"Vary", "a"}, {"X", "1"}, {"vary", "b"}}};
  EXPECT_TRUE(apply_to(plan, "set_header: {name: Vary, value: a}"));
  ASSERT_EQ(plan.headers.size(), 2u);
  EXPECT_EQ(plan.headers[0].value, "a");
  EXPECT_EQ(plan.headers[1].name, "X");
}

TEST(SetHeader, LeavesAReplyAloneThatIsSoAlready) {
  auto plan = plain_reply();
  EXPECT_FALSE(apply_to(plan, "set_header: {name: Server, value: Microsoft-IIS/10.0}"));
  EXPECT_FALSE(apply_to(plan, "set_header: {name: Via}"));
  EXPECT_TRUE(has_only_another_delivery(plan));
}

TEST(SetHeader, RefusesWhatNoHeaderIsAndWhatSendingWrites) {
  EXPECT_EQ(mistake_in("set_header: {value: x}"),
            "/0/set_header/name: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("set_header: {name: 'a b'}"),
            "/0/set_header/name: found 'a b'; allowed: the name of a header: letters, digits and !#$%&'*+-.^_`|~");
  EXPECT_EQ(mistake_in(R"(set_header: {name: X, value: "a\r\nY: b"})"),
            "/0/set_header/value: found a line end or another control character; allowed: one line of text, which may "
            "be empty");
  EXPECT_EQ(
      mistake_in("set_header: {name: content-length, value: 7}"),
      "/0/set_header/name: found 'content-length', which is written when the response is sent; allowed: any other "
      "header; for this one: wrong_length");
  for (std::string const name : {"Transfer-Encoding", "Connection", "Date"})
    EXPECT_THAT(mistake_in("set_header: {name: " + name + "}"), HasSubstr("written when the response is sent"));
}

// ---- wrong_length ----

TEST(WrongLength, ChangesWhatIsAnnouncedAndNotTheBody) {
  for (auto const& [rule, error] : std::initializer_list<std::pair<char const*, std::int64_t>>{
           {"wrong_length: {by: 10}", 10}, {"wrong_length: {by: -13}", -13}}) {
    auto plan = plain_reply();
    auto const fault = read_fault<ReplyFault>(rule);
    EXPECT_EQ(fault->step(), ReplyStep::delivery);
    EXPECT_TRUE(apply_to(plan, *fault));
    EXPECT_EQ(plan.delivery, (Delivery{.length_error = error}));
    EXPECT_TRUE(has_only_another_delivery(plan));
  }
}

TEST(WrongLength, LeavesAReplyAloneThatAnnouncesNoSuchLength) {
  auto shorter = plain_reply();
  EXPECT_FALSE(apply_to(shorter, "wrong_length: {by: -14}"));  // the body has 13 bytes
  for (unsigned const status : {204u, 304u}) {
    ResponsePlan plan{.status = status};
    EXPECT_FALSE(apply_to(plan, "wrong_length: {by: 1}")) << status;
  }
  auto chunked = plain_reply();
  chunked.delivery.broken_chunk = 0;
  EXPECT_FALSE(apply_to(chunked, "wrong_length: {by: 1}"));
  auto twice = plain_reply();
  EXPECT_TRUE(apply_to(twice, "wrong_length: {by: 1}"));
  EXPECT_FALSE(apply_to(twice, "wrong_length: {by: 2}"));
  EXPECT_EQ(twice.delivery.length_error, 1);
}

TEST(WrongLength, CountsTheBytesOfAFile) {
  ResponsePlan plan{.file = FileBody{.offset = 100, .length = 20}};
  EXPECT_FALSE(apply_to(plan, "wrong_length: {by: -21}"));
  EXPECT_TRUE(apply_to(plan, "wrong_length: {by: -20}"));
}

TEST(WrongLength, NeedsAnError) {
  EXPECT_EQ(mistake_in("wrong_length: {}"), "/0/wrong_length/by: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("wrong_length: {by: 0}"),
            "/0/wrong_length/by: found 0; allowed: a number of bytes that are too many, or below 0: that are missing");
  EXPECT_EQ(mistake_in("wrong_length: {by: some}"),
            "/0/wrong_length/by: found 'some'; allowed: a whole number from -2147483647 to 2147483647");
}

// ---- broken_chunk ----

TEST(BrokenChunk, NamesTheChunkAndLeavesTheRest) {
  for (auto const& [rule, chunk] : std::initializer_list<std::pair<char const*, std::uint32_t>>{
           {"broken_chunk: {}", 0u}, {"broken_chunk: {chunk: 3}", 3u}}) {
    auto plan = plain_reply();
    EXPECT_TRUE(apply_to(plan, rule));
    EXPECT_EQ(plan.delivery, (Delivery{.broken_chunk = chunk}));
    EXPECT_TRUE(has_only_another_delivery(plan));
  }
}

TEST(BrokenChunk, LeavesAReplyAloneThatHasNoBodyOrAWrongLength) {
  ResponsePlan empty;
  EXPECT_FALSE(apply_to(empty, "broken_chunk: {}"));
  auto head = plain_reply();
  EXPECT_FALSE(apply_to(head, *read_fault<ReplyFault>("broken_chunk: {}"), "HEAD"));
  auto wrong = plain_reply();
  wrong.delivery.length_error = 1;
  EXPECT_FALSE(apply_to(wrong, "broken_chunk: {}"));
  auto twice = plain_reply();
  EXPECT_TRUE(apply_to(twice, "broken_chunk: {chunk: 1}"));
  EXPECT_FALSE(apply_to(twice, "broken_chunk: {chunk: 2}"));
  EXPECT_EQ(twice.delivery.broken_chunk, 1u);
  EXPECT_EQ(mistake_in("broken_chunk: {chunk: 1001}"),
            "/0/broken_chunk/chunk: found '1001'; allowed: a whole number from 0 to 1000");
}

// ---- strip_request_header ----

TEST(StripRequestHeader, EmptiesThatHeaderAndNoOther) {
  ExchangeView const whole{.target = "/a",
                           .host = "h",
                           .soap_action = "s",
                           .content_type = "t",
                           .content_encoding = "e",
                           .user_agent = "u",
                           .referer = "r",
                           .accept_encoding = "xpress",
                           .range = "bytes=0-1",
                           .if_range = "i",
                           .if_none_match = "n",
                           .if_modified_since = "m",
                           .body = "b"};
  auto const values = [](ExchangeView const& view) {
    return std::vector<std::string_view>{view.accept_encoding,   view.content_encoding, view.content_type, view.host,
                                         view.if_modified_since, view.if_none_match,    view.if_range,     view.range,
                                         view.referer,           view.soap_action,      view.user_agent};
  };
  std::vector<std::string> const names{"Accept-Encoding",   "Content-Encoding", "content-type", "HOST",
                                       "If-Modified-Since", "If-None-Match",    "If-Range",     "Range",
                                       "Referer",           "SOAPAction",       "User-Agent"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto request = whole;
    EXPECT_TRUE(read_fault<RequestFault>("strip_request_header: {name: " + names[i] + "}")->apply(request));
    auto expected = values(whole);
    expected[i] = {};
    EXPECT_EQ(values(request), expected) << names[i];
    EXPECT_EQ(request.target, "/a");
    EXPECT_EQ(request.body, "b");
  }
}

TEST(StripRequestHeader, LeavesARequestAloneThatHasNone) {
  ExchangeView request{.user_agent = "u"};
  EXPECT_FALSE(read_fault<RequestFault>("strip_request_header: {name: Range}")->apply(request));
  EXPECT_EQ(request.user_agent, "u");
}

TEST(StripRequestHeader, KnowsTheHeadersThatTheServerLooksAt) {
  EXPECT_EQ(mistake_in("strip_request_header: {name: SOAPActio}"),
            "/0/strip_request_header/name: found 'SOAPActio', did you mean 'SOAPAction'?; allowed: a header that the "
            "server looks at: Accept-Encoding, Content-Encoding, Content-Type, Host, If-Modified-Since, If-None-Match, "
            "If-Range, Range, Referer, SOAPAction, User-Agent");
  EXPECT_THAT(mistake_in("strip_request_header: {name: Authorization}"), HasSubstr("found 'Authorization'; allowed: "));
  EXPECT_EQ(mistake_in("strip_request_header: {}"),
            "/0/strip_request_header/name: found nothing; allowed: a value, it must be given");
}

}  // namespace
}  // namespace wsus::faults
