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
  return head_of(response_of(plan, {}, {}));
}

TEST(ResponseHead, IsTheOrdinaryOneWithoutADelivery) {
  EXPECT_EQ(head_with({}),
            "HTTP/1.1 200 OK\r\nX-First: 1\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 10\r\n\r\n");
  EXPECT_EQ(head_with({.delay = std::chrono::milliseconds(5)}), head_with({}));
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
