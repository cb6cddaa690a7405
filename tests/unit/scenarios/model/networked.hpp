// A good scenario with a network, a background and injected faults: what the tests of their keys change.
#pragma once

#include <string_view>

namespace wsus::scenario::test {

/// A world with hosts of each kind, two machines, one control with a fix, one twin.
inline constexpr std::string_view networked = R"(title: T
modes: [FM01]
server:
  catalogue: {revisions: 1000, delivered_percent: 80, published: 100}
  http_redirect: {destination: "http://wsus.lab.example:8530"}
  faults:
    - {soap_fault: {error_code: ServerBusy}, when: {operation: SyncUpdates}}
hosts:
  proxy.lab.example: {port: 8080, answer: pass_on}
  portal.lab.example: {port: 80, answer: redirect, to: "http://portal.lab.example/login", status: 307, keep_path: false}
  loop.lab.example: {answer: redirect, to: itself}
  old-wsus.lab.example: {answer: nothing}
machines:
  PC01:
    dns_cache:
      wsus.lab.example: old-wsus.lab.example
      other.lab.example: {host: wsus.lab.example, ttl: 2 h}
    wlan:
      - {name: Hotel WLAN, transparent_proxy: portal.lab.example}
      - {name: Home}
    vpn:
      Contoso VPN: {gateway: loop.lab.example}
  PC02:
background:
  - {at: PC01, run: wuauclt /detectnow}
  - advance: 22 h
  - synchronise: 200 revisions
reproduce:
  - synchronise: 300 revisions
  - expect: {machine: PC01, sent: {OtherCachedUpdateIDs: 22001, CachedDriverIDs: 0}}
fix:
  - {at: wsus, run: iisreset}
verify:
  - expect: {machine: PC01, counters: {injected: 1, injected.soap_fault: 1}}
controls:
  - name: one
    fix: [{at: wsus, run: cd}]
    expect: {machine: PC01, hresult: 0x80244007}
  - name: two
    hosts: {loop.lab.example: {answer: nothing}}
    expect: {machine: PC02, hresult: 0x00000000}
)";

}  // namespace wsus::scenario::test
