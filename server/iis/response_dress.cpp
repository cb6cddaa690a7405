// Dress of responses and the table of server generations: see response_dress.hpp.
#include "server/iis/response_dress.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

// Page size: MS-WUSP says 200, WSUS 2025 gives 30 (wusp-protocol 12, wua-behaviour 4.1); nobody observed those between.
constexpr std::array profiles{
    ServerProfile{.name = "wsus-3.0-sp2",
                  .system = "WSUS 3.0 SP2 on Windows Server 2008 R2",
                  .iis_version = "7.5",
                  .asp_net_version = "2.0.50727",
                  .page_updates = 200,
                  .asmx_only = true,
                  .source =
                      "IIS: platform, from memory (M); ASP.NET of .NET 2.0: I; page: MS-WUSP note (C); protocol 3.2: "
                      "wusp-protocol 1.5 (C); fault: MS-WUSP sample, wusp-protocol 5.1 (C)"},
    ServerProfile{.name = "2012",
                  .system = "Windows Server 2012",
                  .iis_version = "8.0",
                  .asp_net_version = "4.0.30319",
                  .source = "IIS: platform, from memory (M); page and fault text as 2025: assumption (I)"},
    ServerProfile{.name = "2012r2",
                  .system = "Windows Server 2012 R2",
                  .iis_version = "8.5",
                  .asp_net_version = "4.0.30319",
                  .source = "IIS: platform, from memory (M); page and fault text as 2025: assumption (I)"},
    ServerProfile{.name = "2016",
                  .system = "Windows Server 2016",
                  .iis_version = "10.0",
                  .asp_net_version = "4.0.30319",
                  .source = "IIS: platform, from memory (M); page and fault text as 2025: assumption (I)"},
    ServerProfile{.name = "2019",
                  .system = "Windows Server 2019",
                  .iis_version = "10.0",
                  .asp_net_version = "4.0.30319",
                  .source = "IIS: platform, from memory (M); page and fault text as 2025: assumption (I)"},
    ServerProfile{.name = "2022",
                  .system = "Windows Server 2022",
                  .iis_version = "10.0",
                  .asp_net_version = "4.0.30319",
                  .source = "IIS: platform, from memory (M); page and fault text as 2025: assumption (I)"},
    ServerProfile{.name = "2025",
                  .system = "Windows Server 2025",
                  .iis_version = "10.0",
                  .asp_net_version = "4.0.30319",
                  .file_digest_algorithm = true,
                  .source = "captures Fault-InstalledNonLeafUpdateIDs and SyncUpdates (C1); FileDigestAlgorithm: "
                            "wusp-protocol 4.2 (C), in no capture"}};

bool is_iis_server(faults::Header const& header) {
  return equal_caseless(header.name, "Server") && header.value.starts_with("Microsoft-IIS/");
}

bool is_dropped(faults::Header const& header, ResponseDress const& dress) {
  if (is_iis_server(header)) return dress.server.empty();
  if (equal_caseless(header.name, "X-AspNet-Version")) return dress.asp_net_version.empty();
  return equal_caseless(header.name, "X-Powered-By") && !dress.powered_by;
}

void set_version(faults::Header& header, ResponseDress const& dress) {
  if (is_iis_server(header)) header.value = dress.server;
  if (equal_caseless(header.name, "X-AspNet-Version")) header.value = dress.asp_net_version;
}

std::size_t rank(std::string_view name, std::vector<std::string> const& order) {
  auto const place = std::find_if(order.begin(), order.end(),
                                  [name](std::string const& listed) { return equal_caseless(listed, name); });
  return static_cast<std::size_t>(place - order.begin());
}

bool is_soap_fault(faults::ResponsePlan const& plan) {
  return plan.status == 500 && std::any_of(plan.headers.begin(), plan.headers.end(), [](faults::Header const& header) {
           return equal_caseless(header.name, "Content-Type") && header.value.starts_with("text/xml");
         });
}

}  // namespace

std::vector<faults::Header> dressed(std::vector<faults::Header> headers, ResponseDress const& dress) {
  std::erase_if(headers, [&dress](faults::Header const& header) { return is_dropped(header, dress); });
  std::stable_sort(headers.begin(), headers.end(), [&dress](faults::Header const& one, faults::Header const& other) {
    return rank(one.name, dress.header_order) < rank(other.name, dress.header_order);
  });
  for (auto& header : headers) {
    set_version(header, dress);
    if (dress.header_case == HeaderCase::lower) header.name = windows::to_lower(header.name);
  }
  return headers;
}

bool closes(faults::ResponsePlan const& plan, ResponseDress const& dress) {
  return plan.close && (dress.faults_close || !is_soap_fault(plan));
}

std::span<ServerProfile const> server_profiles() { return profiles; }

ServerProfile const* find_server_profile(std::string_view name) {
  auto const found = std::find_if(profiles.begin(), profiles.end(),
                                  [name](ServerProfile const& profile) { return profile.name == name; });
  return found == profiles.end() ? nullptr : &*found;
}

ResponseDress dress_of(ServerProfile const& profile) {
  ResponseDress dress;
  dress.server = fmt::format("Microsoft-IIS/{}", profile.iis_version);
  dress.iis_version = profile.iis_version;
  dress.asp_net_version = profile.asp_net_version;
  return dress;
}

}  // namespace wsus::iis
