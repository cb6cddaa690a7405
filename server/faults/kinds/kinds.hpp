// The readers of all faults, one file each in a folder of its layer. The list with names is fault_list.cpp; what each
// does and takes is in docs/FAULTS.md. All throw config::ConfigError.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/fault.hpp"

namespace wsus::faults {

// listener: what becomes of a connection
[[nodiscard]] Fault read_accept_late(config::Node const& node);    ///< after: duration
[[nodiscard]] Fault read_accept_silent(config::Node const& node);  ///< no keys
[[nodiscard]] Fault read_refuse(config::Node const& node);         ///< no keys: RST at once

// tls
[[nodiscard]] Fault
read_tls_certificate(config::Node const& node);  ///< flaw: expired | not_yet_valid | wrong_name | ...
[[nodiscard]] Fault read_tls_client_certificate(config::Node const& node);  ///< no keys
[[nodiscard]] Fault read_tls_version(config::Node const& node);             ///< newest: "1.0" | "1.1" | "1.2"
[[nodiscard]] Fault read_tls_weak_ciphers(config::Node const& node);        ///< no keys
[[nodiscard]] Fault read_wrong_scheme(config::Node const& node);            ///< no keys

// tcp: how the bytes of a reply go out
[[nodiscard]] Fault read_close_idle(config::Node const& node);  ///< after: duration
[[nodiscard]] Fault read_delay(config::Node const& node);       ///< by: duration
[[nodiscard]] Fault read_drip(config::Node const& node);        ///< bytes, every: duration
[[nodiscard]] Fault read_half_close(config::Node const& node);  ///< after: bytes
[[nodiscard]] Fault read_reset(config::Node const& node);       ///< after: bytes
[[nodiscard]] Fault read_stall(config::Node const& node);       ///< after: bytes, lasting: duration

// http
[[nodiscard]] Fault read_broken_chunk(config::Node const& node);          ///< chunk: number
[[nodiscard]] Fault read_content_type(config::Node const& node);          ///< type
[[nodiscard]] Fault read_html_page(config::Node const& node);             ///< title, text: 200 with a page
[[nodiscard]] Fault read_http_status(config::Node const& node);           ///< status, sub_status
[[nodiscard]] Fault read_missing_route(config::Node const& node);         ///< no keys: 404.0 of IIS
[[nodiscard]] Fault read_proxy_authentication(config::Node const& node);  ///< scheme: Negotiate | NTLM | Basic; realm
[[nodiscard]] Fault read_redirect(config::Node const& node);              ///< to, hops, status, location
[[nodiscard]] Fault read_set_header(config::Node const& node);            ///< name, value; no value: it is taken away
[[nodiscard]] Fault read_strip_request_header(config::Node const& node);  ///< name
[[nodiscard]] Fault read_wrong_length(config::Node const& node);          ///< by: number of bytes, not 0

// soap; a position is a byte or a share such as 50 %
[[nodiscard]] Fault read_broken_fault(config::Node const& node);        ///< how: no_detail | no_error_code | ...; code
[[nodiscard]] Fault read_damaged_xpress(config::Node const& node);      ///< how: header_on_plain | ...; at: position
[[nodiscard]] Fault read_duplicate_revision(config::Node const& node);  ///< nth, renumbered
[[nodiscard]] Fault read_fault_with_200(config::Node const& node);      ///< no keys
[[nodiscard]] Fault read_ill_formed_xml(config::Node const& node);      ///< how: unclosed | mismatched | ...
[[nodiscard]] Fault read_missing_element(config::Node const& node);     ///< element: path of local names; nth
[[nodiscard]] Fault read_missing_property(config::Node const& node);    ///< name; none: all of GetConfig's properties
[[nodiscard]] Fault read_mutated(config::Node const& node);             ///< by: list of changes, or seed, count
[[nodiscard]] Fault read_refuse_client(config::Node const& node);       ///< no keys
[[nodiscard]] Fault read_soap_fault(config::Node const& node);          ///< error_code, message, code
[[nodiscard]] Fault read_truncated_xml(config::Node const& node);       ///< at: position
[[nodiscard]] Fault read_wrong_namespace(config::Node const& node);     ///< namespace, of: body | envelope
[[nodiscard]] Fault read_wrong_prefix(config::Node const& node);        ///< prefix

// content: below /Content only
[[nodiscard]] Fault read_content_forbidden(config::Node const& node);  ///< no keys: 403 of IIS
[[nodiscard]] Fault read_content_missing(config::Node const& node);    ///< no keys: 404 of IIS
[[nodiscard]] Fault read_ranges_ignored(config::Node const& node);     ///< no keys: the whole file with 200
[[nodiscard]] Fault read_wrong_digest(config::Node const& node);       ///< at: position of the byte that is turned

}  // namespace wsus::faults
