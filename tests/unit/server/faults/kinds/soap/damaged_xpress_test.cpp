// damaged_xpress on coded and plain messages.
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"
#include "wsdl/xpress/xpress.hpp"

namespace wsus::faults {
namespace {

using test::captured;
using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using test::Outgoing;
using test::sync_page;
using test::told;

std::shared_ptr<ReplyFault const> damaged(std::string const& yaml) {
  return made<ReplyFault>(read_damaged_xpress, "{how: " + yaml + "}");
}

/// The message as it goes to a client that offers xpress.
Outgoing coded(std::string const& body) {
  auto outgoing = message(xpress::encode(body));
  outgoing.plan.headers.insert(outgoing.plan.headers.begin() + 2, {"Content-Encoding", "xpress"});
  return outgoing;
}

Outgoing with_body(Outgoing outgoing, std::string body) {
  outgoing.plan.body = std::move(body);
  return outgoing;
}

void expect_becomes(ReplyFault const& fault, Outgoing outgoing, Outgoing const& expected) {
  EXPECT_TRUE(outgoing.apply(fault));
  EXPECT_EQ(told(outgoing.plan), told(expected.plan));
}

TEST(DamagedXpress, IsDecidedWhenTheBodyIsCoded) { EXPECT_EQ(damaged("no_header")->step(), ReplyStep::coding); }

TEST(DamagedXpress, HasTheHeaderOnAPlainBody) {
  auto const page = sync_page();
  auto const expected = with_body(coded(page), page);
  expect_becomes(*damaged("header_on_plain"), coded(page), expected);
  expect_becomes(*damaged("header_on_plain"), message(page), expected);  // the client offered nothing
}

TEST(DamagedXpress, HasNoHeaderOnACodedBody) {
  auto const page = sync_page();
  expect_becomes(*damaged("no_header"), coded(page), message(xpress::encode(page)));
}

TEST(DamagedXpress, HasAByteTurned) {
  auto const body = coded(sync_page());
  auto const turned = [&](std::size_t at) {
    auto bytes = body.plan.body;
    bytes[at] = static_cast<char>(~bytes[at]);
    return with_body(body, bytes);
  };
  expect_becomes(*damaged("flipped_byte"), body, turned(3));
  expect_becomes(*damaged("flipped_byte, at: 20"), body, turned(20));
  expect_becomes(*damaged("flipped_byte, at: 50 %"), body, turned(body.plan.body.size() / 2));
}

TEST(DamagedXpress, CannotBeDecodedByDefault) {
  for (auto const* const how : {"flipped_byte", "cut"}) {
    auto body = coded(sync_page());
    ASSERT_TRUE(body.apply(*damaged(how)));
    EXPECT_TRUE(std::holds_alternative<xpress::DecodeError>(xpress::decode(body.plan.body, 1'000'000))) << how;
  }
  EXPECT_TRUE(std::holds_alternative<std::string>(xpress::decode(coded(sync_page()).plan.body, 1'000'000)));
}

TEST(DamagedXpress, IsCut) {
  auto const body = coded(sync_page());
  auto const& bytes = body.plan.body;
  expect_becomes(*damaged("cut"), body, with_body(body, bytes.substr(0, bytes.size() / 2)));
  expect_becomes(*damaged("cut, at: 8"), body, with_body(body, bytes.substr(0, 8)));
  expect_becomes(*damaged("cut, at: 0"), body, with_body(body, ""));
}

TEST(DamagedXpress, OfAPlainBodyChangesNothing) {
  for (auto const* const how : {"no_header", "flipped_byte", "cut"})
    expect_untouched(*damaged(how), message(captured("GetConfig")));
}

TEST(DamagedXpress, BehindTheEndChangesNothing) {
  auto const body = coded(captured("GetConfig"));
  auto const size = std::to_string(body.plan.body.size());
  expect_untouched(*damaged("cut, at: " + size), body);
  expect_untouched(*damaged("flipped_byte, at: " + size), body);
}

TEST(DamagedXpress, LeavesOtherRepliesAlone) {
  for (auto const* const how : {"header_on_plain", "no_header", "flipped_byte", "cut"}) {
    auto get = coded(captured("GetConfig"));
    get.request.method = "GET";
    expect_untouched(*damaged(how), get);
    auto gzip = message("x");
    gzip.plan.headers.push_back({"Content-Encoding", "gzip"});
    expect_untouched(*damaged(how), gzip);
    expect_untouched(*damaged(how), message(""));
  }
  auto spoilt = with_body(coded(captured("GetConfig")), "no blocks");
  expect_untouched(*damaged("header_on_plain"), spoilt);
}

TEST(DamagedXpress, MistakesAreNamed) {
  auto const said = [](std::string const& yaml) { return mistake_in(read_damaged_xpress, yaml); };
  EXPECT_EQ(said("{}"), "f.yaml:1: /how: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(said("{how: flipped}"),
            "f.yaml:1: /how: found 'flipped'; allowed: header_on_plain, no_header, flipped_byte, cut");
  EXPECT_EQ(said("{how: no_header, at: 3}"),
            "f.yaml:1: /at: found at; allowed: at only with how: flipped_byte or how: cut");
  EXPECT_EQ(said("{how: cut, at: x}"),
            "f.yaml:1: /at: found 'x'; allowed: a number of bytes, counted from 0, or a share such as 25 %");
  EXPECT_EQ(said("{how: cut, byte: 3}"), "f.yaml:1: /byte: found the unknown key 'byte'; known: at, how");
}

}  // namespace
}  // namespace wsus::faults
