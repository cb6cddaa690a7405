// The xpress coding beside zlib, on a real page: 200 updates with their metadata, as the server writes them.
#include "tests/bench/benchmarks.hpp"
#include "tests/bench/worlds.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <benchmark/benchmark.h>
#include <zlib.h>

#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace wsus::bench {
namespace {

constexpr std::size_t updates_of_page = 200;  ///< the page of older servers (wusp-protocol 6.2)
constexpr int zlib_level = 1;

/// The first page of updates that a client with the categories gets. The world's settings are as before afterwards.
std::string page_of(SyncedWorld& world) {
  auto& state = world.server.state();
  auto const before = *state.settings();
  auto settings = before;
  settings.page.updates = updates_of_page;
  state.replace_settings(settings);
  auto call = world.warm.last_sync;
  call.other_cached.clear();
  auto plan = world.server.exchange().handle(world.client.request_of(call).view());
  state.replace_settings(before);
  return std::move(plan.body);
}

std::string deflated(std::string const& plain) {
  auto size = compressBound(plain.size());
  std::string coded(size, '\0');
  compress2(reinterpret_cast<Bytef*>(coded.data()), &size, reinterpret_cast<Bytef const*>(plain.data()), plain.size(),
            zlib_level);
  coded.resize(size);
  return coded;
}

std::string inflated(std::string const& coded, std::size_t plain_size) {
  auto size = static_cast<uLongf>(plain_size);
  std::string plain(plain_size, '\0');
  uncompress(reinterpret_cast<Bytef*>(plain.data()), &size, reinterpret_cast<Bytef const*>(coded.data()), coded.size());
  return plain;
}

std::string decoded(std::string const& coded, std::size_t plain_size) {
  auto body = xpress::decode(coded, plain_size);
  auto* const text = std::get_if<std::string>(&body);
  return text == nullptr ? std::string() : std::move(*text);
}

/// Two ways there and back; the page is made when the first benchmark runs.
class Page {
public:
  explicit Page(Worlds& worlds) : worlds_(worlds) {}
  std::string const& plain() {
    if (plain_.empty()) plain_ = page_of(worlds_.with(Drives::memory));
    return plain_;
  }

private:
  Worlds& worlds_;
  std::string plain_{};
};

using Coder = std::function<std::string(std::string const&)>;

void encode(benchmark::State& state, Page& page, Coder const& coder) {
  auto const& plain = page.plain();
  std::size_t size = 0;
  for (auto _ : state) size = coder(plain).size();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(plain.size()));
  state.counters["page_bytes"] = static_cast<double>(plain.size());
  state.counters["size_ratio"] = static_cast<double>(plain.size()) / static_cast<double>(size);
}

void decode(benchmark::State& state, Page& page, Coder const& coder,
            std::function<std::string(std::string const&, std::size_t)> const& back) {
  auto const& plain = page.plain();
  auto const coded = coder(plain);
  if (back(coded, plain.size()) != plain) return state.SkipWithError("the page does not come back");
  for (auto _ : state) benchmark::DoNotOptimize(back(coded, plain.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(plain.size()));
}

}  // namespace

void add_xpress_benchmarks(Worlds& worlds) {
  auto const page = std::make_shared<Page>(worlds);
  Coder const xpress = [](std::string const& plain) { return xpress::encode(plain); };
  benchmark::RegisterBenchmark("BM_XpressEncode", [=](auto& state) { encode(state, *page, xpress); });
  benchmark::RegisterBenchmark("BM_ZlibEncode/level:1", [=](auto& state) { encode(state, *page, deflated); });
  benchmark::RegisterBenchmark("BM_XpressDecode", [=](auto& state) { decode(state, *page, xpress, decoded); });
  benchmark::RegisterBenchmark("BM_Inflate", [=](auto& state) { decode(state, *page, deflated, inflated); });
}

}  // namespace wsus::bench
