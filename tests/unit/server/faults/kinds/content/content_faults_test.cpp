// The faults of content: pages, requests without their range, and a byte of the file.
#include "server/faults/kinds/content/content_path.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

#include <fcntl.h>

namespace wsus::faults {
namespace {

using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using test::Outgoing;
using test::Reader;

constexpr auto file_target = "/Content/94/0D0FBB5D57F0A4C9FC1C7C5E9A1A29CB0E1C8B94.cab";

TEST(ContentPath, LiesBelowContent) {
  for (auto const* const path : {file_target, "/content/a", "/CONTENT/x.txt"})
    EXPECT_TRUE(is_below_content(path)) << path;
  for (auto const* const path : {"/Content", "/Content/", "/Contents/a", "/a/Content/b", "/", "", "Content/a"})
    EXPECT_FALSE(is_below_content(path)) << path;
}

struct Page {
  char const* name;
  Reader read;
  unsigned status;
};

class ContentPage : public testing::TestWithParam<Page> {};

TEST_P(ContentPage, AnswersBelowContent) {
  auto const fault = made<AnswerFault>(GetParam().read, "{}");
  for (auto const* const method : {"GET", "HEAD"}) {
    auto const plan = fault->answer({.method = method, .target = file_target});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->status, GetParam().status);
    EXPECT_FALSE(plan->file);
    EXPECT_FALSE(plan->body.empty());
  }
  EXPECT_TRUE(fault->answer({.method = "GET", .target = "/content/a?b=c"}));
}

TEST_P(ContentPage, LeavesServicesAndOtherFilesAlone) {
  auto const fault = made<AnswerFault>(GetParam().read, "{}");
  EXPECT_FALSE(fault->answers_always());
  for (auto const* const target :
       {"/ClientWebService/client.asmx", "/SelfUpdate/wuident.cab", "/Content", "/?/Content/a"})
    EXPECT_FALSE(fault->answer({.method = "GET", .target = target})) << target;
}

TEST_P(ContentPage, HasNoKeys) {
  EXPECT_EQ(mistake_in(GetParam().read, "{status: 410}"),
            "f.yaml:1: /: found the key 'status'; allowed: no keys, as in {}");
  EXPECT_EQ(mistake_in(GetParam().read, "all"), "f.yaml:1: /: found 'all'; allowed: a map");
}

auto page_name = [](auto const& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Faults, ContentPage,
                         testing::Values(Page{"Missing", read_content_missing, 404},
                                         Page{"Forbidden", read_content_forbidden, 403}),
                         page_name);

TEST(RangesIgnored, TakesTheRangeAway) {
  auto const fault = made<RequestFault>(read_ranges_ignored, "{}");
  ExchangeView request{.method = "GET", .target = file_target, .range = "bytes=0-99", .if_range = "\"e\""};
  EXPECT_TRUE(fault->apply(request));
  EXPECT_EQ(request.range, "");
  EXPECT_EQ(request.if_range, "\"e\"");
  EXPECT_EQ(request.target, file_target);
  EXPECT_FALSE(fault->apply(request)) << "there is none any more";
}

TEST(RangesIgnored, LeavesOtherRequestsAlone) {
  auto const fault = made<RequestFault>(read_ranges_ignored, "{}");
  auto const is_left = [&](ExchangeView request) {
    auto const range = request.range;
    return !fault->apply(request) && request.range == range;
  };
  EXPECT_TRUE(is_left({.method = "GET", .target = file_target}));
  EXPECT_TRUE(is_left({.method = "HEAD", .target = file_target, .range = "bytes=0-99"}));
  EXPECT_TRUE(is_left({.method = "GET", .target = "/SelfUpdate/wuident.cab", .range = "bytes=0-99"}));
  EXPECT_TRUE(is_left({.method = "POST", .target = "/ClientWebService/client.asmx", .range = "bytes=0-99"}));
}

TEST(RangesIgnored, HasNoKeys) {
  EXPECT_EQ(mistake_in(read_ranges_ignored, "{status: 200}"),
            "f.yaml:1: /: found the key 'status'; allowed: no keys, as in {}");
}

/// The answer to a GET of this part of a file with 1,000 bytes.
Outgoing download(std::uint64_t offset, std::uint64_t length) {
  Outgoing outgoing;
  outgoing.request = {.method = "GET", .target = file_target};
  outgoing.plan.status = length == 1000 ? 200 : 206;
  outgoing.plan.file =
      FileBody{.file = std::make_shared<OpenFile const>(::open("/dev/null", O_RDONLY | O_CLOEXEC), 1000),
               .offset = offset,
               .length = length};
  return outgoing;
}

std::optional<std::uint64_t> turned(std::string const& yaml, Outgoing outgoing) {
  auto const fault = made<ReplyFault>(read_wrong_digest, yaml);
  bool const applied = outgoing.apply(*fault);
  EXPECT_EQ(applied, outgoing.plan.file->turned_byte.has_value());
  return outgoing.plan.file->turned_byte;
}

TEST(WrongDigest, TurnsTheFirstByteByDefault) {
  EXPECT_EQ(turned("{}", download(0, 1000)), 0u);
  EXPECT_EQ(made<ReplyFault>(read_wrong_digest, "{}")->step(), ReplyStep::body);
}

TEST(WrongDigest, TurnsAByteOfTheFileNotOfTheAnswer) {
  EXPECT_EQ(turned("{at: 500}", download(0, 1000)), 500u);
  EXPECT_EQ(turned("{at: 500}", download(500, 100)), 500u);
  EXPECT_EQ(turned("{at: 500}", download(401, 100)), 500u);
  EXPECT_EQ(turned("{at: 50 %}", download(450, 100)), 500u);
  EXPECT_EQ(turned("{at: 999}", download(0, 1000)), 999u);
}

TEST(WrongDigest, LeavesPartsWithoutTheByteAlone) {
  EXPECT_EQ(turned("{at: 500}", download(0, 500)), std::nullopt);
  EXPECT_EQ(turned("{at: 500}", download(501, 499)), std::nullopt);
  EXPECT_EQ(turned("{at: 1000}", download(0, 1000)), std::nullopt);
  EXPECT_EQ(turned("{at: 100 %}", download(0, 1000)), std::nullopt);
}

TEST(WrongDigest, LeavesOtherRepliesAlone) {
  auto const fault = made<ReplyFault>(read_wrong_digest, "{}");
  auto head = download(0, 1000);
  head.request.method = "HEAD";
  expect_untouched(*fault, head);
  auto other = download(0, 1000);
  other.request.target = "/SelfUpdate/wuident.cab";
  expect_untouched(*fault, other);
  auto again = download(0, 1000);
  again.plan.file->turned_byte = 7;
  expect_untouched(*fault, again);
  expect_untouched(*fault, message(test::captured("GetConfig")));
}

TEST(WrongDigest, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_wrong_digest, "{at: first}"),
            "f.yaml:1: /at: found 'first'; allowed: a number of bytes, counted from 0, or a share such as 25 %");
  EXPECT_EQ(mistake_in(read_wrong_digest, "{byte: 3}"), "f.yaml:1: /byte: found the unknown key 'byte'; known: at");
}

}  // namespace
}  // namespace wsus::faults
