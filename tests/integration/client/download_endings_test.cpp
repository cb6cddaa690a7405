// Every way in which the answer for a content file can end, as a download of either habit shows it.
#include "client_sim/agent/download.hpp"
#include "client_sim/agent/error_mapping.hpp"
#include "client_sim/transport/content_client.hpp"
#include "client_sim/transport/digests.hpp"
#include "server/http/http_server.hpp"
#include "tests/integration/server/plan_handler.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <vector>

namespace wsus::transport {
namespace {

using agent::DownloadHabit;
using agent::Hresult;
using faults::Delivery;
using faults::ResponsePlan;
using std::chrono::seconds;

constexpr wusp::UtcTime begin{std::chrono::sys_days{std::chrono::year{2031} / 3 / 9}};
constexpr std::size_t piece = 1000;

std::string const& content() {
  static std::string const text = [] {
    std::string made;
    for (int i = 0; made.size() < 5 * piece; ++i) made += fmt::format("{} ", i);
    return made;
  }();
  return text;
}

/// A good answer to a GET with or without a range, or to a HEAD.
ResponsePlan good(faults::ExchangeView const& request) {
  ResponsePlan plan{.headers = {{"ETag", "\"1\""}}, .body = content()};
  unsigned long first = 0;
  unsigned long last = 0;
  if (std::sscanf(std::string(request.range).c_str(), "bytes=%lu-%lu", &first, &last) != 2) return plan;
  plan.status = 206;
  plan.headers.push_back({"Content-Range", fmt::format("bytes {}-{}/{}", first, last, content().size())});
  plan.body = content().substr(first, last - first + 1);
  return plan;
}

struct Ended {
  Hresult hresult = 0;
  seconds passed{0};
};

/// One file, whole, from a server that changes its answers so.
Ended download(DownloadHabit habit, std::function<void(ResponsePlan&, faults::ExchangeView const&)> const& change) {
  wusp::Timeline timeline(begin);
  http::test::PlanHandler handler;
  handler.handler = [&](faults::ExchangeView const& request) {
    auto plan = good(request);
    change(plan, request);
    return plan;
  };
  http::ServerOptions options{.threads = 1};
  options.clock = &timeline;
  options.timeline = &timeline;
  http::HttpServer const server(options, handler);

  auto const digests = content_digests();
  agent::FileDownload download({.name = "a.exe",
                                .size = content().size(),
                                .sha1 = digests.sha1(content()),
                                .sha256 = digests.sha256(content()),
                                .url = fmt::format("http://127.0.0.1:{}/Content/AB/a.exe", server.port())},
                               habit, 1, digests, {.piece_size = piece});
  ContentClient client({.http = {.timeline = &timeline}});
  wusp::Timeline::Running const pc(timeline);
  while (!download.is_over()) {
    client.fetch([&] { return download.next(); },
                 [&](auto const& request, ContentReply const& reply) { download.answered(request, reply); },
                 download.connections());
  }
  Ended ended{.passed = std::chrono::duration_cast<seconds>(timeline.now() - begin)};
  if (download.failure() != nullptr)
    ended.hresult = agent::map_failure(*download.failure(), machine::Profile::w11).hresult;
  return ended;
}

struct Row {
  char const* name;
  std::function<void(ResponsePlan&, faults::ExchangeView const&)> change;
  Hresult delivery_optimization;
  Hresult bits;
};

auto status(unsigned number) {
  return [number](ResponsePlan& plan, auto const&) { plan = {.status = number, .body = "no"}; };
}
auto delivery(Delivery const& how) {
  return [how](ResponsePlan& plan, auto const&) { plan.delivery = how; };
}

std::vector<Row> rows() {
  auto const turned = [](ResponsePlan& plan, auto const&) {
    if (!plan.body.empty()) plan.body.front() = '#';
  };
  auto const whole = [](ResponsePlan& plan, auto const&) { plan = {.body = content()}; };
  auto const other_range = [](ResponsePlan& plan, auto const& request) {
    if (!request.range.empty()) plan.headers.back().value = fmt::format("bytes 1-{}/{}", piece, content().size());
  };
  return {
      {"content_missing", status(404), 0x80244019, 0x80244019},
      {"content_forbidden", status(403), 0x80244018, 0x80244018},
      {"http_status 401.3", status(401), 0x80244017, 0x80244017},
      {"http_status 407", status(407), 0x8024401B, 0x8024401B},
      {"http_status 416", status(416), 0x80246009, 0x80246009},
      {"http_status 500", status(500), 0x8024401F, 0x8024401F},
      {"http_status 503", status(503), 0x80244022, 0x80244022},
      {"wrong_digest", turned, 0x80246002, 0x80246002},
      {"ranges_ignored", whole, 0, 0x80200013},
      {"another range", other_range, 0x80246009, 0x80246009},
      {"reset", delivery({.cut = Delivery::Cut{.after = 50}}), 0x80072EFE, 0x80072EFE},
      {"half_close", delivery({.cut = Delivery::Cut{.after = 50, .by = faults::Ending::half_close}}), 0x80072EFE,
       0x80072EFE},
      {"stall", delivery({.stall = Delivery::Stall{.after = 50}}), 0x80072EE2, 0x80072EE2},
      {"delay beyond the timeout", delivery({.delay = seconds(700)}), 0x80072EE2, 0x80072EE2},
      {"delay", delivery({.delay = seconds(5)}), 0, 0},
      {"nothing", delivery({}), 0, 0},
  };
}

TEST(DownloadEndings, HaveTheirCodesForEitherHabit) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const by_do = download(DownloadHabit::delivery_optimization, row.change).hresult;
    EXPECT_EQ(agent::to_hex(by_do), agent::to_hex(row.delivery_optimization));
    auto const by_bits = download(DownloadHabit::bits, row.change).hresult;
    EXPECT_EQ(agent::to_hex(by_bits), agent::to_hex(row.bits));
    EXPECT_NE(agent::find_hresult(by_do), nullptr);
    EXPECT_NE(agent::find_hresult(by_bits), nullptr);
  }
}

TEST(DownloadEndings, OfSilenceCostVirtualTimeOnly) {
  auto const silence = delivery({.stall = Delivery::Stall{.after = 50}});
  EXPECT_EQ(download(DownloadHabit::bits, silence).passed, seconds(90)) << "three attempts of one piece";
  EXPECT_GE(download(DownloadHabit::delivery_optimization, silence).passed, seconds(90));
}

}  // namespace
}  // namespace wsus::transport
