// The table of fixed addresses: see static_addresses.hpp.
#include "server/exchange/static_addresses.hpp"

#include "windows/fs/caseless.hpp"

#include <array>
#include <string>

namespace wsus::exchange {
namespace {

constexpr std::string_view self_update_root = "/SelfUpdate/";

/// No cabinet: a real agent refuses it because it is not signed; only the lab's agent takes it.
constexpr std::string_view lab_wuident = "WSUS Fault Lab wuident\r\n";
constexpr std::string_view lab_iuident = "WSUS Fault Lab iuident\r\n";
constexpr std::string_view lab_version = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
                                         "<ServerVersion>WSUS Fault Lab, protocol 3.2</ServerVersion>\r\n";

constexpr std::array addresses{
    StaticAddress{"/SelfUpdate/wuident.cab", AddressKind::file, lab_wuident,
                  "address C (wua-behaviour 1); own content, marked and inert"},
    StaticAddress{"/iuident.cab", AddressKind::file, lab_iuident,
                  "address M (root of older WSUS); own content, marked and inert"},
    StaticAddress{"/ClientWebService/wusserverversion.xml", AddressKind::file, lab_version,
                  "address C (wua-behaviour 1); own text, the real one is not known"},
    StaticAddress{"/ClientWebService/", AddressKind::folder, "", "assumption M: IIS lists no folder by default"},
    StaticAddress{"/SimpleAuthWebService/", AddressKind::folder, "", "assumption M: as above"},
    StaticAddress{"/ReportingWebService/", AddressKind::folder, "", "assumption M: as above"},
    StaticAddress{"/SelfUpdate/", AddressKind::folder, "", "assumption M: as above"},
    StaticAddress{"/Content/", AddressKind::folder, "", "assumption M: as above"},
    StaticAddress{"/ServerSyncWebService", AddressKind::absent, "",
                  "names C (wua-behaviour 1); 404 0 2 as IIS logs a missing application (I)"},
    StaticAddress{"/DssAuthWebService", AddressKind::absent, "", "as above"},
    StaticAddress{"/ApiRemoting30", AddressKind::absent, "", "as above"},
};

bool is_or_below(std::string_view path, std::string_view root) {
  return windows::equal_caseless(path.substr(0, root.size()), root) &&
         (path.size() == root.size() || path[root.size()] == '/');
}

}  // namespace

std::span<StaticAddress const> static_addresses() { return addresses; }

StaticAddress const* static_address_at(std::string_view path) {
  for (auto const& address : addresses) {
    if (address.kind == AddressKind::folder && windows::equal_caseless(path, address.path)) return &address;
    if (address.kind == AddressKind::absent && is_or_below(path, address.path)) return &address;
  }
  return nullptr;
}

content::StaticFiles make_static_files(std::optional<std::filesystem::path> const& self_update,
                                       wusp::UtcTime modified) {
  content::StaticFiles files;
  for (auto const& address : addresses) {
    if (address.kind != AddressKind::file || (self_update && address.path.starts_with(self_update_root))) continue;
    files.add_text(std::string(address.path), address.text, modified);
  }
  if (self_update) files.add_folder(self_update_root, *self_update);
  return files;
}

}  // namespace wsus::exchange
