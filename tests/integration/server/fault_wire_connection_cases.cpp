// Listener and TLS: what becomes of a connection before its first request.
#include "tests/integration/server/fault_wire.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::test {
namespace {

using http::test::Over;

constexpr auto served = "HTTP/1.1 200 OK\r\n";

std::string plain(FaultWire& wire) { return wire.ask(get_config_request()); }

/// A client of TLS that takes any certificate, and nothing but these versions with its library's own suites.
std::function<std::string(FaultWire&)> over_tls(int oldest, int newest) {
  return [oldest, newest](FaultWire& wire) {
    return wire.ask(get_config_request(), {.over = Over::tls, .configure = [oldest, newest](SSL_CTX* context) {
                                             SSL_CTX_set_min_proto_version(context, oldest);
                                             SSL_CTX_set_max_proto_version(context, newest);
                                           }});
  };
}

std::string verified(FaultWire& wire) { return wire.ask(get_config_request(), wire.verifying()); }

/// What comes, whatever came without the fault.
std::function<std::string(std::string)> only(std::string text) {
  return [text = std::move(text)](std::string const& /*good*/) { return text; };
}

WireCase certificate(std::string_view flaw, std::string_view what, std::string reason) {
  return {"tls_certificate", what,   fmt::format("- tls_certificate: {{flaw: {}}}", flaw),
          verified,          served, only(std::move(reason))};
}

}  // namespace

std::vector<WireCase> connection_cases() {
  return {
      {"accept_late", "", "- accept_late: {after: 20 s}", plain, served,
       [](std::string const& good) { return ended(good, "[fin after 20 s]"); }},
      {"accept_silent", "", "- accept_silent: {}", plain, served, only("[deadline after 30 s]")},
      {"refuse", "", "- refuse: {}", plain, served, only("[reset after 0 s]")},

      certificate("expired", "Expired", "certificate has expired"),
      certificate("not_yet_valid", "NotYetValid", "certificate is not yet valid"),
      certificate("wrong_name", "WrongName", "hostname mismatch"),
      certificate("unknown_authority", "UnknownAuthority", "unable to get local issuer certificate"),
      {"tls_client_certificate", "", "- tls_client_certificate: {}", over_tls(TLS1_2_VERSION, TLS1_2_VERSION), served,
       only("handshake: sslv3 alert handshake failure")},
      {"tls_version", "", "- tls_version: {newest: 1.1}", over_tls(TLS1_2_VERSION, TLS1_3_VERSION), served,
       only("handshake: tlsv1 alert protocol version")},
      {"tls_weak_ciphers", "", "- tls_weak_ciphers: {}", over_tls(TLS1_2_VERSION, TLS1_3_VERSION), served,
       only("handshake: sslv3 alert handshake failure")},
      {"wrong_scheme", "TlsOnThePlainPort", "- wrong_scheme: {}", plain, served, only("[fin after 0 s]")},
      {"wrong_scheme", "HttpOnTheTlsPort", "- wrong_scheme: {}", over_tls(TLS1_2_VERSION, TLS1_3_VERSION), served,
       only("handshake: wrong version number")},
  };
}

}  // namespace wsus::test
