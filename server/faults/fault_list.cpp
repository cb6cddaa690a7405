// The list of faults: a new fault is its file, its reader in kinds/kinds.hpp and a line here.
#include "server/faults/fault_list.hpp"

#include "server/faults/kinds/kinds.hpp"

#include <algorithm>
#include <array>

namespace wsus::faults {
namespace {

constexpr std::array<FaultKind, 41> kinds{{
    {"accept_late", Layer::listener, "a connection is accepted and read only after a while", read_accept_late},
    {"accept_silent", Layer::listener, "a connection is accepted, and nothing is said on it", read_accept_silent},
    {"refuse", Layer::listener, "a connection is reset as soon as it is accepted", read_refuse},

    {"close_idle", Layer::tcp, "a connection that was to be kept is closed when it is idle", read_close_idle},
    {"delay", Layer::tcp, "the first byte of the reply goes out late", read_delay},
    {"drip", Layer::tcp, "the reply goes out in small pieces with pauses", read_drip},
    {"half_close", Layer::tcp, "FIN after so many bytes of the reply", read_half_close},
    {"reset", Layer::tcp, "RST after so many bytes of the reply", read_reset},
    {"stall", Layer::tcp, "the reply stops after so many bytes", read_stall},

    {"tls_certificate", Layer::tls, "a certificate that is expired, not yet valid, of another name or authority",
     read_tls_certificate},
    {"tls_client_certificate", Layer::tls, "a client certificate is demanded", read_tls_client_certificate},
    {"tls_version", Layer::tls, "only old versions of TLS are offered", read_tls_version},
    {"tls_weak_ciphers", Layer::tls, "only cipher suites are offered that a current client refuses",
     read_tls_weak_ciphers},
    {"wrong_scheme", Layer::tls, "http on the https port, TLS on the http port", read_wrong_scheme},

    {"broken_chunk", Layer::http, "a chunk of the body has no size", read_broken_chunk},
    {"content_type", Layer::http, "the reply has another Content-Type", read_content_type},
    {"html_page", Layer::http, "a page with status 200 instead of the reply", read_html_page},
    {"http_status", Layer::http, "a status with the page of IIS instead of the reply", read_http_status},
    {"missing_route", Layer::http, "nothing is at this address: 404.0", read_missing_route},
    {"proxy_authentication", Layer::http, "a proxy wants credentials: 407", read_proxy_authentication},
    {"redirect", Layer::http, "the request is sent elsewhere", read_redirect},
    {"set_header", Layer::http, "a header of the reply is changed, added or taken away", read_set_header},
    {"strip_request_header", Layer::http, "a header of the request does not arrive", read_strip_request_header},
    {"wrong_length", Layer::http, "Content-Length is too large or too small", read_wrong_length},

    {"broken_fault", Layer::soap, "a SOAP fault without what agents read in it", read_broken_fault},
    {"damaged_xpress", Layer::soap, "a coded body that cannot be decoded", read_damaged_xpress},
    {"duplicate_revision", Layer::soap, "an update is offered under two revisions", read_duplicate_revision},
    {"fault_with_200", Layer::soap, "a SOAP fault with status 200", read_fault_with_200},
    {"ill_formed_xml", Layer::soap, "a reply that is no XML", read_ill_formed_xml},
    {"missing_element", Layer::soap, "an element of the reply is missing", read_missing_element},
    {"missing_property", Layer::soap, "a property of GetConfig is missing", read_missing_property},
    {"mutated", Layer::soap, "a reply that is changed as a seed draws it", read_mutated},
    {"refuse_client", Layer::soap, "GetAuthorizationCookie refuses the client", read_refuse_client},
    {"soap_fault", Layer::soap, "an operation answers a SOAP fault", read_soap_fault},
    {"truncated_xml", Layer::soap, "a reply that ends too early", read_truncated_xml},
    {"wrong_namespace", Layer::soap, "the reply's elements are in another namespace", read_wrong_namespace},
    {"wrong_prefix", Layer::soap, "the envelope has another prefix", read_wrong_prefix},

    {"content_forbidden", Layer::content, "403 for a content file", read_content_forbidden},
    {"content_missing", Layer::content, "404 for a content file", read_content_missing},
    {"ranges_ignored", Layer::content, "the whole file for a request of a range", read_ranges_ignored},
    {"wrong_digest", Layer::content, "a byte of a content file is another one", read_wrong_digest},
}};

}  // namespace

std::span<FaultKind const> fault_kinds() { return kinds; }

FaultKind const* find_fault_kind(std::string_view name) {
  auto const* const found =
      std::find_if(kinds.begin(), kinds.end(), [name](FaultKind const& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : found;
}

}  // namespace wsus::faults
