// The words: see guide_text.hpp.
#include "server/guide/guide_text.hpp"

#include "server/guide/registry_file.hpp"

#include <fmt/format.h>

namespace wsus::guide {
namespace {

constexpr std::string_view service_of(std::string_view operation) {
  if (operation == "GetAuthorizationCookie") return "/SimpleAuthWebService/SimpleAuth.asmx";
  if (operation == "ReportEventBatch") return "/ReportingWebService/ReportingWebService.asmx";
  return "/ClientWebService/client.asmx";
}

constexpr std::string_view inert = R"(WHAT THE MOCK OFFERS IS INERT
  Every content file begins with the line "Inert content of WSUS Fault Lab. This
  is no program and does nothing."; what follows are random bytes. Files have no
  signature, and an agent installs nothing that Microsoft has not signed: it
  scans, is offered updates, downloads, and stops at the signature check. Files
  of imported update documents are replaced by such files, with other digests.
  One exception: --selfupdate DIR gives away files of your own.
)";

constexpr std::string_view after_pointing = R"(
  Then, elevated:
    net stop wuauserv
    net start wuauserv
    usoclient StartScan        (Windows 8.1 and older: wuauclt /detectnow)
  Group policy of a domain writes its own values back at the next gpupdate: take
  the client out of that policy, or use a client of a workgroup.
)";

std::string heading(std::string_view text) { return fmt::format("\n{}\n", text); }

std::string client_part(ClientTarget const& target) {
  auto text = heading("ON THE CLIENT");
  text += "  With files of 'wsus-mock guide --output DIR', copied there:\n"
          "    powershell -ExecutionPolicy Bypass -File point.ps1     and back: back.ps1\n"
          "  The scripts save what was there and put it back. By hand, elevated:\n"
          "    reg export HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate before.reg\n"
          "    reg import point.reg       back: reg import back.reg, reg import before.reg\n"
          "  What is set, and nothing else:\n";
  for (auto const& value : policy_values(target)) {
    auto const data = value.text.empty() ? fmt::format("{} (REG_DWORD)", value.number) : value.text;
    auto const* key = value.key == policy_key ? "WindowsUpdate" : "WindowsUpdate\\AU";
    text += fmt::format("    ...\\{}\\{} = {}\n", key, value.name, data);
  }
  return text.append(after_pointing);
}

std::string trust_part(ClientTarget const& target) {
  if (!target.https) return {};
  return heading("CERTIFICATES") +
         fmt::format("  The server's certificate must hold the name {}:\n"
                     "    wsus-mock --https 0.0.0.0:{} --tls-name NAME\n"
                     "  The authority is lab-ca.crt in the mock's log folder. On the client, elevated:\n"
                     "    certutil -addstore Root lab-ca.crt\n"
                     "  and when you are done, with the serial number that certutil lab-ca.crt shows:\n"
                     "    certutil -delstore Root SERIAL\n"
                     "  Never leave it there: who has lab-ca.key can vouch for any name.\n",
                     target.host, target.port);
}

std::string network_part(ClientTarget const& target) {
  return heading("ON THE NETWORK") +
         fmt::format("  The mock must listen where the client gets to: --{} 0.0.0.0:{}.\n"
                     "  The client needs TCP port {} of that machine; content comes over the same\n"
                     "  port. A real WSUS has 8530 for http and 8531 for https, and gives content over\n"
                     "  8530 also where the rest is https.\n"
                     "  Test it there: powershell Test-NetConnection HOST -Port {}\n"
                     "  Linux with nftables:  nft add rule inet filter input tcp dport {} accept\n"
                     "  Proxies: the agent takes that of 'netsh winhttp show proxy'; put the name on\n"
                     "  its bypass list.\n"
                     "  Keep the admin API (--admin) on loopback.\n",
                     target.https ? "https" : "http", target.port, target.port, target.port, target.port);
}

std::string scan_part() {
  auto text = heading("A HEALTHY FIRST SCAN IN THE JOURNAL");
  text += "  Windows 8.1 and older begin with GET /selfupdate/wuident.cab.\n";
  for (auto const operation : first_scan_calls) {
    auto const* again = operation == "SyncUpdates" ? " (repeated)" : "";
    text += fmt::format("  {:<22} 200 POST {}{}\n", operation, service_of(operation), again);
  }
  return text.append("  Without GetAuthorizationCookie and RegisterComputer: it was here before.\n"
                     "  Nothing at all: the client did not get here; see ON THE NETWORK.\n");
}

constexpr std::string_view scenarios_part = R"(
WHICH SCENARIOS SUIT A REAL CLIENT
  'wsus-lab list real-client' lists those whose cause and cure lie at the server
  or on the network: they change nothing on the client.
  'wsus-lab list --real-clients' says of the others what they would change.
  The mock shows many of them by rules: wsus-mock --faults FILE.
)";

std::string warnings_part(ClientTarget const& target) {
  std::string text;
  for (auto const& warning : warnings_of(target)) text += fmt::format("WARNING: {}\n", warning);
  return text;
}

}  // namespace

std::string guide_text(ClientTarget const& target) {
  return warnings_part(target) + fmt::format("A real Windows client and the mock at {}\n", target.url()) +
         client_part(target) + trust_part(target) + network_part(target) + scan_part() + std::string(scenarios_part) +
         "\n" + std::string(inert);
}

}  // namespace wsus::guide
