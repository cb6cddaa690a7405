// The content coding xpress over real sockets: bytes of answers and requests, what journal and counters say.
#include "server/catalogue/generator.hpp"
#include "tests/integration/server/server_fixture.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes.at(at + i))) << (8 * i);
  return value;
}

struct Block {
  std::size_t plain = 0;
  std::size_t coded = 0;
};
std::vector<Block> blocks_of(std::string_view body) {
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < body.size(); at += 8 + blocks.back().coded)
    blocks.push_back({.plain = number_at(body, at), .coded = number_at(body, at + 4)});
  return blocks;
}

std::vector<std::string> header_names(std::string const& head) {
  std::vector<std::string> names;
  for (auto at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2))
    names.push_back(head.substr(at + 2, head.find(':', at) - at - 2));
  return names;
}

class XpressTest : public ServerTest {
protected:
  /// SyncUpdates of a client with a cookie; an answer of several blocks.
  RawReply sync(std::string_view extra_headers) {
    return send("SyncUpdates",
                driver_->cookie_element() + "<parameters><ExpressQuery>false</ExpressQuery>"
                                            "<SkipSoftwareSync>false</SkipSoftwareSync></parameters>",
                extra_headers);
  }
  RawReply send(std::string const& operation, std::string const& inner, std::string_view extra_headers) {
    return post(operation, envelope(operation, inner), extra_headers);
  }
  RawReply post(std::string const& operation, std::string body, std::string_view extra_headers) {
    return exchange(server_->port(), {.soap_action = fmt::format("\"{}{}\"", action_base, operation),
                                      .body = std::move(body),
                                      .extra_headers = std::string(extra_headers)});
  }
  static std::string envelope(std::string const& operation, std::string const& inner) {
    return fmt::format(
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{0} xmlns="{1}">{2}</{0}>)"
        "</s:Body></s:Envelope>",
        operation, action_base.substr(0, action_base.size() - 1), inner);
  }
  static std::string decoded(std::string const& body) {
    return std::get<std::string>(xpress::decode(body, 30'000'000));
  }
  /// This many blocks of 65,535 blanks; each is coded in a few bytes.
  static std::string many_blanks(int blocks) {
    auto const block = xpress::encode(std::string(65'535, ' '), {.block_size = 65'535});
    std::string coded;
    for (int i = 0; i < blocks; ++i) coded += block;
    return coded;
  }
  static constexpr std::string_view action_base =
      "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/";
  static constexpr std::string_view offer = "Accept-Encoding: xpress\r\n";
  static constexpr std::string_view get_config = "<protocolVersion>2.90</protocolVersion>";
};

// Conforms: xpress.negotiated
TEST_F(XpressTest, AnAnswerIsCodedInBlocksOfARealServerAndDecodesToThePlainOne) {
  auto config = small_config();
  config.catalogue = std::make_shared<domain::Catalogue const>(
      catalogue::generate({.revisions = 600, .installed_non_leaf = 200, .approved = clock_.now()}));
  config.settings.page.updates = 100;
  start(std::move(config));
  driver_->handshake();
  auto const plain = sync("");
  auto const coded = sync(offer);
  ASSERT_EQ(plain.status, 200U);
  ASSERT_EQ(coded.status, 200U);
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(coded.header("Content-Encoding"), "xpress");
  auto const text = decoded(coded.body);
  EXPECT_EQ(with_element(text, "EncryptedData", ""), with_element(plain.body, "EncryptedData", ""));
  ASSERT_GT(text.size(), 16'352U);
  EXPECT_LT(coded.body.size(), text.size() * 2 / 3);

  auto const blocks = blocks_of(coded.body);
  ASSERT_EQ(blocks.size(), text.size() / 16'352 + 1);
  for (std::size_t i = 0; i + 1 < blocks.size(); ++i) {
    EXPECT_EQ(blocks[i].plain, 16'352U);
    EXPECT_LT(blocks[i].coded, blocks[i].plain);
  }
  EXPECT_EQ(blocks.back().plain, text.size() % 16'352);
  EXPECT_EQ(blocks.back().coded, blocks.back().plain);  // the tail is stored
  EXPECT_EQ(coded.body.substr(coded.body.size() - blocks.back().coded), text.substr(text.size() - blocks.back().plain));
}

TEST_F(XpressTest, ContentEncodingStandsBehindContentTypeAndVaryStays) {
  start(small_config());
  auto const reply = send("GetConfig", std::string(get_config), offer);
  EXPECT_THAT(header_names(reply.head),
              ElementsAre("Cache-Control", "Content-Type", "Content-Encoding", "Vary", "Server", "X-AspNet-Version",
                          "X-Powered-By", "Date", "Content-Length"));
  EXPECT_EQ(reply.header("Vary"), "Accept-Encoding");
}

TEST_F(XpressTest, AllThreeServicesCodeTheirAnswers) {
  start(small_config());
  auto const reply = exchange(
      server_->port(),
      {.target = "/SimpleAuthWebService/SimpleAuth.asmx",
       .soap_action =
           R"("http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService/GetAuthorizationCookie")",
       .body = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetAuthorizationCookie )"
               R"(xmlns="http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService"><clientId>)"
               "e1da06a3-5601-43c9-bac3-52d5db701494</clientId><targetGroupName></targetGroupName><dnsName>a</dnsName>"
               "</GetAuthorizationCookie></s:Body></s:Envelope>",
       .extra_headers = std::string(offer)});
  ASSERT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.header("Content-Encoding"), "xpress");
  EXPECT_THAT(decoded(reply.body), HasSubstr("<GetAuthorizationCookieResult>"));
}

TEST_F(XpressTest, TheJournalStaysPlainAndTellsWhatWentOverTheWire) {
  start(small_config());
  auto const reply = send("GetConfig", std::string(get_config), offer);
  auto const entry = last_entry();
  EXPECT_EQ(entry.response_coding, "xpress");
  EXPECT_EQ(entry.wire_bytes, reply.body.size());
  EXPECT_EQ(entry.response_body, decoded(reply.body));
  EXPECT_EQ(entry.response_bytes, entry.response_body.size());
  EXPECT_EQ(server_->journal().counter("response_coding.xpress"), 1U);
  static_cast<void>(send("GetConfig", std::string(get_config), ""));
  EXPECT_EQ(last_entry().response_coding, "");
  EXPECT_EQ(last_entry().wire_bytes, last_entry().response_bytes);
  EXPECT_EQ(server_->journal().counter("response_coding.xpress"), 1U);
}

// Conforms: xpress.negotiated
TEST_F(XpressTest, FaultsAndPagesAreNeverCoded) {
  start(small_config());
  driver_->handshake();
  auto const fault = send("SyncUpdates", "<parameters><ExpressQuery>false</ExpressQuery></parameters>", offer);
  EXPECT_EQ(fault.status, 500U);
  EXPECT_EQ(fault.header("Content-Encoding"), "");
  EXPECT_THAT(fault.body, HasSubstr("<faultcode>"));
  auto const page = exchange(server_->port(), {.method = "GET", .extra_headers = std::string(offer)});
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.header("Content-Encoding"), "");
  EXPECT_EQ(server_->journal().counter("response_coding.xpress"), 0U);
}

TEST_F(XpressTest, OtherOffersAndRefusalsGetPlainAnswers) {
  start(small_config());
  for (auto const* header : {"Accept-Encoding: gzip, deflate\r\n", "Accept-Encoding: xpress;q=0\r\n",
                             "Accept-Encoding: *\r\n", "Accept-Encoding:\r\n"}) {
    auto const reply = send("GetConfig", std::string(get_config), header);
    EXPECT_EQ(reply.status, 200U) << header;
    EXPECT_EQ(reply.header("Content-Encoding"), "") << header;
  }
}

TEST_F(XpressTest, ItCanBeTurnedOff) {
  auto config = small_config();
  config.xpress = false;
  start(std::move(config));
  auto const reply = send("GetConfig", std::string(get_config), offer);
  EXPECT_EQ(reply.header("Content-Encoding"), "");
  EXPECT_THAT(reply.body, HasSubstr("<GetConfigResult>"));
}

// Conforms: xpress.request
TEST_F(XpressTest, ACodedRequestIsDecodedAndKeptPlain) {
  start(small_config());
  auto const body = envelope("GetConfig", std::string(get_config));
  auto const reply = post("GetConfig", xpress::encode(body), "Content-Encoding: Xpress\r\n");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_THAT(reply.body, HasSubstr("<GetConfigResult>"));
  EXPECT_EQ(last_entry().request_coding, "xpress");
  EXPECT_EQ(last_entry().request_body, body);
  EXPECT_EQ(last_entry().request_bytes, body.size() + 8);
  EXPECT_EQ(server_->journal().counter("request_coding.xpress"), 1U);
}

TEST_F(XpressTest, ARequestThatIsNotWhatItSaysIsRefusedWithAReason) {
  start(small_config());
  auto const reply = post("GetConfig", envelope("GetConfig", ""), "Content-Encoding: xpress\r\n");
  EXPECT_EQ(reply.status, 400U);
  EXPECT_THAT(last_entry().refused, HasSubstr("the xpress body cannot be decoded at byte 0"));
  EXPECT_EQ(last_entry().operation, "");
}

TEST_F(XpressTest, ABodyThatGrowsBeyondTheLimitIsRefusedBeforeItIsWhole) {
  start(small_config());
  auto const reply = post("GetConfig", many_blanks(458), "Content-Encoding: xpress\r\n");
  EXPECT_EQ(reply.status, 400U);
  EXPECT_THAT(last_entry().refused, HasSubstr("the body is larger than the limit"));
  EXPECT_LT(last_entry().request_bytes, 1'000'000U);
}

TEST_F(XpressTest, MaxRequestLengthCountsTheDecodedBody) {
  start(small_config());
  auto const reply = post("GetConfig", many_blanks(100), "Content-Encoding: xpress\r\n");
  EXPECT_EQ(reply.status, 500U);
  EXPECT_THAT(last_entry().refused, HasSubstr("6553500 bytes exceed maxRequestLength"));
}

TEST_F(XpressTest, OtherCodingsOfRequestsAreUnsupported) {
  start(small_config());
  for (auto const* coding : {"gzip", "deflate", "xpress, gzip"}) {
    auto const reply = post("GetConfig", "x", fmt::format("Content-Encoding: {}\r\n", coding));
    EXPECT_EQ(reply.status, 415U) << coding;
    EXPECT_EQ(last_entry().refused, fmt::format("content coding '{}'; allowed: xpress, or none", coding));
  }
  EXPECT_EQ(post("GetConfig", envelope("GetConfig", std::string(get_config)), "Content-Encoding: identity\r\n").status,
            200U);
}

}  // namespace
}  // namespace wsus::test
