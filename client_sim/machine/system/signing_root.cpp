// The certificate as text; client_sim/trust reads the same facts from it (signing_root_test.cpp).
#include "client_sim/machine/system/signing_root.hpp"

#include <chrono>

namespace wsus::machine {
namespace {

constexpr std::string_view pem = "-----BEGIN CERTIFICATE-----\n"
                                 "MIIBtTCCAVygAwIBAgIIH14qe5DE0xgwCgYIKoZIzj0EAwIwRjEXMBUGA1UECgwO\n"
                                 "V1NVUyBGYXVsdCBMYWIxKzApBgNVBAMMIldTVVMgRmF1bHQgTGFiIFVwZGF0ZSBT\n"
                                 "aWduaW5nIFJvb3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMEYx\n"
                                 "FzAVBgNVBAoMDldTVVMgRmF1bHQgTGFiMSswKQYDVQQDDCJXU1VTIEZhdWx0IExh\n"
                                 "YiBVcGRhdGUgU2lnbmluZyBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n"
                                 "npTbQr/OErw+34LWKyhuV5GGuUim8t04W5YZXFnxWEiQArFWSnD0QJ4bqwzhIYH+\n"
                                 "S2brpdypYZqtEV64Ob3qWaMyMDAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQU\n"
                                 "SX7CTLosO4weFaSJRQEpTlukhPMwCgYIKoZIzj0EAwIDRwAwRAIgK+eenBTzVMo/\n"
                                 "HnlRoB0qU8Ie7ocEcB/BzhGWbJYt67sCICXFKyCU6cRJZT39XvSs6DHEdTHShVtD\n"
                                 "7bTyHNro+QQe\n"
                                 "-----END CERTIFICATE-----\n";

Certificate make() {
  using namespace std::chrono;
  constexpr std::string_view name = "CN=WSUS Fault Lab Update Signing Root, O=WSUS Fault Lab";
  return {.subject = std::string(name),
          .issuer = std::string(name),
          .serial = "1f5e2a7b90c4d318",
          .thumbprint = "ed90484e677e63392c8f371c916517d3facb54bc",
          .not_before = sys_days(year(2020) / January / 1),
          .not_after = sys_days(year(2120) / January / 1),
          .pem = std::string(pem)};
}

}  // namespace

Certificate const& signing_root() {
  static Certificate const certificate = make();
  return certificate;
}

}  // namespace wsus::machine
