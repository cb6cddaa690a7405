// wsus-journal-memory: what a journal full of entries without bodies takes, as the allocator and the system count it.
#include "server/journal/journal.hpp"
#include "wsdl/wusp/guid.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <malloc.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string_view>

namespace {

using wsus::journal::Entry;
using wsus::journal::Journal;

struct Call {
  std::string_view operation{};
  std::string_view target{};
};
constexpr std::array<Call, 5> calls{{{"GetConfig", "/ClientWebService/client.asmx"},
                                     {"GetCookie", "/ClientWebService/client.asmx"},
                                     {"SyncUpdates", "/ClientWebService/client.asmx"},
                                     {"SyncUpdates", "/ClientWebService/client.asmx"},
                                     {"ReportEventBatch", "/ReportingWebService/ReportingWebService.asmx"}}};

/// As a fleet of 10,000 machines leaves them; each tenth is a SOAP fault with an id of its own.
Entry entry_of(std::uint64_t number, std::mt19937_64& random) {
  auto const& call = calls[number % calls.size()];
  auto const machine = random() % 10'000;
  Entry entry;
  entry.client_address = fmt::format("10.0.{}.{}", machine / 250, machine % 250);
  entry.method = "POST";
  entry.target = call.target;
  entry.service = "ClientWebService";
  entry.operation = call.operation;
  entry.client_id = wsus::wusp::to_string(wsus::wusp::guid_from_bits(machine, machine));
  entry.user_agent = "Windows-Update-Agent/10.0.10011.16384 Client-Protocol/2.50";
  entry.status = 200;
  entry.request_bytes = random() % 60'000;
  entry.response_bytes = random() % 60'000;
  entry.wire_bytes = entry.response_bytes / 2;
  if (number % 10 != 0) return entry;
  entry.status = 500;
  entry.error_code = "InvalidParameters";
  entry.error_message = "maxInstalledPrerequisites exceeded";
  entry.fault_id = wsus::wusp::to_string(wsus::wusp::guid_from_bits(random(), random()));
  return entry;
}

std::size_t used_bytes() {
  auto const info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t entries = 1'000'000;
  double limit_mb = 0;
  CLI::App app("Fills a journal and prints what an entry takes.", "wsus-journal-memory");
  app.add_option("--entries", entries, "how many")->check(CLI::Range(1, 10'000'000))->capture_default_str();
  app.add_option("--limit-mb", limit_mb, "fails above so many million bytes (default: no limit)");
  CLI11_PARSE(app, argc, argv);
  std::mt19937_64 random(1);
  auto const before = used_bytes();
  Journal journal(entries);
  for (std::size_t i = 0; i < entries; ++i) journal.add(entry_of(i, random));
  auto const used = used_bytes() - before;
  fmt::print("{} entries take {:.1f} MB, {:.0f} bytes an entry", journal.size(), static_cast<double>(used) / 1e6,
             static_cast<double>(used) / static_cast<double>(entries));
  if (limit_mb > 0) fmt::print(", limit {:.0f} MB", limit_mb);
  fmt::print("\n");
  return limit_mb > 0 && static_cast<double>(used) > limit_mb * 1e6 ? 1 : 0;
}
