// Proves what Accept-Encoding offers, what an xpress answer looks like, and which coded requests are decoded.
#include "server/exchange/coding.hpp"

#include "wsdl/xpress/xpress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::exchange {
namespace {

struct Row {
  std::string_view header;
  bool offered;
};

TEST(AcceptEncoding, OffersACodingByItsNameAndWeight) {
  for (auto const& row : {
           Row{"xpress", true},
           Row{"XPRESS", true},
           Row{"gzip, xpress", true},
           Row{"gzip,deflate,\txpress , br", true},
           Row{"xpress;q=1", true},
           Row{"xpress; Q=0.5", true},
           Row{"xpress ;q=0.001", true},
           Row{"xpress;q=0", false},
           Row{"xpress; q=0.000", false},
           Row{"gzip, xpress;q=0", false},
           Row{"xpress;q=x", false},
           Row{"xpress;weight=1", false},
           Row{"", false},
           Row{",", false},
           Row{"*", false},
           Row{"identity", false},
           Row{"gzip, deflate, br", false},
           Row{"xpress2", false},
           Row{"x-xpress", false},
           Row{"gzip;q=xpress", false},
       }) {
    EXPECT_EQ(offers(row.header, "xpress"), row.offered) << row.header;
  }
}

TEST(XpressAnswer, ContentEncodingStandsBehindContentType) {
  faults::ResponsePlan plan{.headers = {{"Cache-Control", "private"}, {"Content-Type", "text/xml"}, {"Vary", "x"}},
                            .body = std::string(40'000, 'a')};
  KnownBlocks blocks;
  apply_xpress(plan, blocks);
  ASSERT_EQ(plan.headers.size(), 4U);
  EXPECT_EQ(plan.headers[1].name, "Content-Type");
  EXPECT_EQ(plan.headers[2].name, "Content-Encoding");
  EXPECT_EQ(plan.headers[2].value, "xpress");
  EXPECT_EQ(plan.headers[3].name, "Vary");
  EXPECT_EQ(std::get<std::string>(xpress::decode(plan.body, 100'000)), std::string(40'000, 'a'));
}

TEST(RequestCoding, NoneAndIdentityArePlain) {
  EXPECT_TRUE(std::holds_alternative<PlainBody>(decode_request("", "abc", 10)));
  EXPECT_TRUE(std::holds_alternative<PlainBody>(decode_request("Identity", "abc", 10)));
}

TEST(RequestCoding, XpressIsDecodedUpToTheLimit) {
  auto const coded = xpress::encode(std::string(40'000, 'a'));
  auto const good = decode_request(" XPRESS ", coded, 40'000);
  ASSERT_TRUE(std::holds_alternative<DecodedBody>(good));
  EXPECT_EQ(std::get<DecodedBody>(good).body, std::string(40'000, 'a'));
  auto const large = decode_request("xpress", coded, 39'999);
  ASSERT_TRUE(std::holds_alternative<BadCoding>(large));
  EXPECT_THAT(std::get<BadCoding>(large).what, testing::HasSubstr("the body is larger than the limit"));
}

TEST(RequestCoding, OtherBytesAreRefusedWithTheirPlace) {
  auto const bad = decode_request("xpress", "<Envelope/>", 1000);
  ASSERT_TRUE(std::holds_alternative<BadCoding>(bad));
  EXPECT_THAT(std::get<BadCoding>(bad).what, testing::StartsWith("the xpress body cannot be decoded at byte 0: "));
}

TEST(RequestCoding, OtherCodingsAreUnknown) {
  for (auto const* coding : {"gzip", "deflate", "br", "xpress, gzip", "gzip, xpress", "xpress;q=1"})
    EXPECT_TRUE(std::holds_alternative<UnknownCoding>(decode_request(coding, "abc", 10))) << coding;
}

}  // namespace
}  // namespace wsus::exchange
