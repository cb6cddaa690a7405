// The advice, by ranges of codes: see where_to_look.hpp.
#include "scenarios/knowledge/where_to_look.hpp"

#include <algorithm>
#include <array>

namespace wsus::lab {
namespace {

using agent::Hresult;

/// Advice for the codes from `first` to `last`. Rows that are narrower stand before those that are wider.
struct Advice {
  Hresult first;
  Hresult last;
  std::array<std::string_view, 3> look;  ///< empty ones are left out
};

constexpr std::string_view iis_row =
    "the IIS log of the server: a row of this client with that status and a sub-status? Then IIS or WSUS has answered";
constexpr std::string_view no_iis_row =
    "no row there: http.sys (httperr1.log), a proxy or a gateway has answered; netsh winhttp show proxy";
constexpr std::string_view fault_quote =
    "WindowsUpdate.log quotes the SOAP fault: ErrorCode and Message ('Soap fault detail', 'WS error: <detail>')";
constexpr std::string_view fault_id = "the fault's ID stands in SoftwareDistribution.log of the server too";
constexpr std::string_view update_log = "the lines of WindowsUpdate.log before the code: the first that failed counts";

constexpr auto table = std::to_array<Advice>({
    {0x80244011,
     0x80244011,
     {R"(reg query HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /s: WUServer, UseWUServer)", "gpresult", ""}},
    {0x8024043A,
     0x8024043F,
     {R"(reg query HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /s: WUServer, UseWUServer)", "", ""}},
    {0x80244010,
     0x80244010,
     {"the IIS log: more than 200 POSTs of Client.asmx in one scan, all of them 200",
      "the size of the catalogue: superseded and unneeded updates that are not declined", ""}},
    {0x80244022,
     0x80244022,
     {"the server's application pool WsusPool: is it started, and why did it stop?",
      "httperr1.log of the server: AppOffline, QueueFull",
      "no row there, and none in the IIS log: a proxy or a gateway has answered"}},
    {0x80244016, 0x80244024, {iis_row, no_iis_row, ""}},
    {0x8024402B, 0x8024402B, {iis_row, no_iis_row, "WindowsUpdate.log has the status as a number"}},
    {0x8024402C,
     0x8024402C,
     {"ping or nslookup the name in WUServer; ipconfig /displaydns", "the hosts file", "netsh winhttp show proxy"}},
    {0x80244001, 0x80244015, {fault_quote, fault_id, "without a fault in the log: was the call redirected?"}},
    {0x80244025, 0x8024402D, {fault_quote, fault_id, ""}},
    {0x80240438,
     0x80240438,
     {"what failed before: the agent has stopped asking this server for a while", update_log, ""}},
    {0x80240436,
     0x80240440,
     {"what came instead of the expected message: a page of HTML, a message that was cut, a damaged coding",
      "whoever stands between client and server: proxies, portals, gateways", update_log}},
    {0x80072F78,
     0x80072F78,
     {"what answers at that port: is it HTTP, and with or without TLS as WUServer says?", update_log, ""}},
    {0x80072F7C,
     0x80072F7C,
     {"the IIS log: rows of this client with 301, 302, 307 or 308? Then the site itself redirects",
      "no such rows: a proxy, a VPN or a stale address redirects; netsh winhttp show proxy, ipconfig /displaydns", ""}},
    {0x80072F00,
     0x80072FFF,
     {"the server's certificate: validity, name, authority (certutil -verify)",
      "the machine's clock: w32tm /query /status", "TLS versions that both sides allow"}},
    {0x80072EE0,
     0x80072EFF,
     {"WUServer: name and port; does the port answer?", "netsh winhttp show proxy; ipconfig /displaydns; the VPN",
      "the IIS log: no row of this client means that it never came there"}},
    {0x80190000,
     0x801901FF,
     {"the IIS log: GET or HEAD of /Content with that status and its sub-status",
      "the file in WsusContent; wsusutil reset", ""}},
    {0x80200000,
     0x8020FFFF,
     {"bitsadmin /list /allusers /verbose", "whether a proxy lets Range through", "the event log of BITS"}},
    {0x80246000,
     0x80246FFF,
     {"the URL of the file in WindowsUpdate.log: does it answer, with 200 or 206?", "wsusutil reset at the server",
      "the download service: sc query dosvc, sc query bits"}},
    {0x80248000,
     0x80248FFF,
     {R"(C:\Windows\SoftwareDistribution: rename it with the service stopped)", update_log, ""}},
    {0x80242000, 0x80242FFF, {"the exit code of the installer in WindowsUpdate.log", "CBS.log, setup's own logs", ""}},
    {0x8024D000, 0x8024DFFF, {"the SelfUpdate tree of the server on port 80", update_log, ""}},
    {0x800B0000,
     0x800BFFFF,
     {"certutil -store root at the machine", "whether the server's files are those that Microsoft has signed", ""}},
    {0x803D0000,
     0x803DFFFF,
     {"the code that the scan ended with: this one lies underneath it", fault_quote, update_log}},
    {0x87D00000,
     0x87D0FFFF,
     {"WUAHandler.log and ScanAgent.log of the Configuration Manager client", "the domain's policies: gpresult", ""}},
});

}  // namespace

std::vector<std::string_view> where_to_look(Hresult code) {
  auto const* const row =
      std::ranges::find_if(table, [code](auto const& advice) { return code >= advice.first && code <= advice.last; });
  if (row == table.end()) return {update_log};
  std::vector<std::string_view> look(row->look.begin(), row->look.end());
  std::erase(look, std::string_view());
  return look;
}

}  // namespace wsus::lab
