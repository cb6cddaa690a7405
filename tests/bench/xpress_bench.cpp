// The xpress coding beside zlib level 1, on pages of updates with their metadata as the server writes them.
#include "tests/bench/benchmarks.hpp"
#include "tests/bench/worlds.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <zlib.h>

#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <variant>

namespace wsus::bench {
namespace {

constexpr int zlib_level = 1;

/// Which page of SyncUpdates. Whatever is beyond the last whole block of 16,352 bytes is stored, as captured: the
/// smaller a page, the less of it is coded.
enum class PageKind {
  captured,      ///< the one captured page that is here: a category, 1.7 KB
  of_30,         ///< the default page, generated updates
  of_30_larger,  ///< the same with rules that make an update as large as those of real pages
  of_200,        ///< the page of older servers (wusp-protocol 6.2)
};

/// What makes a generated update 2.8 KB in a page; those of a captured sync of 5,337 revisions had 2.5 (13.45 MB;
/// wua-behaviour 2.3). Written for this benchmark with the vocabulary of wusp-protocol 8.4; the texts of the real ones
/// are not known.
std::string larger_rules(domain::Revision const& revision) {
  return fmt::format(
      R"(<And><Or><b.Processor Architecture="9" /><b.Processor Architecture="12" /></Or><b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="10" MinorVersion="0" BuildNumber="{0}" /><b.RegSzToVersion Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Contoso\Signature Updates" Value="EngineVersion" Comparison="LessThan" Data="1.1.{0}.{1}" /><b.FileVersion Csidl="37" Path="contoso\engine-{1}.dll" Comparison="LessThan" Version="4.18.{0}.{1}" /><Not><b.RegDword Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Contoso\Policy" Value="DisableUpdates" Comparison="EqualTo" Data="1" /></Not><Not><CbsPackageInstalledByIdentity PackageIdentity="Package_for_KB{2}~31bf3856ad364e35~amd64~~{0}.{1}.1.0" /></Not></And>)",
      10'000 + revision.id % 9'000, revision.id % 1'000, 5'000'000 + revision.id);
}

std::shared_ptr<domain::Catalogue const> with_larger_rules(domain::Catalogue const& catalogue) {
  auto revisions = catalogue.revisions();
  for (auto& revision : revisions) {
    if (revision.type != domain::UpdateType::software) continue;
    revision.is_installed = larger_rules(revision);
    revision.is_installable = larger_rules(revision);
  }
  return std::make_shared<domain::Catalogue const>(std::move(revisions));
}

/// The first page of software that a client with categories and detectoids gets. The world is as before afterwards.
std::string page_of(SyncedWorld& world, std::size_t updates, bool larger) {
  auto& state = world.server.state();
  auto const before = *state.settings();
  auto const catalogue = state.catalogue();
  auto settings = before;
  settings.page.updates = updates;
  state.replace_settings(settings);
  if (larger) state.replace_catalogue(with_larger_rules(*catalogue));
  auto call = world.warm.last_sync;
  std::erase_if(call.other_cached, [&](int id) {
    auto const index = catalogue->find(id);
    return index && catalogue->at(*index).type == domain::UpdateType::software;
  });
  auto plan = world.server.exchange().handle(world.client.request_of(call).view());
  state.replace_settings(before);
  state.replace_catalogue(catalogue);
  return std::move(plan.body);
}

std::string captured_page() {
  std::ifstream const file(std::string(WSUS_SOURCE_DIR) +
                           "/tests/golden/captures/server/SyncUpdates-category-scan.xml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
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

/// Two ways there and back; the page is made when the first benchmark of its kind runs.
class Page {
public:
  Page(Worlds& worlds, PageKind kind) : worlds_(worlds), kind_(kind) {}
  std::string const& plain() {
    if (plain_.empty()) plain_ = made();
    return plain_;
  }

private:
  std::string made() {
    if (kind_ == PageKind::captured) return captured_page();
    return page_of(worlds_.with(Drives::memory), kind_ == PageKind::of_200 ? 200 : 30, kind_ == PageKind::of_30_larger);
  }

  Worlds& worlds_;
  PageKind kind_;
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

void add(std::string const& name, std::shared_ptr<Page> const& page) {
  Coder const xpress = [](std::string const& plain) { return xpress::encode(plain); };
  benchmark::RegisterBenchmark(("BM_XpressEncode/" + name).c_str(), [=](auto& state) { encode(state, *page, xpress); });
  benchmark::RegisterBenchmark(("BM_ZlibEncode/" + name).c_str(), [=](auto& state) { encode(state, *page, deflated); });
  benchmark::RegisterBenchmark(("BM_XpressDecode/" + name).c_str(),
                               [=](auto& state) { decode(state, *page, xpress, decoded); });
  benchmark::RegisterBenchmark(("BM_Inflate/" + name).c_str(),
                               [=](auto& state) { decode(state, *page, deflated, inflated); });
}

}  // namespace

void add_xpress_benchmarks(Worlds& worlds) {
  add("captured", std::make_shared<Page>(worlds, PageKind::captured));
  add("page:30", std::make_shared<Page>(worlds, PageKind::of_30));
  add("page:30/larger", std::make_shared<Page>(worlds, PageKind::of_30_larger));
  add("page:200", std::make_shared<Page>(worlds, PageKind::of_200));
}

}  // namespace wsus::bench
