// The extensions of the lab's certificates. Internal to this room.
#pragma once

#include "server/certificates/openssl_handles.hpp"

namespace wsus::certificates {

/// An extension by its name and OpenSSL's text form of its value, which must not hold foreign text. `issuer`: the
/// certificate that signs `certificate` (itself for an authority).
void add_extension(X509* certificate, X509* issuer, int nid, char const* value);

/// subjectAltName: built of its parts, so that no name can smuggle in another one.
void add_alternative_names(X509* certificate, ServerRequest const& request);

}  // namespace wsus::certificates
