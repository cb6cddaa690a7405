// What a delivery changes in the head: a wrong length, or chunks instead of one.
#include "server/http/response_head.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace wsus::http {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string head_with(faults::Delivery const& delivery, unsigned status = 200) {
  faults::ResponsePlan plan{.status = status, .headers = {{"X-First", "1"}}, .body = "0123456789"};
  plan.delivery = delivery;
  return take_head(plan, {}, {});
}

TEST(ResponseHead, IsTheOrdinaryOneWithoutADelivery) {
  EXPECT_EQ(head_with({}),
            "HTTP/1.1 200 OK\r\nX-First: 1\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 10\r\n\r\n");
  EXPECT_EQ(head_with({.delay = std::chrono::milliseconds(5)}), head_with({}));
}

TEST(ResponseHead, HeadersOfOneNameStandTogetherAndValuesAreTrimmed) {
  faults::ResponsePlan plan{.status = 401,
                            .headers = {{"WWW-Authenticate", " Negotiate"},
                                        {"Server", "x"},
                                        {"www-authenticate", "NTLM\t "},
                                        {"server", ""},
                                        {"X", " \t"},
                                        {"WWW-Authenticate", "Basic"}}};
  EXPECT_EQ(take_head(plan, {.close = true}, {}),
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nwww-authenticate: NTLM\r\n"
            "WWW-Authenticate: Basic\r\nServer: x\r\nserver: \r\nX: \r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
            "Connection: close\r\nContent-Length: 0\r\n\r\n");
}

TEST(ResponseHead, DatesAreThoseOfRfc9110) {
  auto const date = [](std::string_view time) { return http_date(wusp::parse_xsd_date_time(time).value()); };
  EXPECT_EQ(date("1994-11-06T08:49:37Z"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date("2026-10-04T15:03:35.9967236Z"), "Sun, 04 Oct 2026 15:03:35 GMT");
  EXPECT_EQ(date("1969-12-31T23:59:59Z"), "Wed, 31 Dec 1969 23:59:59 GMT");
  EXPECT_EQ(date("2024-02-29T00:00:00Z"), "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST(ResponseHead, AWrongLengthIsNeverBelowNothingAndNeverWraps) {
  EXPECT_THAT(head_with({.length_error = 5}), HasSubstr("\r\nContent-Length: 15\r\n"));
  EXPECT_THAT(head_with({.length_error = -3}), HasSubstr("\r\nContent-Length: 7\r\n"));
  EXPECT_THAT(head_with({.length_error = -11}), HasSubstr("\r\nContent-Length: 0\r\n"));
  EXPECT_THAT(head_with({.length_error = std::numeric_limits<std::int64_t>::min()}),
              HasSubstr("\r\nContent-Length: 0\r\n"));
  EXPECT_THAT(head_with({.length_error = std::numeric_limits<std::int64_t>::max()}),
              HasSubstr("\r\nContent-Length: 9223372036854775817\r\n"));
}

TEST(ResponseHead, ChunksStandInThePlaceOfTheLength) {
  auto const head = head_with({.length_error = 5, .broken_chunk = 0});
  EXPECT_THAT(head, testing::EndsWith("GMT\r\nTransfer-Encoding: chunked\r\n\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
}

TEST(ResponseHead, WhatHasNoBodyAnnouncesNone) {
  auto const head = head_with({.length_error = 5, .broken_chunk = 0}, 304);
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(head, Not(HasSubstr("Transfer-Encoding")));
}

}  // namespace
}  // namespace wsus::http
